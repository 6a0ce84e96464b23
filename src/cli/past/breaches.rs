//! What was to stay and did not, at the end of the checked line and in the working tree.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ptr;
use std::sync::Arc;

use super::edited::Edited;
use super::fold::{Followed, Held};
use super::guard::{Guard, Lost, Version, When};
use super::pending::matched;
use super::seen::Seen;
use crate::cli::load::Loaded;
use crate::index::Resolved;
use crate::model::frozen::{Breach, Edit, Fate, Loss};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::store::blob_id;
use crate::text::frozen;
use crate::text::parse::{self, Outcome};

/// Everything that a record had to keep and did not, and the records in force that are gone; and the versions that changed
/// what was frozen, amended or not.
pub(super) fn breaches(loaded: &Loaded, past: &Followed) -> (Vec<Breach>, Vec<Edit>) {
    let index = &loaded.index;
    let matched = matched(index, past);
    let mut all = Vec::new();
    let mut edits = Vec::new();
    for (record, held) in index.records.iter().zip(&matched) {
        // What it said before the border of a shallow clone is unknown.
        if let Some(held) = held.filter(|held| !held.is_hidden) {
            let guard = guarded(loaded, record, (held, past));
            all.extend(of_record(loaded, record, &guard));
            edits.extend(edits_of(record, &guard));
        }
    }
    let there: HashSet<*const Held> = matched
        .iter()
        .flatten()
        .map(|held| ptr::from_ref(*held))
        .collect();
    let held = past.held.values().chain(&past.gone);
    for held in held.filter(|held| !there.contains(&ptr::from_ref(*held))) {
        // A copy that has its id goes on where it ended.
        let copies = index.with_id(&held.seen.key.1).iter();
        let copy = copies.copied().find(|&at| {
            let of_kind = index.records[at].kind.name == held.seen.key.0;
            of_kind && matched[at].is_none_or(|one| one.born == held.born)
        });
        match copy {
            Some(at) if past.guard(held).was_live => {
                let record = &index.records[at];
                all.extend(of_record(
                    loaded,
                    record,
                    &followed(loaded, record, (held, past)),
                ));
            }
            Some(_) => {}
            None => all.extend(removed(loaded, (held, past))),
        }
    }
    (all, edits)
}

/// The versions of a record that changed what was frozen.
fn edits_of(record: &Record, guard: &Guard) -> Vec<Edit> {
    if guard.edits.is_empty() {
        return Vec::new();
    }
    let amendments = frozen::amendments(record);
    let edit = |edited: &Edited| {
        let mut there = amendments.iter();
        let by = there.find(|(print, _)| edited.by.iter().any(|by| by.says(print, &|a, b| a == b)));
        let stands = || {
            let mut changed = guard.changed();
            changed.any(|changed| edited.parts.contains(changed.part))
        };
        Edit {
            path: record.source.path.clone(),
            parts: edited.parts.clone(),
            state: edited.state.clone(),
            commit: edited.when.commit.clone(),
            day: edited.when.day,
            fate: match by {
                Some((_, start)) => Fate::Amended(*start),
                None if stands() => Fate::Stands,
                None => Fate::PutBack,
            },
        }
    };
    guard.edits.iter().map(edit).collect()
}

/// What a record did not keep.
fn of_record(loaded: &Loaded, record: &Record, guard: &Guard) -> Vec<Breach> {
    let breach = |what, when: &When| Breach {
        kind: record.kind.name.clone(),
        id: record.id.clone(),
        path: record.source.path.clone(),
        what,
        commit: when.commit.clone(),
        day: when.day,
    };
    let changed = guard.changed().map(|changed| {
        let what = Loss::Changed {
            part: changed.part.clone(),
            state: changed.state.to_owned(),
            now: changed.now.cloned(),
        };
        breach(what, changed.when)
    });
    let lost = guard.lost.iter().map(|lost| {
        let entry = heading(loaded, &record.kind, lost).unwrap_or_default();
        breach(Loss::Entry(entry), &lost.when)
    });
    changed.chain(lost).collect()
}

impl Followed {
    /// What a record had to keep at the end of the line.
    fn guard(&self, held: &Held) -> Cow<'_, Guard> {
        let guard = held.guard.and_then(|at| self.guards.get(at));
        guard.map_or_else(|| Cow::Owned(Guard::default()), Cow::Borrowed)
    }
}

/// The guard of a record as the index has it.
fn guarded<'a>(
    loaded: &Loaded,
    record: &Record,
    (held, past): (&Held, &'a Followed),
) -> Cow<'a, Guard> {
    let is_committed = || blob_id(record.source.text.as_bytes()) == held.blob;
    match loaded.revision.is_some() || is_committed() {
        true => past.guard(held),
        false => Cow::Owned(followed(loaded, record, (held, past))),
    }
}

/// The guard of a record that becomes what the index has.
fn followed(loaded: &Loaded, record: &Record, (held, past): (&Held, &Followed)) -> Guard {
    let mut guard = past.guard(held).into_owned();
    let blob = blob_id(record.source.text.as_bytes());
    guard.follow(&Version {
        kind: &record.kind,
        old: Some(&held.seen),
        new: &Seen::of(record),
        before: held.blob.as_deref().map(|blob| (held.path.as_str(), blob)),
        after: blob.as_deref().unwrap_or_default(),
        by: None,
        takes_back: false,
        same_record: &|one, other| {
            let one = loaded.index.resolve(one, None, None);
            one != Resolved::Unknown && one == loaded.index.resolve(other, None, None)
        },
        when: &guard.gone.clone().unwrap_or_else(|| now(loaded)),
    });
    guard
}

/// The heading of an entry that is gone, as its last version wrote it.
fn heading(loaded: &Loaded, kind: &Arc<Kind>, lost: &Lost) -> Option<String> {
    let (path, blob) = &lost.last;
    let content: Content = loaded.repository.read_blobs(&[blob]).pop()?;
    let file = File {
        path: path.clone(),
        content,
    };
    let Outcome::Record(record) = parse::parse(kind, file).outcome else {
        return None;
    };
    let said = frozen::read(&record).entries;
    let at = said.iter().position(|said| said.print == lost.print)?;
    let heading = record.source.slice(record.entries[at].heading);
    Some(heading.trim_start_matches('#').trim().to_owned())
}

/// A record that was in force and that the index does not have, by whichever name.
fn removed(loaded: &Loaded, (held, past): (&Held, &Followed)) -> Option<Breach> {
    let guard = past.guard(held);
    let index = &loaded.index;
    let (kind, id): (&String, &Id) = (&held.seen.key.0, &held.seen.key.1);
    let mut ignored = index.ignored.iter();
    let is_there = ignored.any(|file| file.path == held.path)
        || (guard.gone.is_none() && index.log.kind_of(&held.path).is_none());
    let mut unreadable = index.unreadable.iter();
    // A sparse checkout leaves files out that are there.
    let is_left_out = || guard.gone.is_none() && loaded.repository.is_left_out(&held.path);
    if !guard.was_live
        || unreadable.any(|source| source.path == held.path)
        || (loaded.revision.is_none() && is_left_out())
    {
        return None;
    }
    let when = guard.gone.clone().unwrap_or_else(|| now(loaded));
    Some(Breach {
        kind: kind.clone(),
        id: id.clone(),
        path: held.path.clone(),
        what: match is_there {
            true => Loss::Unread,
            false => Loss::Record,
        },
        commit: when.commit,
        day: when.day,
    })
}

/// When something was done that is not committed.
fn now(loaded: &Loaded) -> When {
    When {
        commit: None,
        day: loaded.index.log.as_of,
    }
}
