//! Steps that no commit holds yet: one that somebody is about to take, and those written into the working tree.

use std::sync::Arc;

use super::era::{self, Era};
use super::fold::{self, Followed, Held, people};
use super::seen::Seen;
use crate::cli::approval::Approval;
use crate::cli::load::Loaded;
use crate::index::Index;
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::source::Content;
use crate::model::state::{Step, Who};
use crate::model::taken::{Grade, Nature, Replaced, Taken, Voice};
use crate::rights::{self, Objection};
use crate::store::Identity;
use crate::text::parse::{self, Outcome};

/// Where steps are judged before they are written: by what is in force at `HEAD`.
pub(in crate::cli) struct Bench {
    era: Option<Era>,
    voices: Vec<Voice>,
    /// The past of the records, where the table or the kind asks who wrote what.
    past: Option<Followed>,
}

impl Bench {
    /// What it takes to judge steps of whoever git will name, and of those who agree.
    pub(in crate::cli) fn new(
        loaded: &Loaded,
        actor: &str,
        approvals: &[Approval],
    ) -> anyhow::Result<Self> {
        let era = era::at_head(&loaded.repository, &loaded.index.log.root)?;
        let asks = era.as_ref().is_some_and(|era| {
            let mut steps = era.table.kinds.iter().flat_map(|kind| &kind.steps);
            era.table.settings.rights.four_eyes || steps.any(|step| step.who == Who::Author)
        });
        let past = match asks {
            true => Some(super::followed(loaded)?),
            false => None,
        };
        let own = match loaded.repository.signs() {
            true => Grade::Signed,
            false => Grade::Authored,
        };
        let mut voices = vec![Voice {
            person: actor.to_owned(),
            grade: own,
        }];
        let others = approvals.iter().map(|one| &one.person);
        voices.extend(
            others
                .filter(|person| person.as_str() != actor)
                .map(|person| Voice {
                    person: person.clone(),
                    grade: Grade::Claimed,
                }),
        );
        Ok(Self { era, voices, past })
    }

    /// What speaks against a step that leaves a record's file with that text.
    pub(in crate::cli) fn objections(
        &self,
        loaded: &Loaded,
        at: usize,
        (step, new): (&Step, &str),
    ) -> Vec<Objection> {
        let index = &loaded.index;
        let record = &index.records[at];
        let Some(era) = &self.era else {
            return Vec::new();
        };
        let (Some(kind), Some(from)) = (era.table.kind(&record.kind.name), record.state()) else {
            return Vec::new();
        };
        let content = Content::Bytes(new.as_bytes().to_vec());
        let Outcome::Record(after) = parse::parse_again(record, content).outcome else {
            return Vec::new();
        };
        let now = Seen::of(record);
        let before = committed(loaded, record);
        let held = self.past.as_ref();
        let held = held.and_then(|past| past.held.get(&now.key));
        let mut taken = Taken {
            kind: Arc::clone(kind),
            id: record.id.clone(),
            from: from.name.clone(),
            to: step.to.clone(),
            nature: Nature::Step,
            before: before.as_ref().map(|before| before.subject.clone()),
            after: Seen::of(&after).subject,
            replaced: Vec::new(),
            voices: self.voices.clone(),
            heard: Vec::new(),
            strangers: Vec::new(),
            writers: None,
            author: None,
            commit: None,
            day: index.log.as_of,
            table: Arc::clone(&era.table),
        };
        if self.past.is_some() {
            let actor = &self.voices[0].person;
            self.write(&mut taken, (era, held), (actor, before.as_ref(), &now));
        }
        if fold::supersedes(&taken) {
            taken.replaced = replaced(index, at);
        }
        rights::judge(&taken)
    }

    /// Puts those who wrote a record into a step: those whom git names, and whoever has changed it since.
    fn write(
        &self,
        taken: &mut Taken,
        (era, held): (&Era, Option<&Held>),
        (actor, before, now): (&String, Option<&Seen>, &Seen),
    ) {
        let mut writers = held.map_or_else(Vec::new, |held| people(era, &held.writers));
        if before.is_none_or(|before| before.text != now.text) {
            writers.push(actor.clone());
        }
        taken.writers = Some(writers);
        let author = held.and_then(|held| held.author.as_ref());
        let author = author.and_then(|author| era.person(author));
        taken.author = author.or_else(|| before.is_none().then(|| actor.clone()));
    }
}

