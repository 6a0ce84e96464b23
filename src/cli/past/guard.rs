//! What a record has to keep: what its kind freezes, and the entries of its Log.

use std::collections::BTreeMap;

use jiff::civil::Date;

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
    /// The amendments that it had last.
    amendments: Vec<Print>,
    /// The newest day that an amendment speaks of.
    amended: Option<Date>,
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
    parts: BTreeMap<Part, Print>,
    /// Those that say something else now.
    changed: BTreeMap<Part, When>,
}

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

impl Guard {
    /// Follows a record to a new version.
    pub(super) fn follow(&mut self, version: &Version<'_>) {
        let state = version.new.state.as_deref();
        let state = state.and_then(|name| version.kind.state(name));
        self.was_live |= state.is_some_and(|state| state.phase == Phase::Live);
        self.gone = None;
        self.follow_entries(version);
        let is_amended = self.amend(version);
        if let Some(blob) = version.before.map(|(_, blob)| blob) {
            self.blobs.push(blob.to_owned());
        }
        let Some(state) = state else {
            return;
        };
        if !version.kind.freezes(state) {
            self.parked = self.kept.take().or(self.parked.take());
            return;
        }
        if self.kept.is_none() {
            // Whoever takes back that it left force puts it back as it was.
            let parked = self.parked.take().filter(|_| version.takes_back);
            self.kept = Some(parked.unwrap_or_else(|| Kept::new(state, version.new)));
        }
        let Some(kept) = &mut self.kept else {
            return;
        };
        let new = &version.new.frozen.parts;
        if is_amended {
            kept.parts = new.iter().cloned().collect();
            kept.changed.clear();
            return;
        }
        let covered = self.amended.is_some_and(|day| day >= version.when.day);
        kept.compare(version, covered);
    }

    /// Takes note that the same bytes are read in another way.
    pub(super) fn read_again(&mut self, kind: &Kind, new: &Seen) {
        self.entries.clone_from(&new.frozen.entries);
        let amendments = new.frozen.amendments.iter();
        self.amendments = amendments.map(|(print, _)| print.clone()).collect();
        let state = new.state.as_deref().and_then(|name| kind.state(name));
        self.was_live |= state.is_some_and(|state| state.phase == Phase::Live);
        match (&mut self.kept, state) {
            (Some(kept), Some(state)) if kind.freezes(state) => {
                let new = new.frozen.parts.iter().cloned();
                let changed = &kept.changed;
                let old = std::mem::take(&mut kept.parts).into_iter();
                let old = old.filter(|(part, _)| changed.contains_key(part));
                kept.parts = new.chain(old).collect();
            }
            (kept, Some(state)) => {
                *kept = kind.freezes(state).then(|| Kept::new(state, new));
            }
            (_, None) => {}
        }
    }

    /// The parts that say something else than when they were frozen, with the state that did it.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&Part, &str, &When)> {
        let kept = self.kept.iter();
        kept.flat_map(|kept| {
            let changed = kept.changed.iter();
            changed.map(|(part, when)| (part, kept.state.as_str(), when))
        })
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
            if let Some(last) = version.before.filter(|_| !is_legal) {
                self.lost.push(Lost {
                    print: said.print.clone(),
                    last: (last.0.to_owned(), last.1.to_owned()),
                    when: version.when.clone(),
                });
            }
        }
        if let Some(back) = back {
            self.blobs.truncate(back);
        }
        self.entries.clone_from(new);
    }

    /// Takes note of new amendments; whether there are any. None is of a later day than what brought it.
    fn amend(&mut self, version: &Version<'_>) -> bool {
        let all = &version.new.frozen.amendments;
        let new = all
            .iter()
            .filter(|(print, _)| !self.amendments.contains(print));
        let newest = new.map(|(_, day)| *day.min(&version.when.day)).max();
        self.amendments = all.iter().map(|(print, _)| print.clone()).collect();
        self.amended = self.amended.max(newest);
        newest.is_some() && version.old.is_some()
    }
}

impl Kept {
    /// A record that has just come into a state that freezes it.
    fn new(state: &State, seen: &Seen) -> Self {
        Self {
            state: state.name.clone(),
            parts: seen.frozen.parts.iter().cloned().collect(),
            changed: BTreeMap::new(),
        }
    }

    fn compare(&mut self, version: &Version<'_>, covered: bool) {
        let new = parts(version.new);
        let old = version.old.map(parts).unwrap_or_default();
        let same = |was: Option<&Print>, is: Option<&Print>| match (was, is) {
            (Some(was), Some(is)) => was.says(is, version.same_record),
            (was, is) => was.is_none() && is.is_none(),
        };
        let state = version.new.state.as_deref();
        let state = state.and_then(|name| version.kind.state(name));
        let gone = self.parts.keys().filter(|part| !new.contains_key(part));
        let gone =
            gone.filter(|part| state.is_some_and(|state| part.is_frozen(version.kind, state)));
        let all: Vec<Part> = gone.chain(new.keys().copied()).cloned().collect();
        for part in all {
            let (was, is) = (self.parts.get(&part), new.get(&part).copied());
            let was_frozen = version.old.is_none_or(|old| {
                let state = old
                    .state
                    .as_deref()
                    .and_then(|name| version.kind.state(name));
                state.is_none_or(|state| part.is_frozen(version.kind, state))
            });
            if was.is_none() && (!was_frozen || matches!(part, Part::Item(..))) {
                self.parts.extend(is.map(|is| (part, is.clone())));
            } else if same(was, is) {
                self.changed.remove(&part);
            } else if covered && same(old.get(&part).copied(), was) {
                self.parts.remove(&part);
                self.parts.extend(is.map(|is| (part, is.clone())));
            } else {
                let when = version.when.clone();
                self.changed.entry(part).or_insert(when);
            }
        }
    }
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
        match left
            .iter()
            .position(|print| print.says(&said.print, same_record))
        {
            Some(at) => drop(left.swap_remove(at)),
            None => missing.push(said.clone()),
        }
    }
    missing
}
