//! The words of the search page and of the filters of lists.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(in crate::site) struct SearchWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) letter: String,
    pub(in crate::site) digits: String,
    pub(in crate::site) signs: String,
    pub(in crate::site) all_states: String,
    pub(in crate::site) all_owners: String,
    pub(in crate::site) all_tags: String,
    /// What the script says.
    pub(in crate::site) script: BTreeMap<String, String>,
    /// What the script says of a query that is none, in the words of the command line.
    pub(in crate::site) fault: BTreeMap<String, String>,
}
