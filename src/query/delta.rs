//! What differs between two versions of a record, and between two versions of a log.

use std::collections::HashMap;

use super::lines::changed;
use crate::index::Index;
use crate::model::delta::{Delta, Difference, FieldTurn, Said, SectionTurn, Turn, What};
use crate::model::front::{Node, Value};
use crate::model::id::{Id, Written};
use crate::model::kind::FieldType;
use crate::model::record::{Record, Section};

/// What differs between two versions of a log, by kind and id.
///
/// A record is the same where kind and id are, whatever its file; one that names its old id among its aliases is too.
#[must_use]
pub fn compare(old: Option<&Index>, new: Option<&Index>) -> Vec<Difference> {
    let all = |index: Option<&'_ Index>| index.map_or(0, |index| index.records.len());
    let mut pairs: Vec<(Option<&Record>, Option<&Record>)> = Vec::new();
    let mut left: Vec<bool> = vec![true; all(old)];
    let mut waiting = Vec::new();
    let by_id = old.map(named).unwrap_or_default();
    for record in new.iter().flat_map(|index| &index.records) {
        let same = by_id.get(&(record.kind.name.as_str(), &record.id));
        let own = old.zip(take(same, record, old, &mut left));
        match own {
            Some((old, at)) => pairs.push((Some(&old.records[at]), Some(record))),
            None => waiting.push(record),
        }
    }
    for record in waiting {
        let mut before = aliases(record)
            .into_iter()
            .filter_map(|id| by_id.get(&(record.kind.name.as_str(), &id)).cloned());
        let at = before.find_map(|places| take(Some(&places), record, old, &mut left));
        let old = old.zip(at).map(|(old, at)| &old.records[at]);
        pairs.push((old, Some(record)));
    }
    let gone = old.iter().flat_map(|index| &index.records).zip(&left);
    let gone = gone.filter(|(_, left)| **left);
    pairs.extend(gone.map(|(record, _)| (Some(record), None)));
    let rank = |record: &Record| {
        let kinds = new.or(old).map(|index| &index.log.kinds);
        kinds.and_then(|kinds| kinds.iter().position(|kind| kind.name == record.kind.name))
    };
    pairs.sort_by_cached_key(|(old, new)| {
        let record = new.or(*old);
        record.map(|record| (rank(record), record.id.clone(), record.source.path.clone()))
    });
    let told = pairs
        .into_iter()
        .filter_map(|(old, new)| difference(old, new));
    told.collect()
}

/// What became of a record between two versions; none where nothing did.
#[must_use]
pub fn difference(old: Option<&Record>, new: Option<&Record>) -> Option<Difference> {
    let record = new.or(old)?;
    let (what, delta) = match (old, new) {
        (Some(old), Some(new)) => {
            let delta = delta(old, new);
            let what = match &delta.state {
                Some(_) => What::Moved,
                None if delta.is_empty() => return None,
                None => What::Changed,
            };
            (what, delta)
        }
        (None, _) => {
            let entries = record.entries.iter();
            let delta = Delta {
                entries: entries.map(|entry| said(record, entry)).collect(),
                ..Delta::default()
            };
            (What::Added, delta)
        }
        (Some(_), None) => (What::Removed, Delta::default()),
    };
    Some(Difference {
        what,
        id: record.id.to_string(),
        kind: record.kind.name.clone(),
        title: record.title().to_owned(),
        path: record.source.path.clone(),
        state: state(record),
        delta,
    })
}

/// The places of records by kind and id.
fn named(index: &Index) -> HashMap<(&str, &Id), Vec<usize>> {
    let mut places: HashMap<(&str, &Id), Vec<usize>> = HashMap::new();
    for (at, record) in index.records.iter().enumerate() {
        let name = (record.kind.name.as_str(), &record.id);
        places.entry(name).or_default().push(at);
    }
    places
}

