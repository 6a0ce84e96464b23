//! Moves the days in a text, so that an example with a past of two years ends in the week it is looked at.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::record::read_date;

/// A move by whole weeks: what was done on a Tuesday stays on a Tuesday.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    days: i64,
}

impl Shift {
    /// The move that brings the last day of an example as near to today as whole weeks do, and not past it.
    pub(super) fn to(today: Date, last: Date) -> Self {
        let apart = (today - last).get_days();
        Self {
            days: i64::from(apart.div_euclid(7) * 7),
        }
    }

    /// The text with every `2026-11-22` moved, and every `2026-Q4` whose middle falls into another quarter.
    pub(super) fn text(self, text: &str) -> String {
        if self.days == 0 {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(letter) = rest.chars().next() {
            let starts = letter.is_ascii_digit() && !before.is_alphanumeric() && before != '-';
            match starts.then(|| self.word(rest)).flatten() {
                Some((moved, length)) => {
                    out.push_str(&moved);
                    before = '0';
                    rest = &rest[length..];
                }
                None => {
                    out.push(letter);
                    before = letter;
                    rest = &rest[letter.len_utf8()..];
                }
            }
        }
        out
    }

    /// What stands at the start of a text, moved, with the bytes it takes; none where it is no day and no quarter.
    fn word(self, text: &str) -> Option<(String, usize)> {
        if let Some(day) = text.get(..10).and_then(read_date) {
            return Some((self.day(day)?.to_string(), 10));
        }
        let (year, quarter) = text.get(..7)?.split_once("-Q")?;
        let (year, quarter): (i16, i8) = (year.parse().ok()?, quarter.parse().ok()?);
        let middle = Date::new(year, quarter.checked_mul(3)?.checked_sub(1)?, 15).ok()?;
        let moved = self.day(middle)?;
        Some((format!("{}-Q{}", moved.year(), (moved.month() + 2) / 3), 7))
    }

    fn day(self, day: Date) -> Option<Date> {
        day.checked_add(self.days.days()).ok()
    }
}
