//! What was found below a folder, and the candidates that it makes.

use std::collections::BTreeSet;

use super::home::{Ground, homes};
use super::name::Name;
use super::sign::{ADOPTED, Look, MENTIONED, judge};
use super::tally::{Tally, percent, tallies};
use super::unit::{Unit, joined, split, units};
use super::{Candidate, Head, choose, is_below, place};
use crate::model::kind::Kind;

/// From how many names in common on, and how many of a hundred, a folder repeats another.
const REPEATS: (usize, usize) = (2, 50);

/// How many records a folder has at least that is adopted because there is nothing better, and how many of a hundred.
const SOUND: (usize, usize) = (3, 50);

/// Everything below a folder that says where records are.
pub(super) struct Scene {
    /// The folder that everything lies in.
    top: String,
    /// What the top is called, where it is the repository's: put before every path.
    name: String,
    /// What may be a record.
    units: Vec<Unit>,
    /// Folders that stand for themselves, such as packages.
    parts: Vec<String>,
    /// Where declog looks for records by itself.
    default: String,
}

impl Scene {
    /// What lies below `top`.
    pub(super) fn new(kind: &Kind, heads: &[Head], top: &str) -> Self {
        let paths = heads.iter().map(|head| split(&head.path));
        let parts = paths.filter(|(_, name)| place::is_manifest(name));
        Self {
            top: top.to_owned(),
            name: String::new(),
            units: units(kind, heads, top),
            parts: parts.map(|(folder, _)| folder.to_owned()).collect(),
            default: joined(top, &kind.folder),
        }
    }

    /// The same, as if all of it lay in a folder of that name.
    pub(super) fn called(mut self, name: &str) -> Self {
        let under = |path: &str| match path {
            "" => name.to_owned(),
            path => joined(name, path),
        };
        for unit in &mut self.units {
            unit.folder = under(&unit.folder);
        }
        for part in &mut self.parts {
            *part = under(part);
        }
        self.top = under(&self.top);
        self.default = under(&self.default);
        name.clone_into(&mut self.name);
        self
    }

    /// The folders that may hold records, best first; those that hardly do are left out.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let (direct, all) = tallies(&self.units);
        let parts: BTreeSet<&str> = self.parts.iter().map(String::as_str).collect();
        let ground = Ground::new(&self.top, (&direct, &all), parts);
        let mut homes = homes(&ground);
        let is_own = |home: &&mut String| !self.name.is_empty() && **home == self.top;
        let own = homes.iter_mut().find(is_own).map(|home| {
            *home = ground.narrowed(home);
            home.clone()
        });
        let originals = originals(&homes, &self.units);
        let found = homes.iter().zip(originals);
        let found = found.filter_map(|(home, original)| {
            let called = if own.as_ref() == Some(home) {
                self.name.as_str()
            } else {
                ""
            };
            let tally = ground.tally(home)?;
            Some(self.candidate(&Look {
                path: home,
                called,
                tally,
                original: original.map(|original| self.shown(original)),
                default: &self.default,
                by_state: ground.is_by_state(home),
            }))
        });
        // One file alone is adopted where much speaks for it, and not worth a word else.
        let least = |one: &Candidate| if one.records > 1 { MENTIONED } else { ADOPTED };
        let mut found: Vec<Candidate> = found
            .filter(|one| one.score >= least(one) && self.is_meant(one))
            .collect();
        found.sort_by(choose::best_first);
        found
    }

    fn candidate(&self, look: &Look<'_>) -> Candidate {
        let (score, reasons) = judge(look);
        let folder = self.shown(look.path);
        Candidate {
            folder: folder.to_owned(),
            score,
            reasons,
            records: look.tally.records,
            fixture: place::is_fixture(folder),
            sound: look.original.is_none() && is_sound(folder, look.tally),
            numbers: look.tally.numbers.clone(),
        }
    }

    /// Whether what the whole is called may be about a candidate: not about one for tests, and about one that does not
    /// read like records only where several numbered texts are all there is.
    fn is_meant(&self, one: &Candidate) -> bool {
        let numbered = one.folder.is_empty() && one.numbers.len() >= SOUND.0;
        self.name.is_empty() || (!one.fixture && (one.records > 0 || numbered))
    }

    /// A path as the repository has it.
    fn shown<'a>(&self, path: &'a str) -> &'a str {
        if self.name.is_empty() {
            return path;
        }
        let inside = path.strip_prefix(self.name.as_str()).unwrap_or(path);
        inside.strip_prefix('/').unwrap_or(inside)
    }
}

/// Whether most of a folder reads like records and is numbered or dated, and its path says nothing against it.
fn is_sound(folder: &str, tally: &Tally) -> bool {
    let (least, most) = SOUND;
    let plain = !place::is_fixture(folder) && place::copies(folder) == 0;
    let named = percent(tally.numbered + tally.dated, tally.units) >= most;
    let read = tally.records >= least && tally.share() >= most;
    plain && named && read && tally.counts_once() && !folder.split('/').any(place::is_other)
}

/// For each home the one whose records it holds once more: in another language, or as they were in a version.
fn originals<'a>(homes: &'a [String], units: &[Unit]) -> Vec<Option<&'a str>> {
    let names = |home: &str| -> BTreeSet<&str> {
        let inside = units.iter().filter(|unit| is_below(&unit.folder, home));
        // A title may be translated, its number is not.
        inside
            .map(|unit| match unit.name() {
                Name::Number { digits, .. } => digits,
                _ => unit.stem.as_str(),
            })
            .collect()
    };
    let all: Vec<BTreeSet<&str>> = homes.iter().map(|home| names(home)).collect();
    let rank = |home: &str| (place::copies(home), home.split('/').count());
    let repeats = |at: usize, other: usize| {
        let same = all[at].intersection(&all[other]).count();
        let (least, share) = REPEATS;
        let copy = place::copies(&homes[at]) > 0;
        copy && same >= least && percent(same, all[at].len()) >= share
    };
    let original = |at: usize| {
        let others = (0..homes.len()).filter(|other| {
            let before = (rank(&homes[*other]), &homes[*other]) < (rank(&homes[at]), &homes[at]);
            before && repeats(at, *other)
        });
        let first = others.min_by_key(|other| (rank(&homes[*other]), &homes[*other]));
        first.map(|other| homes[other].as_str())
    };
    (0..homes.len()).map(original).collect()
}
