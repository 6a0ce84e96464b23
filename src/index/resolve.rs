//! From a reference as somebody wrote it to the record it names.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::Index;
use crate::model::id::{Id, Written};
use crate::model::kind::{ALIASES, Dialect, Kind};
use crate::model::record::Record;
use crate::model::suggest::distance;

/// The prefixes that people write whatever a log calls its records.
const ANY_LOG: [&str; 2] = ["ADR", "MADR"];

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// One record, by its place in the index.
    One(usize),
    /// Nothing.
    Unknown,
    /// Several records that claim the same id or the same file name.
    Several(Vec<usize>),
}

impl Resolved {
    /// Every record that it may be.
    #[must_use]
    pub fn all(self) -> Vec<usize> {
        match self {
            Self::One(at) => vec![at],
            Self::Several(all) => all,
            Self::Unknown => Vec::new(),
        }
    }
}

impl Index {
    /// Finds what a reference names.
    ///
    /// A bare number is of `kind`; without one, of the log's first kind. A file name is looked for beside `beside`
    /// (a path from the repository's root), then among all files.
    #[must_use]
    pub fn resolve(&self, written: &str, kind: Option<&Kind>, beside: Option<&str>) -> Resolved {
        let stem = written.trim().to_lowercase();
        if let Some(named) = self.by_stem.get(&stem) {
            return several(named.clone());
        }
        match Written::read(written) {
            Written::Number(number) => {
                let Some(kind) = kind.or_else(|| self.log.kinds.first().map(AsRef::as_ref)) else {
                    return Resolved::Unknown;
                };
                self.by_exact_id(&Id::new(kind.prefix.clone(), number))
            }
            Written::Prefixed(id) => match self.by_exact_id(&id) {
                Resolved::Unknown => self.by_any_prefix(&id, kind),
                found => found,
            },
            Written::File(path) => self.by_file(&path, beside),
            Written::Other(_) => Resolved::Unknown,
        }
    }

    /// The prefixes that an id of this log may have in code and in messages.
    #[must_use]
    pub fn prefixes(&self) -> Vec<String> {
        let kinds = self.log.kinds.iter();
        let mut all: Vec<String> = kinds.map(|kind| kind.prefix.clone()).collect();
        if self.foreign().is_some() {
            all.extend(ANY_LOG.map(str::to_owned));
        }
        all.sort();
        all.dedup();
        all
    }

    /// Every id that records have, or had before.
    pub fn names(&self) -> impl Iterator<Item = &Id> {
        self.by_id.keys().chain(self.by_alias.keys())
    }

    /// The records that an id in code or in a message names.
    #[must_use]
    pub fn cited(&self, id: &Id) -> Vec<usize> {
        self.resolve(&id.to_string(), self.foreign(), None).all()
    }

    /// The first kind whose files somebody else wrote: there `ADR-12` is number 12, whatever prefix the log has.
    fn foreign(&self) -> Option<&Kind> {
        let mut kinds = self.log.kinds.iter();
        let kind = kinds.find(|kind| kind.dialect == Dialect::Auto)?;
        Some(kind)
    }

    /// The records that had an id before, each once.
    #[must_use]
    pub fn with_alias(&self, id: &Id) -> &[usize] {
        self.by_alias.get(id).map_or(&[], Vec::as_slice)
    }

    /// Ids close to what was written, for a suggestion: best first, three at the most.
    #[must_use]
    pub fn close_to(&self, written: &str) -> Vec<&Id> {
        let wanted = written.trim().to_lowercase();
        let mut close: Vec<_> = self
            .records
            .iter()
            .filter_map(|record| Some((distance(&wanted, &record.id.slug(), 1)?, &record.id)))
            .collect();
        close.sort();
        close.dedup();
        close.into_iter().map(|(_, id)| id).take(3).collect()
    }

    fn by_exact_id(&self, id: &Id) -> Resolved {
        let found = self.with_id(id);
        let found = if found.is_empty() {
            self.with_alias(id)
        } else {
            found
        };
        several(found.to_vec())
    }

    /// In an adopted folder `ADR-12` is number 12, whatever prefix the log has.
    fn by_any_prefix(&self, id: &Id, kind: Option<&Kind>) -> Resolved {
        let foreign = kind.filter(|kind| kind.dialect == Dialect::Auto);
        let known = || self.log.kinds.iter().any(|kind| kind.prefix == id.prefix());
        match (foreign, id.number()) {
            (Some(kind), Some(number)) if ANY_LOG.contains(&id.prefix()) && !known() => {
                self.by_exact_id(&Id::new(kind.prefix.clone(), number))
            }
            _ => Resolved::Unknown,
        }
    }

    fn by_file(&self, written: &str, beside: Option<&str>) -> Resolved {
        let written: Cow<str> = match written.split_once('#') {
            Some((file, _)) => file.into(),
            None => written.into(),
        };
        let wanted: String = written.nfc().collect();
        if let Some(at) = beside.and_then(|file| self.at_path(&join(file, &wanted))) {
            return Resolved::One(at);
        }
        if let Some(at) = self.at_path(wanted.trim_start_matches('/')) {
            return Resolved::One(at);
        }
        let name = wanted.rsplit('/').next().unwrap_or(&wanted);
        several(self.by_name.get(name).cloned().unwrap_or_default())
    }
}

/// The name of a record's file, where files of other records are not called the same.
pub(super) fn own_name(record: &Record) -> Option<String> {
    let name = record.source.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_any = ["readme", "index"]
        .iter()
        .any(|any| stem.eq_ignore_ascii_case(any));
    (!is_any).then(|| name.nfc().collect())
}

/// The ids a record had before.
pub(super) fn aliases(record: &Record) -> Vec<Id> {
    let words = record.words(ALIASES);
    let ids = words.iter().filter_map(|word| alias(record, word.value));
    ids.collect()
}

/// The id that a record says it had before.
#[must_use]
pub fn alias(record: &Record, written: &str) -> Option<Id> {
    match Written::read(written) {
        Written::Prefixed(id) => Some(id),
        Written::Number(number) => Some(Id::new(record.kind.prefix.clone(), number)),
        _ => None,
    }
}

/// Follows a relative path from a file, both from the repository's root: `a/b.md` and `../c.md` give `c.md`.
#[must_use]
pub fn join(file: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn several(mut found: Vec<usize>) -> Resolved {
    match found.len() {
        0 => Resolved::Unknown,
        1 => Resolved::One(found.remove(0)),
        _ => Resolved::Several(found),
    }
}
