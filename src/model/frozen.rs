//! What of a record may not change any more, and what became of it.

use jiff::civil::Date;

use super::facts::Commit;
use super::id::Id;
use super::kind::{Kind, covers};
use super::state::State;

/// What a text says: of two texts that say the same it is the same, but for the ids in it, which may change with the
/// records that they name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Print {
    /// The words as a number.
    pub words: [u8; 16],
    /// The ids among them, in their order.
    pub ids: Box<[Box<str>]>,
    /// The text without white space, where it may gain an id at its end.
    pub may_gain: Option<Box<str>>,
}

impl Print {
    /// Whether a later text says the same, where some ids name the same record.
    #[must_use]
    pub fn says(&self, later: &Self, same_record: &dyn Fn(&str, &str) -> bool) -> bool {
        let mut ids = self.ids.iter().zip(&later.ids);
        let same = self.words == later.words
            && self.ids.len() == later.ids.len()
            && ids.all(|(one, other)| one == other || same_record(one, other));
        same || match (&self.may_gain, &later.may_gain) {
            (Some(text), Some(longer)) => {
                longer.starts_with(&**text) && later.ids.len() > self.ids.len()
            }
            _ => false,
        }
    }
}

/// A part of a record that its kind freezes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its title.
    Title,
    /// What stands in no section.
    Rest,
    /// A section, by its id; one that the kind does not know, by its heading in lower case.
    Section(String),
    /// An item with a box to tick, by its section and its place among the items there.
    Task(String, usize),
    /// A field, by its key.
    Field(String),
    /// A key of an item in a list: the field's key, the item's name, its own key.
    Item(String, String, String),
}

impl Part {
    /// Whether a kind freezes it in a state.
    #[must_use]
    pub fn is_frozen(&self, kind: &Kind, state: &State) -> bool {
        let stages = match self {
            Self::Title | Self::Rest => Some(&kind.frozen_in),
            Self::Section(key) | Self::Task(key, _) => {
                let known = kind.section(key).map(|section| &section.frozen_in);
                Some(known.unwrap_or(&kind.frozen_in))
            }
            Self::Field(key) | Self::Item(key, ..) => kind.field(key).map(|field| &field.frozen_in),
        };
        stages.is_some_and(|stages| covers(stages, state))
    }
}

/// What a record says in the parts that are frozen in its state, and in its Log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen {
    /// Its parts that say something; none where its state is not known.
    pub parts: Vec<(Part, Print)>,
    /// The entries of its Log.
    pub entries: Vec<Said>,
    /// Its amendments, with their days: entries of its Log, and headings such as `Amendment (2026-11-22)`.
    pub amendments: Vec<(Print, Date)>,
}

/// An entry of a Log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// All that it says.
    pub print: Print,
    /// Who wrote it, as written.
    pub person: Box<str>,
}

/// Something that was to stay and did not.
#[derive(Clone, Debug)]
pub struct Breach {
    /// The name of the record's kind.
    pub kind: String,
    /// The record, by the id it has today, or had last.
    pub id: Id,
    /// Its file today, or where it was last; from the repository's root.
    pub path: String,
    /// What it is.
    pub what: Loss,
    /// The commit that did it; none where it is not committed.
    pub commit: Option<Commit>,
    /// The day.
    pub day: Date,
}

/// A version that changed what was frozen.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The record's file today, from the repository's root.
    pub path: String,
    /// The parts that said something else before.
    pub parts: Vec<Part>,
    /// The name of the state that had frozen them.
    pub state: String,
    /// The commit; none where it is not committed.
    pub commit: Option<Commit>,
    /// Its day.
    pub day: Date,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a change of something frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An amendment says so: where its heading begins in the record's file.
    Amended(usize),
    /// The parts say again what they said.
    PutBack,
    /// It stands, and no amendment says so.
    Stands,
}

/// What was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A part says something else than when it was frozen.
    Changed {
        /// The part.
        part: Part,
        /// The name of the state that froze it.
        state: String,
        /// What it says now; none where it says nothing.
        now: Option<Print>,
    },
    /// An entry of the Log was changed or taken out: its heading.
    Entry(String),
    /// The record itself, which was in force.
    Record,
    /// The same, though its file is there.
    Unread,
}
