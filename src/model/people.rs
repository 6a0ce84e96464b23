//! People, teams and areas of the work, as `declog.toml` writes them: who there is, and who may decide what.

mod directory;

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use jiff::civil::{self, Date, Time};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use toml::value::Datetime;

use super::record::read_date;

pub use directory::{Directory, Named, Party};

/// `[people.<handle>]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Person {
    /// Whole name; default: the handle.
    pub name: Option<String>,
    /// Mail addresses that commits carry; the first is the one in use.
    pub email: Vec<String>,
    /// Where they work, such as `Europe/Lisbon`; default: the log's zone.
    pub timezone: Option<String>,
    /// Working hours in their own zone, such as `09:00-17:30`; `22:00-06:00` end on the next day.
    pub hours: Option<String>,
    /// Working days; default: Monday to Friday.
    pub days: Vec<Weekday>,
    /// Days off from the first to the last, such as `2026-12-21..2027-01-01`.
    pub away: Vec<String>,
    /// Who stands in for them.
    pub backup: Option<String>,
    /// How soon they answer, such as `2wd` for two working days.
    pub respond_within: Option<String>,
    /// Public keys they sign commits with, as `ssh-ed25519 AAAA…`.
    pub signing_keys: Vec<String>,
    /// The last day of somebody who left.
    pub left: Option<Day>,
}

/// `[teams.<handle>]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Team {
    /// Name for people; default: the handle.
    pub name: Option<String>,
    /// Handles of people.
    pub members: Vec<String>,
    /// Who speaks for the team.
    pub lead: Option<String>,
}

/// `[areas.<name>]`: a part of the work with an owner and rights.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Area {
    /// Name for people; default: the area's word.
    pub title: Option<String>,
    /// The person or team that is accountable.
    pub owner: Option<String>,
    /// Who stands in for the owner.
    pub backup: Option<String>,
    /// Who may accept decisions; default: the owner.
    pub decides: Vec<String>,
    /// How many of them it takes: a number, or one for each word of `reversible`.
    pub quorum: Option<Quorum>,
    /// Who must have spoken before a decision.
    pub consult: Vec<String>,
    /// Who is told after one.
    pub inform: Vec<String>,
    /// Patterns of the paths that belong to it, from the repository's root.
    pub paths: Vec<String>,
    /// Ids of the decisions that bind everything in it.
    pub guardrails: Vec<String>,
    /// What may be done without asking.
    pub limits: Option<String>,
    /// Whom to ask where the area cannot settle something.
    pub escalate: Option<String>,
}

/// How many of those who decide a decision takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Quorum {
    /// The same for every decision.
    Any(#[schemars(with = "NonZeroU32")] u32),
    /// By how hard a decision is to take back: `{ easy = 1, one-way = 2 }`.
    By(#[schemars(with = "BTreeMap<String, NonZeroU32>")] BTreeMap<String, u32>),
}

/// A day of the week.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// The days on which somebody works who does not say.
pub const USUAL_DAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

/// A day in `declog.toml`, with quotes or without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Day {
    /// `2026-11-23`
    Toml(
        #[schemars(with = "String", extend("format" = "date"))]
        #[serde(serialize_with = "as_text")]
        Datetime,
    ),
    /// `"2026-11-23"`
    Text(#[schemars(extend("format" = "date"))] String),
}

/// A span of working hours in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When they begin.
    pub from: Time,
    /// When they end: later on the same day, or on the next one where the clock shows less by then.
    pub to: Time,
}

impl Person {
    /// The working hours, where they are written as `09:00-17:30`.
    #[must_use]
    pub fn working_hours(&self) -> Option<Hours> {
        Hours::read(self.hours.as_deref()?)
    }

    /// The days of the week on which they work.
    #[must_use]
    pub fn working_days(&self) -> &[Weekday] {
        match self.days.is_empty() {
            true => &USUAL_DAYS,
            false => &self.days,
        }
    }

    /// The zone they work in, where they name one.
    #[must_use]
    pub fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(self.timezone.as_deref()?).ok()
    }

    /// The times away that are still to come or under way on that day, first and last day each, in order.
    #[must_use]
    pub fn away_from(&self, day: Date) -> Vec<(Date, Date)> {
        let all = self.away.iter().filter_map(|text| read_days(text));
        let mut ahead: Vec<_> = all.filter(|(_, last)| *last >= day).collect();
        ahead.sort();
        ahead
    }

    /// Whether that day is after their last one.
    #[must_use]
    pub fn has_left(&self, day: Date) -> bool {
        let left = self.left.as_ref().and_then(Day::date);
        left.is_some_and(|left| left < day)
    }
}

impl Area {
    /// The person or team that is accountable; a blank is nobody.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        said(self.owner.as_ref())
    }

    /// Who stands in for the owner; a blank is nobody.
    #[must_use]
    pub fn backup(&self) -> Option<&str> {
        said(self.backup.as_ref())
    }

    /// How many people a decision takes that is so hard to take back.
    #[must_use]
    pub fn takes(&self, reversible: Option<&str>) -> usize {
        let count = match &self.quorum {
            None => None,
            Some(Quorum::Any(count)) => Some(count),
            Some(Quorum::By(counts)) => reversible.and_then(|word| counts.get(word)),
        };
        let count = count.and_then(|count| usize::try_from(*count).ok());
        count.unwrap_or(1)
    }

    /// Whom to ask where the area cannot settle something; a blank is nobody.
    #[must_use]
    pub fn escalate(&self) -> Option<&str> {
        said(self.escalate.as_ref())
    }
}

fn said(handle: Option<&String>) -> Option<&str> {
    let handle = handle.map(String::as_str);
    handle.filter(|handle| !handle.trim().is_empty())
}

impl Weekday {
    /// The day of the week of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        match day.weekday() {
            civil::Weekday::Monday => Self::Mon,
            civil::Weekday::Tuesday => Self::Tue,
            civil::Weekday::Wednesday => Self::Wed,
            civil::Weekday::Thursday => Self::Thu,
            civil::Weekday::Friday => Self::Fri,
            civil::Weekday::Saturday => Self::Sat,
            civil::Weekday::Sunday => Self::Sun,
        }
    }
}

impl Day {
    /// The day, where it is one of the calendar.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Toml(day) => read_date(&day.to_string()),
            Self::Text(text) => read_date(text),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toml(day) => day.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Hours {
    /// The hours of somebody who does not say: 9 to 17.
    pub const USUAL: Self = Self {
        from: Time::constant(9, 0, 0, 0),
        to: Time::constant(17, 0, 0, 0),
    };

    /// Reads `09:00-17:30`, and `22:00-06:00` of who works over midnight.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let time = |text: &str| -> Option<Time> {
            let whole = text.len() == 5 && text.as_bytes()[2] == b':';
            text.parse().ok().filter(|_| whole)
        };
        let (from, to) = text.split_once('-')?;
        let (from, to) = (time(from)?, time(to)?);
        (from != to).then_some(Self { from, to })
    }

    /// The day on which the hours end that begin on that day.
    #[must_use]
    pub fn end_day(self, day: Date) -> Option<Date> {
        match self.to < self.from {
            true => day.tomorrow().ok(),
            false => Some(day),
        }
    }
}

/// Reads `2026-12-21..2027-01-01`, or one day.
#[must_use]
pub fn read_days(text: &str) -> Option<(Date, Date)> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (read_date(first)?, read_date(last)?);
    (first <= last).then_some((first, last))
}

/// A TOML date as other formats write it.
fn as_text<S: Serializer>(day: &Datetime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}
