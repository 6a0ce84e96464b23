//! People, teams and areas of the work, as `declog.toml` writes them: who there is, and who may decide what.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use jiff::civil::{self, Date, Time};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use toml::value::Datetime;

use super::record::read_date;

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

/// A person or a team behind a handle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Party<'a> {
    /// One person.
    Person(&'a Person),
    /// Several.
    Team(&'a Team),
}

/// A handle, or a name where nobody is configured, and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As records write it.
    pub handle: String,
    /// As people say it.
    pub name: String,
}

/// A span of working hours in one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When they begin.
    pub from: Time,
    /// When they end: later on the same day, or on the next one where the clock shows less by then.
    pub to: Time,
}

/// Who there is, and which parts the work has.
#[derive(Clone, Copy, Debug)]
pub struct Directory<'a> {
    /// By handle.
    pub people: &'a BTreeMap<String, Person>,
    /// By handle.
    pub teams: &'a BTreeMap<String, Team>,
    /// By name.
    pub areas: &'a BTreeMap<String, Area>,
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

impl<'a> Directory<'a> {
    /// Whether the log says who there is; else any name is one.
    #[must_use]
    pub fn knows_people(&self) -> bool {
        !self.people.is_empty() || !self.teams.is_empty()
    }

    /// The person or team of a handle.
    #[must_use]
    pub fn party(&self, handle: &str) -> Option<Party<'a>> {
        let person = self.people.get(handle).map(Party::Person);
        person.or_else(|| self.teams.get(handle).map(Party::Team))
    }

    /// Whether nobody is behind a handle any more on that day: a person who left, or a team all of whose members did.
    ///
    /// Nobody knows that of somebody the log does not know, or of a team that names no members.
    #[must_use]
    pub fn is_gone(&self, handle: &str, day: Date) -> bool {
        match self.party(handle) {
            Some(Party::Person(person)) => person.has_left(day),
            Some(Party::Team(team)) => {
                let gone = |member: &String| {
                    let person = self.people.get(member);
                    person.is_some_and(|person| person.has_left(day))
                };
                !team.members.is_empty() && team.members.iter().all(gone)
            }
            None => false,
        }
    }

    /// Every handle, those of people first.
    pub fn handles(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let people = self.people.keys().map(String::as_str);
        people.chain(self.teams.keys().map(String::as_str))
    }

    /// What people call somebody: the name behind a handle, else the handle or name as written.
    #[must_use]
    pub fn name<'s>(&self, handle: &'s str) -> &'s str
    where
        'a: 's,
    {
        let name = match self.party(handle) {
            Some(Party::Person(person)) => person.name.as_deref(),
            Some(Party::Team(team)) => team.name.as_deref(),
            None => None,
        };
        name.unwrap_or(handle)
    }

    /// A handle with its name.
    #[must_use]
    pub fn named(&self, handle: &str) -> Named {
        Named {
            handle: handle.to_owned(),
            name: self.name(handle).to_owned(),
        }
    }

    /// The handle of the person with that mail address, whatever its case.
    #[must_use]
    pub fn with_mail(&self, mail: &str) -> Option<&'a str> {
        let has = |person: &Person| {
            person
                .email
                .iter()
                .any(|own| own.eq_ignore_ascii_case(mail))
        };
        let mut people = self.people.iter();
        people
            .find(|(_, person)| has(person))
            .map(|(handle, _)| handle.as_str())
    }

    /// Whether `actor` is that person, or a member of that team.
    #[must_use]
    pub fn acts_for(&self, actor: &str, party: &str) -> bool {
        actor == party
            || self
                .teams
                .get(party)
                .is_some_and(|team| team.members.iter().any(|member| member == actor))
    }

    /// The handles of the teams somebody is in.
    pub fn teams_of<'s>(&self, person: &'s str) -> impl Iterator<Item = &'a str> + use<'a, 's> {
        let teams = self.teams.iter();
        teams
            .filter(move |(_, team)| team.members.iter().any(|member| member == person))
            .map(|(handle, _)| handle.as_str())
    }

    /// The handle of somebody who is written by handle or by the name people call them; else what is written.
    #[must_use]
    pub fn handle<'s>(&self, written: &'s str) -> &'s str
    where
        'a: 's,
    {
        if self.party(written).is_some() {
            return written;
        }
        let called = self.handles().find(|handle| self.name(handle) == written);
        called.unwrap_or(written)
    }

    /// What people call an area.
    #[must_use]
    pub fn area_title<'s>(&self, area: &'s str) -> &'s str
    where
        'a: 's,
    {
        let title = self.areas.get(area).and_then(|area| area.title.as_deref());
        title.unwrap_or(area)
    }

    /// Who may decide in an area: those it names, else its owner.
    #[must_use]
    pub fn deciders(&self, area: &str) -> Vec<&'a str> {
        let Some(area) = self.areas.get(area) else {
            return Vec::new();
        };
        if area.decides.is_empty() {
            return area.owner().into_iter().collect();
        }
        area.decides.iter().map(String::as_str).collect()
    }

    /// The people who may decide in an area on a day: those it names who are there, and the members of its teams.
    ///
    /// In a log that knows nobody they are the names as written.
    #[must_use]
    pub fn deciding(&self, area: &str, day: Date) -> Vec<&'a str> {
        let mut people: Vec<&str> = Vec::new();
        for handle in self.deciders(area) {
            let each = match self.party(handle) {
                Some(Party::Team(team)) => team.members.iter().map(String::as_str).collect(),
                _ => vec![handle],
            };
            for person in each.into_iter().filter(|person| self.is_there(person, day)) {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        people
    }

    /// Whether somebody is one of the log's people and has not left; anybody is, where the log knows nobody.
    #[must_use]
    pub fn is_there(&self, person: &str, day: Date) -> bool {
        match self.people.get(person) {
            Some(person) => !person.has_left(day),
            None => !self.knows_people(),
        }
    }
}

/// A TOML date as other formats write it.
fn as_text<S: Serializer>(day: &Datetime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}
