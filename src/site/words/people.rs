//! The words of the pages of people, teams, areas and rights.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Count;
use crate::site::context::{Segment, join};

#[derive(Debug, Deserialize)]
pub(in crate::site) struct PeopleWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct PersonWords {
    pub(in crate::site) about: String,
    pub(in crate::site) answers: String,
    pub(in crate::site) answers_only: String,
    pub(in crate::site) works: String,
    pub(in crate::site) away: String,
    pub(in crate::site) away_ask: String,
    pub(in crate::site) away_now: String,
    pub(in crate::site) away_now_ask: String,
    pub(in crate::site) backup: String,
    pub(in crate::site) leaves: String,
    pub(in crate::site) every_day: String,
    pub(in crate::site) to: String,
    pub(in crate::site) left: String,
    pub(in crate::site) left_owns: String,
    pub(in crate::site) left_owns_nothing: String,
    pub(in crate::site) left_ask: String,
    pub(in crate::site) waiting: String,
    pub(in crate::site) consult: String,
    pub(in crate::site) review: String,
    pub(in crate::site) finish: String,
    pub(in crate::site) update: String,
    pub(in crate::site) milestone: String,
    pub(in crate::site) list: String,
    pub(in crate::site) through: String,
    pub(in crate::site) accountable: String,
    pub(in crate::site) stands_in_area: String,
    pub(in crate::site) stands_in: String,
    pub(in crate::site) consulted: String,
    pub(in crate::site) told: String,
    pub(in crate::site) asked: String,
    pub(in crate::site) load: String,
    pub(in crate::site) owned: Count,
    pub(in crate::site) waits: Count,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct TeamWords {
    pub(in crate::site) led: String,
    pub(in crate::site) people: Count,
    pub(in crate::site) empty: String,
    pub(in crate::site) gone: String,
    pub(in crate::site) strangers: String,
    pub(in crate::site) lead: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct HoursWords {
    pub(in crate::site) in_city: String,
    pub(in crate::site) backup: String,
    pub(in crate::site) escalation: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct RightsWords {
    pub(in crate::site) title: String,
    pub(in crate::site) about: String,
    pub(in crate::site) quorum: QuorumWords,
    /// How hard a decision is to take back, by the word of the record.
    pub(in crate::site) reversible: BTreeMap<String, String>,
    pub(in crate::site) gap: GapWords,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct QuorumWords {
    pub(in crate::site) both: String,
    pub(in crate::site) all: String,
    pub(in crate::site) some: String,
    pub(in crate::site) always: String,
    #[serde(rename = "if")]
    pub(in crate::site) only_if: String,
    pub(in crate::site) alone: String,
    pub(in crate::site) with_one: String,
    pub(in crate::site) with_other: String,
    pub(in crate::site) with_some: String,
    pub(in crate::site) only: String,
    pub(in crate::site) which: String,
    pub(in crate::site) anyone: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct GapWords {
    pub(in crate::site) lead: Count,
    pub(in crate::site) owner: String,
    pub(in crate::site) decide: String,
    pub(in crate::site) escalate: String,
    pub(in crate::site) stranger: String,
    pub(in crate::site) left: String,
    pub(in crate::site) deserted: String,
    pub(in crate::site) quorum: String,
    pub(in crate::site) quorum_if: String,
    pub(in crate::site) guardrail: String,
}

#[derive(Debug, Deserialize)]
pub(in crate::site) struct AreaWords {
    pub(in crate::site) about: String,
    pub(in crate::site) lead: String,
    pub(in crate::site) lead_backup: String,
    pub(in crate::site) unowned: String,
}

/// What stands between several things.
#[derive(Debug, Deserialize)]
pub(in crate::site) struct JointWords {
    pub(in crate::site) and: String,
    pub(in crate::site) or: String,
    pub(in crate::site) comma: String,
    pub(in crate::site) stop: String,
}

impl JointWords {
    /// `a, b and c`
    pub(in crate::site) fn both(&self, items: &[String]) -> String {
        joined(items, &self.comma, &self.and)
    }

    /// The same of pieces of a sentence.
    pub(in crate::site) fn listed(&self, items: Vec<Vec<Segment>>) -> Vec<Segment> {
        join(items, &self.comma, &self.and)
    }

    /// `a, b or c`
    pub(in crate::site) fn either(&self, items: &[String]) -> String {
        joined(items, &self.comma, &self.or)
    }
}

fn joined(items: &[String], comma: &str, last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(comma)),
    }
}
