//! The words of what changed, of the feeds that tell it, and of what was in force on a day.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Count;

/// Sentences about a change.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct ChangeWords {
    pub(in crate::site) added: String,
    pub(in crate::site) removed: String,
    pub(in crate::site) reported: String,
    pub(in crate::site) unchanged: String,
    pub(in crate::site) revised: String,
    pub(in crate::site) spoken: String,
    pub(in crate::site) other: String,
    pub(in crate::site) nobody: String,
    pub(in crate::site) nobody_revised: String,
    pub(in crate::site) nobody_removed: String,
    pub(in crate::site) detail: DetailWords,
    /// By the word of an entry.
    pub(in crate::site) entry: BTreeMap<String, String>,
    /// By the verb of the step.
    pub(in crate::site) step: BTreeMap<String, String>,
    /// By the state it led to.
    pub(in crate::site) state: BTreeMap<String, String>,
}

/// What differs, in a few words.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct DetailWords {
    pub(in crate::site) title: String,
    pub(in crate::site) id: String,
    pub(in crate::site) file: String,
    pub(in crate::site) quoted: String,
    pub(in crate::site) part: String,
    pub(in crate::site) turned: String,
    pub(in crate::site) set: String,
    pub(in crate::site) unset: String,
    pub(in crate::site) blank: String,
    pub(in crate::site) section: String,
    pub(in crate::site) section_added: String,
    pub(in crate::site) section_removed: String,
    pub(in crate::site) outside: String,
    pub(in crate::site) lost: String,
    pub(in crate::site) more: Count,
}

/// The pages of what changed, and of what was in force.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct ChangesWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) of_year: String,
    pub(in crate::site) of_month: String,
    pub(in crate::site) changes: Count,
    pub(in crate::site) in_force: String,
    pub(in crate::site) about_in_force: String,
    pub(in crate::site) quarter: String,
}

/// The feeds.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct FeedWords {
    pub(in crate::site) all: String,
    pub(in crate::site) of_area: String,
    pub(in crate::site) of_owner: String,
}
