//! One change to a record's text; every byte it is not about stays.
//!
//! Fields are changed in a lossless syntax tree. The new text is then read again and compared with the old one: a
//! change that touches anything else, or does not say what was asked for, is refused, and nothing is written.

mod begin;
mod entry;
mod fields;
mod foreign;
mod format;
mod intent;
mod items;
mod proof;
mod rename;
mod state;
mod tree;
mod words;

pub use begin::begin;
use foreign::Wanted;
pub use format::formatted;

use super::parse;
use crate::model::change::Change;
use crate::model::record::Record;
use crate::model::source::Content;

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The front matter is written in a way that cannot be edited without touching more.
    #[error("`{0}` cannot be changed without touching other lines")]
    NotLossless(String),
    /// The front matter has a finding of its own, such as a key that is written twice.
    #[error("`{0}` cannot be changed while front matter is wrong: {1}")]
    Wrong(String, String),
    /// The list has no such word.
    #[error("`{0}` has no `{1}`")]
    NotThere(String, String),
    /// The key holds a mapping or lists in lists.
    #[error("`{0}` is not a list of words")]
    NotAList(String),
    /// The key does not hold mappings, or a mapping.
    #[error("`{0}` does not hold keys with values")]
    NotItems(String),
    /// The key holds a list or a mapping where one value is wanted.
    #[error("`{0}` holds more than one value")]
    NotOne(String),
    /// Several items have that name.
    #[error("`{0}` has `{1}` more than once")]
    Twice(String, String),
    /// The file says such things in a way that cannot be written without touching more.
    #[error("`{0}` cannot be written: the fields of this file stand in its {1}")]
    Dialect(String, &'static str),
    /// The file has no place for the field.
    #[error("`{0}` has no place in this file, which has no front matter")]
    NoPlace(String),
    /// The text would end its own entry or section.
    #[error(
        "a heading or an open block, in the text or at the end of the record, would swallow or end the entry"
    )]
    BreaksOut,
}

/// The text of a record with a change made.
pub fn edit(record: &Record, change: &Change) -> Result<String, Refusal> {
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
        Change::Entry(entry) => entry::add(record, entry),
        Change::Add(key, words) if has_all(record, key, words) => Ok(record.source.text.clone()),
        Change::Remove(_, words) if words.is_empty() => Ok(record.source.text.clone()),
        Change::Set(key, value) if foreign::says(record, key, value) => {
            Ok(record.source.text.clone())
        }
        Change::Set(key, value) if foreign::is_in_body(record, key) => {
            foreign::set(record, key, Wanted::Value(value))
        }
        Change::Unset(key) if foreign::is_in_body(record, key) => {
            foreign::set(record, key, Wanted::Nothing)
        }
        Change::Add(key, words) if foreign::is_in_line(record, key) => {
            foreign::add(record, key, words)
        }
        Change::Remove(key, words) if foreign::is_in_line(record, key) => {
            foreign::remove(record, key, words)
        }
        Change::Set(key, value) => fields::set(record, foreign::called(record, key), value),
        Change::Unset(key) => fields::unset(record, foreign::called(record, key)),
        Change::Add(key, words) => fields::add(record, foreign::called(record, key), words),
        Change::Remove(key, words) => fields::remove(record, foreign::called(record, key), words),
        Change::Rename(from, to) => rename::rename(record, from, to),
        Change::Put(place, value) => items::put(record, place, value),
        Change::Push(place, value) => items::push(record, place, value),
        Change::Append(key, item) => items::append(record, key, item),
    }
}

/// Whether a record has a place for a field: a file that nobody wrote for declog may have none.
#[must_use]
pub fn has_place(record: &Record, key: &str) -> bool {
    foreign::has_place(record, key)
}

/// Whether a field says all of those words already, wherever it says them.
fn has_all(record: &Record, key: &str, words: &[String]) -> bool {
    let said = record.words(key);
    words
        .iter()
        .all(|word| said.iter().any(|one| one.value == word))
}

fn name(change: &Change) -> String {
    match change {
        Change::Set(key, _) | Change::Unset(key) | Change::Add(key, _) | Change::Remove(key, _) => {
            key.clone()
        }
        Change::Put(place, _) | Change::Push(place, _) => place.list.clone(),
        Change::Append(key, _) | Change::Rename(key, _) => key.clone(),
        Change::Entry(_) => "log".to_owned(),
        Change::All(_) => "front matter".to_owned(),
    }
}

/// The record that a new text makes, if it still is one.
fn reread(record: &Record, text: String) -> Option<Record> {
    match parse::parse_again(record, Content::Bytes(text.into_bytes())).outcome {
        parse::Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

/// `\r\n` where the file's first line ends with it.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
