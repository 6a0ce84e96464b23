//! The records of the checked line, commit after commit: which file continues which record, who wrote it, and where it
//! stands. What became of its state is `steps`'s.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Moment;
use super::behind::{Behind, Brought};
use super::era::Era;
use super::guard::{Guard, Version};
use super::keep::guard_of;
use super::seen::{Key, Seen, Versions};
use crate::model::id::{Id, Written};
use crate::model::kind::Kind;
use crate::model::state::Phase;
use crate::model::taken::Taken;
use crate::rights;
use crate::store::{FileChange, Identity, Repository};

/// A record as it is at some commit.
#[derive(Clone)]
pub(super) struct Held {
    /// From the repository's root.
    pub(super) path: String,
    /// What is seen of it.
    pub(super) seen: Arc<Seen>,
    /// The name of the last state that was known.
    pub(super) state: Option<String>,
    /// Who changed its text while it was open; none where the border of a shallow clone hides some of them.
    pub(super) writers: Option<Vec<Identity>>,
    /// Who first committed it.
    pub(super) author: Option<Identity>,
    /// The changes of state that brought it here, the newest last.
    pub(super) steps: Vec<Past>,
    /// Where among the steps to judge those are that were taken back.
    pub(super) undone: Vec<usize>,
    /// The place of what it has to keep among the guards; none before the first look.
    pub(super) guard: Option<usize>,
    /// Its blob.
    pub(super) blob: Option<String>,
    /// What named it when it came.
    pub(super) born: Key,
    /// The border of a shallow clone hides how it came to where it stood first.
    pub(super) is_hidden: bool,
}

/// A change of state that may be taken back.
#[derive(Clone)]
pub(super) struct Past {
    /// The record's bytes just before it.
    pub(super) blob: Option<String>,
    /// Its state as written then, and its day.
    pub(super) stamp: (String, String),
    /// The name of its state then.
    pub(super) from: String,
    /// Its places among the steps to judge; none of one that follows from another record.
    pub(super) places: Vec<usize>,
}

/// A record before and after a commit.
pub(super) struct Turn<'a> {
    pub(super) change: &'a FileChange,
    pub(super) old: Option<Held>,
    pub(super) new: Arc<Seen>,
}

/// The records so far, and the steps that brought them there.
#[derive(Clone)]
pub(super) struct Fold<'a> {
    pub(super) repository: &'a Repository,
    pub(super) versions: &'a Versions<'a>,
    /// By path.
    pub(super) held: BTreeMap<String, Held>,
    /// The paths of the records of each name, and of each name they had before.
    pub(super) by_key: HashMap<Key, Vec<String>>,
    /// Records whose file is not there any more, or cannot be read.
    gone: HashMap<Key, Held>,
    /// What records have to keep, apart from them, because it is large and they are often copied.
    pub(super) guards: Vec<Guard>,
    pub(super) taken: Vec<Option<Taken>>,
    /// The paths of the records whose steps the newest commit took back.
    pub(super) took_back: HashSet<String>,
    /// The day of the newest commit so far: nobody's clock goes back.
    pub(super) day: Date,
    /// The day that counts as today: no commit is later.
    pub(super) today: Date,
    /// The line begins at the border of a shallow clone.
    pub(super) is_cut: bool,
}

/// What following the line gave.
pub(super) struct Followed {
    /// The records at its end, by path.
    pub(super) held: BTreeMap<String, Held>,
    /// The records whose file is not there at its end, or cannot be read.
    pub(super) gone: Vec<Held>,
    /// What they have to keep.
    pub(super) guards: Vec<Guard>,
    /// The steps that still count, oldest first.
    pub(super) taken: Vec<Taken>,
}

