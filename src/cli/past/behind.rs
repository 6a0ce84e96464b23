//! Who is behind what a commit of the line did to a file: its author and trailers; in a merge, those of the commits
//! that it merged.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Moment;
use super::era::Era;
use super::fold::Fold;
use super::guard::{Guard, Version, When};
use super::seen::{Key, Seen, Versions};
use super::steps::commit;
use crate::cli::onto::Unmade;
use crate::model::attested::Act;
use crate::model::frozen::Said;
use crate::model::kind::Kind;
use crate::model::taken::{Grade, Taken, Voice};
use crate::rights;
use crate::store::{FileChange, Identity, Trailer, Witness};

/// What the commits that a merge brought made of each record, oldest first.
pub(super) struct Brought<'a>(HashMap<Key, Vec<Merged<'a>>>);

struct Merged<'a> {
    witness: &'a Witness,
    change: &'a FileChange,
    before: Option<Arc<Seen>>,
    after: Option<Arc<Seen>>,
}

impl Merged<'_> {
    /// The names of its states before and after, as far as they are known.
    fn states(&self) -> (Option<&str>, Option<&str>) {
        (state(self.before.as_ref()), state(self.after.as_ref()))
    }
}

fn state(seen: Option<&Arc<Seen>>) -> Option<&str> {
    seen?.state.as_deref()
}

impl<'a> Brought<'a> {
    /// The entries that a merged branch has added to each record, and the path and blob that hold them.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&Key, Vec<Said>, (&str, &str))> {
        self.0.iter().filter_map(|(key, merged)| {
            let (first, last) = (merged.first()?, merged.last()?);
            let blob = last.change.after.as_deref()?;
            let before = first.before.as_ref();
            let before = before.map_or(&[][..], |seen| &seen.frozen.entries);
            let mut entries = last.after.as_ref()?.frozen.entries.clone();
            entries.retain(|said| !before.contains(said));
            Some((key, entries, (last.change.path.as_str(), blob)))
        })
    }

    /// Looks at every commit that a merge brought, once.
    pub(super) fn of(versions: &Versions<'_>, moment: &'a Moment<'a>) -> Self {
        let log = &moment.after.log;
        let mut all: HashMap<Key, Vec<Merged<'a>>> = HashMap::new();
        for one in &moment.commit.merged {
            for change in &one.changes {
                let see = |blob: &Option<String>| versions.get(log, &change.path, blob.as_deref());
                let (before, after) = (see(&change.before), see(&change.after));
                let Some(key) = after.as_ref().map(|after| after.key.clone()) else {
                    continue;
                };
                all.entry(key).or_default().push(Merged {
                    witness: &one.witness,
                    change,
                    before,
                    after,
                });
            }
        }
        Self(all)
    }
}

