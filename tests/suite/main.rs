//! The whole test suite in one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test looks at files and stops at the first surprise"
)]

mod architecture;
mod check;
mod cli;
mod examples;
mod query;
mod readme;
mod report;
mod safety;
mod sandbox;
mod site;
mod store;
mod text;
