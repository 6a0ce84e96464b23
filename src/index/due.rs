//! By when something is expected of a record: an answer, or the next update.

use jiff::civil::Date;

use super::Index;
use crate::model::duration::Duration;
use crate::model::kind::{RESPOND_BY, TO, UPDATE_EVERY};

impl Index {
    /// The day by which whoever takes work over was asked to answer, while it is their move.
    #[must_use]
    pub fn answer_by(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        let theirs = record.state()?.waits_on.as_deref() == Some(TO);
        record
            .date(RESPOND_BY)
            .filter(|_| theirs && self.is_waiting(at))
    }

    /// The day by which the next update is due: so long after the newest one, or after the work began. None for a kind
    /// without updates, and for a record that is not live.
    #[must_use]
    pub fn next_update(&self, at: usize) -> Option<Date> {
        self.health(at)?;
        let record = &self.records[at];
        let every = Duration::read(record.text(UPDATE_EVERY)?.trim())?;
        let entries = record.entries.iter();
        let updates = entries.filter(|entry| record.kind.is_update(&entry.word));
        let newest = updates.filter_map(|entry| entry.date).max();
        every.after(newest.or_else(|| record.date("date"))?)
    }
}
