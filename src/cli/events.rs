//! What each commit did to the records, and what is not committed yet: read from git's history, version by version.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::load::Loaded;
use crate::index::Index;
use crate::model::event::Event;
use crate::model::facts::{History, Version};
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::query::delta::difference;
use crate::text::parse::{Outcome, parse, parse_again};

/// What became of the records, newest first, what is not committed before all else; commits behind the place `oldest` in
/// the history are not told.
pub(super) fn events(loaded: &Loaded, history: &History, oldest: usize) -> Vec<Event> {
    let needed = |path: &str| -> &[Version] {
        let versions = history.versions.get(path);
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let told = versions.partition_point(|version| version.commit <= oldest);
        // What came before the oldest version that is told says what that one did.
        &versions[..versions.len().min(told + 1)]
    };
    let mut paths: Vec<&str> = history.versions.keys().map(String::as_str).collect();
    let blobs: Vec<&str> = paths
        .iter()
        .flat_map(|path| needed(path))
        .filter_map(|version| version.blob.as_deref())
        .collect();
    let contents = loaded.repository.read_blobs(&blobs);
    let by_blob: HashMap<&str, &Content> = blobs.iter().copied().zip(&contents).collect();
    let versions = history.versions.values().flatten();
    let removing = versions.filter(|version| version.blob.is_none());
    let scene = Scene {
        index: &loaded.index,
        history,
        by_blob,
        removing: removing.map(|version| version.commit).collect(),
        oldest,
        is_revision: loaded.revision.is_some(),
    };
    let records = loaded.index.records.iter();
    let new = records.map(|record| record.source.path.as_str());
    paths.extend(new.filter(|path| !history.versions.contains_key(*path)));
    let all: Vec<Turn> = paths
        .into_par_iter()
        .flat_map_iter(|path| scene.turns(path, needed(path)))
        .collect();
    let mut events: Vec<Event> = scene.joined(all);
    // Several records that are gone by one commit have no place, so their files tell them apart.
    events.sort_by(|one, other| {
        let place = |event: &Event| (event.commit.is_some(), event.commit, event.at);
        let path = |event: &Event| event.difference.path.clone();
        place(one)
            .cmp(&place(other))
            .then_with(|| path(one).cmp(&path(other)))
    });
    events
}

/// What a commit did to a file.
enum Turn {
    Told(Box<Event>),
    /// A record came, in a commit that took files away too.
    Came(Option<usize>, Arc<Record>),
    /// A record went.
    Went(Option<usize>, Arc<Record>),
}

struct Scene<'a> {
    index: &'a Index,
    history: &'a History,
    by_blob: HashMap<&'a str, &'a Content>,
    /// The commits that took files away, where what came may have been in another file.
    removing: HashSet<usize>,
    oldest: usize,
    is_revision: bool,
}

impl Scene<'_> {
    /// What became of a file by those of its versions, oldest first.
    fn turns(&self, path: &str, versions: &[Version]) -> Vec<Turn> {
        let all = self.history.versions.get(path).map_or(0, Vec::len);
        let is_whole = versions.len() == all;
        let mut before: Option<Arc<Record>> = None;
        let mut turns = Vec::new();
        for (place, version) in versions.iter().rev().enumerate() {
            let now = self.read(path, version);
            // What cannot be read says nothing, and a shallow clone does not know what was before its border.
            if now.is_none() && version.blob.is_some() {
                continue;
            }
            let border = place == 0 && (self.history.shallow || !is_whole);
            if !border && version.commit <= self.oldest {
                turns.extend(self.turn(Some(version.commit), before.as_ref(), now.as_ref()));
            }
            before = now;
        }
        if !self.is_revision {
            turns.extend(self.uncommitted(path, before.as_ref()));
        }
        turns
    }

    fn turn(
        &self,
        commit: Option<usize>,
        old: Option<&Arc<Record>>,
        new: Option<&Arc<Record>>,
    ) -> Option<Turn> {
        let may_join = commit.is_none_or(|commit| self.removing.contains(&commit));
        match (old, new) {
            (None, Some(new)) if may_join => Some(Turn::Came(commit, Arc::clone(new))),
            (Some(old), None) => Some(Turn::Went(commit, Arc::clone(old))),
            (old, new) => {
                let (old, new) = (old.map(Arc::as_ref), new.map(Arc::as_ref));
                self.event(commit, old, new).map(Box::new).map(Turn::Told)
            }
        }
    }

    /// What the working tree has that the newest commit has not.
    fn uncommitted(&self, path: &str, before: Option<&Arc<Record>>) -> Option<Turn> {
        let now = self.index.at_path(path).map(|at| &self.index.records[at]);
        match (before, now) {
            (Some(before), Some(now)) => {
                let same = before.source.text == now.source.text;
                let event = || self.event(None, Some(before), Some(now));
                (!same).then(event).flatten().map(Box::new).map(Turn::Told)
            }
            (None, Some(now)) => self.turn(None, None, Some(&Arc::new(now.clone()))),
            // A file that is there and no record any more is not gone.
            (Some(_), None) => {
                let ignored = self.index.ignored.iter().any(|file| file.path == path);
                let there = ignored || self.index.source(path).is_some();
                (!there).then(|| self.turn(None, before, None)).flatten()
            }
            (None, None) => None,
        }
    }

    /// The record that a version of a file is.
    fn read(&self, path: &str, version: &Version) -> Option<Arc<Record>> {
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
            Outcome::Record(record) => Some(Arc::new(*record)),
            _ => None,
        }
    }

    fn event(
        &self,
        commit: Option<usize>,
        old: Option<&Record>,
        new: Option<&Record>,
    ) -> Option<Event> {
        let record = new.or(old)?;
        let same = |at: &&usize| self.index.records[**at].kind.name == record.kind.name;
        let by_id = || self.index.with_id(&record.id).iter().find(same).copied();
        Some(Event {
            commit,
            at: self.index.at_path(&record.source.path).or_else(by_id),
            difference: difference(old, new)?,
        })
    }

    /// The events; a record that left one file and came into another in one commit is told once.
    fn joined(&self, turns: Vec<Turn>) -> Vec<Event> {
        let name = |commit: Option<usize>, record: &Record| {
            (commit, record.kind.name.clone(), record.id.clone())
        };
        let mut events = Vec::new();
        let mut came = Vec::new();
        let mut went: HashMap<_, Vec<Arc<Record>>> = HashMap::new();
        for turn in turns {
            match turn {
                Turn::Told(event) => events.push(*event),
                Turn::Came(commit, new) => came.push((commit, new)),
                Turn::Went(commit, old) => went.entry(name(commit, &old)).or_default().push(old),
            }
        }
        for (commit, new) in came {
            let old = went.get_mut(&name(commit, &new)).and_then(Vec::pop);
            events.extend(self.event(commit, old.as_deref(), Some(&new)));
        }
        for ((commit, ..), gone) in went {
            let gone = gone.iter();
            events.extend(gone.filter_map(|old| self.event(commit, Some(old), None)));
        }
        events
    }
}
