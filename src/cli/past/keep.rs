//! What the records of the checked line have to keep, commit after commit: each guard is led from version to version.

use super::Moment;
use super::behind::{Behind, Brought};
use super::fold::{Fold, Held, Turn};
use super::guard::{Guard, Version, When};
use super::steps::commit;
use crate::model::id::Written;
use crate::store::Witness;

impl Fold<'_> {
    /// Follows what a record has to keep: commit by commit where a merge brought it as it is.
    pub(super) fn guard(&mut self, turn: &Turn<'_>, (moment, behind): (&Moment<'_>, &Behind<'_>)) {
        let Turn { change, old, new } = turn;
        let Some(kind) = moment.after.table.kind(&new.key.0) else {
            return;
        };
        let mut guards = std::mem::take(&mut self.guards);
        let Some(held) = self.held.get_mut(&change.path) else {
            self.guards = guards;
            return;
        };
        let guard = guard_of(held, &mut guards);
        let blob = held.blob.replace(change.after.clone().unwrap_or_default());
        let path_of = |id: &str| {
            let Written::Prefixed(id) = Written::read(id) else {
                return None;
            };
            let mut kinds = moment.after.table.kinds.iter();
            kinds.find_map(|kind| self.by_key.get(&(kind.name.clone(), id.clone()))?.first())
        };
        let same_record = |one: &str, other: &str| {
            let path = path_of(one);
            path.is_some() && path == path_of(other)
        };
        let was = old.as_ref().map(|old| old.path.as_str());
        let whole = Version {
            kind,
            old: old.as_ref().map(|old| &*old.seen),
            new,
            before: was.zip(blob.as_deref()),
            after: change.after.as_deref().unwrap_or_default(),
            by: Some(behind.people(moment.after)),
            takes_back: self.took_back.contains(&change.path),
            same_record: &same_record,
            when: &self.when(moment, &moment.commit.witness),
        };
        behind.guard(&mut guards[guard], &whole, |witness| {
            (
                moment.after.person(&witness.author),
                self.when(moment, witness),
            )
        });
        self.guards = guards;
    }

    /// Takes note of what was said on a branch and that its merge left out.
    pub(super) fn leave_out(&mut self, moment: &Moment<'_>, brought: &Brought<'_>) {
        let when = self.when(moment, &moment.commit.witness);
        for (key, said, last) in brought.entries() {
            let path = self.by_key.get(key).and_then(|paths| paths.first());
            if let Some(held) = path.and_then(|path| self.held.get_mut(path)) {
                let guard = guard_of(held, &mut self.guards);
                self.guards[guard].leave_out(&said, last, &when);
            }
        }
    }

    /// When a file went: of what a merge brought, with the commit that took it away.
    pub(super) fn removed(&self, moment: &Moment<'_>, path: &str) -> When {
        let mut merged = moment.commit.merged.iter().rev();
        let by = merged.find(|one| {
            let mut changes = one.changes.iter();
            changes.any(|change| change.path == path && change.after.is_none())
        });
        self.when(
            moment,
            by.map_or(&moment.commit.witness, |one| &one.witness),
        )
    }

    /// When a commit was made, or came to the line.
    pub(super) fn when(&self, moment: &Moment<'_>, witness: &Witness) -> When {
        When {
            commit: commit(moment, witness),
            day: self.day,
        }
    }
}

/// The place of a record's guard, which it gets at the first look.
pub(super) fn guard_of(held: &mut Held, guards: &mut Vec<Guard>) -> usize {
    *held.guard.get_or_insert_with(|| {
        guards.push(Guard::default());
        guards.len() - 1
    })
}
