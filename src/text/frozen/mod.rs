//! What a record says in the parts that its kind freezes, ready to be compared with what it said before.
//!
//! White space, what links lead to, comments, ticks, the marks of lists, and where and in which order something stands do
//! not count; neither does what a file says of its own state or of the records that took its place.

mod plain;
mod print;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::dialects::is_of_itself;
use super::outline::LOG;
use crate::model::front::{Node, Value};
use crate::model::frozen::{Frozen, Part, Print, Said};
use crate::model::id::Written;
use crate::model::kind::{Field, FieldType, Stage, covers};
use crate::model::record::{Record, Section, read_date};
use crate::model::source::Span;
use plain::{Lines, Plain};
use print::{gaining, print};

/// The word of an entry that makes a change legal.
const AMENDMENT: &str = "amendment";

/// The words with which headings of files that have no Log say the same, in lower case.
const AMENDMENTS: [&str; 8] = [
    AMENDMENT,
    "amendments",
    "amended",
    "addendum",
    "nachtrag",
    "amendement",
    "enmienda",
    "adenda",
];

/// What a record says in its frozen parts and in its Log.
#[must_use]
pub fn read(record: &Record) -> Frozen {
    let mut parts = Vec::new();
    let plain = Plain::of(record);
    if is_frozen(record, &record.kind.frozen_in) {
        parts.push((Part::Title, print([record.title()])));
        parts.extend(rest(record, &plain));
    }
    let fields = record.kind.fields.iter();
    for field in fields.filter(|field| is_frozen(record, &field.frozen_in)) {
        add_field(record, field, &mut parts);
    }
    add_sections(record, &plain, &mut parts);
    let entries = record.entries.iter().map(|entry| {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let words = [date, entry.word.clone(), entry.person.clone()];
        let text = plain.words(&[entry.body], Lines::Text);
        Said {
            print: print(words.iter().map(String::as_str).chain([text.as_str()])),
            person: entry.person.trim().into(),
        }
    });
    let entries: Vec<Said> = entries.collect();
    let dated = record.entries.iter().zip(&entries);
    let amending = dated.filter(|(entry, _)| entry.word == AMENDMENT);
    let mut amendments: Vec<(Print, Date)> = amending
        .filter_map(|(entry, said)| Some((said.print.clone(), entry.date?)))
        .collect();
    amendments.extend(record.headings.iter().filter_map(|heading| {
        let day = amended_on(&heading.text)?;
        Some((print([heading.text.as_str()]), day))
    }));
    Frozen {
        parts,
        entries,
        amendments,
    }
}

/// What the amendments of a record say, each with where its heading begins.
#[must_use]
pub fn amendments(record: &Record) -> Vec<(Print, usize)> {
    let entries = read(record).entries.into_iter().zip(&record.entries);
    let amending = entries.filter(|(_, entry)| entry.word == AMENDMENT);
    let amending = amending.map(|(said, entry)| (said.print, entry.heading.start));
    let headings = record.headings.iter();
    let headings = headings.filter(|heading| amended_on(&heading.text).is_some());
    let headings = headings.map(|heading| (print([heading.text.as_str()]), heading.span.start));
    amending.chain(headings).collect()
}

/// The day of a heading that begins with a word for an amendment: `Amendment (2026-11-22): sessions end`.
fn amended_on(heading: &str) -> Option<Date> {
    let text = heading.to_lowercase();
    let word = text
        .split(|letter: char| !letter.is_alphanumeric())
        .next()?;
    if !AMENDMENTS.contains(&word) {
        return None;
    }
    let mut starts = text.char_indices().map(|(at, _)| at);
    starts.find_map(|at| read_date(text.get(at..at + 10)?))
}

/// Whether something is frozen in the record's state; where nobody knows that state, in any.
fn is_frozen(record: &Record, stages: &[Stage]) -> bool {
    match record.state() {
        Some(state) => covers(stages, state),
        None => !stages.is_empty(),
    }
}