/// The record among some that is still left: the one in the same file, else the first.
fn take(
    places: Option<&Vec<usize>>,
    record: &Record,
    old: Option<&Index>,
    left: &mut [bool],
) -> Option<usize> {
    let mut free = places?.iter().copied().filter(|&at| left[at]);
    let same =
        |&at: &usize| old.is_some_and(|old| old.records[at].source.path == record.source.path);
    let at = free.clone().find(same).or_else(|| free.next())?;
    left[at] = false;
    Some(at)
}

/// The ids that a record had before.
fn aliases(record: &Record) -> Vec<Id> {
    let words = record.words("aliases");
    let ids = words
        .iter()
        .filter_map(|alias| match Written::read(alias.value) {
            Written::Prefixed(id) => Some(id),
            Written::Number(number) => Some(Id::new(record.kind.prefix.clone(), number)),
            _ => None,
        });
    ids.collect()
}

fn delta(old: &Record, new: &Record) -> Delta {
    let turn = |from: Option<String>, to: Option<String>| (from != to).then_some(Turn { from, to });
    let told = |text: &str| Some(text.to_owned());
    let (entries, lost) = entries(old, new);
    Delta {
        id: turn(Some(old.id.to_string()), Some(new.id.to_string())),
        state: turn(state(old), state(new)),
        title: turn(told(old.title()), told(new.title())),
        path: turn(told(&old.source.path), told(&new.source.path)),
        fields: fields(old, new),
        sections: sections(old, new),
        entries,
        lost,
    }
}

/// The state's name, else its word as written.
fn state(record: &Record) -> Option<String> {
    let written = record.status.as_ref().map(|status| status.value.clone());
    record.state().map(|state| state.name.clone()).or(written)
}

fn fields(old: &Record, new: &Record) -> Vec<FieldTurn> {
    let (before, after) = (values(old), values(new));
    let find = |all: &[(String, String)], key: &str| {
        let found = all.iter().find(|(own, _)| own == key);
        found.map(|(_, value)| value.clone())
    };
    let gone = before
        .iter()
        .filter(|(key, _)| find(&after, key).is_none())
        .map(|(key, value)| FieldTurn {
            key: key.clone(),
            from: Some(value.clone()),
            to: None,
        });
    let others = after.iter().map(|(key, value)| FieldTurn {
        key: key.clone(),
        from: find(&before, key),
        to: Some(value.clone()),
    });
    let turned = others.filter(|turn| turn.from != turn.to);
    turned.chain(gone).collect()
}

/// What each field says, the state aside; a key that the kind reads as another's is that one.
fn values(record: &Record) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut seen: Vec<&String> = Vec::new();
    for pair in record.pairs() {
        let field = record.kind.field(&pair.key.value);
        if field.is_some_and(|field| field.shape == FieldType::State) {
            continue;
        }
        let key = field.map_or(&pair.key.value, |field| &field.key);
        if !seen.contains(&key) {
            seen.push(key);
            add(key.clone(), &pair.node, &mut values);
        }
    }
    values
}

/// Adds a value in a line, or each part of one that has parts: `measures / p95 latency / target`.
fn add(key: String, node: &Node, values: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Map(pairs) => {
            for pair in pairs {
                add(format!("{key} / {}", pair.key.value), &pair.node, values);
            }
        }
        Value::List(items) if items.iter().any(|item| item.pairs().is_some()) => {
            for (place, item) in items.iter().enumerate() {
                let pairs = item.pairs().unwrap_or_default();
                // The first key of an item names it.
                let named = pairs
                    .split_first()
                    .and_then(|(first, rest)| Some((first.node.scalar()?.trim().to_owned(), rest)));
                let (name, rest) = named.unwrap_or_else(|| ((place + 1).to_string(), pairs));
                let key = format!("{key} / {name}");
                if rest.is_empty() {
                    values.push((key.clone(), line(item)));
                }
                for pair in rest {
                    add(format!("{key} / {}", pair.key.value), &pair.node, values);
                }
            }
        }
        _ => values.push((key, line(node))),
    }
}

/// A value in a line; what has parts is told elsewhere.
fn line(node: &Node) -> String {
    match &node.value {
        Value::Empty | Value::Map(_) => String::new(),
        Value::Scalar(text) => text.trim().to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(line).collect();
            items.join(", ")
        }
    }
}

