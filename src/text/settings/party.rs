//! What types cannot say of people, teams and areas. Whether a handle is somebody's is a rule's business, not an error:
//! one misspelt name does not lock a log up.

use crate::model::duration::Duration;
use crate::model::kind::{FieldType, Kind};
use crate::model::people::{Hours, Person, Quorum, Team, read_days};
use crate::model::settings::Settings;
use crate::model::suggest::closest;
use crate::text::table::Meanings;

/// The kinds of keys whose signatures are verified.
const SIGNING_KEYS: [&str; 2] = ["ssh-ed25519", "sk-ssh-ed25519@openssh.com"];

/// Adds everything that is of the right type and means nothing in a log of those kinds.
pub(super) fn check(settings: &Settings, kinds: &[Kind], found: &mut Meanings<'_>) {
    for (handle, person) in &settings.people {
        name(found, &["people", handle], "a handle");
        one(found, handle, person);
        mails(found, settings, (handle, person));
    }
    for (handle, team) in &settings.teams {
        name(found, &["teams", handle], "a handle");
        several(found, settings, (handle, team));
    }
    for (area, written) in &settings.areas {
        name(found, &["areas", area], "the name of an area");
        if let Some(Quorum::By(counts)) = &written.quorum {
            for word in counts.keys() {
                quorum(found, kinds, (area, word));
            }
        }
    }
}

/// A handle stands in lists, queries and file names, so it is one word.
fn name(found: &mut Meanings<'_>, path: &[&str; 2], what: &str) {
    let name = path[1];
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if name.is_empty() {
        found.problem(path, format!("{what} cannot be empty"), None);
    } else if !name.chars().all(plain) {
        let message = format!("`{name}` is not {what}, expected letters, digits, `-`, `_` and `.`");
        found.problem(path, message, None);
    }
}

/// A mail says who commits, so it is one person's.
fn mails(found: &mut Meanings<'_>, settings: &Settings, (handle, person): (&str, &Person)) {
    let before = || settings.people.iter().take_while(|(one, _)| *one != handle);
    for (at, mail) in person.email.iter().enumerate() {
        let has = |other: &Person| other.email.iter().any(|one| one.eq_ignore_ascii_case(mail));
        let other = before().find(|(_, other)| !mail.trim().is_empty() && has(other));
        if let Some((other, _)) = other {
            let message = format!("`{mail}` is the mail of `{other}` too, and says who commits");
            let path = ["people", handle, "email", &at.to_string()];
            found.problem(&path, message, None);
        }
    }
}

fn several(found: &mut Meanings<'_>, settings: &Settings, (handle, team): (&str, &Team)) {
    if settings.people.contains_key(handle) {
        let message = format!("`{handle}` is a person already, and a handle is never both");
        found.problem(&["teams", handle], message, None);
    }
    for (at, member) in team.members.iter().enumerate() {
        if settings.teams.contains_key(member) && !settings.people.contains_key(member) {
            let message = format!("`{member}` is a team, and the members of a team are people");
            let path = ["teams", handle, "members", &at.to_string()];
            found.problem(&path, message, None);
        }
    }
    if let Some(lead) = &team.lead
        && settings.teams.contains_key(lead)
        && !settings.people.contains_key(lead)
    {
        let message = format!("`{lead}` is a team, and the lead of a team is a person");
        found.problem(&["teams", handle, "lead"], message, None);
    }
}

/// A quorum may differ by the words of a choice, such as how hard a decision is to take back.
fn quorum(found: &mut Meanings<'_>, kinds: &[Kind], (area, word): (&str, &str)) {
    let choices = kinds
        .iter()
        .flat_map(|kind| kind.fields_of(FieldType::Choice));
    let mut known: Vec<&str> = Vec::new();
    for choice in choices.flat_map(|field| &field.choices) {
        if !known.contains(&choice.as_str()) {
            known.push(choice);
        }
    }
    if !known.contains(&word) {
        let message = format!("`{word}` is not one of `{}`", known.join("`, `"));
        let close = closest(word, known);
        found.key_problem(&["areas", area, "quorum", word], message, close);
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
        let message = format!("`{hours}` is no span of hours, expected one like `09:00-17:30`");
        wrong("hours", message);
    }
    if let Some(left) = &person.left
        && left.date().is_none()
    {
        let message =
            format!("`{left}` is not a day of the calendar, expected one like `2026-11-22`");
        wrong("left", message);
    }
    if let Some(written) = &person.respond_within {
        length(found, &["people", handle, "respond-within"], written);
    }
    for (at, key) in person.signing_keys.iter().enumerate() {
        let mut words = key.split_whitespace();
        let (kind, body) = (words.next().unwrap_or_default(), words.next());
        if !SIGNING_KEYS.contains(&kind) || body.is_none() {
            let expected = SIGNING_KEYS[0];
            let message = format!(
                "signatures by `{kind}` are not verified, expected a key like `{expected} AAAA…`"
            );
            let path = ["people", handle, "signing-keys", &at.to_string()];
            found.problem(&path, message, None);
        }
    }
    for (at, written) in person.away.iter().enumerate() {
        days(found, &["people", handle, "away", &at.to_string()], written);
    }
}

/// How soon somebody answers is a length of time, in working days too.
pub(super) fn length(found: &mut Meanings<'_>, path: &[&str], written: &str) {
    if Duration::read(written).is_none() {
        let message =
            format!("`{written}` is not a duration, expected one like `2wd`, `3d` or `1w`");
        found.problem(path, message, None);
    }
}

/// Days off have to be days of the calendar, the first before the last.
pub(super) fn days(found: &mut Meanings<'_>, path: &[&str], written: &str) {
    if read_days(written).is_none() {
        let message = format!(
            "`{written}` is no day and no span of days, expected one like `2026-12-21..2027-01-01`"
        );
        found.problem(path, message, None);
    }
}
