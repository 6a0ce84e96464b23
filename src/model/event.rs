//! What became of records, as git's history tells it: commit after commit, and what is not committed yet.

use super::delta::Difference;

/// Something that became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The commit's place in the history; none for what is not committed.
    pub commit: Option<usize>,
    /// The record's place in the index; none where it is gone.
    pub at: Option<usize>,
    /// What became of it.
    pub difference: Difference,
}
