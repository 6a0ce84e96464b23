//! Steps that no commit holds yet: those written into the working tree, judged as whoever git would commit as takes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::era::{self, Era};
use super::fold::{Followed, Held, followed, phase, writers};
use super::seen::Seen;
use super::steps::supersedes;
use crate::cli::load::Loaded;
use crate::index::Index;
use crate::model::attested::Act;
use crate::model::kind::Kind;
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::taken::{Grade, Nature, Replaced, Taken, Voice};
use crate::store::{Identity, MERGE};
use crate::text::parse::{self, Outcome};

/// The steps that the working tree holds and `HEAD` does not; none where nobody knows who git would commit as. What a
/// merge that is under way brings was done by those who did it, and a rebase and its like commit for others.
pub(super) fn uncommitted(loaded: &Loaded, past: &Followed) -> anyhow::Result<Vec<Taken>> {
    let index = &loaded.index;
    let mut moved: Vec<(usize, Option<Held>)> = Vec::new();
    for (at, held) in matched(index, past).into_iter().enumerate() {
        let record = &index.records[at];
        let was = match held {
            Some(held) => held.state.as_deref(),
            None => Some(record.kind.first_state().name.as_str()),
        };
        let now = record.state().map(|state| state.name.as_str());
        if was.is_some() && now.is_some() && was != now {
            moved.push((at, held.cloned()));
        }
    }
    match loaded.repository.unfinished() {
        Some(MERGE) => moved.retain(|(at, _)| !is_merged(loaded, &index.records[*at])),
        Some(_) => moved.clear(),
        None => {}
    }
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    let identity = loaded.repository.identity(&loaded.author);
    let era = era::at_head(&loaded.repository, &index.log.root)?;
    let (Ok(identity), Some(era)) = (identity, era) else {
        return Ok(Vec::new());
    };
    let taken = moved
        .iter()
        .filter_map(|(at, held)| step(index, &era, (past, *at, held.as_ref()), &identity));
    Ok(taken.collect())
}

/// What each record of the index was at the end of the line: by its file, else as one whose file is not there any more.
pub(super) fn matched<'a>(index: &Index, past: &'a Followed) -> Vec<Option<&'a Held>> {
    let held = past.held.values();
    let mut gone: Vec<&Held> = held
        .filter(|held| index.at_path(&held.path).is_none())
        .chain(&past.gone)
        .collect();
    let found = |record: &Record| {
        let held = past.held.get(&record.source.path);
        held.or_else(|| match gone.is_empty() {
            true => None,
            false => followed(&mut gone, &Seen::of(record)),
        })
    };
    index.records.iter().map(found).collect()
}

/// Whether a merge that is under way brings the record as it is: who took a step of it is known there.
fn is_merged(loaded: &Loaded, record: &Record) -> bool {
    let blob = loaded.repository.merging_blob(&record.source.path);
    let brought = blob.and_then(|blob| seen(loaded, record, &blob));
    brought.is_some_and(|brought| brought.whole == Seen::of(record).whole)
}

/// The record as a blob of its file has it.
pub(super) fn seen(loaded: &Loaded, record: &Record, blob: &str) -> Option<Seen> {
    let content = loaded.repository.read_blobs(&[blob]).pop()?;
    match parse::parse_again(record, content).outcome {
        Outcome::Record(record) => Some(Seen::of(&record)),
        _ => None,
    }
}

/// A step that no commit holds: who is behind it and what else it touches is added by the caller.
pub(super) fn bare(
    (kind, era): (&Arc<Kind>, &Era),
    (path, after): (&str, &Seen),
    (from, to): (&str, &str),
    day: Date,
) -> Taken {
    Taken {
        kind: Arc::clone(kind),
        id: after.key.1.clone(),
        path: path.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        nature: Nature::Step,
        before: None,
        after: after.subject.clone(),
        replaced: Vec::new(),
        voices: Vec::new(),
        heard: Vec::new(),
        strangers: Vec::new(),
        writers: None,
        author: None,
        commit: None,
        is_merge: false,
        day,
        table: Arc::clone(&era.table),
    }
}

/// The records that a record of the index takes out of force.
pub(super) fn replaced(index: &Index, at: usize) -> Vec<Replaced> {
    let old = index.named(at, Relation::Supersedes).into_iter();
    let old = old.map(|old| {
        let record = &index.records[old];
        let areas = record.areas();
        Replaced {
            id: record.id.clone(),
            areas: areas.iter().map(|area| area.value.to_owned()).collect(),
            phase: record.phase(),
        }
    });
    old.collect()
}

fn step(
    index: &Index,
    era: &Era,
    (past, at, held): (&Followed, usize, Option<&Held>),
    identity: &Identity,
) -> Option<Taken> {
    let record = &index.records[at];
    let kind = era.table.kind(&record.kind.name)?;
    let now = Seen::of(record);
    let to = now.state.clone()?;
    if kind.superseded.as_ref() == Some(&to) && !index.superseded_by(at).is_empty() {
        return None;
    }
    let from = match held {
        Some(held) => held.state.clone()?,
        None => kind.first_state().name.clone(),
    };
    let day = index.log.as_of;
    let mut taken = bare((kind, era), (&record.source.path, &now), (&from, &to), day);
    let person = era.person(identity);
    taken.strangers = match person {
        Some(_) => Vec::new(),
        None => vec![era.name(identity)],
    };
    taken.voices = person
        .iter()
        .map(|person| Voice {
            person: person.clone(),
            grade: Grade::Authored,
            act: Act::Took,
            commit: None,
        })
        .collect();
    taken.writers = writers(era, held).map(|mut writers| {
        if held.is_none_or(|held| held.seen.text != now.text) {
            writers.extend(person.clone());
        }
        writers
    });
    let first = held.and_then(|held| held.author.as_ref());
    taken.author = first.map_or(person, |first| era.person(first));
    taken.before = held.map(|held| held.seen.subject.clone());
    if held.is_none() {
        taken.nature = Nature::Birth;
    }
    if supersedes(&taken) {
        taken.replaced = replaced(index, at);
        stood(&mut taken.replaced, kind, &past.held);
    }
    Some(taken)
}

/// Where records stood is what is committed: the working tree may have moved them with this step.
fn stood(replaced: &mut [Replaced], kind: &Kind, past: &BTreeMap<String, Held>) {
    for old in replaced {
        let mut held = past.values();
        let held = held.find(|held| held.seen.key.1 == old.id && held.seen.key.0 == kind.name);
        if let Some(held) = held {
            old.phase = phase(kind, held.state.as_deref());
        }
    }
}
