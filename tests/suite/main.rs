//! The whole test suite in one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a test looks at files and stops at the first surprise"
)]

mod sandbox;
mod store;
