//! Whose a record is, whose move it is, how the work on it goes, and what it hands over.

use std::collections::HashMap;

use super::{Index, Log, Target};
use crate::model::kind::{FROM, FieldType, OWNER, TO};
use crate::model::link::{AREA, Relation};
use crate::model::record::{Entry, Record};
use crate::model::source::{Span, Spanned};
use crate::model::state::{Health, Phase, Who};

/// Whose a record is, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned<'a> {
    /// The person or team.
    pub owner: &'a str,
    /// The key that says it: `owner`, or one that the kind names in its place.
    pub key: &'a str,
    /// The word behind that key: the owner, or the area whose owner it is.
    pub span: Span,
}

/// Something that a record hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub what: Handed,
    /// As written.
    pub written: String,
    /// Where it is written.
    pub span: Span,
}

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Handed {
    /// A record, by its place in the index.
    Record(usize),
    /// An area of the settings.
    Area(String),
    /// Nothing that is there, or several records.
    Unknown,
}

impl Log {
    /// Who is accountable for a record, and what says so.
    #[must_use]
    pub fn owned<'a>(&'a self, record: &'a Record) -> Option<Owned<'a>> {
        if !record.kind.is_owned() {
            return None;
        }
        let written = || {
            Some(Owned {
                owner: record.text(OWNER)?,
                key: OWNER,
                span: record.node(OWNER)?.span,
            })
        };
        written().or_else(|| {
            let mut keys = record.kind.owner_else.iter();
            keys.find_map(|key| self.owned_by(record, key))
        })
    }

    fn owned_by<'a>(&'a self, record: &'a Record, key: &'a str) -> Option<Owned<'a>> {
        let words = record.words(key);
        let (owner, span) = if record.kind.field(key)?.shape == FieldType::Areas {
            words.iter().find_map(|word| {
                let area = self.settings.areas.get(word.value)?;
                Some((area.owner()?, word.span))
            })?
        } else {
            match words.as_slice() {
                [only] if !only.value.trim().is_empty() => (only.value, only.span),
                _ => return None,
            }
        };
        Some(Owned { owner, key, span })
    }
}

impl Index {
    /// Who is accountable: `owner`, else whom the kind names for it: the owner of its area, or the only person of a field.
    ///
    /// None for a kind whose records nobody owns.
    #[must_use]
    pub fn owner(&self, at: usize) -> Option<&str> {
        self.owned(at).map(|owned| owned.owner)
    }

    /// Open or live and nobody's, though records of its kind are somebody's.
    #[must_use]
    pub fn is_unowned(&self, at: usize) -> bool {
        let record = &self.records[at];
        record.is_current() && record.kind.is_owned() && self.owner(at).is_none()
    }

    /// Who is accountable, and what says so.
    #[must_use]
    pub fn owned(&self, at: usize) -> Option<Owned<'_>> {
        self.log.owned(&self.records[at])
    }

    /// Who answers for a record: its owner; of one that nobody owns, who takes work over with it.
    #[must_use]
    pub fn answers_for(&self, at: usize) -> Option<&str> {
        match self.records[at].kind.is_owned() {
            true => self.owner(at),
            false => self.hands(at).1,
        }
    }

    /// Whose move it is, by handle or name: nobody where the state waits on nobody.
    #[must_use]
    pub fn waits_on(&self, at: usize) -> Vec<&str> {
        let record = &self.records[at];
        let Some(whose) = record.state().and_then(|state| state.waits_on.as_ref()) else {
            return Vec::new();
        };
        match Who::from(whose.clone()) {
            Who::Decider => {
                let directory = self.log.directory();
                let areas = record.areas();
                let mut all: Vec<&str> = Vec::new();
                for handle in areas.iter().flat_map(|area| directory.deciders(area.value)) {
                    if !all.contains(&handle) {
                        all.push(handle);
                    }
                }
                if all.is_empty() {
                    all.extend(self.owner(at));
                }
                all
            }
            Who::Field(key) if key == OWNER => self.owner(at).into_iter().collect(),
            Who::Field(key) => record.words(&key).iter().map(|word| word.value).collect(),
            Who::Anyone | Who::Author => Vec::new(),
        }
    }

    /// Open, and somebody's move.
    #[must_use]
    pub fn is_waiting(&self, at: usize) -> bool {
        let state = self.records[at].state();
        state.is_some_and(|state| state.phase == Phase::Open && state.waits_on.is_some())
    }

    /// How the work on a live record goes: the newest entry of its Log that says so; the first word of the kind where
    /// none does. None for a kind without updates, and for a record that is not live.
    #[must_use]
    pub fn health(&self, at: usize) -> Option<&Health> {
        let record = &self.records[at];
        if record.phase() != Some(Phase::Live) {
            return None;
        }
        let kind = &record.kind;
        let reported = self.report(at).and_then(|entry| kind.health(&entry.word));
        reported.or(kind.health.first())
    }

    /// The newest entry of a record's Log that says how the work goes.
    #[must_use]
    pub fn report(&self, at: usize) -> Option<&Entry> {
        let record = &self.records[at];
        let reports = record.entries.iter();
        let reports = reports.filter(|entry| record.kind.health(&entry.word).is_some());
        // Entries stand newest first; of two of one day the upper one is newer.
        reports.reduce(|best, next| if next.date > best.date { next } else { best })
    }

    /// What a record hands over, in the order written.
    #[must_use]
    pub fn items(&self, at: usize) -> Vec<Item> {
        let record = &self.records[at];
        let edges = self.edges_from(at);
        let handed = edges.filter(|edge| edge.relation == Relation::HandsOver);
        let named: HashMap<Span, &Target> = handed.map(|edge| (edge.span, &edge.to)).collect();
        let mut items = Vec::new();
        for field in record.kind.fields_of(FieldType::Items) {
            for word in record.words(&field.key) {
                items.push(Item {
                    what: self.handed(&word, &named),
                    written: word.value.trim().to_owned(),
                    span: word.span,
                });
            }
        }
        items
    }

    fn handed(&self, word: &Spanned<&str>, named: &HashMap<Span, &Target>) -> Handed {
        if let Some(area) = word.value.trim().strip_prefix(AREA).map(str::trim) {
            return match self.log.settings.areas.contains_key(area) {
                true => Handed::Area(area.to_owned()),
                false => Handed::Unknown,
            };
        }
        match named.get(&word.span) {
            Some(Target::Record(to)) => Handed::Record(*to),
            _ => Handed::Unknown,
        }
    }

    /// Who has an item today; nobody for one that is not there.
    #[must_use]
    pub fn holder(&self, item: &Item) -> Option<&str> {
        match &item.what {
            Handed::Record(at) => self.owner(*at),
            Handed::Area(name) => self.log.settings.areas.get(name)?.owner(),
            Handed::Unknown => None,
        }
    }

    /// Who gives work away with a record, and who takes it over.
    #[must_use]
    pub fn hands(&self, at: usize) -> (Option<&str>, Option<&str>) {
        let record = &self.records[at];
        (record.text(FROM), record.text(TO))
    }
}
