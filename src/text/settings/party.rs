//! What types cannot say of people, teams and areas. Whether a handle is somebody's is a rule's business, not an error:
//! one misspelt name does not lock a log up.

use crate::model::duration::Duration;
use crate::model::people::{Hours, Person, Quorum, read_days};
use crate::model::settings::Settings;
use crate::text::table::Meanings;

/// Adds everything that is of the right type and means nothing.
pub(super) fn check(settings: &Settings, found: &mut Meanings<'_>) {
    for (handle, person) in &settings.people {
        handles(found, "people", handle);
        one(found, handle, person);
    }
    for (handle, team) in &settings.teams {
        handles(found, "teams", handle);
        if settings.people.contains_key(handle) {
            let message = format!("`{handle}` is a person already, and a handle is never both");
            found.problem(&["teams", handle], message, None);
        }
        for (at, member) in team.members.iter().enumerate() {
            if settings.teams.contains_key(member) {
                let message = format!("`{member}` is a team, and the members of a team are people");
                found.problem(
                    &["teams", handle, "members", &at.to_string()],
                    message,
                    None,
                );
            }
        }
    }
    for (name, area) in &settings.areas {
        handles(found, "areas", name);
        let least = match &area.quorum {
            Some(Quorum::Any(count)) => vec![("", *count)],
            Some(Quorum::By(counts)) => counts.iter().map(|(key, n)| (key.as_str(), *n)).collect(),
            None => Vec::new(),
        };
        for (word, _) in least.into_iter().filter(|(_, count)| *count == 0) {
            let mut path = vec!["areas", name.as_str(), "quorum"];
            path.extend((!word.is_empty()).then_some(word));
            found.problem(&path, "a quorum is at least 1".to_owned(), None);
        }
    }
}

/// A handle stands in lists, queries and file names, so it is one word.
fn handles(found: &mut Meanings<'_>, table: &str, handle: &str) {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if handle.is_empty() || !handle.chars().all(plain) {
        let message =
            format!("`{handle}` is not a handle, expected letters, digits, `-`, `_` and `.`");
        found.problem(&[table, handle], message, None);
    }
}

fn one(found: &mut Meanings<'_>, handle: &str, person: &Person) {
    let mut wrong = |key: &str, message: String| {
        found.problem(&["people", handle, key], message, None);
    };
    if let Some(zone) = &person.timezone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        let message = format!("`{zone}` is not a time zone, expected one like `Europe/London`");
        wrong("timezone", message);
    }
    if let Some(hours) = &person.hours
        && Hours::read(hours).is_none()
    {
        let message = format!("`{hours}` are not hours of a day, expected such as `09:00-17:30`");
        wrong("hours", message);
    }
    if let Some(text) = &person.respond_within
        && Duration::read(text).is_none()
    {
        let message = format!("`{text}` is not a duration, expected one like `2wd`, `3d` or `1w`");
        wrong("respond-within", message);
    }
    if let Some(left) = &person.left
        && left.date().is_none()
    {
        let message = "`left` is not a day of the calendar, expected one like `2026-11-22`";
        wrong("left", message.to_owned());
    }
    for (at, days) in person.away.iter().enumerate() {
        if read_days(days).is_none() {
            let message = format!(
                "`{days}` are not days from one to a later, expected such as `2026-12-21..2027-01-01`"
            );
            found.problem(&["people", handle, "away", &at.to_string()], message, None);
        }
    }
}
