//! GitHub's CODEOWNERS, from the paths of the areas and the people who own them or decide in them.
//!
//! Of a person GitHub is told the mail address in use, because nobody but GitHub knows which login it belongs to; of a
//! team, the addresses of its members. An owner that is written as `@login`, `@org/team` or with a mail stands as it is.
//!
//! The last pattern that matches a file counts, so the narrower one has to stand below. Narrower is the pattern that
//! spells out more folders from the root before its first `*` or `?`; one without a `/` before its end spells out none,
//! because it matches in any folder. Then comes the one with more parts besides `**`, then the one with more letters,
//! then the alphabet. A pattern that several areas have stands once, with everybody's owners.
//!
//! Patterns mean what they mean in `.gitignore`, which is what the paths of areas are. What GitHub does not take of that
//! is left out and told: `!`, `[ ]`, `#`, and a backslash in front of anything but a blank.

use std::collections::{BTreeMap, HashSet};

use super::{Chosen, Exported, Safe};
use crate::index::Log;
use crate::model::people::{Area, Party};

/// What stands above the patterns.
const HEAD: &str = "\
# Written by `declog export codeowners` from the areas of declog.toml: change it there.
# The last pattern that matches a file counts.
";

/// The owners of a pattern, and the areas that have it.
#[derive(Default)]
struct Line<'a> {
    areas: Vec<&'a str>,
    owners: Vec<&'a str>,
    /// The owners in lower case: an address is the same in whatever case it is written.
    known: HashSet<String>,
}

impl<'a> Line<'a> {
    fn add(&mut self, owner: &'a str) {
        if self.known.insert(owner.to_ascii_lowercase()) {
            self.owners.push(owner);
        }
    }
}

pub(super) fn write(chosen: &Chosen<'_>) -> Exported {
    let mut told = Told {
        log: &chosen.index.log,
        safe: chosen.safe,
        left_out: Vec::new(),
    };
    let mut lines: BTreeMap<&str, Line<'_>> = BTreeMap::new();
    for (name, area) in &chosen.index.log.settings.areas {
        let patterns = told.patterns(name, area);
        let owners = told.owners(name, area);
        if owners.is_empty() && !patterns.is_empty() {
            told.of(name, "nobody to name, so its paths are left out");
            continue;
        }
        for pattern in patterns {
            let line = lines.entry(pattern).or_default();
            line.areas.push(name);
            owners.iter().for_each(|owner| line.add(owner));
        }
    }
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|(pattern, _)| narrowness(pattern));
    Exported {
        text: text(&lines),
        left_out: told.left_out,
    }
}

