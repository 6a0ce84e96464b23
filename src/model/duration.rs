//! A length of time as people write it: `3d`, `3wd`, `2w`, `1mo`.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days of the calendar.
    Days,
    /// Days on which somebody works.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months of the calendar.
    Months,
}

/// A number of days, working days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many, from 1 to 9,999.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// What is written behind the number.
const UNITS: [(&str, Unit); 4] = [
    ("wd", Unit::WorkingDays),
    ("mo", Unit::Months),
    ("d", Unit::Days),
    ("w", Unit::Weeks),
];

impl Duration {
    /// Reads `2w`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (count, unit) = text.split_at(digits);
        let (_, unit) = UNITS.iter().find(|(word, _)| *word == unit)?;
        let count = count
            .parse()
            .ok()
            .filter(|count| (1..10_000).contains(count))?;
        Some(Self { count, unit: *unit })
    }

    /// The day so long after another, as the calendar counts; none for working days, which differ from one person to
    /// the next.
    #[must_use]
    pub fn after(self, day: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span: Span = match self.unit {
            Unit::Days => count.days(),
            Unit::Weeks => count.weeks(),
            Unit::Months => count.months(),
            Unit::WorkingDays => return None,
        };
        day.checked_add(span).ok()
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = UNITS.iter().find(|(_, unit)| *unit == self.unit);
        write!(f, "{}{}", self.count, written.map_or("", |(word, _)| word))
    }
}
