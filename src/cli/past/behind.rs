//! Who is behind what a commit of the line did to a file: its author and trailers; in a merge, those of the commits
//! that it merged.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Moment;
use super::era::Era;
use super::fold::Fold;
use super::seen::Seen;
use crate::model::taken::{Grade, Taken, Voice};
use crate::rights;
use crate::store::{FileChange, Identity, LineCommit, Trailer, Witness};

/// Who is behind a change of a file.
pub(super) struct Behind<'a> {
    moment: &'a Moment<'a>,
    /// The commits of a merge that changed the record, oldest first, with what each made of it.
    merged: Vec<Merged<'a>>,
    /// The record's values, but for its Log, are those of the newest of them.
    brought: bool,
}

struct Merged<'a> {
    witness: &'a Witness,
    before: Option<Arc<Seen>>,
    after: Option<Arc<Seen>>,
}

/// A change of state and the commits that speak for it.
pub(super) struct Move<'a> {
    pub(super) from: String,
    pub(super) to: String,
    /// The commit that moved it first.
    pub(super) by: Vec<&'a Witness>,
    /// It is all that is known of how the record came from the one state to the other.
    pub(super) alone: bool,
}

impl<'a> Behind<'a> {
    pub(super) fn of(fold: &Fold<'_>, moment: &'a Moment<'a>, change: &FileChange) -> Self {
        let log = &moment.after.log;
        let now = fold
            .versions
            .get(log, &change.path, change.after.as_deref());
        let key = now.as_ref().map(|now| &now.key);
        let see = |one: &'a LineCommit| {
            let mut changes = one.changes.iter();
            // A record may have had another name on its branch.
            changes.find_map(|change| {
                let see =
                    |blob: &Option<String>| fold.versions.get(log, &change.path, blob.as_deref());
                let (before, after) = (see(&change.before), see(&change.after));
                let is_it = after.as_ref().is_some_and(|after| Some(&after.key) == key);
                is_it.then_some(Merged {
                    witness: &one.witness,
                    before,
                    after,
                })
            })
        };
        let merged: Vec<Merged<'a>> = moment.commit.merged.iter().filter_map(see).collect();
        let whole = |seen: &Option<Arc<Seen>>| seen.as_ref().map(|seen| seen.whole);
        let newest = merged.last().map(|one| whole(&one.after));
        let brought = newest.is_some_and(|newest| newest == whole(&now));
        Self {
            moment,
            merged,
            brought,
        }
    }

    /// Who first committed the record.
    pub(super) fn first(&self) -> Option<Identity> {
        let first = self.merged.first().map(|one| one.witness);
        Some(first.unwrap_or(self.own()).author.clone())
    }

    /// Who wrote what is new in the text.
    pub(super) fn writers(&self, old: Option<&Seen>, new: &Seen) -> Vec<Identity> {
        let changed = self.merged.iter().filter(|one| {
            let text = |seen: &Option<Arc<Seen>>| seen.as_ref().map(|seen| seen.text);
            text(&one.before) != text(&one.after)
        });
        let mut writers: Vec<Identity> = changed.map(|one| one.witness.author.clone()).collect();
        let known = |text: &[u8; 32]| {
            let mut merged = self.merged.iter();
            merged.any(|one| one.after.as_ref().is_some_and(|after| after.text == *text))
        };
        if old.is_none_or(|old| old.text != new.text) && !known(&new.text) {
            writers.push(self.own().author.clone());
        }
        writers
    }

    /// How the record came from one state to another.
    pub(super) fn moves(&self, from: &str, to: &str) -> Vec<Move<'a>> {
        let whole = || {
            vec![Move {
                from: from.to_owned(),
                to: to.to_owned(),
                by: self.whole(),
                alone: true,
            }]
        };
        if !self.brought {
            return whole();
        }
        let mut moves = Vec::new();
        let mut at = from.to_owned();
        for one in &self.merged {
            let state =
                |seen: &Option<Arc<Seen>>| seen.as_ref().and_then(|seen| seen.state.clone());
            let (before, after) = (state(&one.before), state(&one.after));
            let Some(after) = after else { continue };
            if before.as_ref() == Some(&after) || (before.is_none() && at == after) {
                continue;
            }
            if before.is_some_and(|before| before != at) {
                return whole();
            }
            moves.push(Move {
                from: std::mem::replace(&mut at, after.clone()),
                to: after,
                by: vec![one.witness, self.own()],
                alone: false,
            });
        }
        match at == to && !moves.is_empty() {
            true => moves,
            false => whole(),
        }
    }

    /// Everybody behind the change as a whole.
    pub(super) fn whole(&self) -> Vec<&'a Witness> {
        let mut all = vec![self.own()];
        if self.brought {
            let moved = self.merged.iter().filter(|one| {
                let state =
                    |seen: &Option<Arc<Seen>>| seen.as_ref().and_then(|seen| seen.state.clone());
                state(&one.before) != state(&one.after)
            });
            all.extend(moved.map(|one| one.witness));
        }
        all
    }

    fn own(&self) -> &'a Witness {
        &self.moment.commit.witness
    }
}

impl Fold<'_> {
    /// Puts those behind a step into it, as an era knows them.
    pub(super) fn name(&self, taken: &mut Taken, era: &Era, by: &[&Witness]) {
        let mut voices: BTreeMap<String, Grade> = BTreeMap::new();
        let (mut heard, mut strangers) = (Vec::new(), Vec::new());
        for witness in by {
            match era.person(&witness.author) {
                Some(person) => {
                    let grade = self.grade(era, &person, witness);
                    let best = voices.entry(person).or_insert(grade);
                    *best = grade.max(*best);
                }
                None => strangers.push(era.name(&witness.author)),
            }
            for (what, identity) in &witness.trailers {
                match (era.person(identity), what) {
                    (Some(person), Trailer::Approved) => {
                        voices.entry(person).or_insert(Grade::Claimed);
                    }
                    (Some(person), Trailer::Heard) => heard.push(person),
                    (None, _) => {}
                }
            }
        }
        strangers.sort();
        strangers.dedup();
        taken.voices = voices
            .into_iter()
            .map(|(person, grade)| Voice { person, grade })
            .collect();
        taken.heard = heard;
        taken.strangers = strangers;
    }

    /// Whether one of somebody's keys signed a commit of theirs.
    fn grade(&self, era: &Era, person: &str, witness: &Witness) -> Grade {
        let keys = era.table.settings.people.get(person);
        let keys = keys.map_or(&[][..], |person| &person.signing_keys);
        if keys.is_empty() {
            return Grade::Authored;
        }
        match self.repository.signature(&witness.id) {
            Some((signature, payload)) if rights::is_signed_by(keys, &signature, &payload) => {
                Grade::Signed
            }
            _ => Grade::Authored,
        }
    }
}
