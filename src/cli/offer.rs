//! What an offer says by itself: by when an answer is asked for, in the days of whoever is to give it, and at which
//! commit the work stands.

use jiff::ToSpan;
use jiff::civil::Date;

use super::failure::{Refused, forbidden};
use crate::index::Index;
use crate::model::calendar::Calendar;
use crate::model::change::{Change, NewValue};
use crate::model::kind::{FieldType, RESPOND_BY, REVISION, TO};
use crate::model::record::Record;
use crate::model::state::Step;
use crate::text::edit;

/// A record about to be offered.
pub(super) struct Offer<'a> {
    index: &'a Index,
    record: &'a Record,
    step: &'a Step,
    /// Who is to answer.
    to: &'a str,
}

impl<'a> Offer<'a> {
    /// The offer that a step makes of a record; none where it asks nobody for an answer.
    pub(super) fn of(index: &'a Index, record: &'a Record, step: &'a Step) -> Option<Self> {
        let to = record.text(TO)?.trim();
        record.kind.asks(step).then_some(Self {
            index,
            record,
            step,
            to,
        })
    }

    /// Refuses an offer to somebody who is not there any more.
    pub(super) fn can_be_answered(&self) -> Result<(), Refused> {
        let log = &self.index.log;
        if !log.directory().is_gone(self.to, log.as_of) {
            return Ok(());
        }
        let absence = log.directory().absence(self.to, log.as_of);
        let new = absence.and_then(|absence| absence.stand_in);
        let message = format!("`{}` has left and cannot answer", self.to);
        let help = format!(
            "declog set {} {TO}={}",
            self.record.id,
            new.unwrap_or("NAME")
        );
        Err(forbidden(message).with_help(help))
    }

    /// What is written into the record: the day, and the newest commit where none is named yet.
    pub(super) fn changes(&self, newest: Option<&str>) -> Vec<Change> {
        let set = |key: &str, value: String| Change::Set(key.to_owned(), NewValue::Scalar(value));
        let has = |key: &str, shape| {
            let field = self.record.kind.field(key);
            field.is_some_and(|field| field.shape == shape) && edit::has_place(self.record, key)
        };
        let day = self.day().filter(|_| has(RESPOND_BY, FieldType::Date));
        let day = day.filter(|day| self.record.date(RESPOND_BY) != Some(*day));
        let unnamed = self.record.text(REVISION).is_none() && has(REVISION, FieldType::Text);
        let newest = newest.filter(|_| unnamed);
        let day = day.map(|day| set(RESPOND_BY, day.to_string()));
        let newest = newest.map(|commit| set(REVISION, commit.to_owned()));
        day.into_iter().chain(newest).collect()
    }

    /// By when the answer is asked for, and who is away until then.
    pub(super) fn told(&self) -> Vec<String> {
        let Some(day) = self.day() else {
            let (id, to) = (&self.record.id, self.to);
            return vec![format!(
                "{id} says no day for an answer: `{to}` has no working day ahead"
            )];
        };
        let due = Calendar::of(&self.index.log.settings, self.to).due(day);
        let due = due.map_or_else(|| day.to_string(), |due| due.to_string());
        let asked = format!("`{}` is asked to answer by {due}", self.to);
        [Some(asked), self.away(day)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The day by which the answer is asked for: a later one that the record names, else as soon as they answer.
    ///
    /// Offered again, it is never sooner than they were told before.
    fn day(&self) -> Option<Date> {
        let (settings, today) = (&self.index.log.settings, self.index.log.as_of);
        let named = self.record.date(RESPOND_BY).filter(|day| *day > today);
        if named.is_some() && !self.is_repeated() {
            return named;
        }
        let within = settings.respond_within(self.to);
        let calendar = Calendar::of(settings, self.to);
        let counted = calendar.after(within, today);
        // A week may end on a Sunday.
        counted
            .and_then(|day| calendar.next_working_day(day))
            .max(named)
    }

    /// Whether the record was on offer before: another step leads back from there.
    fn is_repeated(&self) -> bool {
        let mut steps = self.record.kind.steps.iter();
        let now = self.record.state().map(|state| &state.name);
        steps.any(|step| Some(&step.to) == now && step.from.contains(&self.step.to))
    }

    /// Who is away today or on a day before the last one, until when, and who stands in.
    fn away(&self, last: Date) -> Option<String> {
        let directory = self.index.log.directory();
        let today = self.index.log.as_of;
        let mut days = today.series(1.day()).take_while(|day| *day <= last);
        let (first, absence) =
            days.find_map(|day| Some((day, directory.absence(self.to, day)?)))?;
        let when = match absence.until {
            None if first > today => format!("gone from {first}"),
            None => "gone".to_owned(),
            Some(until) if first > today && until == first => format!("away on {first}"),
            Some(until) if first > today => format!("away from {first} to {until}"),
            Some(until) => format!("away until {until}"),
        };
        let stand_in = match absence.stand_in {
            Some(stand_in) => format!("`{stand_in}` stands in"),
            None => "nobody stands in".to_owned(),
        };
        Some(format!("`{}` is {when}; {stand_in}", self.to))
    }
}
