//! What a record has to keep: what its kind freezes, and the entries of its Log.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::edited::{self, Edited};
use super::seen::Seen;
use crate::model::facts::Commit;
use crate::model::frozen::{Part, Print, Said};
use crate::model::kind::Kind;
use crate::model::state::{Phase, State};

/// A record as it was when it was frozen, and what became of it since.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard {
    kept: Option<Kept>,
    /// What was frozen before somebody took it out of force.
    parked: Option<Kept>,
    /// The entries that it had last.
    entries: Vec<Said>,
    /// The entries that it does not have any more.
    pub(super) lost: Vec<Lost>,
    /// The amendments that it has, each with its day; none is of a later day than what brought it.
    amendments: Vec<(Print, Date)>,
    /// The versions that changed what was frozen since it was frozen last, oldest first.
    pub(super) edits: Vec<Edited>,
    /// The blobs that it had, oldest first; those that were taken back are left out.
    blobs: Vec<String>,
    /// It was in force at some time.
    pub(super) was_live: bool,
    /// When its file went; none while it is there.
    pub(super) gone: Option<When>,
}

/// The frozen parts.
#[derive(Clone, Debug)]
struct Kept {
    /// The name of the state that froze them.
    state: String,
    /// The name of the last state that was known.
    last: String,
    /// What they said then.
    parts: Parts,
    /// What they may say since, by the amendments that make it legal, the newest last.
    amended: Vec<(Vec<Print>, Parts)>,
    /// Those that say something else now, what, and since when.
    changed: BTreeMap<Part, (Option<Print>, When)>,
}

type Parts = BTreeMap<Part, Print>;

/// An entry that is not there any more.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    pub(super) print: Print,
    /// The last version that had it, by path and blob.
    pub(super) last: (String, String),
    pub(super) when: When,
}

/// When something was done; no commit of what is not committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) commit: Option<Commit>,
    pub(super) day: Date,
}

/// A new version of a record.
#[derive(Clone)]
pub(super) struct Version<'a> {
    /// The record's kind as it is now.
    pub(super) kind: &'a Kind,
    /// What it was before; none of a new record.
    pub(super) old: Option<&'a Seen>,
    /// What it is now.
    pub(super) new: &'a Seen,
    /// Its path and blob before.
    pub(super) before: Option<(&'a str, &'a str)>,
    /// Its blob now.
    pub(super) after: &'a str,
    /// Who made it; none of what is not committed, which may still be anybody's.
    pub(super) by: Option<Vec<String>>,
    /// It takes a step of the record back.
    pub(super) takes_back: bool,
    /// Whether two ids name one record.
    pub(super) same_record: &'a dyn Fn(&str, &str) -> bool,
    pub(super) when: &'a When,
}

/// A part that says something else than when it was frozen.
pub(super) struct Changed<'a> {
    pub(super) part: &'a Part,
    /// The name of the state that froze it.
    pub(super) state: &'a str,
    /// What it says now; none where it says nothing.
    pub(super) now: Option<&'a Print>,
    pub(super) when: &'a When,
}

impl Guard {
    /// Follows a record to a new version.
    pub(super) fn follow(&mut self, version: &Version<'_>) {
        let state = version.new.state.as_deref();
        let state = state.and_then(|name| version.kind.state(name));
        let is_live = state.is_some_and(|state| state.phase == Phase::Live);
        self.was_live = is_live || (self.was_live && !version.takes_back);
        self.gone = None;
        self.follow_entries(version);
        let amending = self.amend(version);
        if let Some((_, blob)) = version.before {
            self.blobs.push(blob.to_owned());
        }
        let Some(state) = state.or_else(|| self.last_state(version.kind)) else {
            return;
        };
        if !version.kind.freezes(state) {
            self.parked = self.kept.take().or(self.parked.take());
            return;
        }
        if self.kept.is_none() {
            // Whoever takes back that it left force puts it back as it was.
            let parked = self.parked.take().filter(|_| version.takes_back);
            if parked.is_none() {
                self.edits.clear();
            }
            self.kept = Some(parked.unwrap_or_else(|| Kept::new(state, version.new)));
        } else {
            self.follow_edits(version, &amending);
        }
        if let Some(kept) = &mut self.kept {
            kept.last.clone_from(&state.name);
            kept.drop_amendments(&self.amendments, version);
            match amending.is_empty() {
                true => kept.compare(version, &self.amendments),
                false => kept.amend(amending, version.new),
            }
        }
    }

