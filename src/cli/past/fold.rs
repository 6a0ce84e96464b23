//! The records of the checked line, commit after commit, and the steps between their versions.

use std::collections::HashMap;
use std::sync::Arc;

use super::Moment;
use super::behind::{Behind, Move};
use super::era::Era;
use super::seen::{Key, Seen, Versions};
use crate::model::facts::Commit;
use crate::model::id::Written;
use crate::model::kind::Kind;
use crate::model::state::{Effect, Phase};
use crate::model::taken::{Nature, Replaced, Taken};
use crate::rights;
use crate::store::{FileChange, Identity, Repository, Witness};

/// A record as it is at some commit.
#[derive(Clone)]
pub(super) struct Held {
    /// From the repository's root.
    pub(super) path: String,
    /// What is seen of it.
    pub(super) seen: Arc<Seen>,
    /// Who changed its text while it was open.
    pub(super) writers: Vec<Identity>,
    /// Who first committed it.
    pub(super) author: Option<Identity>,
    /// The changes of state that brought it here, the newest last.
    steps: Vec<Past>,
}

/// A change of state that may be taken back.
#[derive(Clone)]
struct Past {
    /// The record's bytes just before it.
    blob: Option<String>,
    /// Its place among the steps to judge; none of one that follows from another record.
    place: Option<usize>,
}

/// A record before and after a commit.
struct Turn<'a> {
    change: &'a FileChange,
    old: Option<Held>,
    new: Arc<Seen>,
}

/// The records so far, and the steps that brought them there.
pub(super) struct Fold<'a> {
    pub(super) repository: &'a Repository,
    pub(super) versions: &'a Versions<'a>,
    held: HashMap<Key, Held>,
    taken: Vec<Option<Taken>>,
}

/// What following the line gave.
pub(super) struct Followed {
    /// The records at its end.
    pub(super) held: HashMap<Key, Held>,
    /// The steps that still count, oldest first.
    pub(super) taken: Vec<Taken>,
}

impl<'a> Fold<'a> {
    pub(super) fn new(repository: &'a Repository, versions: &'a Versions<'a>) -> Self {
        Self {
            repository,
            versions,
            held: HashMap::new(),
            taken: Vec::new(),
        }
    }

    pub(super) fn into_taken(self) -> Followed {
        Followed {
            held: self.held,
            taken: self.taken.into_iter().flatten().collect(),
        }
    }

    /// Follows one commit.
    pub(super) fn take(&mut self, moment: &Moment<'_>) {
        let turns = self.turns(moment);
        for turn in &turns {
            self.hold(turn, moment);
        }
        for turn in &turns {
            self.step(turn, &turns, moment);
        }
    }

