//! Which folders of a repository hold records: a guess from the names and the beginnings of its files.
//!
//! The caller lists the files that [`matters`] and reads how each begins. Nothing here is certain, so each candidate
//! comes with its points and with what speaks for and against it.

mod choose;
mod home;
mod look;
mod name;
mod naming;
mod place;
mod sign;
mod tally;
mod unit;

use std::collections::BTreeSet;

pub use choose::{Choice, Place, choose};
pub use naming::{Naming, naming};

use crate::model::kind::Kind;
use crate::text::folder::FIELDS;
use home::{Ground, homes};
use name::Name;
use sign::{ADOPTED, Look, MENTIONED, judge};
use tally::tallies;
use unit::{Unit, is_markdown, split, units};

/// How many bytes of a file are enough to guess what it is.
pub const HEAD: usize = 32 * 1024;

/// From how many names in common on, and how many of a hundred, a folder repeats another.
const REPEATS: (usize, usize) = (2, 50);

/// A file and how it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// From the repository's root.
    pub path: String,
    /// Its first bytes as text; empty for a file that only has to be there.
    pub text: String,
}

/// A folder that may hold records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// From the repository's root; empty for the root itself.
    pub folder: String,
    /// The more the likelier.
    pub score: i32,
    /// What speaks for and against it, in words.
    pub reasons: Vec<String>,
    /// How many files (or folders of one record) read like records.
    pub records: usize,
    /// It belongs to tests or examples.
    pub fixture: bool,
    /// The numbers in its names.
    numbers: BTreeSet<u64>,
}

/// Whether a file says anything about where records are.
#[must_use]
pub fn matters(path: &str) -> bool {
    let (folder, name) = split(path);
    let visible = !place::is_unseen(folder) && !name.starts_with('.');
    visible && (is_read(path) || place::is_manifest(name))
}

/// Whether it matters how a file begins, and not only that it is there.
#[must_use]
pub fn is_read(path: &str) -> bool {
    is_markdown(path) || FIELDS.contains(&split(path).1)
}

/// The folders below `top` that may hold records of that kind, best first; those that hardly do are left out.
#[must_use]
pub fn candidates(kind: &Kind, heads: &[Head], top: &str) -> Vec<Candidate> {
    let units = units(kind, heads, top);
    let (direct, all) = tallies(&units);
    let parts: BTreeSet<&str> = heads
        .iter()
        .map(|head| split(&head.path))
        .filter(|(_, name)| place::is_manifest(name))
        .map(|(folder, _)| folder)
        .collect();
    let ground = Ground::new(top, (&direct, &all), parts);
    let default = if top.is_empty() {
        kind.folder.clone()
    } else {
        format!("{top}/{}", kind.folder)
    };
    let homes = homes(&ground);
    let originals = originals(&homes, &units);
    let found = homes
        .iter()
        .zip(originals)
        .filter_map(|(folder, original)| {
            let tally = ground.tally(folder)?;
            let (score, reasons) = judge(&Look {
                path: folder,
                tally,
                original,
                default: &default,
            });
            Some(Candidate {
                folder: folder.clone(),
                score,
                reasons,
                records: tally.records,
                fixture: place::is_fixture(folder),
                numbers: tally.numbers.clone(),
            })
        });
    // One file alone is adopted where much speaks for it, and not worth a word else.
    let least = |one: &Candidate| if one.records > 1 { MENTIONED } else { ADOPTED };
    let mut found: Vec<Candidate> = found.filter(|one| one.score >= least(one)).collect();
    found.sort_by(choose::best_first);
    found
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
        let (least, percent) = REPEATS;
        let copy = place::copies(&homes[at]) > 0;
        copy && same >= least && tally::percent(same, all[at].len()) >= percent
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

/// Whether a folder is another, or lies below it.
fn is_below(inner: &str, outer: &str) -> bool {
    outer.is_empty() || inner == outer || inner.starts_with(&format!("{outer}/"))
}
