//! The whole test suite in one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stderr,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test looks at files, says what it could not try, stops at the first surprise, and keeps a table or a scenario in one piece"
)]

mod architecture;
mod calendar;
mod check;
mod cli;
mod demo;
mod drawing;
mod examples;
mod exchange;
mod hostile;
mod logs;
mod played;
mod query;
mod readme;
mod report;
mod rights;
mod safety;
mod sandbox;
mod schema;
mod seeded;
mod site;
mod store;
mod text;
mod told;
mod verdict;
mod writing;
