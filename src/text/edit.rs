//! One change to a record's text; every byte it is not about stays.
//!
//! Fields are changed in a lossless syntax tree. The new text is then read again and compared with the old one: a
//! change that touches anything else is refused, and nothing is written.

use std::str::FromStr;

use yaml_edit::{Document, YamlFile, YamlNode};

use super::{front, parse};
use crate::model::change::{Change, NewEntry, NewValue};
use crate::model::front::{FrontMatter, Value};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::source::{Content, File, Span};

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The front matter is written in a way that cannot be edited without touching more.
    #[error("`{0}` cannot be changed without touching other lines")]
    NotLossless(String),
    /// The list has no such word.
    #[error("`{0}` has no `{1}`")]
    NotThere(String, String),
    /// The key holds a mapping or lists in lists.
    #[error("`{0}` is not a list of words")]
    NotAList(String),
    /// The text would end its own entry or section.
    #[error(
        "a heading or an open block, in the text or at the end of the record, would swallow or end the entry"
    )]
    BreaksOut,
}

/// The text of a record with a change made.
pub fn edit(record: &Record, change: &Change) -> Result<String, Refusal> {
    let text = &record.source.text;
    match change {
        Change::All(changes) => {
            let mut current = record.clone();
            for change in changes {
                let text = edit(&current, change)?;
                current =
                    reread(&current, text).ok_or_else(|| Refusal::NotLossless(name(change)))?;
            }
            Ok(current.source.text)
        }
        Change::Entry(entry) => add_entry(record, entry),
        Change::Set(key, value) => fields(record, text, key, |document, kind| {
            let node = match value {
                NewValue::Scalar(text) => scalar(text),
                NewValue::Number(number) => scalar_number(*number),
                NewValue::List(words) => flow(words),
            };
            put(document, kind, key, node);
            Ok(())
        }),
        Change::Unset(key) => fields(record, text, key, |document, _| {
            document.remove(key.as_str());
            Ok(())
        }),
        Change::Add(key, words) => fields(record, text, key, |document, kind| {
            add(document, kind, key, words)
        }),
        Change::Remove(key, words) => fields(record, text, key, |document, _| {
            remove(document, key, words)
        }),
    }
}

fn name(change: &Change) -> String {
    match change {
        Change::Set(key, _) | Change::Unset(key) | Change::Add(key, _) | Change::Remove(key, _) => {
            key.clone()
        }
        Change::Entry(_) => "log".to_owned(),
        Change::All(_) => "front matter".to_owned(),
    }
}

