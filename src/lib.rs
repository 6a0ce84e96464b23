//! A Git-backed, documentation-first decision log.
