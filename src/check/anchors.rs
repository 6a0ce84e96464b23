//! What a link inside the repository can lead to.

use std::collections::{HashMap, HashSet};

use super::link::{Place, has_headings};
use crate::index::Index;
use crate::model::facts::Entry;
use crate::model::record::Record;

/// The headings that links lead to, each file's looked up once.
#[derive(Debug)]
pub(super) struct Anchors<'a> {
    index: &'a Index,
    known: HashMap<&'a str, HashSet<&'a str>>,
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// There is no such file or folder.
    File,
    /// The file has no such heading.
    Heading,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        Self {
            index,
            known: HashMap::new(),
        }
    }

    /// What is wrong with a place; none too where nobody has looked whether it is there.
    pub(super) fn broken(&mut self, place: &Place) -> Option<Broken> {
        if self.index.linked(&place.path).is_none() {
            let targets = self.index.facts.targets.as_ref()?;
            if targets.get(&place.path)? == &Entry::Missing {
                return Some(Broken::File);
            }
        }
        let fragment = place.fragment.as_deref()?;
        let anchors = self.of(&place.path)?;
        (!anchors.contains(fragment)).then_some(Broken::Heading)
    }

    /// The anchors of a file; none where they are not known.
    pub(super) fn of(&mut self, path: &str) -> Option<&HashSet<&'a str>> {
        let (path, listed) = match self.index.linked(path) {
            Some(at) => (
                self.index.records[at].source.path.as_str(),
                Listed::Record(at),
            ),
            None => {
                let targets = self.index.facts.targets.as_ref()?;
                match targets.get_key_value(path)? {
                    (path, Entry::File(Some(all))) if has_headings(path) => {
                        (path.as_str(), Listed::File(all))
                    }
                    _ => return None,
                }
            }
        };
        let index = self.index;
        let anchors = self.known.entry(path).or_insert_with(|| match listed {
            Listed::Record(at) => of_record(&index.records[at]),
            Listed::File(all) => all.iter().map(String::as_str).collect(),
        });
        Some(anchors)
    }
}

/// Where a file's anchors are listed.
enum Listed<'a> {
    Record(usize),
    File(&'a [String]),
}

/// The anchors of the headings, and those that the text sets by hand in HTML.
fn of_record(record: &Record) -> HashSet<&str> {
    let headings = record.headings.iter().map(|heading| &*heading.anchor);
    let text = &record.source.text;
    let by_hand = ["id=\"", "name=\""].into_iter().flat_map(|key| {
        text.match_indices(key)
            .filter_map(move |(at, _)| Some(text[at + key.len()..].split_once('"')?.0))
    });
    headings.chain(by_hand).collect()
}
