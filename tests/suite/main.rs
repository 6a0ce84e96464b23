//! Every test of the package, in one binary.

mod check;
