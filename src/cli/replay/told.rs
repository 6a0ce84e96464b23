//! The shape of a written history: commits one after the other, each with one deed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::cli::advance::Advance;

/// `history.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) commits: Vec<Told>,
}

/// One commit: when, by whom, and the keys of its deed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Told {
    /// Local time with the author's offset.
    pub(super) at: String,
    /// The author's handle.
    pub(super) by: String,
    /// A reason, the text of an entry, or the subject of a commit made by hand.
    #[serde(default)]
    pub(super) say: String,
    /// Files as they stand.
    add: Option<Vec<String>>,
    /// A record as first written.
    new: Option<String>,
    /// A verb, taken on `ids`.
    step: Option<String>,
    #[serde(default)]
    ids: Vec<String>,
    /// Others whose agreement the message names.
    #[serde(default)]
    pub(super) approved_by: Vec<String>,
    /// An entry in a record's Log.
    note: Option<String>,
    word: Option<String>,
    /// A progress update.
    update: Option<String>,
    health: Option<String>,
    #[serde(default)]
    readings: BTreeMap<String, toml::Value>,
    #[serde(default)]
    done: Vec<String>,
    #[serde(default)]
    milestones: BTreeMap<String, String>,
    /// A review.
    review: Option<String>,
    next: Option<String>,
    /// Fields of a record.
    set: Option<String>,
    #[serde(default)]
    fields: Vec<String>,
    /// A change by hand.
    edit: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    changes: Vec<Exchange>,
    /// A file that is renamed.
    r#move: Option<(String, String)>,
}

/// A text in place of another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exchange {
    pub(super) from: String,
    pub(super) to: String,
}

/// What a commit does.
#[derive(Debug)]
pub(super) enum Deed {
    /// Adds files as they stand.
    Add(Vec<String>),
    /// Adds a record.
    New(String),
    /// Takes a step on records.
    Step(String, Vec<String>),
    /// Adds an entry: the record and the entry's word.
    Note(String, String),
    /// Reports how a record does.
    Update(String, Advance),
    /// Looks at a record again: the record, and when the next time is.
    Review(String, Option<String>),
    /// Changes fields.
    Set(String, Vec<String>),
    /// Changes a file by hand.
    Edit(String, Vec<Exchange>),
    /// Renames a file.
    Move(String, String),
}

impl Told {
    /// The deed; none where the keys of no deed are there.
    pub(super) fn deed(&self) -> Option<Deed> {
        let by_key = [
            self.add.clone().map(Deed::Add),
            self.new.clone().map(Deed::New),
            self.step
                .clone()
                .map(|verb| Deed::Step(verb, self.ids.clone())),
            self.note.clone().map(|id| {
                let word = self.word.as_deref().unwrap_or("note");
                Deed::Note(id, word.to_owned())
            }),
            self.update
                .clone()
                .map(|id| Deed::Update(id, self.advance())),
            self.review
                .clone()
                .map(|id| Deed::Review(id, self.next.clone())),
            self.set
                .clone()
                .map(|id| Deed::Set(id, self.fields.clone())),
            self.edit
                .clone()
                .map(|path| Deed::Edit(path, self.exchanges())),
            self.r#move.clone().map(|(from, to)| Deed::Move(from, to)),
        ];
        by_key.into_iter().flatten().next()
    }

    fn advance(&self) -> Advance {
        let number = |value: &toml::Value| match value {
            toml::Value::Float(number) => number.to_string(),
            other => other.to_string(),
        };
        let readings = self.readings.iter();
        let milestones = self.milestones.iter();
        Advance {
            health: self.health.clone(),
            reading: readings
                .map(|(name, value)| format!("{name}={}", number(value)))
                .collect(),
            done: self.done.clone(),
            milestone: milestones
                .map(|(title, day)| format!("{title}={day}"))
                .collect(),
            ..Advance::default()
        }
    }

    fn exchanges(&self) -> Vec<Exchange> {
        let single = self.from.clone().zip(self.to.clone());
        let single = single.map(|(from, to)| Exchange { from, to });
        single.into_iter().chain(self.changes.clone()).collect()
    }
}
