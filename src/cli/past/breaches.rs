//! What was to stay and did not, at the end of the checked line and in the working tree.

use std::collections::HashSet;
use std::ptr;
use std::sync::Arc;

use super::fold::{Followed, Held};
use super::guard::{Guard, Lost, Version, When};
use super::pending::matched;
use super::seen::Seen;
use crate::cli::load::Loaded;
use crate::index::Resolved;
use crate::model::frozen::{Breach, Loss};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::store::blob_id;
use crate::text::frozen;
use crate::text::parse::{self, Outcome};

/// Everything that a record had to keep and did not, and the records in force that are gone.
pub(super) fn breaches(loaded: &Loaded, past: &Followed) -> Vec<Breach> {
    let index = &loaded.index;
    let matched = matched(index, past);
    let mut all = Vec::new();
    for (record, held) in index.records.iter().zip(&matched) {
        let Some(held) = held else { continue };
        let guard = guarded(loaded, record, held);
        let breach = |what, when: &When| Breach {
            kind: Arc::clone(&record.kind),
            id: record.id.clone(),
            path: record.source.path.clone(),
            what,
            commit: when.commit.clone(),
            day: when.day,
        };
        let changed = guard.changed();
        all.extend(changed.map(|(part, state, when)| {
            breach(Loss::Changed(part.clone(), state.to_owned()), when)
        }));
        all.extend(guard.lost.iter().map(|lost| {
            let entry = heading(loaded, &record.kind, lost).unwrap_or_default();
            breach(Loss::Entry(entry), &lost.when)
        }));
    }
    let there: HashSet<*const Held> = matched
        .iter()
        .flatten()
        .map(|held| ptr::from_ref(*held))
        .collect();
    let held = past.held.values().chain(&past.gone);
    let gone = held.filter(|held| !there.contains(&ptr::from_ref(*held)));
    all.extend(gone.filter_map(|held| removed(loaded, held)));
    all
}

/// The guard of a record as the index has it.
fn guarded(loaded: &Loaded, record: &Record, held: &Held) -> Guard {
    let mut guard = held.guard.clone();
    if loaded.revision.is_some() {
        return guard;
    }
    let blob = blob_id(record.source.text.as_bytes());
    if blob == held.blob {
        return guard;
    }
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
        when: &When {
            commit: None,
            day: loaded.index.log.as_of,
        },
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
fn removed(loaded: &Loaded, held: &Held) -> Option<Breach> {
    let index = &loaded.index;
    let (kind, id): (&String, &Id) = (&held.seen.key.0, &held.seen.key.1);
    let unreadable = index
        .unreadable
        .iter()
        .any(|source| source.path == held.path);
    let named = index.resolve(&id.to_string(), None, None) != Resolved::Unknown;
    if !held.guard.was_live || unreadable || named {
        return None;
    }
    let when = held.guard.gone.clone().unwrap_or(When {
        commit: None,
        day: index.log.as_of,
    });
    Some(Breach {
        kind: Arc::clone(index.log.kinds.iter().find(|one| one.name == *kind)?),
        id: id.clone(),
        path: held.path.clone(),
        what: match index.ignored.iter().any(|file| file.path == held.path) {
            true => Loss::Unread,
            false => Loss::Record,
        },
        commit: when.commit,
        day: when.day,
    })
}
