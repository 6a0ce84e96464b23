//! What is said of a record's past: evidence, changes of what was settled, versions.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Count;

/// Who is behind a step, and what is missing.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct EvidenceWords {
    pub(in crate::site) other: String,
    pub(in crate::site) decides: String,
    pub(in crate::site) consulted: String,
    pub(in crate::site) party: String,
    pub(in crate::site) author: String,
    pub(in crate::site) anyone: String,
    pub(in crate::site) no_right: String,
    pub(in crate::site) no_decider: String,
    pub(in crate::site) no_quorum: String,
    pub(in crate::site) quorum: String,
    pub(in crate::site) unnamed: String,
    pub(in crate::site) unheard: String,
    pub(in crate::site) not_party: String,
    pub(in crate::site) no_party: String,
    pub(in crate::site) own_text: String,
    pub(in crate::site) born: String,
    pub(in crate::site) asked: String,
    pub(in crate::site) asked_proof: String,
    pub(in crate::site) asked_one: String,
    pub(in crate::site) asked_some: String,
    /// By the verb of the step.
    pub(in crate::site) title: BTreeMap<String, String>,
    pub(in crate::site) grade: BTreeMap<String, String>,
}

/// What was changed although it was settled.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct EditedWords {
    pub(in crate::site) since: String,
    pub(in crate::site) log: String,
    pub(in crate::site) amendment: String,
    pub(in crate::site) amendment_by: String,
    pub(in crate::site) whole_title: String,
    pub(in crate::site) rest: String,
    pub(in crate::site) item: String,
    pub(in crate::site) entry: String,
    /// By the state that settled it.
    pub(in crate::site) title: BTreeMap<String, String>,
}

/// The page of a record's versions.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct VersionWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
}

/// The line and the bars of the page of health.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct HealthWords {
    pub(in crate::site) trend_said: String,
    pub(in crate::site) trend_point: String,
    pub(in crate::site) trend_now: String,
    pub(in crate::site) decided: String,
    pub(in crate::site) answered: String,
    pub(in crate::site) median: String,
    pub(in crate::site) median_one: String,
    pub(in crate::site) length_said: String,
    pub(in crate::site) length_value: String,
    pub(in crate::site) length_unknown: Count,
    pub(in crate::site) up_to: String,
    pub(in crate::site) from_to: String,
    pub(in crate::site) over: String,
    pub(in crate::site) baseline_note: String,
}
