//! Which of the candidates become logs, and in which folder the settings of each belong.
//!
//! A log is one folder of records. One candidate becomes the log of the folder that was looked through. Several that
//! belong to parts of the repository (`packages/a/docs/adr`, `packages/b/docs/adr`) become a log of each part; of
//! several that belong to the same part the best is adopted, and the others are told. Where no candidate is good enough,
//! the best is adopted if most of it can be read.

use std::collections::BTreeSet;

use super::Candidate;
use super::place;
use super::sign::ADOPTED;
use super::unit::split;

/// A candidate that becomes a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of the log, from the repository's root.
    pub root: String,
    /// The folder of its records, from the repository's root.
    pub folder: String,
}

/// What becomes of the candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The logs to be, those nearest the top first.
    pub logs: Vec<Place>,
    /// Candidates that are left alone, best first.
    pub left: Vec<Candidate>,
}

/// Chooses among the candidates found below `top`, where there are logs already in those folders.
#[must_use]
pub fn choose(candidates: Vec<Candidate>, top: &str, existing: &[String]) -> Choice {
    let is_strong = |one: &Candidate| one.score >= ADOPTED;
    let real = candidates.iter().any(|one| is_strong(one) && !one.fixture);
    let (mut strong, mut left): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|one| is_strong(one) && one.fixture != real);
    // What tests and examples hold is not worth a word where a log was found.
    left.retain(|one| !(real && one.fixture));
    if strong.is_empty() && existing.is_empty() {
        left.sort_by(best_first);
        let best = left.iter().position(|one| one.sound);
        strong.extend(best.map(|best| left.remove(best)));
    }
    let mut logs = match strong.as_slice() {
        [only] if existing.is_empty() => vec![Place {
            root: top.to_owned(),
            folder: only.folder.clone(),
        }],
        several => places(several, top),
    };
    logs.retain(|log| !existing.contains(&log.root));
    logs.sort_by(|a, b| {
        depth(&a.root)
            .cmp(&depth(&b.root))
            .then_with(|| a.cmp_path(b))
    });
    let taken: BTreeSet<&str> = logs.iter().map(|log| log.folder.as_str()).collect();
    left.extend(
        strong
            .into_iter()
            .filter(|one| !taken.contains(one.folder.as_str())),
    );
    left.sort_by(best_first);
    Choice { logs, left }
}

/// The higher score first, then the more records, then by path.
pub(super) fn best_first(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    (b.score, b.records)
        .cmp(&(a.score, a.records))
        .then_with(|| a.folder.cmp(&b.folder))
}

impl Place {
    fn cmp_path(&self, other: &Self) -> std::cmp::Ordering {
        self.root.cmp(&other.root)
    }
}

/// A log for each part of the repository that has records; none lies where it would hide another's.
fn places(strong: &[Candidate], top: &str) -> Vec<Place> {
    let mut sorted: Vec<&Candidate> = strong.iter().collect();
    sorted.sort_by(|a, b| best_first(a, b));
    let mut places: Vec<Place> = Vec::new();
    for one in &sorted {
        let part = part_of(&one.folder, top);
        let rivals = sorted
            .iter()
            .filter(|other| part_of(&other.folder, top) == part);
        let rivals: Vec<&Candidate> = rivals.copied().collect();
        let root = apart(one, &rivals, strong).unwrap_or(part);
        if places.iter().all(|place| place.root != root) {
            places.push(Place {
                root: root.to_owned(),
                folder: one.folder.clone(),
            });
        }
    }
    places
}

/// The folder of a log of its own, for one of several that belong to the same part of the repository and are built
/// alike: `docs/red/adr` and `docs/blue/adr`, or folders side by side that each count from 1.
fn apart<'a>(one: &'a Candidate, rivals: &[&Candidate], all: &[Candidate]) -> Option<&'a str> {
    let (near, name) = split(&one.folder);
    let beside = |rival: &&Candidate| {
        let (above, name) = split(&rival.folder);
        above == near && place::log_name(name) < place::HOME
    };
    let alike = |rival: &&Candidate| split(&rival.folder).1 == name && is_alone(&rival.folder, all);
    if rivals.len() < 2 {
        None
    } else if rivals.iter().all(beside) && !is_one_list(rivals) {
        Some(&one.folder)
    } else if rivals.iter().all(alike) {
        Some(near)
    } else {
        None
    }
}

/// Whether no number is in two of the folders.
fn is_one_list(folders: &[&Candidate]) -> bool {
    let mut seen = BTreeSet::new();
    let mut numbers = folders.iter().flat_map(|folder| &folder.numbers);
    numbers.all(|number| seen.insert(number))
}

/// Whether the folder above is one of the repository's, and holds no other candidate.
fn is_alone(folder: &str, all: &[Candidate]) -> bool {
    let (near, _) = split(folder);
    let inside = |other: &str| other.starts_with(&format!("{near}/"));
    !near.is_empty() && all.iter().filter(|one| inside(&one.folder)).count() == 1
}

/// The part of the repository that a folder of records belongs to: what is above `docs/…`, or above `adr`.
fn part_of<'a>(folder: &'a str, top: &str) -> &'a str {
    let from = if top.is_empty() { 0 } else { top.len() + 1 };
    let mut start = from;
    while let Some(rest) = folder.get(start..).filter(|rest| !rest.is_empty()) {
        let name = rest.split('/').next().unwrap_or_default();
        if place::is_about_the_work(name) || place::log_name(name) >= place::HOME {
            return folder[..start].trim_end_matches('/');
        }
        start += name.len() + 1;
    }
    split(folder).0
}

fn depth(folder: &str) -> usize {
    folder.split('/').filter(|part| !part.is_empty()).count()
}