/// The record as `HEAD` has it.
fn committed(loaded: &Loaded, record: &Record) -> Option<Seen> {
    let blob = loaded.repository.committed_blob(&record.source.path)?;
    seen(loaded, record, &blob)
}

/// Whether a merge that is under way brings the record as it is: who took a step of it is known there.
fn is_merged(loaded: &Loaded, record: &Record) -> bool {
    let blob = loaded.repository.merging_blob(&record.source.path);
    let brought = blob.and_then(|blob| seen(loaded, record, &blob));
    brought.is_some_and(|brought| brought.whole == Seen::of(record).whole)
}

/// The record as a blob of its file has it.
fn seen(loaded: &Loaded, record: &Record, blob: &str) -> Option<Seen> {
    let content = loaded.repository.read_blobs(&[blob]).pop()?;
    match parse::parse_again(record, content).outcome {
        Outcome::Record(record) => Some(Seen::of(&record)),
        _ => None,
    }
}

fn replaced(index: &Index, at: usize) -> Vec<Replaced> {
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

/// The steps that the working tree holds and `HEAD` does not, as whoever git would commit as takes them; none where
/// nobody knows who that is.
pub(super) fn uncommitted(loaded: &Loaded, past: &Followed) -> anyhow::Result<Vec<Taken>> {
    let index = &loaded.index;
    let moved: Vec<(usize, Option<&Held>)> = (0..index.records.len())
        .filter_map(|at| {
            let record = &index.records[at];
            if is_merged(loaded, record) {
                return None;
            }
            let held = past
                .held
                .get(&(record.kind.name.clone(), record.id.clone()));
            let was = match held {
                Some(held) => held.seen.state.as_deref()?,
                None => record.kind.first_state().name.as_str(),
            };
            (was != record.state()?.name).then_some((at, held))
        })
        .collect();
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
        .filter_map(|one| step(index, &era, (past, *one), &identity));
    Ok(taken.collect())
}

fn step(
    index: &Index,
    era: &Era,
    (past, (at, held)): (&Followed, (usize, Option<&Held>)),
    identity: &Identity,
) -> Option<Taken> {
    let record = &index.records[at];
    let kind = era.table.kind(&record.kind.name)?;
    let now = Seen::of(record);
    let to = now.state.clone()?;
    let left = kind.superseded.as_ref() == Some(&to) && !index.superseded_by(at).is_empty();
    if left {
        return None;
    }
    let person = era.person(identity);
    let strangers = match person {
        Some(_) => Vec::new(),
        None => vec![era.name(identity)],
    };
    let mut writers = held.map_or_else(Vec::new, |held| people(era, &held.writers));
    if held.is_none_or(|held| held.seen.text != now.text) {
        writers.extend(person.clone());
    }
    let first = held.and_then(|held| held.author.as_ref());
    let mut taken = Taken {
        kind: Arc::clone(kind),
        id: record.id.clone(),
        from: match held {
            Some(held) => held.seen.state.clone()?,
            None => kind.first_state().name.clone(),
        },
        to,
        nature: match held {
            Some(_) => Nature::Step,
            None => Nature::Birth,
        },
        before: held.map(|held| held.seen.subject.clone()),
        after: now.subject,
        replaced: Vec::new(),
        voices: person
            .iter()
            .map(|person| Voice {
                person: person.clone(),
                grade: Grade::Authored,
            })
            .collect(),
        heard: Vec::new(),
        strangers,
        writers: Some(writers),
        author: first.map_or_else(|| person.clone(), |first| era.person(first)),
        commit: None,
        day: index.log.as_of,
        table: Arc::clone(&era.table),
    };
    if fold::supersedes(&taken) {
        taken.replaced = replaced(index, at);
        // Where they stood is what is committed: the working tree may have moved them with this step.
        for old in &mut taken.replaced {
            let held = past.held.get(&(kind.name.clone(), old.id.clone()));
            let state = held.and_then(|held| held.seen.state.as_deref());
            old.phase = state.map_or(old.phase, |state| fold::phase(kind, Some(state)));
        }
    }
    Some(taken)
}
