//! What speaks for a record governing a path.

use schemars::JsonSchema;
use serde::Serialize;

/// What kind of evidence, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// A pattern of the record's own matches the path.
    Governs,
    /// The path belongs to an area, and the record is a guardrail of it.
    Guardrail,
    /// The file names the record.
    Citation,
    /// The message of a commit that brought the lines names the record.
    Commit,
    /// The path belongs to an area that the record is of.
    Area,
}

/// One piece of evidence and where it comes from; what does not apply is empty or null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Evidence {
    /// What kind of evidence.
    pub ground: Ground,
    /// The patterns that match, from the repository's root.
    pub patterns: Vec<String>,
    /// The area whose patterns they are.
    pub area: Option<String>,
    /// The paths that it is about, from the repository's root.
    pub paths: Vec<String>,
    /// The lines of the file that name the record, from 1.
    pub lines: Vec<usize>,
    /// The commit, as a short object id.
    pub commit: Option<String>,
    /// The first line of its message.
    pub subject: Option<String>,
}

impl Evidence {
    /// Evidence of that kind that says nothing more yet.
    #[must_use]
    pub fn new(ground: Ground) -> Self {
        Self {
            ground,
            patterns: Vec::new(),
            area: None,
            paths: Vec::new(),
            lines: Vec::new(),
            commit: None,
            subject: None,
        }
    }
}
