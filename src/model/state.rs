//! States, phases and steps: where a record stands and how it may move.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a state means for the people around a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Somebody has to act.
    Open,
    /// In force, active, under way.
    Live,
    /// Was live, and is over.
    Ended,
    /// Never was live.
    Refused,
}

impl Phase {
    /// Every phase, in the order of a record's life.
    pub const ALL: [Self; 4] = [Self::Open, Self::Live, Self::Ended, Self::Refused];

    /// Ended or refused.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Ended | Self::Refused)
    }

    /// The word used in files, queries and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Live => "live",
            Self::Ended => "ended",
            Self::Refused => "refused",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The five colours of a state; what they look like is the page's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Somebody has to act.
    Open,
    /// In force, met, done.
    Good,
    /// Refused, missed.
    Stopped,
    /// Late, a gap.
    Risk,
    /// Over, or not begun.
    Quiet,
}

/// The twelve outlines of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// Proposed, open.
    HollowCircle,
    /// Clarifying, waiting.
    HalfCircle,
    /// Accepted, achieved, done.
    FilledTick,
    /// Superseded.
    StruckArrow,
    /// Rejected, declined.
    Cross,
    /// Deprecated, unknown.
    DashedCircle,
    /// At risk, overdue, warning.
    Triangle,
    /// Off track, missed, error.
    Octagon,
    /// Active, on track.
    Ring,
    /// Offered.
    Tab,
    /// Draft.
    DottedSquare,
    /// Withdrawn, dropped.
    TurnBack,
}

/// One state of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct State {
    /// The word in `status:`.
    pub name: String,
    /// What it means.
    pub phase: Phase,
    /// Its colour.
    pub tone: Tone,
    /// Its outline.
    pub icon: Icon,
    /// Whose move it is: `decider`, or the key of a person field.
    #[serde(default)]
    pub waits_on: Option<String>,
    /// Other words with the same meaning.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The first words of the sentence about a record in it, such as `In force`; default: its name.
    #[serde(default)]
    pub says: Option<String>,
}

/// How the work on a record in a live state goes, by the newest update that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Health {
    /// The word of the entry: `on-track`.
    pub name: String,
    /// Its colour.
    pub tone: Tone,
    /// Its outline.
    pub icon: Icon,
}

/// Who may take a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Who {
    /// Everybody.
    Anyone,
    /// Whoever first committed the record.
    Author,
    /// Whoever the record's area lets decide.
    Decider,
    /// The person or team in that field.
    Field(String),
}

impl From<String> for Who {
    fn from(word: String) -> Self {
        match word.as_str() {
            "anyone" => Self::Anyone,
            "author" => Self::Author,
            "decider" => Self::Decider,
            _ => Self::Field(word),
        }
    }
}

impl From<Who> for String {
    fn from(who: Who) -> Self {
        match who {
            Who::Anyone => "anyone".into(),
            Who::Author => "author".into(),
            Who::Decider => "decider".into(),
            Who::Field(key) => key,
        }
    }
}

/// Whether a step wants words of explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// No entry is written unless a reason is given.
    #[default]
    None,
    /// May be given.
    Optional,
    /// Must be given.
    Required,
}

/// What a step changes besides the record's own state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Every record named in `supersedes` becomes superseded.
    Supersede,
    /// Every record and area named in a field of items gets the receiver as its owner.
    MoveOwner,
}

/// A change of state that people may make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// The command: `accept`.
    pub verb: String,
    /// One sentence for `--help`.
    pub about: String,
    /// The states it may start from.
    pub from: Vec<String>,
    /// The state it leads to.
    pub to: String,
    /// Who may take it.
    pub who: Who,
    /// Fields and sections that must be there.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Whether a reason is wanted.
    #[serde(default)]
    pub reason: Reason,
    /// A people field that the actor joins: `decision-makers`.
    #[serde(default)]
    pub signs: Option<String>,
    /// What else it changes.
    #[serde(default)]
    pub effect: Option<Effect>,
    /// Says that an outcome was reached: milestones and measures show it, or the reason names those that do not.
    #[serde(default)]
    pub evidence: bool,
}
