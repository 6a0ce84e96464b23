//! A file that nobody wrote for declog as one that declog writes: front matter added, the body as it is.
//!
//! What the new file says is read again and held against what the old one said. Where anything would be read in
//! another way, the file stays as it is, and the reason is told.

use std::sync::Arc;

use crate::index::{Edge, Index, Target};
use crate::model::change::{Change, NewValue};
use crate::model::front::Pair;
use crate::model::kind::{Dialect, Field, FieldType, Kind};
use crate::model::record::Record;
use crate::model::source::{Content, File, Span};
use crate::model::state::State;
use crate::text::edit;
use crate::text::folder::Role;
use crate::text::parse::{Outcome, parse_as};

/// What becomes of the lines that said what the front matter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// They stay: the body is the same to the byte.
    Kept,
    /// They go, where a line or a section says nothing else.
    Dropped,
}

/// What is wanted of a conversion.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What becomes of the old lines.
    pub lines: Lines,
    /// The state of a record that names none.
    pub assume: Option<&'a State>,
}

/// Why a file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// Its state is not known.
    #[error("its state is not known")]
    Stateless,
    /// Something would be read in another way.
    #[error("{what} would be read as `{after}`, not as `{before}`")]
    Differs {
        /// What: `title`.
        what: String,
        /// As it is read now.
        before: String,
        /// As it would be read.
        after: String,
    },
    /// Front matter cannot be written.
    #[error(transparent)]
    Refused(#[from] edit::Refusal),
    /// Only it says which record takes its place, and that one stays as it is.
    #[error("only it says that `{0}` takes its place, which stays as it is")]
    Hangs(String),
    /// Its fields stand in another file.
    #[error("its fields stand in `{0}`")]
    Beside(String),
}

/// A new text, and whether it keeps to what is asked of files that declog writes.
#[derive(Clone, Debug)]
pub struct Converted {
    /// All of it.
    pub text: String,
    /// The name of the file is as `new` would give it.
    pub is_named: bool,
}

/// The text of a foreign record with everything it says in its front matter.
///
/// # Errors
/// It would not be read as it is now.
pub fn convert(index: &Index, at: usize, wish: Wish<'_>) -> Result<Converted, Obstacle> {
    let record = &index.records[at];
    if let Some(beside) = &record.beside {
        return Err(Obstacle::Beside(beside.path.clone()));
    }
    let state = record.state().or(wish.assume).ok_or(Obstacle::Stateless)?;
    let fields = fields(index, at, state);
    let base = match wish.lines {
        Lines::Kept => record.source.text.clone(),
        Lines::Dropped => without_lines(record),
    };
    let (twin, _) = native(record, base).ok_or(Obstacle::Stateless)?;
    let changes = fields
        .iter()
        .map(|(key, value)| Change::Set(key.clone(), value.clone()));
    let text = edit::edit(&twin, &Change::All(changes.collect()))?;
    let (read, is_named) = native(record, text.clone()).ok_or(Obstacle::Stateless)?;
    match difference(record, &read, state, &fields) {
        Some(obstacle) => Err(obstacle),
        None => Ok(Converted { text, is_named }),
    }
}

/// The record that a text is to declog's own rules, and whether its name is as they want it.
fn native(record: &Record, text: String) -> Option<(Record, bool)> {
    let kind = Kind {
        dialect: Dialect::Native,
        ..Kind::clone(&record.kind)
    };
    let file = File {
        path: record.source.path.clone(),
        content: Content::Bytes(text.into_bytes()),
    };
    let role = Role::Record {
        id: record.id.clone(),
        beside: None,
    };
    let parsed = parse_as(&Arc::new(kind), file, role, None);
    let is_named = parsed
        .problems
        .iter()
        .all(|problem| problem.rule != "file-name");
    match parsed.outcome {
        Outcome::Record(record) => Some((*record, is_named)),
        _ => None,
    }
}

