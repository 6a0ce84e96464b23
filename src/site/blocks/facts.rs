//! The facts of a record: the fields of its kind that say something, each shown by its type.
//!
//! Whoever answers for the record comes first, with where they work and who stands in for them; then what is due, other
//! people, and all else in the order of the kind. What the page shows as a block is left to it.

use serde::Serialize;

use super::{Site, hands};
use crate::index::Target;
use crate::model::duration::Duration;
use crate::model::kind::{FROM, Field, FieldType, OWNER, RESPOND_BY, REVISION, TO, UPDATE_EVERY};
use crate::model::link::Relation;
use crate::model::people::Party;
use crate::model::words::capitalised;
use crate::site::context::{Segment, join};
use crate::site::whereabouts::{closing, speaker, whereabouts};

/// One fact.
#[derive(Serialize)]
pub(in crate::site) struct Fact {
    about: &'static str,
    /// Wins over `about`.
    label: Option<String>,
    values: Vec<Value>,
}

#[derive(Default, Serialize)]
struct Value {
    run: Vec<Segment>,
    /// Each a line of pieces that stay whole.
    notes: Vec<Vec<String>>,
}

/// Shown elsewhere on the page: in the band, or as the summary.
const ELSEWHERE: [&str; 3] = ["date", "summary", "title"];

/// Relations that have a block of their own.
const BLOCKS: [Relation; 3] = [
    Relation::Supersedes,
    Relation::DependsOn,
    Relation::RelatesTo,
];

/// Days on which somebody has to act, soonest first.
const DUE: [&str; 2] = [RESPOND_BY, "due"];

/// Digits of a commit that are shown, and those that a whole one has.
const COMMIT: usize = 7;
const WHOLE: [usize; 2] = [40, 64];

/// Where a fact stands among the others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Owner,
    Due,
    Receiver,
    Person,
    People,
    Areas,
    Other,
}

pub(super) fn facts(site: &Site<'_>) -> Vec<Fact> {
    let handed = hands::shows(&site.record.kind);
    let mut facts: Vec<(Rank, Fact)> = Vec::new();
    for field in &site.record.kind.fields {
        if handed && matches!(field.key.as_str(), FROM | TO) {
            continue;
        }
        let rank = rank(field);
        let is_owner = rank == Rank::Owner;
        facts.extend(fact(site, field).map(|fact| (rank, fact)));
        if is_owner {
            facts.extend(backup(site).map(|fact| (Rank::Owner, fact)));
        }
        if field.relation() == Some(Relation::Parent) {
            facts.extend(parts(site).map(|fact| (Rank::Other, fact)));
        }
    }
    if handed {
        facts.extend(
            receiver(site)
                .into_iter()
                .map(|fact| (Rank::Receiver, fact)),
        );
    }
    facts.sort_by(|one, other| one.0.cmp(&other.0));
    let mut facts: Vec<Fact> = facts.into_iter().map(|(_, fact)| fact).collect();
    let file = Segment::plain(site.record.source.path.as_str()).mono();
    facts.push(named("file", vec![value(file)]));
    facts
}

fn rank(field: &Field) -> Rank {
    match field.shape {
        FieldType::Person if field.key == OWNER => Rank::Owner,
        FieldType::Date if DUE.contains(&field.key.as_str()) => Rank::Due,
        FieldType::Person => Rank::Person,
        FieldType::People => Rank::People,
        FieldType::Areas => Rank::Areas,
        _ => Rank::Other,
    }
}

fn named(about: &'static str, values: Vec<Value>) -> Fact {
    Fact {
        about,
        label: None,
        values,
    }
}

fn fact(site: &Site<'_>, field: &Field) -> Option<Fact> {
    let own = field
        .relation()
        .is_some_and(|relation| BLOCKS.contains(&relation));
    if own || ELSEWHERE.contains(&field.key.as_str()) {
        return None;
    }
    let values = values(site, field);
    (!values.is_empty()).then(|| Fact {
        about: "",
        label: Some(field.label.clone()),
        values,
    })
}

fn values(site: &Site<'_>, field: &Field) -> Vec<Value> {
    let words = site.record.words(&field.key);
    let words = words
        .iter()
        .map(|word| word.value)
        .filter(|word| !word.trim().is_empty());
    let who = |handle| vec![site.work.who(handle, &site.page).segment()];
    match field.shape {
        FieldType::State => Vec::new(),
        FieldType::Date => date(site, field).into_iter().collect(),
        FieldType::Person if field.key == OWNER => {
            let owner = site.work.index.owner(site.at);
            owner.map(|owner| person(site, owner)).into_iter().collect()
        }
        FieldType::Person | FieldType::People => in_a_row(site, words.map(who)),
        FieldType::Areas => in_a_row(
            site,
            words.map(|area| vec![site.work.area(area, &site.page).segment()]),
        ),
        FieldType::Words => in_a_row(site, words.map(|word| vec![Segment::plain(word)])),
        FieldType::References => references(site, field),
        FieldType::Globs | FieldType::Ids => words
            .map(|word| value(Segment::plain(word).mono()))
            .collect(),
        FieldType::Choice => words
            .map(|word| plain(capitalised(&word.replace('-', " "))))
            .collect(),
        FieldType::Duration => words
            .map(|word| plain(duration(site, field, word)))
            .collect(),
        FieldType::Text if field.key == REVISION => words.map(revision).collect(),
        FieldType::Text | FieldType::Number | FieldType::Texts | FieldType::Period => {
            words.map(plain).collect()
        }
        // Each is a block of its own.
        FieldType::Items | FieldType::Measures | FieldType::Milestones => Vec::new(),
    }
}