    /// The records that a commit changed; one that moved is still the same.
    fn turns<'m>(&mut self, moment: &Moment<'m>) -> Vec<Turn<'m>> {
        let log = &moment.after.log;
        let seen = |change: &FileChange| {
            self.versions
                .get(log, &change.path, change.after.as_deref())
        };
        let changes = &moment.commit.changes;
        let new: Vec<(&FileChange, Arc<Seen>)> = changes
            .iter()
            .filter_map(|change| Some((change, seen(change)?)))
            .collect();
        let is_new = |path: &str| new.iter().any(|(change, _)| change.path == path);
        let left = changes.iter().filter(|change| !is_new(&change.path));
        let left: Vec<&str> = left.map(|change| change.path.as_str()).collect();
        let mut gone: Vec<Held> = Vec::new();
        if !left.is_empty() {
            self.held.retain(|_, held| {
                let goes = left.contains(&held.path.as_str());
                if goes {
                    gone.push(held.clone());
                }
                !goes
            });
        }
        let mut turns = Vec::new();
        for (change, new) in new {
            let old = self.held.get(&new.key).cloned();
            let old = old.or_else(|| followed(&mut gone, &new));
            turns.push(Turn { change, old, new });
        }
        turns
    }

    fn hold(&mut self, turn: &Turn<'_>, moment: &Moment<'_>) {
        let Turn { change, old, new } = turn;
        let behind = Behind::of(self, moment, change);
        let mut held = old.clone().unwrap_or_else(|| Held {
            path: String::new(),
            seen: Arc::clone(new),
            writers: Vec::new(),
            author: behind.first(),
            steps: Vec::new(),
        });
        let kind = kind(moment.after, &new.key);
        let is_open = |seen: &Seen| {
            kind.and_then(|kind| phase(kind, seen.state.as_deref())) == Some(Phase::Open)
        };
        let was_open = old.as_ref().is_none_or(|old| is_open(&old.seen));
        let rewritten = old.as_ref().is_none_or(|old| old.seen.text != new.text);
        if rewritten && (was_open || is_open(new)) {
            for writer in behind.writers(old.as_ref().map(|old| &*old.seen), new) {
                if !held.writers.contains(&writer) {
                    held.writers.push(writer);
                }
            }
        }
        held.path.clone_from(&change.path);
        held.seen = Arc::clone(new);
        self.held.insert(new.key.clone(), held);
    }

    /// Judges what became of a record's state.
    fn step(&mut self, turn: &Turn<'_>, turns: &[Turn<'_>], moment: &Moment<'_>) {
        let Some(era) = moment.before else {
            return;
        };
        let Some(kind) = kind(era, &turn.new.key) else {
            return;
        };
        let (from, nature) = match &turn.old {
            Some(old) => (old.seen.state.clone(), Nature::Step),
            None => (Some(kind.first_state().name.clone()), Nature::Birth),
        };
        let (Some(from), Some(to)) = (from, turn.new.state.clone()) else {
            return;
        };
        if from == to {
            return;
        }
        if self.undone(turn, moment) {
            return;
        }
        if self.follows(turn, kind, &to) {
            self.remember(turn, None);
            return;
        }
        let behind = Behind::of(self, moment, turn.change);
        let moves = behind.moves(&from, &to);
        for one in &moves {
            let nature = match one.alone {
                true => nature,
                false => Nature::Step,
            };
            let mut taken = self.build((turn, moment), (kind, nature), one);
            taken.replaced = self.replaced(&taken, turns);
            self.taken.push(Some(taken));
        }
        self.remember(turn, Some(self.taken.len() - 1));
    }

    /// Takes the newest step of a record back where a commit gives it the bytes that it had before.
    fn undone(&mut self, turn: &Turn<'_>, moment: &Moment<'_>) -> bool {
        let Some(old) = &turn.old else {
            return false;
        };
        let Some(last) = old.steps.last().cloned() else {
            return false;
        };
        if last.blob.is_none() || last.blob != turn.change.after {
            return false;
        }
        if let Some(held) = self.held.get_mut(&turn.new.key) {
            held.steps.pop();
        }
        let Some(place) = last.place else {
            return true;
        };
        if let Some(mut undo) = self.taken[place].take() {
            let behind = Behind::of(self, moment, turn.change);
            let by = behind.whole();
            undo.nature = Nature::Undo;
            undo.commit = Some(commit(moment, &moment.commit.witness));
            undo.day = moment.after.log.day_of(moment.commit.witness.time);
            if let Some(era) = moment.before {
                undo.table = Arc::clone(&era.table);
                self.name(&mut undo, era, &by);
            }
            self.taken.push(Some(undo));
        }
        true
    }

    /// Whether a record leaves force because another one took its place.
    fn follows(&self, turn: &Turn<'_>, kind: &Kind, to: &str) -> bool {
        if kind.superseded.as_deref() != Some(to) {
            return false;
        }
        let (name, id) = &turn.new.key;
        self.held.iter().any(|((of, _), held)| {
            of == name
                && matches!(
                    phase(kind, held.seen.state.as_deref()),
                    Some(Phase::Live | Phase::Ended)
                )
                && held
                    .seen
                    .subject
                    .supersedes
                    .iter()
                    .any(|written| names(written, kind) == Some(id.clone()))
        })
    }

    fn remember(&mut self, turn: &Turn<'_>, place: Option<usize>) {
        let past = Past {
            blob: turn.change.before.clone(),
            place,
        };
        if let Some(held) = self.held.get_mut(&turn.new.key) {
            held.steps.push(past);
        }
    }

    fn build(
        &self,
        (turn, moment): (&Turn<'_>, &Moment<'_>),
        (kind, nature): (&Arc<Kind>, Nature),
        one: &Move<'_>,
    ) -> Taken {
        let by = &one.by;
        let newest = by.first().copied().unwrap_or(&moment.commit.witness);
        let era = moment.before.unwrap_or(moment.after);
        let held = self.held.get(&turn.new.key);
        let mut taken = Taken {
            kind: Arc::clone(kind),
            id: turn.new.key.1.clone(),
            from: one.from.clone(),
            to: one.to.clone(),
            nature,
            before: turn.old.as_ref().map(|old| old.seen.subject.clone()),
            after: turn.new.subject.clone(),
            replaced: Vec::new(),
            voices: Vec::new(),
            heard: Vec::new(),
            strangers: Vec::new(),
            writers: held.map(|held| people(era, &held.writers)),
            author: held
                .and_then(|held| held.author.as_ref())
                .and_then(|author| era.person(author)),
            commit: Some(commit(moment, newest)),
            day: moment.after.log.day_of(newest.time),
            table: Arc::clone(&era.table),
        };
        self.name(&mut taken, era, by);
        taken
    }

    /// The records that leave force by a step, as they stood before it.
    fn replaced(&self, taken: &Taken, turns: &[Turn<'_>]) -> Vec<Replaced> {
        if !supersedes(taken) {
            return Vec::new();
        }
        let kind = &taken.kind;
        let written = taken.after.supersedes.iter();
        let ids = written.filter_map(|written| names(written, kind));
        let old = ids.filter_map(|id| {
            let key = (kind.name.clone(), id.clone());
            // The same commit may have moved it already.
            let turn = turns.iter().find(|turn| turn.new.key == key);
            let seen = match turn {
                Some(turn) => &turn.old.as_ref()?.seen,
                None => &self.held.get(&key)?.seen,
            };
            Some(Replaced {
                areas: seen.subject.areas.clone(),
                phase: phase(kind, seen.state.as_deref()),
                id,
            })
        });
        old.collect()
    }
}