impl<'a> Fold<'a> {
    pub(super) fn new(repository: &'a Repository, versions: &'a Versions<'a>, today: Date) -> Self {
        Self {
            repository,
            versions,
            held: BTreeMap::new(),
            by_key: HashMap::new(),
            gone: HashMap::new(),
            guards: Vec::new(),
            taken: Vec::new(),
            took_back: HashSet::new(),
            day: Date::MIN,
            today,
            is_cut: false,
        }
    }

    /// The steps, each with the file and the id that its record has at the end.
    pub(super) fn into_taken(mut self) -> Followed {
        for held in self.held.values() {
            let places = held.steps.iter().flat_map(|past| &past.places);
            for &place in places.chain(&held.undone) {
                if let Some(taken) = &mut self.taken[place] {
                    taken.path.clone_from(&held.path);
                    taken.id = held.seen.key.1.clone();
                }
            }
        }
        Followed {
            held: self.held,
            gone: self.gone.into_values().collect(),
            guards: self.guards,
            taken: self.taken.into_iter().flatten().collect(),
        }
    }

    /// Follows one commit.
    pub(super) fn take(&mut self, moment: &Moment<'_>) {
        let day = moment.after.log.day_of(moment.commit.witness.time);
        self.day = day.max(self.day).min(self.today);
        self.took_back.clear();
        let brought = Brought::of(self.versions, moment);
        let turns = self.turns(moment);
        for turn in &turns {
            let behind = Behind::of(&brought, moment, &turn.new);
            self.hold(turn, moment, &behind);
        }
        // What lies beyond the border of a shallow clone is unknown, so nobody can say who took a step there.
        if !moment.commit.is_partial {
            for turn in &turns {
                let behind = Behind::of(&brought, moment, &turn.new);
                self.step(turn, &turns, (moment, &behind));
            }
        }
        for turn in &turns {
            let behind = Behind::of(&brought, moment, &turn.new);
            self.guard(turn, (moment, &behind));
        }
        self.leave_out(moment, &brought);
        self.read_again(moment, &brought);
    }

