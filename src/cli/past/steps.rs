//! What became of a record's state with a commit: steps, steps taken back, and what follows from other records.

use std::sync::Arc;

use super::Moment;
use super::behind::{Behind, Move};
use super::fold::{Fold, Held, Past, Turn, phase, writers};
use crate::model::facts::Commit;
use crate::model::kind::Kind;
use crate::model::state::{Effect, Phase};
use crate::model::taken::{Nature, Replaced, Taken};
use crate::rights;
use crate::store::Witness;

/// A commit of the line, and who is behind what it did to the record in question.
type By<'a, 'b> = (&'a Moment<'a>, &'a Behind<'b>);

impl Fold<'_> {
    /// Adds what became of a record's state to the steps to judge.
    pub(super) fn step(
        &mut self,
        turn: &Turn<'_>,
        turns: &[Turn<'_>],
        (moment, behind): By<'_, '_>,
    ) {
        let Some(era) = moment.before else {
            return;
        };
        let Some(kind) = era.table.kind(&turn.new.key.0) else {
            return;
        };
        let (from, nature) = match &turn.old {
            Some(old) => (old.state.clone(), Nature::Step),
            None => (Some(kind.first_state().name.clone()), Nature::Birth),
        };
        let (Some(from), Some(to)) = (from, turn.new.state.clone()) else {
            return;
        };
        if from == to {
            self.widened((turn, kind), turns, (moment, behind));
            return;
        }
        if self.may_go_back(turn, kind, (&from, &to)) {
            if let Some(held) = self.held.get_mut(&turn.change.path) {
                held.is_hidden = true;
            }
            return;
        }
        let past = |places| Past {
            blob: turn.change.before.clone(),
            stamp: turn
                .old
                .as_ref()
                .map_or_else(Default::default, |old| old.seen.stamp.clone()),
            from: from.clone(),
            places,
        };
        if self.undone(turn, (moment, behind)) || is_renamed(moment, kind, (&from, &to)) {
            return;
        }
        if self.follows(turn, kind, &to) || self.gives_way((turn, kind), &to, (moment, behind)) {
            let follows = past(Vec::new());
            self.remember(&turn.change.path, follows);
            return;
        }
        let mut places = Vec::new();
        let moves = behind.moves(kind, &from, &to).into_iter();
        // Whoever will commit it has not yet said who they are.
        for one in moves.filter(|one| !one.by.is_empty()) {
            let nature = match one.alone {
                true => nature,
                false => Nature::Step,
            };
            let mut taken = self.build((turn, moment), (kind, nature), &one);
            taken.replaced = self.replaced(&taken, turns);
            places.push(self.taken.len());
            self.taken.push(Some(taken));
        }
        let taken = past(places);
        self.remember(&turn.change.path, taken);
    }

    /// A record in force that names more records which it supersedes takes them out of force, as the step did that
    /// brought it into force.
    fn widened(
        &mut self,
        (turn, kind): (&Turn<'_>, &Arc<Kind>),
        turns: &[Turn<'_>],
        (moment, behind): By<'_, '_>,
    ) {
        let (Some(old), Some(state)) = (&turn.old, &turn.new.state) else {
            return;
        };
        let before = &old.seen.subject.supersedes;
        let named = &turn.new.subject.supersedes;
        let gained = named.iter().any(|written| !before.contains(written));
        if !gained || phase(kind, Some(state)) != Some(Phase::Live) {
            return;
        }
        let one = Move {
            from: state.clone(),
            to: state.clone(),
            by: behind.whole(state),
            alone: true,
        };
        if one.by.is_empty() {
            return;
        }
        let mut taken = self.build((turn, moment), (kind, Nature::Widened), &one);
        taken
            .after
            .supersedes
            .retain(|written| !before.contains(written));
        taken.replaced = self.replaced(&taken, turns);
        let place = self.taken.len();
        self.taken.push(Some(taken));
        if let Some(held) = self.held.get_mut(&turn.change.path) {
            held.undone.push(place);
        }
    }

    /// Takes steps of a record back where a commit gives it the state and the day that it had before them.
    ///
    /// Taking back what was out of order is in order, whoever does it.
    fn undone(&mut self, turn: &Turn<'_>, (moment, behind): By<'_, '_>) -> bool {
        let Some(held) = self.held.get_mut(&turn.change.path) else {
            return false;
        };
        let state = turn.new.state.as_ref();
        let restores = |past: &Past| {
            let bytes = past.blob.is_some() && past.blob == turn.change.after;
            Some(&past.from) == state && (bytes || past.stamp == turn.new.stamp)
        };
        let Some(at) = held.steps.iter().rposition(restores) else {
            return false;
        };
        self.took_back.insert(turn.change.path.clone());
        let taken_back = held.steps.split_off(at);
        let places: Vec<usize> = taken_back
            .iter()
            .flat_map(|past| past.places.clone())
            .collect();
        for place in places {
            let Some(mut undo) = self.taken[place].take() else {
                continue;
            };
            if !rights::judge(&undo).is_empty() {
                continue;
            }
            let by = behind.whole(&undo.from);
            if by.is_empty() {
                continue;
            }
            undo.nature = Nature::Undo;
            undo.commit = commit(moment, &moment.commit.witness);
            undo.is_merge = moment.commit.witness.is_merge;
            undo.day = self.day;
            if let Some(era) = moment.before {
                undo.table = Arc::clone(&era.table);
                self.name(&mut undo, moment, &by);
            }
            let new = self.taken.len();
            self.taken.push(Some(undo));
            if let Some(held) = self.held.get_mut(&turn.change.path) {
                held.undone.push(new);
            }
        }
        true
    }

    /// Whether a record leaves force because another one took its place.
    fn follows(&self, turn: &Turn<'_>, kind: &Kind, to: &str) -> bool {
        if kind.superseded.as_deref() != Some(to) {
            return false;
        }
        self.held.values().any(|held| {
            let mut named = held.seen.subject.supersedes.iter();
            held.seen.key.0 == kind.name
                && was_live(held, kind)
                && named.any(|written| {
                    let old = self.named(written, kind);
                    old.is_some_and(|old| old.path == turn.change.path)
                })
        })
    }

    /// Whether a record itself says which one took its place, and that one does not: so it is with many that nobody wrote
    /// for declog. It is judged as if the other one named it.
    fn gives_way(
        &mut self,
        (turn, kind): (&Turn<'_>, &Arc<Kind>),
        to: &str,
        (moment, behind): By<'_, '_>,
    ) -> bool {
        let Some(old) = turn
            .old
            .as_ref()
            .filter(|_| kind.superseded.as_deref() == Some(to))
        else {
            return false;
        };
        let named = turn.new.replaced_by.iter();
        let mut heirs = named.filter_map(|written| self.named(written, kind));
        let Some(heir) = heirs.find(|held| was_live(held, kind)).cloned() else {
            return false;
        };
        let state = heir.state.clone().unwrap_or_default();
        let one = Move {
            from: state.clone(),
            to: state,
            by: behind.whole(to),
            alone: true,
        };
        if one.by.is_empty() {
            return true;
        }
        let mut taken = self.build((turn, moment), (kind, Nature::Widened), &one);
        taken.id = heir.seen.key.1.clone();
        taken.path.clone_from(&heir.path);
        taken.before = Some(heir.seen.subject.clone());
        taken.after = heir.seen.subject.clone();
        taken.replaced = vec![Replaced {
            id: turn.new.key.1.clone(),
            areas: old.seen.subject.areas.clone(),
            phase: phase(kind, old.state.as_deref()),
        }];
        let place = self.taken.len();
        self.taken.push(Some(taken));
        if let Some(held) = self.held.get_mut(&heir.path) {
            held.undone.push(place);
        }
        true
    }

    fn remember(&mut self, path: &str, past: Past) {
        if let Some(held) = self.held.get_mut(path) {
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
        let held = self.held.get(&turn.change.path);
        let author = held.and_then(|held| held.author.as_ref());
        let mut taken = Taken {
            kind: Arc::clone(kind),
            id: turn.new.key.1.clone(),
            path: turn.change.path.clone(),
            from: one.from.clone(),
            to: one.to.clone(),
            nature,
            before: turn.old.as_ref().map(|old| old.seen.subject.clone()),
            after: turn.new.subject.clone(),
            replaced: Vec::new(),
            voices: Vec::new(),
            heard: Vec::new(),
            strangers: Vec::new(),
            writers: held.and_then(|held| writers(era, Some(held))),
            author: author.and_then(|author| era.person(author)),
            commit: commit(moment, newest),
            is_merge: newest.is_merge,
            day: self.day,
            table: Arc::clone(&era.table),
        };
        self.name(&mut taken, moment, by);
        taken
    }

    /// The records that leave force by a step, as they stood before it.
    fn replaced(&self, taken: &Taken, turns: &[Turn<'_>]) -> Vec<Replaced> {
        if !supersedes(taken) {
            return Vec::new();
        }
        let kind = &taken.kind;
        let written = taken.after.supersedes.iter();
        let old = written.filter_map(|written| {
            let held = self.named(written, kind)?;
            // The same commit may have moved it already.
            let turn = turns.iter().find(|turn| turn.change.path == held.path);
            let before = match turn {
                Some(turn) => turn.old.as_ref()?,
                None => held,
            };
            Some(Replaced {
                id: held.seen.key.1.clone(),
                areas: before.seen.subject.areas.clone(),
                phase: phase(kind, before.state.as_deref()),
            })
        });
        old.collect()
    }
}

/// Whether a record is or was in force.
fn was_live(held: &Held, kind: &Kind) -> bool {
    let phase = phase(kind, held.state.as_deref());
    matches!(phase, Some(Phase::Live | Phase::Ended))
}

/// Whether a change of state makes others leave force.
pub(super) fn supersedes(taken: &Taken) -> bool {
    if taken.nature == Nature::Widened {
        return true;
    }
    let steps = rights::way(&taken.kind, &taken.from, &taken.to);
    let mut steps = steps.unwrap_or_default().into_iter();
    steps.any(|step| step.effect == Some(Effect::Supersede))
}

/// Whether the change itself calls a state by another name, which means what the old one did.
fn is_renamed(moment: &Moment<'_>, kind: &Kind, (from, to): (&str, &str)) -> bool {
    if kind.state(to).is_some() {
        return false;
    }
    let now = moment.after.table.kind(&kind.name);
    let means = now.and_then(|now| phase(now, Some(to)));
    means.is_some() && means == phase(kind, Some(from))
}

/// A commit as it is shown; none where nobody made it.
pub(super) fn commit(moment: &Moment<'_>, witness: &Witness) -> Option<Commit> {
    let author = moment.after.mapped(&witness.author);
    let made = !moment.unmade.all.contains(&witness.id);
    made.then(|| Commit {
        id: witness.id.clone(),
        author: author.name,
        email: author.email,
        time: witness.time,
        subject: witness.subject.clone(),
    })
}