/// Whether a change of state makes others leave force.
pub(super) fn supersedes(taken: &Taken) -> bool {
    let steps = rights::way(&taken.kind, &taken.from, &taken.to);
    let mut steps = steps.unwrap_or_default().into_iter();
    steps.any(|step| step.effect == Some(Effect::Supersede))
}

/// The record that a new file continues: one that is gone by the same commit and has the same id, or the same text.
fn followed(gone: &mut Vec<Held>, new: &Seen) -> Option<Held> {
    let same = |held: &Held| held.seen.key == new.key;
    let alike = |held: &Held| held.seen.key.0 == new.key.0 && held.seen.text == new.text;
    let at = gone.iter().position(same);
    let at = at.or_else(|| gone.iter().position(alike))?;
    Some(gone.remove(at))
}

/// The id that a reference of a kind's record writes; the file of one is found by its number.
pub(super) fn names(written: &str, kind: &Kind) -> Option<crate::model::id::Id> {
    match Written::read(written) {
        Written::Prefixed(id) => Some(id),
        Written::Number(number) => Some(crate::model::id::Id::new(&kind.prefix, number)),
        Written::File(path) => {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let digits = name.bytes().take_while(u8::is_ascii_digit).count();
            let number = name[..digits].parse().ok()?;
            Some(crate::model::id::Id::new(&kind.prefix, number))
        }
        Written::Other(stem) => Some(crate::model::id::Id::stem(&kind.prefix, stem)),
    }
}

/// The kind of a record in an era.
pub(super) fn kind<'e>(era: &'e Era, key: &Key) -> Option<&'e Arc<Kind>> {
    era.table.kind(&key.0)
}

pub(super) fn phase(kind: &Kind, state: Option<&str>) -> Option<Phase> {
    kind.state(state?).map(|state| state.phase)
}

/// The handles of several people, each once.
pub(super) fn people(era: &Era, all: &[Identity]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for person in all {
        let handle = era.person(person).unwrap_or_else(|| era.name(person));
        if !people.contains(&handle) {
            people.push(handle);
        }
    }
    people
}

/// A commit as it is shown.
fn commit(moment: &Moment<'_>, witness: &Witness) -> Commit {
    let author = moment.after.mapped(&witness.author);
    Commit {
        id: witness.id.clone(),
        author: author.name,
        email: author.email,
        time: witness.time,
        subject: witness.subject.clone(),
    }
}
