//! Where somebody works and when: the city of a zone, the hours of a day, and the end of a day somewhere else.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::work::Work;
use crate::model::calendar::Calendar;
use crate::model::people::{Hours, Party, Person};

/// Cities of a team that are named; more are counted.
const CITIES: usize = 3;

/// The end of somebody's working day, where they are and in UTC.
pub(super) struct Closing {
    /// `17:00 in Beirut`
    pub(super) local: String,
    /// `15:00 UTC`; none where that is the local time.
    pub(super) utc: Option<String>,
}

/// A person's city and hours, or how many a team has and where: `London` and `09:00–17:30`, `5 people, Beirut and Lagos`.
pub(super) fn whereabouts(work: &Work<'_>, handle: &str) -> Vec<String> {
    if !work.shows_hours() {
        return Vec::new();
    }
    match work.index.log.directory().party(handle) {
        Some(Party::Person(person)) => {
            let hours = person.working_hours().map(span);
            own_city(person).into_iter().chain(hours).collect()
        }
        Some(Party::Team(team)) => vec![of_team(work, &team.members)],
        None => Vec::new(),
    }
}

/// Where somebody belongs: a person's teams and city, or what there is to say of a team.
pub(super) fn home(work: &Work<'_>, handle: &str) -> Option<String> {
    if !work.shows_hours() {
        return None;
    }
    let directory = work.index.log.directory();
    match directory.party(handle)? {
        Party::Person(person) => {
            let teams = directory.teams_of(handle).map(|team| directory.name(team));
            let parts: Vec<String> = teams.map(str::to_owned).chain(own_city(person)).collect();
            (!parts.is_empty()).then(|| parts.join(&work.words.joint.comma))
        }
        Party::Team(team) => Some(of_team(work, &team.members)),
    }
}

/// Who answers for a person or a team: the person, or the team's lead.
pub(super) fn speaker<'a>(work: &Work<'a>, handle: &'a str) -> Option<&'a str> {
    match work.index.log.directory().party(handle)? {
        Party::Person(_) => Some(handle),
        Party::Team(team) => team.lead.as_deref(),
    }
}

/// When the working day of whoever answers ends on that day; none where their hours are not known.
pub(super) fn closing(work: &Work<'_>, handle: &str, day: Date) -> Option<Closing> {
    if !work.shows_hours() {
        return None;
    }
    let speaker = speaker(work, handle)?;
    let end = work
        .index
        .log
        .settings
        .people
        .get(speaker)?
        .working_hours()?
        .to;
    let due = Calendar::of(&work.index.log.settings, speaker).due(day)?;
    let city = city(&due.zone);
    let local = due.at.to_zoned(due.zone);
    let utc = local.with_time_zone(TimeZone::UTC);
    let words = &work.words.time;
    let pattern = match utc.date().cmp(&day) {
        std::cmp::Ordering::Less => &words.utc_before,
        std::cmp::Ordering::Equal => &words.utc,
        std::cmp::Ordering::Greater => &words.utc_after,
    };
    if local.datetime() == utc.datetime() {
        return Some(Closing {
            local: pattern.replace("{time}", &clock(end)),
            utc: None,
        });
    }
    Some(Closing {
        local: words
            .local
            .replace("{time}", &clock(end))
            .replace("{city}", &city),
        utc: Some(pattern.replace("{time}", &clock(utc.time()))),
    })
}

fn of_team(work: &Work<'_>, members: &[String]) -> String {
    let people = members.iter().filter_map(|member| {
        let person = work.index.log.settings.people.get(member)?;
        (!person.has_left(work.index.log.as_of)).then_some(person)
    });
    let people: Vec<&Person> = people.collect();
    let mut cities: Vec<String> = Vec::new();
    for city in people.iter().filter_map(|person| own_city(person)) {
        if !cities.contains(&city) {
            cities.push(city);
        }
    }
    if cities.len() > CITIES {
        let places = work.words.count_of("place", cities.len());
        cities = vec![places];
    }
    let count = work.words.count_of("person", people.len());
    match cities.is_empty() {
        true => count,
        false => format!(
            "{count}{}{}",
            work.words.joint.comma,
            work.words.joint.both(&cities)
        ),
    }
}

/// The zone somebody works in: their own, else the log's.
pub(super) fn zone(work: &Work<'_>, person: &Person) -> TimeZone {
    let log = &work.index.log.settings.log;
    person.zone().unwrap_or_else(|| log.zone())
}

/// The city that a zone is named after: `Buenos Aires` of `America/Argentina/Buenos_Aires`.
pub(super) fn city(zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC");
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// The city of somebody who says where they work.
pub(super) fn own_city(person: &Person) -> Option<String> {
    Some(city(&person.zone()?))
}

/// `09:00–17:30`
pub(super) fn span(hours: Hours) -> String {
    format!("{}–{}", clock(hours.from), clock(hours.to))
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// What time it was where somebody works: `10:12 in Lisbon`; none where they do not say, or where it was another day.
pub(super) fn at_work(work: &Work<'_>, handle: &str, seconds: i64) -> Option<String> {
    let zone = work.index.log.settings.people.get(handle)?.zone()?;
    let city = city(&zone);
    let there = Timestamp::from_second(seconds).ok()?.to_zoned(zone);
    let same = there.date() == work.index.log.day_of(seconds);
    let pattern = &work.words.time.local;
    same.then(|| {
        pattern
            .replace("{time}", &clock(there.time()))
            .replace("{city}", &city)
    })
}
