//! What git tells of each record beyond its story, found by path: evidence for steps, and changes of what was frozen.

use std::collections::HashMap;

use crate::index::Index;
use crate::model::attested::Attested;
use crate::model::frozen::{Breach, Edit};
use crate::model::judged::Judged;

/// All of it, each by path.
pub(super) struct Trace<'a> {
    attested: HashMap<&'a str, Vec<&'a Attested>>,
    edits: HashMap<&'a str, Vec<&'a Edit>>,
    breaches: HashMap<&'a str, Vec<&'a Breach>>,
}

impl<'a> Trace<'a> {
    pub(super) fn new(index: &'a Index, judged: &'a Judged) -> Self {
        Self {
            attested: by_path(&judged.attested, |one| &one.path),
            edits: by_path(&index.facts.edits, |one| &one.path),
            breaches: by_path(&index.facts.breaches, |one| &one.path),
        }
    }

    /// The steps that brought a record to where it stands, oldest first.
    pub(super) fn attested(&self, path: &str) -> &[&'a Attested] {
        self.attested.get(path).map_or(&[], Vec::as_slice)
    }

    /// The versions that changed what was frozen, oldest first.
    pub(super) fn edits(&self, path: &str) -> &[&'a Edit] {
        self.edits.get(path).map_or(&[], Vec::as_slice)
    }

    /// What was to stay and did not.
    pub(super) fn breaches(&self, path: &str) -> &[&'a Breach] {
        self.breaches.get(path).map_or(&[], Vec::as_slice)
    }
}

fn by_path<T>(all: &[T], path: fn(&T) -> &str) -> HashMap<&str, Vec<&T>> {
    let mut found: HashMap<&str, Vec<&T>> = HashMap::new();
    for one in all {
        found.entry(path(one)).or_default().push(one);
    }
    found
}
