//! What each commit did to the records, and what is not committed yet: read from git's history, version by version.

use std::collections::HashMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::load::Loaded;
use crate::model::delta::Difference;
use crate::model::facts::{History, Version};
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::query::delta::difference;
use crate::text::parse::{Outcome, parse, parse_again};

/// Something that became of a record.
pub(super) struct Event {
    /// The commit's place in the history; none for what is not committed.
    pub(super) commit: Option<usize>,
    /// The record's place in the index; none where it is gone.
    pub(super) at: Option<usize>,
    /// What became of it.
    pub(super) difference: Difference,
}

/// What became of the records, newest first, what is not committed before all else.
pub(super) fn events(loaded: &Loaded, history: &History) -> Vec<Event> {
    let blobs: Vec<&str> = history
        .versions
        .values()
        .flatten()
        .filter_map(|version| version.blob.as_deref())
        .collect();
    let contents = loaded.repository.read_blobs(&blobs);
    let by_blob: HashMap<&str, &Content> = blobs.iter().copied().zip(&contents).collect();
    let scene = Scene {
        index: &loaded.index,
        history,
        by_blob,
        is_revision: loaded.revision.is_some(),
    };
    let mut paths: Vec<&str> = history.versions.keys().map(String::as_str).collect();
    let records = loaded.index.records.iter();
    let new = records.map(|record| record.source.path.as_str());
    paths.extend(new.filter(|path| !history.versions.contains_key(*path)));
    let all: Vec<Turn> = paths
        .into_par_iter()
        .flat_map_iter(|path| scene.turns(path))
        .collect();
    let mut events: Vec<Event> = joined(all)
        .into_iter()
        .filter_map(|turn| scene.event(turn))
        .collect();
    events.sort_by_key(|event| (event.commit.is_some(), event.commit, event.at));
    events
}

/// A file before and after a commit.
struct Turn {
    commit: Option<usize>,
    old: Option<Box<Record>>,
    new: Option<Box<Record>>,
}

struct Scene<'a> {
    index: &'a crate::index::Index,
    history: &'a History,
    by_blob: HashMap<&'a str, &'a Content>,
    is_revision: bool,
}

impl Scene<'_> {
    /// What became of a file, oldest first.
    fn turns(&self, path: &str) -> Vec<Turn> {
        let versions = self.history.versions.get(path);
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let mut before: Option<Box<Record>> = None;
        let mut turns = Vec::new();
        for (place, version) in versions.iter().rev().enumerate() {
            let now = self.read(path, version);
            // What cannot be read says nothing, and a shallow clone does not know what was before its border.
            let unread = now.is_none() && version.blob.is_some();
            let border = place == 0 && self.history.shallow;
            if !unread && !border && (before.is_some() || now.is_some()) {
                turns.push(Turn {
                    commit: Some(version.commit),
                    old: before.clone(),
                    new: now.clone(),
                });
            }
            if !unread {
                before = now;
            }
        }
        if !self.is_revision {
            turns.extend(self.uncommitted(path, before));
        }
        turns
    }

    /// What the working tree has that the newest commit has not.
    fn uncommitted(&self, path: &str, before: Option<Box<Record>>) -> Option<Turn> {
        let now = self.index.at_path(path).map(|at| &self.index.records[at]);
        let same = match (&before, now) {
            (Some(before), Some(now)) => before.source.text == now.source.text,
            (None, None) => true,
            // A file that is there and no record any more is not gone.
            (Some(_), None) => {
                let ignored = self.index.ignored.iter().any(|file| file.path == path);
                ignored || self.index.source(path).is_some()
            }
            (None, Some(_)) => false,
        };
        (!same).then(|| Turn {
            commit: None,
            old: before,
            new: now.cloned().map(Box::new),
        })
    }

    /// The record that a version of a file is.
    fn read(&self, path: &str, version: &Version) -> Option<Box<Record>> {
        let content = *self.by_blob.get(version.blob.as_deref()?)?;
        let parsed = match self.index.at_path(path) {
            Some(at) => parse_again(&self.index.records[at], content.clone()),
            None => {
                let file = File {
                    path: path.to_owned(),
                    content: content.clone(),
                };
                parse(self.index.log.kind_of(path)?, file)
            }
        };
        match parsed.outcome {
            Outcome::Record(record) => Some(record),
            _ => None,
        }
    }

    fn event(&self, turn: Turn) -> Option<Event> {
        let record = turn.new.as_ref().or(turn.old.as_ref())?;
        let same = |at: &&usize| self.index.records[**at].kind.name == record.kind.name;
        let by_id = || self.index.with_id(&record.id).iter().find(same).copied();
        Some(Event {
            commit: turn.commit,
            at: self.index.at_path(&record.source.path).or_else(by_id),
            difference: difference(turn.old.as_deref(), turn.new.as_deref())?,
        })
    }
}

/// The same with a record that left one file and came into another in one commit told once.
fn joined(turns: Vec<Turn>) -> Vec<Turn> {
    let name =
        |turn: &Turn, record: &Record| (turn.commit, record.kind.name.clone(), record.id.clone());
    let mut gone: HashMap<_, Vec<Turn>> = HashMap::new();
    let mut others = Vec::new();
    for turn in turns {
        match (&turn.old, &turn.new) {
            (Some(old), None) => gone.entry(name(&turn, old)).or_default().push(turn),
            _ => others.push(turn),
        }
    }
    for turn in &mut others {
        if let (None, Some(new)) = (&turn.old, &turn.new)
            && let Some(old) = gone.get_mut(&name(turn, new)).and_then(Vec::pop)
        {
            turn.old = old.old;
        }
    }
    others.extend(gone.into_values().flatten());
    others
}
