//! Steps as git tells them: what moved, who is behind it, and by which table that is judged.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attested::Act;
use super::facts::Commit;
use super::id::Id;
use super::kind::Kind;
use super::people::Directory;
use super::settings::Settings;
use super::state::Phase;

/// How good the evidence is that somebody took a step, the weakest first. None of it is proof.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// A trailer of the commit names them.
    #[default]
    Claimed,
    /// They are the author of the commit, or of the merge that brought it.
    Authored,
    /// That commit carries a good signature by one of their keys.
    Signed,
}

impl Grade {
    /// The word in settings and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Authored => "authored",
            Self::Signed => "signed",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Somebody behind a step, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The handle; the name where the table knows nobody.
    pub person: String,
    /// How it is known.
    pub grade: Grade,
    /// What they did.
    pub act: Act,
    /// The commit that shows it; none where it is not committed.
    pub commit: Option<Commit>,
}

/// Who may do what: the settings and kinds in force at some moment.
#[derive(Clone, Debug)]
pub struct Table {
    /// The settings.
    pub settings: Settings,
    /// The kinds, as the settings change them.
    pub kinds: Vec<Arc<Kind>>,
}

impl Table {
    /// Who there is, and which parts the work has.
    #[must_use]
    pub fn directory(&self) -> Directory<'_> {
        self.settings.directory()
    }

    /// The kind of that name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&Arc<Kind>> {
        self.kinds.iter().find(|kind| kind.name == name)
    }
}

/// What of a record decides who may take its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its areas.
    pub areas: Vec<String>,
    /// Patterns of the paths it governs.
    pub governs: Vec<String>,
    /// How hard it is to take back.
    pub reversible: Option<String>,
    /// Who stands in each field of people, as written.
    pub people: BTreeMap<String, Vec<String>>,
    /// Who wrote an entry of its Log, as written.
    pub spoken: Vec<String>,
    /// The records it supersedes, as written.
    pub supersedes: Vec<String>,
}

/// A record that leaves force by a step of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its id.
    pub id: Id,
    /// Its areas.
    pub areas: Vec<String>,
    /// Where it stood before.
    pub phase: Option<Phase>,
}

/// What a change of state is besides one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Somebody took it.
    Step,
    /// It gives a record the bytes back that it had before that step was taken.
    Undo,
    /// The record came in a later state than the first.
    Birth,
    /// The state stays, and the record supersedes more than before.
    Widened,
}

/// A change of state, and what is known of it.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The record's kind, as the table has it.
    pub kind: Arc<Kind>,
    /// The record, by the id it has today.
    pub id: Id,
    /// Its file today, from the repository's root.
    pub path: String,
    /// The name of the state before; of a birth the kind's first.
    pub from: String,
    /// The name of the state after.
    pub to: String,
    /// What it is besides.
    pub nature: Nature,
    /// The record before; none where it was not there.
    pub before: Option<Subject>,
    /// The record after.
    pub after: Subject,
    /// The records that leave force by it.
    pub replaced: Vec<Replaced>,
    /// Who is behind it, each once, with the best evidence.
    pub voices: Vec<Voice>,
    /// Who has spoken without deciding, by a trailer.
    pub heard: Vec<String>,
    /// Authors whom the table does not know, as git names them.
    pub strangers: Vec<String>,
    /// Who changed the record's text while it was open; none where history does not say.
    pub writers: Option<Vec<String>>,
    /// Who first committed the record; none where history does not say.
    pub author: Option<String>,
    /// The commit; none where it is not committed.
    pub commit: Option<Commit>,
    /// The commit is a merge.
    pub is_merge: bool,
    /// The day.
    pub day: Date,
    /// What was in force just before.
    pub table: Arc<Table>,
}
