//! All records at once: found by id, related both ways, in force or not.
//!
//! `Index` is the one value that check, queries, the site and reports share. It is built once and never changed, and
//! it opens nothing: what git and the file system know of the records is handed to it as facts.

mod due;
mod evidence;
mod hands;
mod people;
mod reached;
mod relations;
mod resolve;
mod spelling;
mod standing;
mod view;

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::baseline::Baseline;
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::Facts;
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::people::Directory;
use crate::model::record::Record;
use crate::model::settings::Settings;
use crate::model::source::{Source, Span};
use jiff::Timestamp;
use jiff::civil::Date;

pub use due::{Due, Expected, STALE_AFTER};
pub use evidence::{Gap, Lack};
pub use hands::TakenOver;
pub use people::{Handed, Item, Owned};
pub use reached::Reached;
pub use relations::{Edge, Target};
pub use resolve::{Resolved, alias, join};

/// What is true of a log as a whole in one run.
#[derive(Clone, Debug)]
pub struct Log {
    /// `[log] name`, else the path from the repository's root, `.` at the root.
    pub name: String,
    /// What people call the log: its title, else its name.
    pub title: String,
    /// The log's folder from the repository's root, empty at the root.
    pub root: String,
    /// Its settings.
    pub settings: Settings,
    /// Its kinds, in the order they are shown.
    pub kinds: Vec<Arc<Kind>>,
    /// The day that counts as today.
    pub as_of: Date,
    /// The revision read, as a whole object id; none for the working tree.
    pub rev: Option<String>,
    /// What it was found with before; empty where nobody asked.
    pub baseline: Baseline,
    /// The file of its settings.
    pub file: Source,
    /// Where each setting stands in it, by its dotted name; items of lists stand behind it as `[0]`.
    pub places: HashMap<String, Span>,
}

impl Log {
    /// Who there is, and which parts the work has.
    #[must_use]
    pub fn directory(&self) -> Directory<'_> {
        self.settings.directory()
    }

    /// A kind's folder from the repository's root.
    #[must_use]
    pub fn folder(&self, kind: &Kind) -> String {
        if self.root.is_empty() {
            join("", &kind.folder)
        } else {
            join(&format!("{}/", self.root), &kind.folder)
        }
    }

    /// The kind whose folder a path lies in: the innermost, where one folder holds another.
    #[must_use]
    pub fn kind_of(&self, path: &str) -> Option<&Arc<Kind>> {
        let kinds = self.kinds.iter().filter_map(|kind| {
            let folder = self.folder(kind);
            let inside = folder.is_empty()
                || path
                    .strip_prefix(&folder)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            inside.then_some((folder.len(), kind))
        });
        kinds
            .max_by_key(|(length, _)| *length)
            .map(|(_, kind)| kind)
    }

    /// The day of a moment (seconds since 1970) in the log's zone, which is UTC unless the settings name another.
    #[must_use]
    pub fn day_of(&self, seconds: i64) -> Date {
        let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        moment.to_zoned(self.settings.log.zone()).date()
    }
}

/// A file of a record folder that is no record, and why nobody minds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Path from the repository's root.
    pub path: String,
    /// A few words: `a template`.
    pub reason: &'static str,
}

/// What reading the files of a log gave. Files = records + ignored + unreadable.
#[derive(Debug, Default)]
pub struct Contents {
    /// The records, in any order.
    pub records: Vec<Record>,
    /// The files that are no records.
    pub ignored: Vec<Ignored>,
    /// The files that should be records and cannot be read, with the text of those that have any.
    pub unreadable: Vec<Source>,
    /// What is wrong in the files, seen while reading.
    pub problems: Vec<Diagnostic>,
}

/// Every record of a log.
#[derive(Debug)]
pub struct Index {
    /// The log.
    pub log: Log,
    /// By kind, then by id, then by path.
    pub records: Vec<Record>,
    /// By path.
    pub ignored: Vec<Ignored>,
    /// By path.
    pub unreadable: Vec<Source>,
    /// What was seen while reading.
    pub problems: Vec<Diagnostic>,
    /// What git and the file system know.
    pub facts: Facts,
    by_id: HashMap<Id, Vec<usize>>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_alias: HashMap<Id, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    edges: Vec<Edge>,
    outgoing: Vec<Vec<usize>>,
    incoming: Vec<Vec<usize>>,
}

impl Index {
    /// Puts the records of a log in order and relates them.
    #[must_use]
    pub fn build(log: Log, contents: Contents) -> Self {
        let Contents {
            mut records,
            mut ignored,
            mut unreadable,
            problems,
        } = contents;
        let rank = |record: &Record| {
            log.kinds
                .iter()
                .position(|kind| kind.name == record.kind.name)
        };
        records.sort_by(|a, b| {
            (rank(a), &a.id, &a.source.path).cmp(&(rank(b), &b.id, &b.source.path))
        });
        ignored.sort_by(|a, b| a.path.cmp(&b.path));
        unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        let mut by_id: HashMap<Id, Vec<usize>> = HashMap::new();
        let mut by_path = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_alias: HashMap<Id, Vec<usize>> = HashMap::new();
        let mut by_stem: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            by_id.entry(record.id.clone()).or_default().push(at);
            by_path.insert(record.source.path.clone(), at);
            if let Some(name) = resolve::own_name(record) {
                by_name.entry(name).or_default().push(at);
            }
            if let Some(stem) = record.id.name() {
                by_stem.entry(stem.to_lowercase()).or_default().push(at);
            }
            for alias in resolve::aliases(record) {
                let had = by_alias.entry(alias).or_default();
                // It may say so twice.
                if had.last() != Some(&at) {
                    had.push(at);
                }
            }
        }
        let mut index = Self {
            log,
            records,
            ignored,
            unreadable,
            problems,
            facts: Facts::default(),
            by_id,
            by_path,
            by_name,
            by_alias,
            by_stem,
            edges: Vec::new(),
            outgoing: Vec::new(),
            incoming: Vec::new(),
        };
        index.relate();
        index
    }

    /// The same records with what git and the file system know of them.
    #[must_use]
    pub fn with_facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// Takes the index apart again, to build another with some records changed.
    #[must_use]
    pub fn into_contents(self) -> (Log, Contents) {
        let Self {
            log,
            records,
            ignored,
            unreadable,
            problems,
            ..
        } = self;
        (
            log,
            Contents {
                records,
                ignored,
                unreadable,
                problems,
            },
        )
    }

    /// How many files the record folders hold.
    #[must_use]
    pub fn file_count(&self) -> usize {
        self.records.len() + self.ignored.len() + self.unreadable.len()
    }

    /// The records of an id: one, unless two files claim it.
    #[must_use]
    pub fn with_id(&self, id: &Id) -> &[usize] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// The record in a file.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The record that a link to a path leads to: site generators leave the ending out.
    #[must_use]
    pub fn linked(&self, path: &str) -> Option<usize> {
        let with_ending = || self.at_path(&format!("{path}.md"));
        self.at_path(path).or_else(with_ending)
    }

    /// The text of a file, for showing a place in it.
    #[must_use]
    pub fn source(&self, path: &str) -> Option<&Source> {
        match self.at_path(path) {
            Some(at) => Some(&self.records[at].source),
            None if self.log.file.path == path => Some(&self.log.file),
            None => {
                let citing = self.facts.citing.iter().map(|citing| &citing.source);
                let baseline = self.log.baseline.file.iter();
                let mut others = self.unreadable.iter().chain(citing).chain(baseline);
                others.find(|source| source.path == path)
            }
        }
    }
}
