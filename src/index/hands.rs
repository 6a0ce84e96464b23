//! What is handed over, held against whose it is: before it changes hands, and after.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Handed, Index, Item};
use crate::model::kind::{FieldType, REVISION, covers};
use crate::model::state::{Phase, Tone};

/// How many later records a thing is followed through; a log of ten thousand that all name one stays quick to check.
const FOLLOWED: usize = 100;

/// Who took what over, by the thing: the records by which they did and the day of each, the earliest first.
#[derive(Debug, Default)]
pub struct TakenOver(HashMap<Handed, Vec<(Option<Date>, usize)>>);

impl Index {
    /// Whoever gives and receives work at once, by a record that is not closed; nothing changes hands so.
    #[must_use]
    pub fn same_hand(&self, at: usize) -> Option<&str> {
        let (Some(from), Some(to)) = self.hands(at) else {
            return None;
        };
        let moves = self.records[at].kind.moving_step().is_some();
        (moves && from.trim() == to.trim()).then_some(to.trim())
    }

    /// Whether an item belongs to somebody or to a team of theirs.
    #[must_use]
    pub fn is_of(&self, item: &Item, somebody: &str) -> bool {
        let holder = self.holder(item);
        holder.is_some_and(|holder| {
            self.log
                .directory()
                .acts_for(somebody.trim(), holder.trim())
        })
    }

    /// Whether a record is on offer: open, in a state in which its kind wants to know what it hands over.
    #[must_use]
    pub fn is_on_offer(&self, at: usize) -> bool {
        let record = &self.records[at];
        let Some(state) = record.state().filter(|state| state.phase == Phase::Open) else {
            return false;
        };
        let mut items = record.kind.fields_of(FieldType::Items);
        record.kind.moving_step().is_some() && items.any(|field| covers(&field.required_in, state))
    }

    /// The commit at which work stood when it was offered, of a record that is not closed.
    #[must_use]
    pub fn revision(&self, at: usize) -> Option<&str> {
        let record = &self.records[at];
        let field = record.kind.field(REVISION)?;
        let hands = record.kind.moving_step().is_some() && field.shape == FieldType::Text;
        let revision = record.text(REVISION).map(str::trim);
        revision.filter(|_| hands && record.is_current())
    }

    /// What was taken over in this log: by records that are live, or ended well.
    #[must_use]
    pub fn taken(&self) -> TakenOver {
        let mut taken = TakenOver::default();
        for at in (0..self.records.len()).filter(|&at| self.is_taken(at)) {
            let day = self.records[at].date("date");
            for item in self.items(at) {
                taken.0.entry(item.what).or_default().push((day, at));
            }
        }
        for by in taken.0.values_mut() {
            by.sort_unstable();
            by.dedup();
        }
        taken
    }

    fn is_taken(&self, at: usize) -> bool {
        let record = &self.records[at];
        let moves = record.kind.moving_step().is_some();
        moves
            && record.state().is_some_and(|state| {
                state.phase == Phase::Live
                    || (state.phase == Phase::Ended && state.tone == Tone::Good)
            })
    }

    /// The items of a live record that are neither with whoever took them over nor handed on since. What is not there
    /// and what is closed is nobody's to hold.
    #[must_use]
    pub fn unmoved(&self, at: usize, taken: &TakenOver) -> Vec<Item> {
        let record = &self.records[at];
        if record.phase() != Some(Phase::Live) || !self.is_taken(at) {
            return Vec::new();
        }
        let mut items = self.items(at);
        items.retain(|item| {
            let is_there = match &item.what {
                Handed::Record(item) => self.records[*item].is_current(),
                Handed::Area(_) => true,
                Handed::Unknown => false,
            };
            is_there && !self.is_with_receiver(item, at, taken)
        });
        items
    }

    /// Whether an item is with whoever took it over by a record, with one of that team, or with somebody to whom it was
    /// handed on from there.
    fn is_with_receiver(&self, item: &Item, at: usize, taken: &TakenOver) -> bool {
        let (Some(to), Some(holder)) = (self.hands(at).1, self.holder(item)) else {
            return false;
        };
        let directory = self.log.directory();
        if directory.acts_for(holder.trim(), to.trim()) {
            return true;
        }
        let same = |one: &str, other: &str| {
            directory.acts_for(one, other) || directory.acts_for(other, one)
        };
        let day = self.records[at].date("date");
        // A day that nobody wrote is later than any.
        let later = |(other, by): &&(Option<Date>, usize)| {
            *by != at && (day.is_none() || other.is_none() || *other >= day)
        };
        let since = taken.0.get(&item.what).into_iter().flatten().filter(later);
        let mut hands = vec![to.trim()];
        for (_, by) in since.take(FOLLOWED) {
            let (from, to) = self.hands(*by);
            let (from, to) = (from.map(str::trim), to.map(str::trim));
            if from.is_some_and(|from| hands.iter().any(|hand| same(from, hand))) {
                hands.extend(to);
            }
        }
        hands
            .iter()
            .any(|hand| directory.acts_for(holder.trim(), hand))
    }
}