    /// The records that a commit changed; one that moved, or was away for a while, is still the same.
    fn turns<'m>(&mut self, moment: &Moment<'m>) -> Vec<Turn<'m>> {
        let log = &moment.after.log;
        let mut new: Vec<(&FileChange, Arc<Seen>)> = Vec::new();
        let mut gone: Vec<Held> = Vec::new();
        for change in &moment.commit.changes {
            let seen = self
                .versions
                .get(log, &change.path, change.after.as_deref());
            match seen {
                Some(seen) => new.push((change, seen)),
                None => gone.extend(self.lose(&change.path)),
            }
        }
        let mut olds: Vec<Option<Held>> = new
            .iter()
            .map(|(change, _)| self.held.get(&change.path).cloned())
            .collect();
        for test in SAME {
            for (old, (_, new)) in olds.iter_mut().zip(&new) {
                let at = || gone.iter().position(|held| test(held, new));
                if let Some(at) = old.is_none().then(at).flatten() {
                    *old = Some(gone.remove(at));
                }
            }
        }
        let mut turns = Vec::new();
        for ((change, new), old) in new.into_iter().zip(olds) {
            let old = old.or_else(|| match self.by_key.contains_key(&new.key) {
                true => None,
                false => self.gone.remove(&new.key),
            });
            turns.push(Turn { change, old, new });
        }
        for mut held in gone {
            let when = self.removed(moment, &held.path);
            let guard = guard_of(&mut held, &mut self.guards);
            self.guards[guard].gone = Some(when);
            self.gone.insert(held.seen.key.clone(), held);
        }
        turns
    }

    fn hold(&mut self, turn: &Turn<'_>, moment: &Moment<'_>, behind: &Behind<'_>) {
        let Turn { change, old, new } = turn;
        // What lies beyond the border of a shallow clone is unknown: whoever made the commit there wrote none of it.
        let is_whole = !moment.commit.is_partial;
        let mut held = old
            .clone()
            .unwrap_or_else(|| Held::new(new, behind.first().filter(|_| is_whole)));
        let kind = moment.after.table.kind(&new.key.0);
        let is_open = |state: &Option<String>| {
            kind.and_then(|kind| phase(kind, state.as_deref())) == Some(Phase::Open)
        };
        let was_open = old.as_ref().is_none_or(|old| is_open(&old.state));
        let rewritten = old.as_ref().is_none_or(|old| old.seen.text != new.text);
        if rewritten && (was_open || is_open(&new.state)) {
            let known = held.writers.filter(|_| is_whole);
            held.writers = known.map(|mut writers| {
                for writer in behind.writers(old.as_ref().map(|old| &*old.seen), new) {
                    if !writers.contains(&writer) {
                        writers.push(writer);
                    }
                }
                writers
            });
        }
        let moved = old.as_ref().is_none_or(|old| old.state != new.state);
        held.is_hidden |= !is_whole && moved;
        held.path.clone_from(&change.path);
        held.state = new.state.clone().or(held.state);
        held.seen = Arc::clone(new);
        self.keep(held);
    }

    /// Whether a change of state may have taken a step back that the border of a shallow clone hides.
    ///
    /// A record may have been away before, so one that comes in a later state than the first may only be back. One that
    /// stands in the first state is taken for one that never was in another.
    pub(super) fn may_go_back(
        &self,
        turn: &Turn<'_>,
        kind: &Kind,
        (from, to): (&str, &str),
    ) -> bool {
        let Some(old) = &turn.old else {
            return self.is_cut;
        };
        let is_first = kind.first_state().name == from;
        old.is_hidden
            && old.steps.is_empty()
            && !(is_first && rights::way(kind, from, to).is_some())
    }

    /// Where settings change how files are read, those that no commit touched are read again: what moved by that is a
    /// step of whoever changed the settings. Files that nobody read before are what they are.
    fn read_again(&mut self, moment: &Moment<'_>, brought: &Brought<'_>) {
        let log = &moment.after.log;
        let mut moved: Vec<(FileChange, Held, Arc<Seen>)> = Vec::new();
        for (path, blob) in &moment.files {
            let Some(seen) = self.versions.get(log, path, Some(blob)) else {
                continue;
            };
            let change = FileChange {
                path: path.clone(),
                before: Some(blob.clone()),
                after: Some(blob.clone()),
            };
            let old = self.held.get(path).cloned();
            let old = old.or_else(|| self.gone.remove(&seen.key));
            if old
                .as_ref()
                .is_some_and(|old| Arc::ptr_eq(&old.seen, &seen))
            {
                continue;
            }
            let mut held = old.clone().unwrap_or_else(|| Held::new(&seen, None));
            self.lose(path);
            held.path.clone_from(path);
            held.state = seen.state.clone().or(held.state);
            held.seen = Arc::clone(&seen);
            let was = held.blob.replace(blob.clone());
            if let Some(kind) = moment.after.table.kind(&seen.key.0) {
                let version = Version {
                    kind,
                    old: old.as_ref().map(|old| &*old.seen),
                    new: &seen,
                    before: was.as_deref().map(|was| (path.as_str(), was)),
                    after: blob,
                    by: Some(Vec::new()),
                    takes_back: false,
                    same_record: &|one, other| one == other,
                    when: &self.when(moment, &moment.commit.witness),
                };
                let place = guard_of(&mut held, &mut self.guards);
                let guard = &mut self.guards[place];
                match old.is_none() || was.as_ref() == Some(blob) {
                    true => guard.read_again(&version),
                    false => guard.follow(&version),
                }
            }
            self.keep(held);
            moved.extend(old.map(|old| (change, old, seen)));
        }
        for (change, old, new) in &moved {
            let turn = Turn {
                change,
                old: Some(old.clone()),
                new: Arc::clone(new),
            };
            let behind = Behind::of(brought, moment, new);
            self.step(&turn, &[], (moment, &behind));
        }
    }

    fn keep(&mut self, held: Held) {
        self.lose(&held.path);
        for key in names_of(&held.seen) {
            self.by_key.entry(key).or_default().push(held.path.clone());
        }
        self.held.insert(held.path.clone(), held);
    }

    fn lose(&mut self, path: &str) -> Option<Held> {
        let held = self.held.remove(path)?;
        for key in names_of(&held.seen) {
            if let Some(paths) = self.by_key.get_mut(&key) {
                paths.retain(|one| one != path);
                if paths.is_empty() {
                    self.by_key.remove(&key);
                }
            }
        }
        Some(held)
    }

    /// The record that a reference of a kind's record means; the first file, where several have that name.
    pub(super) fn named(&self, written: &str, kind: &Kind) -> Option<&Held> {
        let key = (kind.name.clone(), names(written, kind)?);
        self.held.get(self.by_key.get(&key)?.first()?)
    }
}

