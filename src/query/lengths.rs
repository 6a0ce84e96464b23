//! How long it took to decide and to answer, one by one, in working days.
//!
//! A day counts where whoever was asked works on it: of an answer the receiver, of a decision anybody of the usual week.
//! What was done on the day it was asked for took none.

use jiff::civil::Date;

use super::stats::{Sample, median, samples};
use crate::index::Index;
use crate::model::calendar::Calendar;
use crate::model::kind::TO;
use crate::model::view::Counts;

/// Working days, the shortest first, and what nobody knows the days of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lengths {
    /// Each of them.
    pub days: Vec<i32>,
    /// The middle one; none where there is none.
    pub median: Option<f64>,
    /// How many there are beside these whose days are not known.
    pub unknown: usize,
}

/// The longest time whose working days are counted, in days.
const LONGEST: i32 = 3_660;

/// From written to decided, and from offered to answered.
#[must_use]
pub fn lengths(index: &Index) -> (Lengths, Lengths) {
    let (mut decided, mut answered) = (Lengths::default(), Lengths::default());
    let usual = Calendar::of(&index.log.settings, "");
    for at in 0..index.records.len() {
        for taken in samples(index, at, &Counts::default()) {
            match taken.sample {
                Sample::Decided(Some(span)) => decided.days.push(working(&usual, span)),
                Sample::Decided(None) => decided.unknown += 1,
                Sample::Answered(Some(span)) => {
                    let asked = index.records[at].text(TO).unwrap_or_default();
                    let own = Calendar::of(&index.log.settings, asked);
                    answered.days.push(working(&own, span));
                }
                Sample::Answered(None) => answered.unknown += 1,
                _ => {}
            }
        }
    }
    for lengths in [&mut decided, &mut answered] {
        lengths.days.sort_unstable();
        lengths.median = median(lengths.days.clone());
    }
    (decided, answered)
}

/// The working days after the first day, up to the last one.
fn working(calendar: &Calendar, (from, to): (Date, Date)) -> i32 {
    let mut days = 0;
    let mut day = from;
    for _ in 0..LONGEST {
        match day.tomorrow() {
            Ok(next) if next <= to => day = next,
            _ => break,
        }
        days += i32::from(calendar.works_on(day));
    }
    days
}
