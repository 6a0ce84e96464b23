//! Steps that take a right, with the evidence for them: judged by `rights`, told by pages, which judge nothing.

use jiff::civil::Date;

use super::facts::Commit;
use super::taken::Grade;

/// A step that takes a right, and what is known of who took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// The record's file today, from the repository's root.
    pub path: String,
    /// The verb of the step.
    pub verb: String,
    /// The name of the state that it led to.
    pub to: String,
    /// Its day.
    pub day: Date,
    /// Who is behind it, those who have a right first.
    pub people: Vec<Attestant>,
    /// What its areas ask for.
    pub asked: Vec<Asked>,
    /// The least evidence that counted then.
    pub proof: Grade,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// Somebody behind a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestant {
    /// The handle; the name where the table knows nobody.
    pub person: String,
    /// What they did.
    pub act: Act,
    /// Under which right.
    pub right: Right,
    /// How good the evidence is; none of an entry of the Log, of which the commit is not looked up.
    pub grade: Option<Grade>,
    /// Whether the evidence is good enough, and they were there and no program.
    pub counts: bool,
    /// The commit that shows it; none of what is not committed, and of an entry of the Log.
    pub commit: Option<Commit>,
}

/// What somebody did for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// They committed it.
    Took,
    /// They merged it.
    Merged,
    /// A trailer of the commit says that they agree.
    Approved,
    /// They were heard before: an entry of the Log, or a trailer.
    Heard,
}

/// Under which right somebody is behind a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Right {
    /// These areas let them decide.
    Decides(Vec<String>),
    /// They, or whom they act for, stand in a field of people: its key.
    Party(String),
    /// They wrote the record first.
    Author,
    /// These areas ask to hear them.
    Consulted(Vec<String>),
    /// The log asks nobody in particular.
    Anyone,
    /// None.
    None,
}

/// What an area asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The area.
    pub area: String,
    /// How many of those it lets decide.
    pub need: usize,
}

/// What a step lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nobody whom an area lets decide is behind it.
    Decider(String),
    /// Fewer than an area asks for: so many of so many.
    Quorum(String, usize, usize),
    /// They decided, and the file does not name them.
    Named(Vec<String>),
    /// An area asks to hear them, and they have not spoken.
    Word(String, Vec<String>),
    /// Nobody who stands in that field, or acts for them: its key, and who does.
    Party(String, Vec<String>),
    /// Whoever decided wrote it, and four eyes are asked for.
    OtherEyes,
    /// The record came in that state, with no step that made it so.
    Step,
}
