//! The axis of days: which day stands where, and which months, quarters or years are named.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

/// Where days begin, and how wide the whole drawing is, in pixels.
pub(super) const LEFT: f64 = 393.0;
pub(super) const WIDTH: f64 = 1120.0;

/// What the words behind the last bar need.
const WORDS: f64 = 104.0;

/// How many months before and after today are shown at most: a date that is far off is a bar that goes on.
const BEFORE: i64 = 18;
const AFTER: i64 = 48;

/// Months from one tick to the next, and the most ticks.
const STEPS: [i32; 4] = [1, 3, 6, 12];
const TICKS: usize = 14;

/// The days of a drawing.
pub(super) struct Scale {
    pub(super) first: Date,
    pub(super) last: Date,
}

#[derive(Serialize)]
pub(super) struct Tick {
    x: String,
    text: String,
    /// The year, where it begins.
    year: Option<String>,
}

impl Scale {
    /// A scale on which today and those days stand.
    pub(super) fn of(today: Date, days: impl Iterator<Item = Date>) -> Self {
        let (earliest, latest) = (
            today.saturating_sub(BEFORE.months()),
            today.saturating_add(AFTER.months()),
        );
        let (mut first, mut last) = (today, today);
        for day in days {
            first = first.min(day.max(earliest));
            last = last.max(day.min(latest));
        }
        let month = |day: Date| day.first_of_month();
        let mut scale = Self {
            first: month(first),
            last: month(last).saturating_add(1.month()),
        };
        // The words behind the last bar want room on the axis too.
        while WIDTH - scale.x(last) < WORDS && scale.last < Date::MAX.first_of_month() {
            scale.last = scale.last.saturating_add(1.month());
        }
        scale
    }

    /// Where a day stands; one that is far off stands at an end.
    pub(super) fn x(&self, day: Date) -> f64 {
        let days = |to: Date| self.first.until(to).map_or(0, |span| span.get_days());
        let part = f64::from(days(day)) / f64::from(days(self.last).max(1));
        LEFT + part.clamp(0.0, 1.0) * (WIDTH - LEFT)
    }

    /// Whether a day is on the axis.
    pub(super) fn has(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    pub(super) fn ticks(&self) -> Vec<Tick> {
        let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let months = |step: i32| {
            let all = self.first.series(1.month());
            let all = all.take_while(|day| *day < self.last);
            all.filter(move |day| month(*day) % step == 0)
        };
        let fits = |step: &i32| months(*step).count() <= TICKS;
        let step = STEPS.into_iter().find(fits).unwrap_or(12);
        let mut told = f64::NEG_INFINITY;
        let ticks = months(step).enumerate().map(|(at, day)| {
            let x = self.x(day);
            let begins = day.month() == 1 || at == 0;
            let next = Date::new(day.year(), 12, 31).map_or(WIDTH, |end| self.x(end));
            // A year of which little is shown leaves the next one its room.
            let named = begins && step < 12 && x - told > 40.0 && next - x > 40.0;
            if named {
                told = x;
            }
            Tick {
                x: format!("{x:.1}"),
                text: match step {
                    1 => day.strftime("%b").to_string(),
                    3 => format!("Q{}", (day.month() + 2) / 3),
                    6 => format!("H{}", (day.month() + 5) / 6),
                    _ => day.year().to_string(),
                },
                year: named.then(|| day.year().to_string()),
            }
        });
        ticks.collect()
    }
}