fn text(lines: &[(&str, Line<'_>)]) -> String {
    let mut text = HEAD.to_owned();
    let mut above: &[&str] = &[];
    for (pattern, line) in lines {
        if line.areas != above {
            text.push_str(&format!("\n# {}\n", line.areas.join(", ")));
        }
        above = &line.areas;
        let owners = line.owners.join(" ");
        text.push_str(&format!("{} {owners}\n", with_blanks(pattern)));
    }
    text
}

/// How much a pattern spells out: folders from the root, parts, letters; what spells out more stands below.
fn narrowness(pattern: &str) -> (usize, usize, usize) {
    let is_anywhere = !pattern.trim_end_matches('/').contains('/');
    let parts: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    let spelled = parts.iter().take_while(|part| !part.contains(['*', '?']));
    let letters = pattern.chars().filter(|c| !matches!(c, '*' | '?' | '/'));
    (
        if is_anywhere { 0 } else { spelled.count() },
        parts.iter().filter(|part| **part != "**").count(),
        letters.count(),
    )
}

/// What of the areas CODEOWNERS can say, and what it cannot.
struct Told<'a> {
    log: &'a Log,
    safe: Safe,
    left_out: Vec<String>,
}

impl<'a> Told<'a> {
    fn of(&mut self, area: &str, message: &str) {
        self.left_out.push(format!("area `{area}`: {message}"));
    }

    fn patterns(&mut self, name: &str, area: &'a Area) -> Vec<&'a str> {
        let mut patterns = Vec::new();
        for path in area.paths.iter().map(|path| path.trim()) {
            let unsayable = match (self.safe.text)(path) == path {
                true => unsayable(path),
                false => Some("hidden characters and no workflow commands"),
            };
            match unsayable {
                _ if path.is_empty() => self.of(name, "an empty path is left out"),
                None => patterns.push(path),
                Some(what) => {
                    let message = format!("`{path}` is left out: CODEOWNERS takes no {what}");
                    self.of(name, &message);
                }
            }
        }
        if area.paths.is_empty() {
            self.of(name, "no paths");
        }
        patterns
    }

    /// The owner of an area and those who decide in it, as CODEOWNERS names them.
    fn owners(&mut self, name: &str, area: &'a Area) -> Vec<&'a str> {
        let deciders = area.decides.iter().map(String::as_str);
        let mut handles: Vec<&str> = area.owner().into_iter().collect();
        handles.extend(deciders.filter(|handle| !handle.trim().is_empty()));
        let mut owners = Vec::new();
        for handle in self.people(&handles) {
            match self.owner(handle) {
                Ok(owner) => owners.push(owner),
                Err(why) => self.of(name, &format!("`{handle}` is left out: {why}")),
            }
        }
        owners
    }

    /// People for teams, everybody once; a team without members stays.
    fn people(&self, handles: &[&'a str]) -> Vec<&'a str> {
        let mut all: Vec<&str> = Vec::new();
        let mut known = HashSet::new();
        for handle in handles {
            let people: Vec<&str> = match self.log.directory().party(handle) {
                Some(Party::Team(team)) if !team.members.is_empty() => {
                    team.members.iter().map(String::as_str).collect()
                }
                _ => vec![handle],
            };
            all.extend(people.into_iter().filter(|person| known.insert(*person)));
        }
        all
    }

    fn owner(&self, handle: &'a str) -> Result<&'a str, &'static str> {
        let directory = self.log.directory();
        match directory.party(handle) {
            Some(_) if directory.is_gone(handle, self.log.as_of) => Err("no longer here"),
            Some(Party::Team(_)) => Err("a team without members"),
            Some(Party::Person(person)) => {
                let mail = person.email.first().map(|mail| mail.trim());
                mail.filter(|mail| is_mail(mail)).ok_or("no mail address")
            }
            None => as_written(handle).ok_or("nobody of the log, no mail address and no `@name`"),
        }
    }
}

/// `@login`, `@org/team`, a mail, or the mail of `Ada Lovelace <ada@example.com>`.
fn as_written(owner: &str) -> Option<&str> {
    let owner = owner.trim();
    let is_name = |name: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !name.is_empty() && name.chars().all(plain)
    };
    if let Some(login) = owner.strip_prefix('@') {
        let (org, team) = login.split_once('/').unwrap_or((login, login));
        return (is_name(org) && is_name(team)).then_some(owner);
    }
    let inner = owner
        .strip_suffix('>')
        .and_then(|owner| owner.rsplit_once('<'));
    let mail = inner.map_or(owner, |(_, mail)| mail);
    is_mail(mail).then_some(mail)
}

/// One word with something on both sides of its only `@`, in letters that mean nothing else in CODEOWNERS.
fn is_mail(mail: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "@.!$%&'*+-/=?^_`{|}~".contains(c);
    let (local, host) = mail.split_once('@').unwrap_or_default();
    mail.chars().all(plain) && !local.is_empty() && !host.is_empty() && !host.contains('@')
}

/// What of a pattern GitHub does not take.
fn unsayable(pattern: &str) -> Option<&'static str> {
    let mut escapes = pattern.match_indices('\\');
    match pattern {
        _ if pattern.starts_with('!') => Some("`!`"),
        _ if pattern.contains(['[', ']']) => Some("`[ ]`"),
        _ if pattern.contains('#') => Some("`#`"),
        _ if pattern.contains('\t') => Some("tab"),
        _ if escapes.any(|(at, _)| !pattern[at + 1..].starts_with(' ')) => Some("`\\`"),
        _ => None,
    }
}

/// A pattern with a backslash in front of every blank.
fn with_blanks(pattern: &str) -> String {
    pattern.replace("\\ ", " ").replace(' ', "\\ ")
}
