//! The settings of a log, as `declog.toml` writes them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom::CustomRule;
use super::diagnostic::Level;
use super::duration::{Duration, Unit};
use super::id::Id;
use super::kind::Dialect;
use super::people::{Area, Day, Directory, Person, Team};
use super::taken::Grade;

/// How soon somebody answers where nobody says so.
const RESPOND_WITHIN: Duration = Duration {
    count: 2,
    unit: Unit::WorkingDays,
};

/// `declog.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Version of this file's format; 1.
    pub format: u32,
    /// The log as a whole.
    #[serde(default)]
    pub log: LogSettings,
    /// Each kind's own settings, by its name.
    #[serde(default)]
    pub kinds: BTreeMap<String, KindSettings>,
    /// What `check` reports.
    #[serde(default)]
    pub check: CheckSettings,
    /// The rendered site.
    #[serde(default)]
    pub site: SiteSettings,
    /// What it takes to believe that somebody took a step.
    #[serde(default)]
    pub rights: RightsSettings,
    /// How often somebody looks again.
    #[serde(default)]
    pub cadence: CadenceSettings,
    /// Who there is, by handle.
    #[serde(default)]
    pub people: BTreeMap<String, Person>,
    /// Who works together, by handle; no handle is a person and a team.
    #[serde(default)]
    pub teams: BTreeMap<String, Team>,
    /// The parts of the work, each with its owner and its rights.
    #[serde(default)]
    pub areas: BTreeMap<String, Area>,
}

impl Settings {
    /// Who there is, and which parts the work has.
    #[must_use]
    pub fn directory(&self) -> Directory<'_> {
        Directory {
            people: &self.people,
            teams: &self.teams,
            areas: &self.areas,
        }
    }

    /// How soon somebody answers: as they say themselves, else as the log says of everybody.
    #[must_use]
    pub fn respond_within(&self, handle: &str) -> Duration {
        let own = self
            .people
            .get(handle)
            .and_then(|person| person.respond_within.as_deref());
        let own = own.or(self.cadence.respond_within.as_deref());
        own.and_then(Duration::read).unwrap_or(RESPOND_WITHIN)
    }
}

/// `[log]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LogSettings {
    /// Short name; default: the path from the repository's root, `.` at the root.
    pub name: Option<String>,
    /// Name for people; default: the name.
    pub title: Option<String>,
    /// One sentence about what is decided here.
    pub description: Option<String>,
    /// Where the site is published.
    pub url: Option<String>,
    /// Zone in which a day is a day, such as `Europe/London`; default UTC.
    pub timezone: Option<String>,
    /// Days on which nobody works, such as `2026-12-25` or `2026-12-24..2026-12-26`.
    pub holidays: Vec<String>,
    /// Language of the records, such as `en`; default en.
    pub lang: Option<String>,
    /// Patterns of files in record folders that are no records, from the log's root.
    pub ignore: Vec<String>,
    /// What the ids of records are made of.
    pub ids: Ids,
    /// Writing commands commit unless told `--no-commit`.
    pub commit: bool,
}

impl LogSettings {
    /// The zone in which a day is a day.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        let named = self.timezone.as_deref();
        let named = named.and_then(|name| TimeZone::get(name).ok());
        named.unwrap_or(TimeZone::UTC)
    }
}

/// What the ids of a log's records are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ids {
    /// The number that a file's name begins with.
    #[default]
    Number,
    /// A day and four letters or digits, which no two branches can both take: `20261122-k7f3`.
    Date,
    /// The number where the name has one, else the name.
    Stem,
}

/// `[kinds.<kind>]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KindSettings {
    /// Folder of its records, from the log's root.
    pub folder: Option<String>,
    /// Prefix of its ids, such as `DEC`.
    pub prefix: Option<String>,
    /// Digits of a new file's number.
    pub width: Option<usize>,
    /// How its files are written.
    pub dialect: Option<Dialect>,
    /// Other words for its states: `"Last Call" = "proposed"`.
    pub statuses: BTreeMap<String, String>,
}

/// `[check]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckSettings {
    /// Adopted records from before that day are only asked for what breaks others.
    pub strict_from: Option<StrictFrom>,
    /// The level of a rule, by its id.
    pub levels: BTreeMap<String, Level>,
    /// What rules are told, by the rule's id and the option's name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, BTreeMap<String, OptionValue>>,
    /// Rules of the log's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom: Vec<CustomRule>,
}

/// What an option of a rule is set to: a number, a length of time, or patterns of paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OptionValue {
    /// `3`
    Number(i64),
    /// `"60d"`
    Text(String),
    /// `["docs/old/**"]`
    Texts(Vec<String>),
}

/// `[site]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SiteSettings {
    /// Title of the home page; default: the log's title.
    pub title: Option<String>,
    /// Ids of the records a newcomer should know.
    pub start_here: Vec<String>,
    /// Address that opens a record's file in an editor; `{path}` stands for the file.
    pub edit_url: Option<String>,
    /// A style sheet of the log's own, from the log's folder; what it says stands behind ours.
    pub style: Option<String>,
    /// A file of words for the site, from the log's folder, in place of ours.
    pub messages: Option<String>,
    /// HTML in records is sanitised and passed through; otherwise it is shown as text.
    pub raw_html: bool,
    /// What the site shows of people: `full` (the default), `names` or `handles`.
    pub people: Shown,
    /// Records that the site leaves out, as a query.
    pub hide: Option<String>,
}

/// What the site shows of people. It never shows their mail addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// Names, places, hours and days off.
    #[default]
    Full,
    /// Names alone.
    Names,
    /// Handles alone.
    Handles,
}

/// `[rights]`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RightsSettings {
    /// The least evidence that counts: `claimed` (the default), `authored` or `signed`.
    pub proof: Grade,
    /// At least one of those who put a record in force has not written its text.
    pub four_eyes: bool,
    /// People who are programs: they may propose, and never count.
    pub bots: Vec<String>,
}

/// `[cadence]`: lengths of time such as `2w`, `30d` or `6mo`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CadenceSettings {
    /// How soon somebody answers who does not say so themselves, such as `3wd` for three working days; default `2wd`.
    pub respond_within: Option<String>,
    /// How often an update is expected where a record under way does not say so itself.
    pub update_every: Option<String>,
    /// How long what is in force may go without a review where it names no day for one.
    pub review_after: Option<String>,
}

/// Where strictness begins: a day, or an id for each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum StrictFrom {
    /// `2026-11-23`
    Day(Day),
    /// `{ decision = "DEC-12" }`
    Ids(BTreeMap<String, String>),
}

impl StrictFrom {
    /// The day, where it is one that exists.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Day(day) => day.date(),
            Self::Ids(_) => None,
        }
    }

    /// The first id of a kind that is asked for everything, as written.
    #[must_use]
    pub fn id(&self, kind: &str) -> Option<&str> {
        match self {
            Self::Ids(ids) => ids.get(kind).map(String::as_str),
            _ => None,
        }
    }

    /// Whether a record of that id and day is asked for everything.
    #[must_use]
    pub fn covers(&self, kind: &str, id: &Id, day: Option<Date>) -> bool {
        match self {
            Self::Ids(_) => {
                self.id(kind)
                    .is_none_or(|first| match super::id::Written::read(first) {
                        super::id::Written::Prefixed(first) => *id >= first,
                        super::id::Written::Number(first) => id.number() >= Some(first),
                        _ => true,
                    })
            }
            _ => match (self.day(), day) {
                (Some(from), Some(day)) => day >= from,
                (Some(_), None) => false,
                (None, _) => true,
            },
        }
    }
}
