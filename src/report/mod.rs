//! Results, told to a person or a machine: everything is written into a `&mut dyn Write` and nothing is decided.
//!
//! A report never prints a foreign string (a title, a name, a path, a line of a file) as it is: it goes through
//! [`safe`]. Whatever is written as JSON is serialised from one of the structs whose schema [`schema`] gives, so that
//! output and schema cannot drift apart.

pub mod change;
pub mod changes;
pub mod config;
pub mod demo;
pub mod diff;
pub mod doctor;
pub mod explain;
pub mod export;
pub mod failure;
pub mod findings;
pub mod graph;
pub mod inbox;
pub mod index;
pub mod init;
pub mod json;
pub mod log;
pub mod person;
pub mod place;
pub mod record;
pub mod records;
pub mod safe;
pub mod schema;
pub mod search;
pub mod site;
pub mod stats;
pub mod status;
pub mod style;
pub mod who;
pub mod why;

mod delta;
mod excerpt;
mod fields;
mod markup;
mod shape;
mod words;