fn value(segment: Segment) -> Value {
    Value {
        run: vec![segment],
        notes: Vec::new(),
    }
}

fn plain(text: impl Into<String>) -> Value {
    value(Segment::plain(text))
}

/// A commit; a whole one is shortened as everywhere.
fn revision(text: &str) -> Value {
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match WHOLE.contains(&text.len()) && is_hex {
        true => value(Segment::plain(&text[..COMMIT]).mono()),
        false => plain(text),
    }
}

/// Several in one line; nothing where there is none.
fn in_a_row(site: &Site<'_>, all: impl Iterator<Item = Vec<Segment>>) -> Vec<Value> {
    let comma = &site.work.words.joint.comma;
    let run = join(all.collect(), comma, comma);
    match run.is_empty() {
        true => Vec::new(),
        false => vec![Value {
            run,
            notes: Vec::new(),
        }],
    }
}

/// A person or a team with where they work.
fn person(site: &Site<'_>, handle: &str) -> Value {
    Value {
        notes: Some(whereabouts(site.work, handle))
            .filter(|pieces| !pieces.is_empty())
            .into_iter()
            .collect(),
        ..value(site.work.who(handle, &site.page).segment())
    }
}

/// A day; one by which somebody else has to answer also in their time.
fn date(site: &Site<'_>, field: &Field) -> Option<Value> {
    let day = site.record.date(&field.key)?;
    let asked = site.record.text(TO).filter(|_| field.key == RESPOND_BY);
    let closing = asked.and_then(|to| closing(site.work, to, day));
    let notes = closing.into_iter().flat_map(|closing| {
        let utc = closing.utc.into_iter();
        std::iter::once(closing.local)
            .chain(utc)
            .map(|time| vec![time])
    });
    Some(Value {
        notes: notes.collect(),
        ..value(Segment::day(day))
    })
}

/// Who stands in for the owner: whom they name, else whom the area names.
fn backup(site: &Site<'_>) -> Option<Fact> {
    let owner = site.work.index.owner(site.at)?;
    let log = &site.work.index.log;
    let own = match log.directory().party(owner) {
        Some(Party::Person(person)) => person.backup.as_deref(),
        _ => None,
    };
    let areas = site.record.areas();
    let mut areas = areas
        .iter()
        .filter_map(|area| log.settings.areas.get(area.value));
    let of_area = || areas.find_map(|area| area.backup());
    let backup = own.or_else(of_area).filter(|backup| *backup != owner)?;
    let who = site.work.who(backup, &site.page);
    Some(named("backup", vec![value(who.segment())]))
}

/// Who takes over what is handed over, in person, and who stands in for them.
fn receiver(site: &Site<'_>) -> Vec<Fact> {
    let directory = site.work.index.log.directory();
    let Some(to) = site.record.text(TO) else {
        return Vec::new();
    };
    let Some(speaker) = speaker(site.work, to) else {
        return Vec::new();
    };
    let mut receiver = person(site, speaker);
    if speaker != to {
        let leads = &site.work.words.hands.leads;
        let leads = leads.replace("{team}", directory.name(to));
        receiver.notes.insert(0, vec![leads]);
    }
    let mut facts = vec![named("receiver", vec![receiver])];
    let backup = match directory.party(speaker) {
        Some(Party::Person(person)) => person.backup.as_deref(),
        _ => None,
    };
    facts.extend(backup.map(|backup| {
        let who = site.work.who(backup, &site.page);
        named("backup", vec![value(who.segment())])
    }));
    facts
}

/// A length of time in words; what says how often, as such.
fn duration(site: &Site<'_>, field: &Field, text: &str) -> String {
    let words = &site.work.words.time;
    match Duration::read(text.trim()) {
        None => text.to_owned(),
        Some(duration) if field.key == UPDATE_EVERY => words.often(duration),
        Some(duration) => words.length(duration),
    }
}

fn references(site: &Site<'_>, field: &Field) -> Vec<Value> {
    let Some(relation) = field.relation() else {
        return Vec::new();
    };
    let edges = site
        .work
        .index
        .edges_from(site.at)
        .filter(|edge| edge.relation == relation);
    edges
        .map(|edge| match edge.to {
            Target::Record(to) => record(site, to),
            _ => value(Segment::plain(edge.written.as_str()).mono()),
        })
        .collect()
}

/// The records that name this one as what they are a part of.
fn parts(site: &Site<'_>) -> Option<Fact> {
    let parts = site.work.index.naming(site.at, Relation::Parent);
    let parts: Vec<Value> = parts.into_iter().map(|at| record(site, at)).collect();
    (!parts.is_empty()).then(|| named("parts", parts))
}

fn record(site: &Site<'_>, at: usize) -> Value {
    Value {
        run: vec![site.work.segment(at, &site.page)],
        notes: vec![vec![site.work.index.records[at].title().to_owned()]],
    }
}