/// What stands in no section: above the first, and under headings of the first level.
fn rest(record: &Record, plain: &Plain<'_>) -> Option<(Part, Print)> {
    let title = record.headings.first().filter(|heading| heading.level == 1);
    let mut from = title.map_or(record.body.start, |title| title.span.end);
    let (mut places, mut head) = (Vec::new(), Vec::new());
    let end = record
        .headings
        .iter()
        .find(|heading| heading.span.start >= from);
    let end = end.map_or(record.body.end, |heading| heading.span.start);
    head.push(Span::new(from, end));
    from = from.max(end);
    for section in &record.sections {
        places.push(Span::new(from, section.heading.span.start.max(from)));
        from = section.body.end.max(from);
    }
    places.push(Span::new(from, record.body.end.max(from)));
    let head = plain.words(&head, Lines::Head);
    let text = plain.words(&places, Lines::Text);
    let says = !(head.trim().is_empty() && text.trim().is_empty());
    says.then(|| (Part::Rest, print([head.as_str(), text.as_str()])))
}

/// Adds the sections; several with one meaning are one part.
fn add_sections(record: &Record, plain: &Plain<'_>, parts: &mut Vec<(Part, Print)>) {
    let mut all: BTreeMap<String, Vec<&Section>> = BTreeMap::new();
    for section in &record.sections {
        let key = match &section.id {
            Some(id) => {
                let known = record.kind.section(id).filter(|_| id != LOG);
                let known = known.filter(|known| is_frozen(record, &known.frozen_in));
                known.map(|_| id.clone())
            }
            None => is_frozen(record, &record.kind.frozen_in)
                .then(|| section.heading.text.trim().to_lowercase())
                .filter(|heading| !is_of_itself(heading)),
        };
        if let Some(key) = key {
            all.entry(key).or_default().push(section);
        }
    }
    for (key, sections) in all {
        let tasks: Vec<_> = sections.iter().flat_map(|section| &section.tasks).collect();
        for (at, task) in tasks.iter().enumerate() {
            let words = plain.words(&[task.span], Lines::Text);
            let print = match task.ticked {
                true => print([words.as_str()]),
                false => gaining(&words),
            };
            parts.push((Part::Task(key.clone(), at), print));
        }
        let places = sections.iter().flat_map(|section| around(section));
        let words = plain.words(&places.collect::<Vec<_>>(), Lines::Text);
        if !words.trim().is_empty() {
            parts.push((Part::Section(key), print([words.as_str()])));
        }
    }
}

/// What stands in a section beside the items to tick.
fn around(section: &Section) -> Vec<Span> {
    let mut places = Vec::new();
    let mut from = section.body.start;
    for task in &section.tasks {
        places.push(Span::new(from, task.span.start.max(from)));
        from = task.span.end.max(from);
    }
    places.push(Span::new(from, section.body.end.max(from)));
    places
}

fn add_field(record: &Record, field: &Field, parts: &mut Vec<(Part, Print)>) {
    let Some(node) = record.node(&field.key) else {
        return;
    };
    if field.frozen_keys.is_empty() {
        let mut words: Vec<String> = node
            .scalars()
            .map(|word| value(record, field, word.value))
            .filter(|word| !word.is_empty())
            .collect();
        words.sort();
        if !words.is_empty() {
            let words = words.iter().map(String::as_str);
            parts.push((Part::Field(field.key.clone()), print(words)));
        }
        return;
    }
    let naming = field.shape.item_keys().first().copied().unwrap_or_default();
    for item in node.items() {
        let text = |key: &str| {
            let pair = item.pairs()?.iter().find(|pair| pair.key.value == key)?;
            Some(said(&pair.node)).filter(|text| !text.is_empty())
        };
        let Some(name) = text(naming) else { continue };
        for key in &field.frozen_keys {
            if let Some(value) = text(key) {
                let part = Part::Item(field.key.clone(), name.clone(), key.clone());
                parts.push((part, print([value.as_str()])));
            }
        }
    }
}

/// A value as it is meant: the same record by whichever way it is written.
fn value(record: &Record, field: &Field, word: &str) -> String {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    if field.shape != FieldType::References {
        return word;
    }
    match Written::read(&word) {
        Written::Number(number) => format!("{}-{number}", record.kind.prefix),
        Written::Prefixed(id) => id.to_string(),
        Written::File(_) | Written::Other(_) => word,
    }
}

/// The words of a value, whatever its shape.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Scalar(text) => text.split_whitespace().collect(),
        _ => node.scalars().map(|word| word.value.trim()).collect(),
    }
}
