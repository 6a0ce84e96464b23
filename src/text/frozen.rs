//! What a record says in the parts that its kind freezes, ready to be compared with what it said before.
//!
//! White space, link targets, comments, ticks, and where and in which order something stands do not count; neither does
//! what a file says of its own state or of the records that took its place.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::dialects::{canonical, is_mirror, without_comments};
use super::outline::{LOG, targets};
use crate::model::front::{Node, Value};
use crate::model::frozen::{Frozen, Part, Print, Said};
use crate::model::id::Written;
use crate::model::kind::{Field, FieldType, covers};
use crate::model::record::{Record, Section, read_date};
use crate::model::source::Span;
use crate::model::state::State;

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
    if let Some(state) = record.state() {
        if covers(&record.kind.frozen_in, state) {
            parts.push((Part::Title, print([record.title()])));
        }
        let fields = record.kind.fields.iter();
        for field in fields.filter(|field| covers(&field.frozen_in, state)) {
            add_field(record, field, &mut parts);
        }
        add_sections(record, state, (&plain, &mut parts));
    }
    let entries = record.entries.iter().map(|entry| {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let words = [date, entry.word.clone(), entry.person.clone()];
        let text = plain.words(&[entry.body]);
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

/// A record's text without what does not count, byte by byte at its place.
struct Plain {
    text: String,
}

impl Plain {
    fn of(record: &Record) -> Self {
        let text = &record.source.text;
        let mut plain = without_comments(text).into_bytes();
        // Only such a text writes a target.
        let body = record.source.slice(record.body);
        if body.contains("](") || body.contains("]:") {
            for target in targets(text, record.body) {
                blank(&mut plain, target);
            }
        }
        let tasks = record.sections.iter().flat_map(|section| &section.tasks);
        for task in tasks {
            let item = record.source.slice(task.span);
            let ticked = item.find(['x', 'X', ' ']).filter(|at| *at < 3);
            if let Some(at) = ticked.map(|at| task.span.start + at) {
                blank(&mut plain, at..at + 1);
            }
        }
        Self {
            text: String::from_utf8_lossy(&plain).into_owned(),
        }
    }

    /// The text of some places, without lines that name what took the record's place.
    fn words(&self, places: &[Span]) -> String {
        let texts = places.iter().filter_map(|span| self.text.get(span.range()));
        let lines = texts.flat_map(str::lines).filter(|line| !is_mirror(line));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn blank(bytes: &mut [u8], place: Range<usize>) {
    if let Some(place) = bytes.get_mut(place) {
        place.fill(b' ');
    }
}

/// Adds the sections; several with one meaning are one part.
fn add_sections(record: &Record, state: &State, (plain, parts): (&Plain, &mut Vec<(Part, Print)>)) {
    let mut all: BTreeMap<String, Vec<&Section>> = BTreeMap::new();
    for section in &record.sections {
        let key = match &section.id {
            Some(id) => {
                let known = record.kind.section(id).filter(|_| id != LOG);
                known
                    .filter(|known| covers(&known.frozen_in, state))
                    .map(|_| id.clone())
            }
            None => covers(&record.kind.frozen_in, state)
                .then(|| section.heading.text.trim().to_lowercase())
                .filter(|heading| canonical(heading).is_none()),
        };
        if let Some(key) = key {
            all.entry(key).or_default().push(section);
        }
    }
    for (key, sections) in all {
        let tasks: Vec<_> = sections.iter().flat_map(|section| &section.tasks).collect();
        let places = sections.iter().flat_map(|section| around(section));
        let words = plain.words(&places.collect::<Vec<_>>());
        for (at, task) in tasks.iter().enumerate() {
            // An item that was not done may say who carries it on.
            let words = plain.words(&[task.span]);
            let carried_on = !task.ticked && !named(&words).is_empty();
            let print = match carried_on {
                true => Print::free(),
                false => print([words.as_str()]),
            };
            parts.push((Part::Task(key.clone(), at), print));
        }
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

/// The print of some texts, whatever white space is in them.
fn print<'a>(words: impl IntoIterator<Item = &'a str>) -> Print {
    let mut hash = Sha256::new();
    let mut ids = Vec::new();
    for word in words {
        for word in word.split_whitespace() {
            let mut copied = 0;
            for id in named(word) {
                hash.update(&word[copied..id.start]);
                hash.update([1]);
                copied = id.end;
                ids.push(shortest(&word[id]));
            }
            hash.update(&word[copied..]);
        }
        hash.update([0]);
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut words = [0; 16];
    words.copy_from_slice(&whole[..16]);
    Print {
        words,
        ids: ids.into(),
    }
}

/// The words of a text that may be ids: capitals, a dash, digits.
fn named(text: &str) -> Vec<Range<usize>> {
    let dashes = text.match_indices('-').map(|(at, _)| at);
    let ids = dashes.filter_map(|at| {
        let before = text[..at].bytes().rev();
        let capitals = before.take_while(u8::is_ascii_uppercase).count();
        let after = text[at + 1..].bytes();
        let digits = after.take_while(u8::is_ascii_digit).count();
        (capitals > 1 && digits > 0).then_some(at - capitals..at + 1 + digits)
    });
    ids.collect()
}

/// An id without the zeros before its number.
fn shortest(id: &str) -> Box<str> {
    let (prefix, number) = id.split_once('-').unwrap_or((id, ""));
    let number = number.trim_start_matches('0');
    format!("{prefix}-{number}").into()
}