/// Who is behind a change of a record.
pub(super) struct Behind<'a> {
    own: &'a Witness,
    /// The commits of a merge that changed the record, oldest first.
    merged: &'a [Merged<'a>],
    /// The record's values, but for its Log, are those of the newest of them.
    brought: bool,
    unmade: &'a Unmade,
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
    /// Who is behind what a commit made of a record.
    pub(super) fn of(brought: &'a Brought<'a>, moment: &'a Moment<'a>, now: &Seen) -> Self {
        let merged = brought.0.get(&now.key).map_or(&[][..], Vec::as_slice);
        let newest = merged.last().and_then(|one| one.after.as_ref());
        let own = &moment.commit.witness;
        let is_same = newest.is_some_and(|newest| newest.whole == now.whole);
        Self {
            own,
            merged,
            // A merge that nobody has made yet is nobody's change.
            brought: is_same || moment.unmade.by_nobody.contains(&own.id),
            unmade: moment.unmade,
        }
    }

    /// Those of some commits that have an author.
    fn authored(&self, commits: Vec<&'a Witness>) -> Vec<&'a Witness> {
        let nobody = &self.unmade.by_nobody;
        let authored = commits.into_iter();
        authored.filter(|one| !nobody.contains(&one.id)).collect()
    }

    /// Who first committed the record.
    pub(super) fn first(&self) -> Option<Identity> {
        let first = self.merged.first().map(|one| one.witness);
        Some(first.unwrap_or(self.own).author.clone())
    }

    /// Who wrote what is new in the text.
    pub(super) fn writers(&self, old: Option<&Seen>, new: &Seen) -> Vec<Identity> {
        let changed = self.merged.iter().filter(|one| {
            let text = |seen: &Option<Arc<Seen>>| seen.as_ref().map(|seen| seen.text);
            text(&one.before) != text(&one.after)
        });
        let changed = self.authored(changed.map(|one| one.witness).collect());
        let mut writers: Vec<Identity> = changed.iter().map(|one| one.author.clone()).collect();
        let known = |text: &[u8; 32]| {
            let mut merged = self.merged.iter();
            merged.any(|one| one.after.as_ref().is_some_and(|after| after.text == *text))
        };
        if old.is_none_or(|old| old.text != new.text) && !known(&new.text) {
            let own = self.authored(vec![self.own]).into_iter();
            writers.extend(own.map(|own| own.author.clone()));
        }
        writers
    }

    /// Follows what a record has to keep: through the commits that brought it as it is, where they began at what it was,
    /// else in one step.
    pub(super) fn guard(
        &self,
        guard: &mut Guard,
        whole: &Version<'_>,
        who_when: impl Fn(&Witness) -> (Option<String>, When),
    ) {
        if !self.is_a_line(whole) {
            guard.follow(whole);
            return;
        }
        let mut stood: Vec<(&Option<String>, &(String, String))> = Vec::new();
        for one in self.merged {
            let Some(new) = &one.after else { continue };
            let (person, when) = who_when(one.witness);
            stood.extend(one.before.iter().map(|old| (&old.state, &old.stamp)));
            let moved = one
                .before
                .as_ref()
                .is_some_and(|old| old.state != new.state);
            let was = one.change.before.as_deref();
            guard.follow(&Version {
                old: one.before.as_deref(),
                new,
                before: was.map(|blob| (one.change.path.as_str(), blob)),
                after: one.change.after.as_deref().unwrap_or_default(),
                by: Some(person.into_iter().collect()),
                takes_back: whole.takes_back
                    || (moved && stood.contains(&(&new.state, &new.stamp))),
                when: &when,
                ..*whole
            });
        }
    }

    /// Whether the merged commits lead from what a record was to what it is, one after the other.
    fn is_a_line(&self, whole: &Version<'_>) -> bool {
        let mut at = whole.before.map(|(_, blob)| blob);
        let follows = self.merged.iter().all(|one| {
            let begins = one.change.before.as_deref() == at;
            at = one.change.after.as_deref();
            begins
        });
        !self.merged.is_empty() && follows && at == Some(whole.after)
    }

    /// Everybody who had a part in the change, as an era knows them.
    pub(super) fn people(&self, era: &Era) -> Vec<String> {
        let all = self.merged.iter().map(|one| one.witness);
        let all = self.authored(all.chain([self.own]).collect());
        all.iter()
            .filter_map(|one| era.person(&one.author))
            .collect()
    }

    /// How the record came from one state to another, by the steps of its kind.
    pub(super) fn moves(&self, kind: &Kind, from: &str, to: &str) -> Vec<Move<'a>> {
        let whole = || {
            vec![Move {
                from: from.to_owned(),
                to: to.to_owned(),
                by: self.whole(to),
                alone: true,
            }]
        };
        if !self.brought {
            return whole();
        }
        let mut moves: Vec<Move<'a>> = Vec::new();
        let mut at = from.to_owned();
        for one in self.merged {
            let (before, after) = one.states();
            let Some(after) = after.filter(|after| *after != at || before != Some(after)) else {
                continue;
            };
            if before == Some(after) || (before.is_none() && at == after) {
                continue;
            }
            if before.is_some_and(|before| before != at) {
                return whole();
            }
            // A step that was taken back on the way is over.
            let back = moves.iter().position(|one| one.from == after);
            if let Some(back) = back.filter(|_| rights::way(kind, &at, after).is_none()) {
                moves.truncate(back);
                after.clone_into(&mut at);
                continue;
            }
            moves.push(Move {
                from: std::mem::replace(&mut at, after.to_owned()),
                to: after.to_owned(),
                by: self.authored(vec![one.witness, self.own]),
                // What the branch began with in that state shows no step either.
                alone: one.change.before.is_none(),
            });
        }
        match at == to && !moves.is_empty() {
            true => moves,
            false => whole(),
        }
    }

    /// Everybody behind the change as a whole, as far as they brought the record into that state.
    pub(super) fn whole(&self, to: &str) -> Vec<&'a Witness> {
        let mut all = vec![self.own];
        if self.brought {
            let moved = self.merged.iter().filter(|one| {
                let (before, after) = one.states();
                before != after && after == Some(to)
            });
            all.extend(moved.map(|one| one.witness));
        }
        self.authored(all)
    }
}

impl Fold<'_> {
    /// Puts those behind a step into it, as the era just before it knows them.
    pub(super) fn name(&self, taken: &mut Taken, moment: &Moment<'_>, by: &[&Witness]) {
        let era = moment.before.unwrap_or(moment.after);
        let mut voices: BTreeMap<String, Voice> = BTreeMap::new();
        let (mut heard, mut strangers) = (Vec::new(), Vec::new());
        for witness in by {
            let voice = |person: String, grade, act| Voice {
                person,
                grade,
                act,
                commit: commit(moment, witness),
            };
            match era.person(&witness.author) {
                Some(person) => {
                    let grade = self.grade(era, &person, witness);
                    let act = match witness.is_merge && by.len() > 1 {
                        true => Act::Merged,
                        false => Act::Took,
                    };
                    let best = voices.get(&person).map(|voice| voice.grade);
                    if best.is_none_or(|best| best < grade) {
                        voices.insert(person.clone(), voice(person, grade, act));
                    }
                }
                None => strangers.push(era.name(&witness.author)),
            }
            for (what, identity) in &witness.trailers {
                match (era.person(identity), what) {
                    (Some(person), Trailer::Approved) => {
                        let claimed = voice(person.clone(), Grade::Claimed, Act::Approved);
                        voices.entry(person).or_insert(claimed);
                    }
                    (Some(person), Trailer::Heard) => heard.push(person),
                    (None, _) => {}
                }
            }
        }
        strangers.sort();
        strangers.dedup();
        taken.voices = voices.into_values().collect();
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