/// The record that a new text makes, if it still is one.
fn reread(record: &Record, text: String) -> Option<Record> {
    let file = File {
        path: record.source.path.clone(),
        content: Content::Bytes(text.into_bytes()),
    };
    match parse::parse(&record.kind, file).outcome {
        parse::Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

/// Changes the front matter through its syntax tree, and holds the result against the old text.
fn fields(
    record: &Record,
    text: &str,
    key: &str,
    change: impl FnOnce(&Document, &Kind) -> Result<(), Refusal>,
) -> Result<String, Refusal> {
    let refused = || Refusal::NotLossless(key.to_owned());
    let Some(old) = &record.front else {
        let (mark, rest) = text.split_at(text.len() - text.trim_start_matches('\u{feff}').len());
        let end = line_end(text);
        let document = Document::new_mapping();
        change(&document, &record.kind)?;
        let yaml = document.to_string().trim_end().replace('\n', end);
        return Ok(format!("{mark}---{end}{yaml}{end}---{end}{rest}"));
    };
    if !front::read(&record.source.path, text).problems.is_empty() {
        return Err(refused());
    }
    let file = YamlFile::from_str(&text[old.inner.range()]).map_err(|_| refused())?;
    let document = file.document().unwrap_or_else(Document::new_mapping);
    if document.as_mapping().is_none() && !old.pairs.is_empty() {
        return Err(refused());
    }
    change(&document, &record.kind)?;
    let yaml = if old.pairs.is_empty() {
        format!("{}{}", &text[old.inner.range()], document)
    } else {
        file.to_string()
    };
    let newline = if yaml.is_empty() || yaml.ends_with('\n') {
        ""
    } else {
        line_end(text)
    };
    let new = format!(
        "{}{yaml}{newline}{}",
        &text[..old.inner.start],
        &text[old.inner.end..]
    );
    let read = front::read(&record.source.path, &new)
        .front
        .ok_or_else(refused)?;
    if same_but(old, &read, key) && touches_only(old, text, &new, key) {
        Ok(new)
    } else {
        Err(refused())
    }
}

/// Every other key has the value it had, in the order it had.
fn same_but(old: &FrontMatter, new: &FrontMatter, key: &str) -> bool {
    let others = |front: &FrontMatter| -> Vec<(String, Value)> {
        let pairs = front.pairs.iter().filter(|pair| pair.key.value != key);
        pairs
            .map(|pair| (pair.key.value.clone(), plain(&pair.node.value)))
            .collect()
    };
    others(old) == others(new)
}

/// A value without its places, for comparing.
fn plain(value: &Value) -> Value {
    let mut value = value.clone();
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    let nowhere = Span::default();
    match value {
        Value::List(items) => {
            for item in items {
                item.span = nowhere;
                strip(&mut item.value);
            }
        }
        Value::Map(pairs) => {
            for pair in pairs {
                pair.key.span = nowhere;
                pair.node.span = nowhere;
                strip(&mut pair.node.value);
            }
        }
        Value::Empty | Value::Scalar(_) => {}
    }
}

/// The bytes that differ lie on the lines of the key, or are a pure insertion where the key was not there.
fn touches_only(front: &FrontMatter, old: &str, new: &str, key: &str) -> bool {
    if old == new {
        return true;
    }
    let Some(pair) = front.get(key) else {
        let before = old
            .bytes()
            .zip(new.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        return new.len() > old.len() && new.as_bytes().ends_with(&old.as_bytes()[before..]);
    };
    let start = old[..pair.key.span.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let value_end = pair.node.span.end.max(pair.key.span.end);
    let end = old[value_end..]
        .find('\n')
        .map_or(old.len(), |at| value_end + at + 1);
    new.starts_with(&old[..start])
        && new.ends_with(&old[end..])
        && new.len() >= start + (old.len() - end)
}

fn scalar(text: &str) -> YamlNode {
    let document = Document::new_mapping();
    document.set("value", text);
    document.get("value").expect("the key was just set")
}

fn scalar_number(number: i64) -> YamlNode {
    let document = Document::new_mapping();
    document.set("value", number);
    document.get("value").expect("the key was just set")
}

fn flow(words: &[String]) -> YamlNode {
    let document = Document::from_str("value: []\n").expect("a flow list is YAML");
    if let Some(list) = document.get_sequence("value") {
        for word in words {
            list.push(word.as_str());
        }
    }
    document.get("value").expect("the key was just read")
}

/// Sets a key where it stands, or puts it after the nearest key that the kind writes before it.
fn put(document: &Document, kind: &Kind, key: &str, node: YamlNode) {
    if document.contains_key(key) {
        document.set(key, node);
        return;
    }
    let place = kind.fields.iter().position(|field| field.key == key);
    let before = place.and_then(|place| {
        kind.fields[..place]
            .iter()
            .rev()
            .find(|field| document.contains_key(field.key.as_str()))
    });
    match (before, place) {
        (Some(field), _) => {
            document.insert_after(field.key.as_str(), key, node);
        }
        (None, Some(_)) if !document.is_empty() => {
            document.insert_at_index(0, key, node);
        }
        _ => {
            document.set(key, node);
        }
    }
}

fn add(document: &Document, kind: &Kind, key: &str, words: &[String]) -> Result<(), Refusal> {
    if let Some(list) = document.get_sequence(key) {
        for word in words {
            list.push(word.as_str());
        }
        return Ok(());
    }
    let old = match document.get(key) {
        None => Vec::new(),
        Some(YamlNode::Scalar(_)) => document
            .get_string(key)
            .into_iter()
            .filter(|old| !old.is_empty() && old != "~")
            .collect(),
        Some(_) => return Err(Refusal::NotAList(key.to_owned())),
    };
    let all: Vec<String> = old.into_iter().chain(words.iter().cloned()).collect();
    put(document, kind, key, flow(&all));
    Ok(())
}

fn remove(document: &Document, key: &str, words: &[String]) -> Result<(), Refusal> {
    for word in words {
        let missing = || Refusal::NotThere(key.to_owned(), word.clone());
        let Some(list) = document.get_sequence(key) else {
            if document.get_string(key).as_deref() != Some(word) {
                return Err(missing());
            }
            document.remove(key);
            continue;
        };
        let holds = |at: &usize| {
            list.get(*at).is_some_and(|item| {
                item.as_scalar()
                    .is_some_and(|text| text.as_string() == *word)
            })
        };
        let at = (0..list.len()).find(holds).ok_or_else(missing)?;
        if list.len() == 1 {
            document.remove(key);
        } else {
            list.remove(at);
        }
    }
    Ok(())
}

/// `\r\n` where the file's first line ends with it.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Puts an entry on top of the Log section, which is made at the end of the file where there is none.
fn add_entry(record: &Record, entry: &NewEntry) -> Result<String, Refusal> {
    let old = &record.source.text;
    let end = line_end(old);
    let words = entry.text.trim().replace("\r\n", "\n").replace('\n', end);
    let words = if words.is_empty() {
        words
    } else {
        format!("{words}{end}")
    };
    let heading = format!(
        "### {} · {} · {}{end}",
        entry.date,
        entry.word,
        one_line(&entry.person)
    );
    let new = match record.section("log") {
        Some(log) => {
            let at = old[log.heading.span.end..]
                .find('\n')
                .map_or(old.len(), |line| log.heading.span.end + line + 1);
            let newline = if old[..at].ends_with('\n') { "" } else { end };
            format!(
                "{}{newline}{end}{heading}{words}{}",
                &old[..at],
                after_entry(&old[at..], end)
            )
        }
        None => {
            let newline = if old.ends_with('\n') || old.is_empty() {
                ""
            } else {
                end
            };
            format!("{old}{newline}{end}## Log{end}{end}{heading}{words}")
        }
    };
    let read = reread(record, new).ok_or(Refusal::BreaksOut)?;
    let sections = |record: &Record| -> Vec<String> {
        let known = record
            .sections
            .iter()
            .filter(|section| section.id.as_deref() != Some("log"));
        known.map(|section| section.heading.text.clone()).collect()
    };
    let kept = read.entries.len() == record.entries.len() + 1
        && read.entries[1..]
            .iter()
            .zip(&record.entries)
            .all(|(new, old)| new.person == old.person && new.word == old.word)
        && sections(&read) == sections(record);
    if kept {
        Ok(read.source.text)
    } else {
        Err(Refusal::BreaksOut)
    }
}

/// What followed the Log heading, with exactly one empty line before it.
fn after_entry(rest: &str, end: &str) -> String {
    let rest_trimmed = rest.trim_start_matches(['\r', '\n']);
    if rest_trimmed.is_empty() {
        String::new()
    } else {
        format!("{end}{rest_trimmed}")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