fn sections(old: &Record, new: &Record) -> Vec<SectionTurn> {
    let (before, after) = (texts(old), texts(new));
    let find = |all: &[Text], title: &Option<String>| {
        let found = all.iter().find(|own| own.title == *title);
        found.map(|own| own.text.clone())
    };
    // A section that comes or goes with its entries is told by them.
    let says_more = |own: &Text| !own.has_entries || !own.text.trim().is_empty();
    let mut turns: Vec<SectionTurn> = Vec::new();
    for own in &after {
        let text = own.text.as_str();
        match find(&before, &own.title) {
            Some(was) if was == text => {}
            Some(was) => turns.push(turned(&own.title, What::Changed, (&was, text))),
            None if says_more(own) => turns.push(turned(&own.title, What::Added, ("", text))),
            None => {}
        }
    }
    for own in before.iter().filter(|own| says_more(own)) {
        if find(&after, &own.title).is_none() {
            turns.push(turned(&own.title, What::Removed, (&own.text, "")));
        }
    }
    turns
}

fn turned(title: &Option<String>, what: What, (old, new): (&str, &str)) -> SectionTurn {
    let (added, removed) = changed(old, new);
    SectionTurn {
        title: title.clone(),
        what,
        added,
        removed,
    }
}

/// What stands under a heading.
struct Text {
    /// None for what stands in no section.
    title: Option<String>,
    /// Without the entries.
    text: String,
    has_entries: bool,
}

/// The text of each section, and of what stands in none; sections of one heading are one.
fn texts(record: &Record) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut outside = String::new();
    let mut told = record.body.start;
    for section in &record.sections {
        outside.push_str(&between(record, told, section.heading.span.start));
        told = told.max(section.body.end);
        let entry = first_entry(record, section);
        let end = entry.unwrap_or(section.body.end);
        let text = record.source.text.get(section.body.start..end);
        let text = format!("{}\n", text.unwrap_or_default().trim());
        let title = Some(section.heading.text.clone());
        match texts.iter_mut().find(|own| own.title == title) {
            Some(own) => own.text.push_str(&text),
            None => texts.push(Text {
                title,
                text,
                has_entries: entry.is_some(),
            }),
        }
    }
    outside.push_str(&between(record, told, record.body.end));
    if !outside.trim().is_empty() {
        let outside = Text {
            title: None,
            text: format!("{}\n", outside.trim()),
            has_entries: false,
        };
        texts.insert(0, outside);
    }
    texts
}

/// The text between two places of the body, without the line of the title.
fn between(record: &Record, from: usize, to: usize) -> String {
    let text = record.source.text.get(from..to).unwrap_or_default();
    let title = record.title.as_ref().map(|title| title.span.start);
    let mut start = from;
    let lines = text.split_inclusive('\n').filter(|line| {
        let range = start..start + line.len();
        start = range.end;
        !title.is_some_and(|title| range.contains(&title))
    });
    lines.collect()
}

/// Where the first entry of a section begins.
fn first_entry(record: &Record, section: &Section) -> Option<usize> {
    let body = section.body.range();
    let starts = record.entries.iter().map(|entry| entry.heading.start);
    starts.filter(|start| body.contains(start)).min()
}

/// The entries that only the newer version has, and those that only the older one has.
fn entries(old: &Record, new: &Record) -> (Vec<Said>, Vec<Said>) {
    let all = |record: &Record| -> Vec<Said> {
        let entries = record.entries.iter();
        entries.map(|entry| said(record, entry)).collect()
    };
    let (mut lost, mut added) = (all(old), Vec::new());
    for entry in all(new) {
        match lost.iter().position(|other| *other == entry) {
            Some(at) => {
                lost.remove(at);
            }
            None => added.push(entry),
        }
    }
    (added, lost)
}

fn said(record: &Record, entry: &crate::model::record::Entry) -> Said {
    Said {
        date: entry.date.map(|date| date.to_string()),
        word: entry.word.clone(),
        person: entry.person.clone(),
        text: record.source.slice(entry.body).trim().replace('\r', ""),
    }
}
