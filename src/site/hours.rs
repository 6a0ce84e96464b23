//! The working hours of several people on one scale: the day in UTC, as the zones stand on the log's as-of day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::context::Who;
use super::whereabouts::{city, own_city, span, zone};
use super::work::Work;
use crate::model::calendar::moments;
use crate::model::people::{Hours, Person};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Hours between two lines of the scale.
const STEP: i64 = 3;

/// Working hours above each other.
#[derive(Serialize)]
pub(super) struct Scale {
    ticks: Vec<Tick>,
    rows: Vec<Row>,
}

/// A line across the scale, and what stands over it.
#[derive(Serialize)]
struct Tick {
    x: String,
    label: String,
}

/// The hours of one person.
#[derive(Serialize)]
pub(super) struct Row {
    who: Who,
    /// What they are to the page's person or team.
    role: Option<String>,
    /// The one whom the page is about.
    main: bool,
    /// `08:30–17:00 in Lagos`, or the place alone where nobody says when they work.
    own: Option<String>,
    shown: Option<Shown>,
}

/// Hours in UTC.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Shown {
    text: String,
    bars: Vec<Bar>,
}

/// A piece of the scale; hours that pass midnight have two.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: String,
    width: String,
}

impl Scale {
    /// A scale of those rows; none where nobody on it says when they work.
    pub(super) fn of(rows: Vec<Row>) -> Option<Self> {
        let ticks = (0..=24 / STEP).map(|step| Tick {
            x: percent(step * STEP * 60),
            label: format!("{:02}:00", step * STEP),
        });
        let drawn = rows.iter().any(|row| row.shown.is_some());
        drawn.then(|| Self {
            ticks: ticks.collect(),
            rows,
        })
    }
}

impl Row {
    /// The row of a person seen from a page.
    pub(super) fn new(work: &Work<'_>, handle: &str, person: &Person, page: &str) -> Self {
        let hours = person.working_hours();
        let today = work.index.log.as_of;
        Self {
            who: work.who(handle, page),
            role: None,
            main: false,
            own: own(work, person),
            shown: hours.and_then(|hours| Shown::of(hours, today, &zone(work, person))),
        }
    }

    /// The same, said to be something to the page's own.
    pub(super) fn with_role(self, role: &str) -> Self {
        Self {
            role: Some(role.to_owned()),
            ..self
        }
    }

    /// The same as the one whom the page is about.
    pub(super) fn emphasised(self) -> Self {
        Self { main: true, ..self }
    }
}

impl Shown {
    fn of(hours: Hours, day: Date, zone: &TimeZone) -> Option<Self> {
        let (from, _) = moments(day.to_datetime(hours.from), zone)?;
        let (_, to) = moments(hours.end_day(day)?.to_datetime(hours.to), zone)?;
        let (from, to) = (minute(from), minute(to));
        let start = from.rem_euclid(DAY);
        let end = start + (to - from).clamp(0, DAY);
        let pieces = match end > DAY {
            true => vec![(start, DAY), (0, end - DAY)],
            false => vec![(start, end)],
        };
        let bars = pieces.into_iter().map(|(from, to)| Bar {
            x: percent(from),
            width: percent(to - from),
        });
        Some(Self {
            text: format!("{}–{}", clock(start), clock(end)),
            bars: bars.collect(),
        })
    }
}

/// Somebody's hours and where they are counted; the place alone of somebody who does not say when they work.
pub(super) fn own(work: &Work<'_>, person: &Person) -> Option<String> {
    if !work.shows_hours() {
        return None;
    }
    let hours = person.working_hours();
    let hours = hours.map(|hours| in_city(work, hours, &city(&zone(work, person))));
    hours.or_else(|| own_city(person))
}

fn in_city(work: &Work<'_>, hours: Hours, city: &str) -> String {
    let pattern = &work.words.hours.in_city;
    pattern
        .replace("{hours}", &span(hours))
        .replace("{city}", city)
}

/// The minute since 1970 of a moment.
fn minute(moment: Timestamp) -> i64 {
    moment.as_second().div_euclid(60)
}

/// A minute of the day as a share of it.
fn percent(minute: i64) -> String {
    let hundredths = (minute * 10_000 + DAY / 2) / DAY;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A minute of the day on a clock; midnight at the end is `24:00`.
fn clock(minute: i64) -> String {
    let minute = match minute > DAY {
        true => minute - DAY,
        false => minute,
    };
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
