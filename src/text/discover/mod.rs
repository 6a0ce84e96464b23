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
mod scene;
mod sign;
mod tally;
mod unit;

use std::collections::BTreeSet;

pub use choose::{Choice, Place, choose};
pub use naming::{Naming, naming};

use crate::model::kind::Kind;
use crate::text::folder::FIELDS;
use scene::Scene;
use sign::ADOPTED;
use unit::{is_markdown, split};

/// How many bytes of a file are enough to guess what it is.
pub const HEAD: usize = 32 * 1024;

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
    /// Most of it reads like records and is numbered or dated, and nothing speaks against it.
    sound: bool,
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
///
/// Where none is likely enough, what the repository itself is called counts as the name of its top: `names` are those
/// that it has.
#[must_use]
pub fn candidates(kind: &Kind, heads: &[Head], top: &str, names: &[String]) -> Vec<Candidate> {
    let scene = Scene::new(kind, heads, top);
    let found = scene.candidates();
    let is_adopted = |one: &Candidate| one.score >= ADOPTED;
    let most = names.iter().max_by_key(|name| place::log_name(name));
    let Some(name) = most.filter(|name| place::log_name(name) > 0) else {
        return found;
    };
    if found.iter().any(is_adopted) {
        return found;
    }
    let again = scene.called(name).candidates();
    if again.iter().any(is_adopted) {
        again
    } else {
        found
    }
}

/// Whether a folder is another, or lies below it.
fn is_below(inner: &str, outer: &str) -> bool {
    outer.is_empty() || inner == outer || inner.starts_with(&format!("{outer}/"))
}