/// Every field that the record says something of, in the order of its kind.
fn fields(index: &Index, at: usize, state: &State) -> Vec<(String, NewValue)> {
    let record = &index.records[at];
    let own = |field: &Field| {
        let key = field.key.as_str();
        let words = || -> Vec<String> {
            let words = record.words(key).into_iter();
            words
                .map(|word| word.value.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect()
        };
        match field.shape {
            FieldType::State => Some(NewValue::Scalar(state.name.clone())),
            FieldType::Date if key == "created" => index
                .created(at)
                .map(|day| NewValue::Scalar(day.to_string())),
            FieldType::Date => record
                .date(key)
                .map(|day| NewValue::Scalar(day.to_string())),
            FieldType::References => {
                let all = references(index, at, field);
                (!all.is_empty()).then_some(NewValue::List(all))
            }
            shape if shape.is_list() => {
                let words = words();
                (!words.is_empty()).then_some(NewValue::List(words))
            }
            shape if shape.is_structured() => None,
            // A number keeps the digits it has where it is written already.
            _ => record
                .said
                .iter()
                .any(|pair| pair.key.value == key)
                .then(|| words().into_iter().next().map(NewValue::Scalar))?,
        }
    };
    record
        .kind
        .fields
        .iter()
        .filter_map(|field| Some((field.key.clone(), own(field)?)))
        .collect()
}

/// The records that a field names, by their ids; what names nothing stays as it is written.
fn references(index: &Index, at: usize, field: &Field) -> Vec<String> {
    let Some(relation) = field.relation() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for edge in index
        .edges_from(at)
        .filter(|edge| edge.relation == relation)
    {
        let named = name(index, edge);
        if !all.contains(&named) {
            all.push(named);
        }
    }
    all
}

fn name(index: &Index, edge: &Edge) -> String {
    let section = edge
        .section
        .as_ref()
        .map_or_else(String::new, |section| format!("#{section}"));
    match &edge.to {
        Target::Record(to) => format!("{}{section}", index.records[*to].id),
        _ => edge.written.clone(),
    }
}

/// What would be read in another way.
fn difference(
    old: &Record,
    new: &Record,
    state: &State,
    fields: &[(String, NewValue)],
) -> Option<Obstacle> {
    let differs = |what: &str, before: &str, after: &str| {
        (before != after).then(|| Obstacle::Differs {
            what: what.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        })
    };
    let now = new.state().map_or("", |state| state.name.as_str());
    let whole = differs("title", old.title(), new.title())
        .or_else(|| differs("state", &state.name, now))
        .or_else(|| differs("summary", &old.summary, &new.summary));
    whole.or_else(|| {
        fields.iter().find_map(|(key, value)| {
            let words: Vec<&str> = new.words(key).into_iter().map(|word| word.value).collect();
            let before = match value {
                NewValue::Scalar(text) => text.clone(),
                NewValue::Number(number) => number.to_string(),
                NewValue::List(words) => words.join(", "),
            };
            differs(key, &before, &words.join(", "))
        })
    })
}

/// The text without the lines and sections that say nothing but its fields.
fn without_lines(record: &Record) -> String {
    let text = &record.source.text;
    let mut holes: Vec<Span> = Vec::new();
    for pair in &record.said {
        if pair.node.span.start < record.body.start {
            continue;
        }
        holes.extend(match section_of(record, pair) {
            Some(section) => says_no_more(record, section).then_some(section),
            None => Some(lines(text, pair)),
        });
    }
    holes.sort();
    holes.dedup();
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for hole in holes {
        if hole.start < at {
            continue;
        }
        new.push_str(&text[at..hole.start]);
        at = hole.end;
        // Of the blank lines before and behind what went one is enough.
        if new.ends_with("\n\n") || new.ends_with("\n\r\n") {
            at += text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
        }
    }
    new.push_str(&text[at..]);
    new
}

/// The section that a field has for itself: its heading and what stands under it.
fn section_of(record: &Record, pair: &Pair) -> Option<Span> {
    let place = record
        .headings
        .iter()
        .position(|heading| heading.span == pair.key.span)?;
    let end = record
        .headings
        .get(place + 1)
        .map_or(record.source.text.len(), |next| next.span.start);
    Some(Span::new(record.headings[place].span.start, end))
}

/// Whether every line of a section is one that a field or a relation was read from.
fn says_no_more(record: &Record, section: Span) -> bool {
    let text = &record.source.text;
    let said = record.said.iter().flat_map(|pair| {
        let items = pair.node.items().iter().map(|item| item.span);
        items.chain([pair.node.span])
    });
    let mirrored = record.mirrors.iter().map(|mirror| mirror.to.span);
    let places: Vec<Span> = said.chain(mirrored).collect();
    let heading = text[section.start..section.end]
        .find('\n')
        .map_or(section.end, |at| section.start + at);
    let mut at = heading;
    text[heading..section.end]
        .split_inclusive('\n')
        .all(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len();
            let words = line.split_whitespace().count();
            let known = places
                .iter()
                .any(|place| place.start < span.end && span.start < place.end);
            // A sentence says more than a state and its successor.
            line.trim().is_empty() || (known && words <= 12)
        })
}

/// The lines that a pair stands on, with their ends.
fn lines(text: &str, pair: &Pair) -> Span {
    let first = pair.key.span.start.min(pair.node.span.start);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let last = pair.node.span.end.max(pair.key.span.end);
    let end = text[last..]
        .find('\n')
        .map_or(text.len(), |at| last + at + 1);
    Span::new(start, end)
}
