mod query;
mod report;
