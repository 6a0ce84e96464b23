//! A Git-backed, documentation-first decision log.

pub mod model;
pub mod text;
pub mod index;
pub mod query;
pub mod site;
pub mod report;
