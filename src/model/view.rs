//! A record with what others say of it: what reports print and programs read.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::diagnostic::{Diagnostic, Level};
use super::state::{Icon, Phase, Tone};

/// One side of a relation, seen from a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RelationView {
    /// `supersedes`, or `superseded-by` on the derived side.
    #[serde(rename = "type")]
    pub name: String,
    /// The other record's id; the reference as written where it names nothing.
    pub to: String,
    /// The section of the other record it is about.
    pub section: Option<String>,
    /// The other record wrote it.
    pub derived: bool,
}

/// How many findings a record has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FindingCount {
    /// At deny.
    pub deny: usize,
    /// At warn.
    pub warn: usize,
}

/// Counts findings at warn and above by file.
#[must_use]
pub fn count(findings: &[Diagnostic]) -> Counts {
    let mut counts = Counts::new();
    for finding in findings {
        let count = counts.entry(finding.path.clone()).or_default();
        match finding.level {
            Level::Deny => count.deny += 1,
            Level::Warn => count.warn += 1,
            Level::Allow => {}
        }
    }
    counts
}

/// Findings of each file that has any, by path from the repository's root.
pub type Counts = HashMap<String, FindingCount>;

/// A record as JSON shows it, the same everywhere; what is unknown is null.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RecordView {
    /// `DEC-12`.
    pub id: String,
    /// The log's name, `.` for the log at the repository's root.
    pub log: String,
    /// `decision`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The state, null where the word is not known.
    pub state: Option<String>,
    /// The state's phase.
    pub phase: Option<Phase>,
    /// Live, not superseded, not past `expires`; null where the state is not known.
    pub in_force: Option<bool>,
    /// The state as written.
    pub status_as_written: Option<String>,
    /// The file, from the repository's root.
    pub path: String,
    /// Who is accountable.
    pub owner: Option<String>,
    /// The areas.
    pub area: Vec<String>,
    /// Every people field that says something, by key.
    pub people: Map<String, Value>,
    /// Day of the last change of state.
    pub date: Option<String>,
    /// Day it was written.
    pub created: Option<String>,
    /// One sentence.
    pub summary: String,
    /// Words.
    pub tags: Vec<String>,
    /// The front matter, as YAML reads it.
    pub fields: Map<String, Value>,
    /// Both sides of its relations.
    pub relations: Vec<RelationView>,
    /// How many findings it has; null where nobody checked.
    pub findings: Option<FindingCount>,
    /// Colour of its state; quiet where that is not known.
    #[serde(skip)]
    pub tone: Option<Tone>,
    /// Outline of its state.
    #[serde(skip)]
    pub icon: Option<Icon>,
}
