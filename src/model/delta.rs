//! What differs between two versions of a record, and between two versions of a log.

use schemars::JsonSchema;
use serde::Serialize;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It is new.
    Added,
    /// It is in another state.
    Moved,
    /// It is in the same state, and says something else.
    Changed,
    /// It is gone.
    Removed,
}

/// A value before and after; null where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Turn {
    /// Before.
    pub from: Option<String>,
    /// After.
    pub to: Option<String>,
}

/// A field that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FieldTurn {
    /// Its key; of a measure or a milestone the part that says something else: `measures / p95 latency / target`.
    pub key: String,
    /// What it said, lists with commas between; null where it was not there.
    pub from: Option<String>,
    /// What it says.
    pub to: Option<String>,
}

/// A section whose text is another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SectionTurn {
    /// Its heading; null for text that stands in no section.
    pub title: Option<String>,
    /// `changed`, `added` or `removed`.
    pub what: What,
    /// How many lines are new.
    pub added: usize,
    /// How many lines are gone.
    pub removed: usize,
}

/// An entry of the log of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Said {
    /// The day in its heading; null where it has none.
    pub date: Option<String>,
    /// The step taken, or `note`, `question` …
    pub word: String,
    /// Who wrote it.
    pub person: String,
    /// What it says.
    pub text: String,
}

/// What differs between two versions of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Delta {
    /// Its id, where it was another.
    pub id: Option<Turn>,
    /// Its state, where it moved.
    pub state: Option<Turn>,
    /// Its title, where it was another.
    pub title: Option<Turn>,
    /// Its file, where it was another.
    pub path: Option<Turn>,
    /// The other fields that say something else, in the order written.
    pub fields: Vec<FieldTurn>,
    /// The sections whose text is another, in the order written; entries are told on their own.
    pub sections: Vec<SectionTurn>,
    /// New entries of its log.
    pub entries: Vec<Said>,
    /// Entries of its log that are gone.
    pub lost: Vec<Said>,
}

impl Delta {
    /// Nothing differs but white space and remarks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A record of one of two versions of a log, or of both, and what differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Difference {
    /// What became of it.
    pub what: What,
    /// Its id; of one that is gone the last it had.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its file, from the repository's root.
    pub path: String,
    /// Its state; null where that is not known.
    pub state: Option<String>,
    /// What differs; of a record that is new or gone, its entries and nothing else.
    pub delta: Delta,
}
