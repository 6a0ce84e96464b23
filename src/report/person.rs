//! Somebody as answers name them, and whether they can be asked now.

use schemars::JsonSchema;
use serde::Serialize;

use super::words::person;
use crate::model::calendar::{Moment, Presence, presence};
use crate::model::people::Party;
use crate::model::settings::Settings;
use jiff::Timestamp;
use jiff::civil::Date;

/// Somebody, and whether they can be asked now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PersonJson {
    /// As records write it.
    handle: String,
    /// As people say it.
    name: String,
    /// The handles of a team's members; null for a person.
    members: Option<Vec<String>>,
    /// `at-work`, `off`, `away`, `left`, or null where the log does not know them.
    presence: Option<&'static str>,
    /// The moment the day's work ends, or the day an absence does; null where that is not known.
    until: Option<String>,
    /// The moment their work begins again, for somebody who is off; null where that is not known.
    next: Option<String>,
    /// Who stands in for somebody who is away or has left.
    stand_in: Option<String>,
}

/// When somebody is asked about.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// The day that counts as today.
    pub day: Date,
    /// The moment, where more than a day is known.
    pub at: Option<Timestamp>,
}

/// Somebody at some time.
#[must_use]
pub fn read(settings: &Settings, handle: &str, when: When) -> PersonJson {
    let directory = settings.directory();
    let presence = presence(settings, handle, when.day, when.at);
    let members = match directory.party(handle) {
        Some(Party::Team(team)) => Some(team.members.clone()),
        _ => None,
    };
    let (word, until, next, stand_in) = match presence {
        Presence::AtWork(until) => (Some("at-work"), until.map(moment), None, None),
        Presence::Off(next) => (Some("off"), None, next.map(moment), None),
        Presence::Away(until, stand_in) => (Some("away"), Some(until.to_string()), None, stand_in),
        Presence::Left(stand_in) => (Some("left"), None, None, stand_in),
        Presence::Unknown => (None, None, None, None),
    };
    PersonJson {
        handle: handle.to_owned(),
        name: directory.name(handle).to_owned(),
        members,
        presence: word,
        until,
        next,
        stand_in,
    }
}

fn moment(moment: Moment) -> String {
    moment.to_string()
}

/// `Ana Ng (ana)`, and of a team its members.
pub(super) fn named(one: &PersonJson) -> String {
    let (name, handle) = (person(&one.name), person(&one.handle));
    let named = match name == handle {
        true => name,
        false => format!("{name} ({handle})"),
    };
    match one.members.as_deref() {
        Some([]) => format!("{named}, a team of nobody"),
        Some(members) => {
            let members: Vec<String> = members.iter().map(|member| person(member)).collect();
            format!("{named}: {}", members.join(", "))
        }
        None => named,
    }
}

/// Whether somebody can be asked, in a few words; nothing of somebody whom nobody knows.
pub(super) fn said(one: &PersonJson) -> Option<String> {
    let ask = one.stand_in.as_ref();
    let ask = ask.map_or_else(String::new, |ask| format!(", ask {}", person(ask)));
    let until = one.until.as_deref().map(|until| format!(" until {until}"));
    let until = until.unwrap_or_default();
    match one.presence? {
        "at-work" if until.is_empty() => Some("works today".to_owned()),
        "at-work" => Some(format!("at work{until}")),
        "off" => Some(match &one.next {
            Some(next) => format!("back {next}"),
            None => "not at work".to_owned(),
        }),
        "away" => Some(format!("away{until}{ask}")),
        _ => Some(format!("left{ask}")),
    }
}
