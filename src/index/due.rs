//! By when something is expected of a record: an answer, an update, a review, a milestone, its end.

use jiff::civil::Date;

use super::Index;
use crate::model::duration::{Duration, Unit};
use crate::model::kind::{DUE, RESPOND_BY, REVIEW, REVIEW_BY, TO, UPDATE_EVERY};
use crate::model::measure::Milestone;
use crate::model::record::read_date;
use crate::model::rule::{Preset, RuleOption};
use crate::model::state::Phase;

/// How long a record may be open. Rules and queries ask for it alike, so it stands here.
pub static STALE_AFTER: RuleOption = RuleOption {
    rule: "stale-proposal",
    key: "after",
    preset: Preset::Length(Duration {
        count: 60,
        unit: Unit::Days,
    }),
    about: "how long a record may be open, from the day it was written",
};

/// Something that is expected of a record, and by which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What.
    pub what: Due,
    /// The last day on which it is in time.
    pub by: Date,
}

/// What may be expected of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// The answer of whoever takes work over.
    Answer,
    /// A word on how the work goes.
    Update,
    /// A look at whether it still holds.
    Review,
    /// A milestone.
    Milestone {
        /// Its title.
        title: String,
        /// Whose it is, where it names somebody.
        owner: Option<String>,
    },
    /// The end of it.
    End,
}

impl Index {
    /// Everything that is expected of a record that is open or in force, earliest first, whether the day is over or not.
    #[must_use]
    pub fn expected(&self, at: usize) -> Vec<Expected> {
        let record = &self.records[at];
        if !self.is_going_on(at) {
            return Vec::new();
        }
        let one = |what, by: Option<Date>| by.map(|by| Expected { what, by });
        let ends = record
            .date(DUE)
            .filter(|_| record.kind.field(DUE).is_some());
        let single = [
            one(Due::Answer, self.answer_by(at)),
            one(Due::Update, self.next_update(at)),
            one(Due::Review, self.next_review(at)),
            one(Due::End, ends),
        ];
        let ahead = record.milestones().into_iter();
        let ahead = ahead.filter(|milestone| milestone.done.is_none());
        let ahead = ahead.filter_map(
            |Milestone {
                 title, owner, due, ..
             }| { one(Due::Milestone { title, owner }, due) },
        );
        let mut all: Vec<Expected> = single.into_iter().flatten().chain(ahead).collect();
        all.sort_by_key(|expected| expected.by);
        all
    }

    /// What is overdue of a record longest, and the day by which it was expected.
    #[must_use]
    pub fn overdue(&self, at: usize) -> Option<Expected> {
        let first = self.expected(at).into_iter().next()?;
        (first.by < self.log.as_of).then_some(first)
    }

    /// Open, or in force: somebody has to do with it today.
    #[must_use]
    pub fn is_going_on(&self, at: usize) -> bool {
        match self.records[at].phase() {
            Some(Phase::Open) => true,
            Some(Phase::Live) => self.in_force(at) == Some(true),
            _ => false,
        }
    }

    /// The day by which whoever takes work over was asked to answer, while it is their move.
    #[must_use]
    pub fn answer_by(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        let theirs = record.state()?.waits_on.as_deref() == Some(TO);
        record
            .date(RESPOND_BY)
            .filter(|_| theirs && self.is_waiting(at))
    }

    /// The day by which the next update is due: so long after the newest one, or after the work began, as the record
    /// says or else the log. None for a kind without updates, and for a record that is not live.
    #[must_use]
    pub fn next_update(&self, at: usize) -> Option<Date> {
        self.health(at)?;
        let record = &self.records[at];
        let every = match record.text(UPDATE_EVERY) {
            Some(own) => own,
            None => self.log.settings.cadence.update_every.as_deref()?,
        };
        let entries = record.entries.iter();
        let updates = entries.filter(|entry| record.kind.is_update(&entry.word));
        let newest = updates.filter_map(|entry| entry.date).max();
        Duration::read(every.trim())?.after(newest.or_else(|| record.date("date"))?)
    }

    /// The day by which somebody should look at a record again: the one it names, else so long after the last look or
    /// change of state as the log says of what is in force. Work under way is told by updates, and needs no look besides.
    #[must_use]
    pub fn next_review(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        record.kind.field(REVIEW_BY)?;
        if let Some(own) = record.text(REVIEW_BY) {
            return read_date(own.trim());
        }
        let in_force = record.phase() == Some(Phase::Live) && record.kind.health.is_empty();
        let after = self.log.settings.cadence.review_after.as_deref();
        let after = Duration::read(after.filter(|_| in_force)?)?;
        let entries = record.entries.iter();
        let looks = entries.filter(|entry| entry.word == REVIEW);
        let looks = looks.filter_map(|entry| entry.date);
        after.after(looks.chain(record.date("date")).max()?)
    }

    /// Open longer than the log allows.
    #[must_use]
    pub fn is_stale(&self, at: usize) -> bool {
        let until = STALE_AFTER.length(&self.log.settings.check);
        let until = until.and_then(|after| after.after(self.open_since(at)?));
        until.is_some_and(|day| day < self.log.as_of)
    }

    /// The day an open record was written, as far as its file says so: the answer is the same with git and without.
    #[must_use]
    pub fn open_since(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        let written = record.date("created").or_else(|| record.date("date"));
        written.filter(|_| record.phase() == Some(Phase::Open))
    }
}