    /// Takes note that the same bytes are read in another way, which thaws nothing.
    pub(super) fn read_again(&mut self, version: &Version<'_>) {
        let Version { kind, new, .. } = version;
        self.entries.clone_from(&new.frozen.entries);
        self.amendments.clone_from(&new.frozen.amendments);
        let state = new.state.as_deref().and_then(|name| kind.state(name));
        self.was_live |= state.is_some_and(|state| state.phase == Phase::Live);
        match state {
            Some(state) if kind.freezes(state) => {
                self.kept = Some(match (self.kept.take(), self.parked.take()) {
                    (Some(kept), _) => kept.read_again(state, new),
                    // Somebody may have changed it while it was read as one that is open.
                    (None, Some(mut parked)) => {
                        parked.compare(version, &self.amendments);
                        parked
                    }
                    (None, None) => Kept::new(state, new),
                });
            }
            Some(_) => self.parked = self.kept.take().or(self.parked.take()),
            None => {}
        }
    }

    /// Takes note of entries of a branch that a merge left out.
    pub(super) fn leave_out(&mut self, said: &[Said], last: (&str, &str), when: &When) {
        for said in without(said, &self.entries, &|one, other| one == other) {
            let known = self.lost.iter().any(|lost| lost.print == said.print);
            if !known {
                self.lost.push(Lost {
                    print: said.print,
                    last: (last.0.to_owned(), last.1.to_owned()),
                    when: when.clone(),
                });
            }
        }
    }

    /// The parts that say something else than when they were frozen.
    pub(super) fn changed(&self) -> impl Iterator<Item = Changed<'_>> {
        self.kept.iter().flat_map(|kept| {
            let changed = kept.changed.iter();
            changed.map(|(part, (now, when))| Changed {
                part,
                state: &kept.state,
                now: now.as_ref(),
                when,
            })
        })
    }

    /// The last state that was known, of a record that is frozen.
    fn last_state<'k>(&self, kind: &'k Kind) -> Option<&'k State> {
        kind.state(&self.kept.as_ref()?.last)
    }

    /// Follows what was changed although it was frozen. An amendment speaks for all that was changed before it.
    fn follow_edits(&mut self, version: &Version<'_>, amending: &[Print]) {
        let Some((kept, state)) = self.kept.as_ref().zip(self.last_state(version.kind)) else {
            return;
        };
        let parts = edited::parts(version, state);
        if !parts.is_empty() {
            let later = self.amendments.iter();
            let later = later.filter(|(_, day)| *day >= version.when.day);
            self.edits.push(Edited {
                parts,
                state: kept.state.clone(),
                when: version.when.clone(),
                by: later.map(|(print, _)| print.clone()).collect(),
            });
        }
        let open = self.edits.iter_mut().filter(|edited| edited.by.is_empty());
        open.for_each(|edited| edited.by = amending.to_vec());
    }

    /// Follows the entries.
    fn follow_entries(&mut self, version: &Version<'_>) {
        let new = &version.new.frozen.entries;
        let missing = without(&self.entries, new, version.same_record);
        let added = without(new, &self.entries, version.same_record);
        let says = |lost: &Lost, said: &Said| lost.print.says(&said.print, version.same_record);
        self.lost
            .retain(|lost| !added.iter().any(|said| says(lost, said)));
        let back = self.blobs.iter().rposition(|blob| blob == version.after);
        for said in missing {
            let is_own = version.by.as_ref().is_none_or(|by| {
                let mut by = by.iter();
                by.any(|person| **person == *said.person)
            });
            let is_legal = version.takes_back || (back.is_some() && is_own);
            if let Some((path, blob)) = version.before.filter(|_| !is_legal) {
                self.lost.push(Lost {
                    print: said.print,
                    last: (path.to_owned(), blob.to_owned()),
                    when: version.when.clone(),
                });
            }
        }
        if let Some(back) = back {
            self.blobs.truncate(back);
        }
        self.entries.clone_from(new);
    }

    /// Follows the amendments, and gives those that are new in a record that was there before.
    fn amend(&mut self, version: &Version<'_>) -> Vec<Print> {
        let known = std::mem::take(&mut self.amendments);
        let mut new = Vec::new();
        for (print, day) in &version.new.frozen.amendments {
            let mut before = known.iter();
            match before.find(|(known, _)| known.says(print, version.same_record)) {
                Some((_, day)) => self.amendments.push((print.clone(), *day)),
                None => {
                    self.amendments
                        .push((print.clone(), *day.min(&version.when.day)));
                    new.push(print.clone());
                }
            }
        }
        match version.old {
            Some(_) => new,
            None => Vec::new(),
        }
    }
}

