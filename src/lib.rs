//! A Git-backed, documentation-first decision log.

pub mod index;
pub mod model;
pub mod text;
