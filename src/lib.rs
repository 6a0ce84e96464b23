//! A Git-backed, documentation-first decision log.

pub mod check;
pub mod index;
pub mod model;
pub mod text;