impl Kept {
    /// A record that has just come into a state that freezes it.
    fn new(state: &State, seen: &Seen) -> Self {
        Self {
            state: state.name.clone(),
            last: state.name.clone(),
            parts: seen.frozen.parts.iter().cloned().collect(),
            amended: Vec::new(),
            changed: BTreeMap::new(),
        }
    }

    /// What the parts may say.
    fn legal(&self) -> &Parts {
        self.amended.last().map_or(&self.parts, |(_, parts)| parts)
    }

    fn legal_mut(&mut self) -> &mut Parts {
        let amended = self.amended.last_mut();
        amended.map_or(&mut self.parts, |(_, parts)| parts)
    }

    /// The same bytes read in another way: what was changed before stays changed.
    fn read_again(mut self, state: &State, new: &Seen) -> Self {
        self.last.clone_from(&state.name);
        let changed: Vec<Part> = self.changed.keys().cloned().collect();
        let legal = self.legal_mut();
        let old = std::mem::take(legal).into_iter();
        let old = old.filter(|(part, _)| changed.contains(part));
        *legal = new.frozen.parts.iter().cloned().chain(old).collect();
        self
    }

    /// What was amended is legal as long as the amendment is there.
    fn drop_amendments(&mut self, there: &[(Print, Date)], version: &Version<'_>) {
        let is_there = |by: &Print| {
            let mut there = there.iter();
            there.any(|(print, _)| by.says(print, version.same_record))
        };
        self.amended.retain(|(by, _)| by.iter().any(is_there));
    }

    fn amend(&mut self, by: Vec<Print>, new: &Seen) {
        self.amended
            .push((by, new.frozen.parts.iter().cloned().collect()));
        self.changed.clear();
    }

    fn compare(&mut self, version: &Version<'_>, amendments: &[(Print, Date)]) {
        let new = parts(version.new);
        let covering: Vec<Print> = amendments
            .iter()
            .filter(|(_, day)| *day >= version.when.day)
            .map(|(print, _)| print.clone())
            .collect();
        let state = version.kind.state(&self.last);
        let gone = self.legal().keys().filter(|part| !new.contains_key(part));
        let gone =
            gone.filter(|part| state.is_some_and(|state| part.is_frozen(version.kind, state)));
        let all: Vec<Part> = gone.chain(new.keys().copied()).cloned().collect();
        for part in all {
            let (was, is) = (self.legal().get(&part), new.get(&part).copied());
            let same = match (was, is) {
                (Some(was), Some(is)) => was.says(is, version.same_record),
                (was, is) => was.is_none() && is.is_none(),
            };
            if was.is_none() && is_new(&part, version) {
                self.legal_mut().extend(is.map(|is| (part, is.clone())));
            } else if same {
                self.changed.remove(&part);
            } else if !covering.is_empty() && !self.changed.contains_key(&part) {
                let mut parts = self.legal().clone();
                parts.remove(&part);
                parts.extend(is.map(|is| (part, is.clone())));
                self.amended.push((covering.clone(), parts));
            } else if self
                .changed
                .get(&part)
                .is_none_or(|(now, _)| now.as_ref() != is)
            {
                self.changed
                    .insert(part, (is.cloned(), version.when.clone()));
            }
        }
    }
}

/// Whether a part is frozen since this version only: an item that came, or a part that the state before left free.
fn is_new(part: &Part, version: &Version<'_>) -> bool {
    let before = version.old.and_then(|old| old.state.as_deref());
    let before = before.and_then(|name| version.kind.state(name));
    let was_free = before.is_some_and(|state| !part.is_frozen(version.kind, state));
    was_free || matches!(part, Part::Item(..))
}

fn parts(seen: &Seen) -> BTreeMap<&Part, &Print> {
    let parts = seen.frozen.parts.iter();
    parts.map(|(part, print)| (part, print)).collect()
}

/// What of some entries is not among others, each as often as it is said more.
fn without(some: &[Said], others: &[Said], same_record: &dyn Fn(&str, &str) -> bool) -> Vec<Said> {
    let mut left: Vec<&Print> = others.iter().map(|said| &said.print).collect();
    let mut missing = Vec::new();
    for said in some {
        let at = left.iter().position(|print| {
            said.print.says(print, same_record) || print.says(&said.print, same_record)
        });
        match at {
            Some(at) => drop(left.swap_remove(at)),
            None => missing.push(said.clone()),
        }
    }
    missing
}
