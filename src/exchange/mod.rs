//! Foreign logs and ours.

pub mod native;