impl Held {
    fn new(seen: &Arc<Seen>, author: Option<Identity>) -> Self {
        Self {
            path: String::new(),
            seen: Arc::clone(seen),
            state: seen.state.clone(),
            writers: Some(Vec::new()),
            author,
            steps: Vec::new(),
            undone: Vec::new(),
            guard: None,
            blob: None,
            born: seen.key.clone(),
            is_hidden: false,
        }
    }
}

/// The names by which others may mean a record.
fn names_of(seen: &Seen) -> Vec<Key> {
    let aliases = seen.aliases.iter();
    let aliases = aliases.map(|alias| (seen.key.0.clone(), alias.clone()));
    let mut all: Vec<Key> = [seen.key.clone()].into_iter().chain(aliases).collect();
    all.dedup();
    all
}

/// Whether a new file continues a record whose file is gone: it has the same text, or the same id, or had, or the same
/// title; the first of these that holds for any file counts.
const SAME: [fn(&Held, &Seen) -> bool; 4] = [
    |held, new| is_of_kind(held, new) && held.seen.text == new.text,
    |held, new| held.seen.key == new.key,
    |held, new| is_of_kind(held, new) && new.aliases.contains(&held.seen.key.1),
    |held, new| is_of_kind(held, new) && held.seen.title == new.title,
];

fn is_of_kind(held: &Held, new: &Seen) -> bool {
    held.seen.key.0 == new.key.0
}

/// The record that a new file continues, of those whose files are gone.
pub(super) fn followed<'h>(gone: &mut Vec<&'h Held>, new: &Seen) -> Option<&'h Held> {
    let at = SAME
        .iter()
        .find_map(|test| gone.iter().position(|held| test(held, new)))?;
    Some(gone.remove(at))
}

/// The id that a reference of a kind's record writes; the file of one is found by its number.
fn names(written: &str, kind: &Kind) -> Option<Id> {
    match Written::read(written) {
        Written::Prefixed(id) => Some(id),
        Written::Number(number) => Some(Id::new(&kind.prefix, number)),
        Written::File(path) => {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let digits = name.bytes().take_while(u8::is_ascii_digit).count();
            Some(Id::new(&kind.prefix, name[..digits].parse().ok()?))
        }
        Written::Other(stem) => Some(Id::stem(&kind.prefix, stem)),
    }
}

pub(super) fn phase(kind: &Kind, state: Option<&str>) -> Option<Phase> {
    kind.state(state?).map(|state| state.phase)
}

/// The handles of those who wrote a record, nobody for one that is new; none where history does not say.
pub(super) fn writers(era: &Era, held: Option<&Held>) -> Option<Vec<String>> {
    let written = held.map_or(Some(&[][..]), |held| held.writers.as_deref());
    written.map(|all| people(era, all))
}

/// The handles of several people, each once.
fn people(era: &Era, all: &[Identity]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for person in all {
        let handle = era.person(person).unwrap_or_else(|| era.name(person));
        if !people.contains(&handle) {
            people.push(handle);
        }
    }
    people
}
