//! The words of the board of what changes hands, and of how outcomes stand.

use serde::Deserialize;

/// What changes hands.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct BoardWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) all: String,
    pub(in crate::site) all_of_state: String,
    pub(in crate::site) nobody: String,
    pub(in crate::site) waits: String,
    pub(in crate::site) waits_since: String,
    pub(in crate::site) answer_by: String,
    pub(in crate::site) time: String,
    pub(in crate::site) stands: String,
    pub(in crate::site) due: String,
    pub(in crate::site) by: String,
    pub(in crate::site) ticked: String,
    pub(in crate::site) ended: String,
    pub(in crate::site) ended_after: String,
}

/// How outcomes stand.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct OutcomeWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) late: String,
    pub(in crate::site) late_of: String,
    pub(in crate::site) all: String,
    pub(in crate::site) all_of_state: String,
    pub(in crate::site) slipped: String,
    pub(in crate::site) slipped_more: String,
}
