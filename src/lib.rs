//! A Git-backed, documentation-first decision log.

pub mod check;
pub mod index;
pub mod model;
pub mod query;
pub mod report;
pub mod store;
pub mod text;
