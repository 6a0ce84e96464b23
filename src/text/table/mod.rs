//! TOML files that declog reads: their keys and values with the places they stand at, and what does not fit a schema.
//!
//! The JSON Schema of what a file holds is the one list of the keys there are, so that what is accepted, what is
//! suggested and what `declog schema` prints cannot differ.

mod shape;

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use crate::model::diagnostic::Diagnostic;
use crate::model::kind::FORMAT;
use crate::model::source::{Source, Span};

/// The rule of everything that is wrong in a file of settings.
const RULE: &str = "settings";

/// Why a file cannot be used.
#[derive(Debug)]
pub enum Refusal {
    /// It is of a newer format, which this version does not read: the number written.
    Newer(i64),
    /// What is wrong, each at its place.
    Wrong(Vec<Diagnostic>),
}

/// A file, and how far its text stands behind a byte order mark.
pub(super) struct Written<'a> {
    source: &'a Source,
    text: &'a str,
    /// What messages call the file.
    name: &'a str,
}

impl<'a> Written<'a> {
    pub(super) fn new(source: &'a Source, name: &'a str) -> Self {
        Self {
            source,
            text: without_mark(source).0,
            name,
        }
    }

    /// The value the file holds, and its table for looking up places.
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        schema: &Json,
    ) -> Result<(T, DeTable<'a>), Refusal> {
        let table = DeTable::parse(self.text).map_err(|error| self.refused(&error))?;
        let table = table.into_inner();
        if let Some(format) = newer(&table) {
            return Err(Refusal::Newer(format));
        }
        if !table.contains_key("format") {
            let problem = self.problem("`format` is missing", 0..0);
            let help = format!("begin the file with `format = {FORMAT}`");
            return Err(Refusal::Wrong(vec![problem.with_help(help)]));
        }
        let problems = shape::check(&table, schema, self);
        if !problems.is_empty() {
            return Err(Refusal::Wrong(problems));
        }
        let value: T = toml::from_str(self.text).map_err(|error| self.lacking(&error, schema))?;
        Ok((value, table))
    }

    pub(super) fn problem(&self, message: impl Into<String>, at: Range<usize>) -> Diagnostic {
        Diagnostic::new(RULE, self.source.path.as_str(), message).with_span(self.span(at))
    }

    /// A range of the text as one of the file.
    pub(super) fn span(&self, at: Range<usize>) -> Span {
        let offset = self.source.text.len() - self.text.len();
        Span::new(at.start + offset, at.end + offset)
    }

    /// What is missing, with the words that it may be where they can be listed.
    fn lacking(&self, error: &toml::de::Error, schema: &Json) -> Refusal {
        let key = error.message().strip_prefix("missing field `");
        let key = key.and_then(|rest| rest.split('`').next());
        let words = key.map_or_else(Vec::new, |key| shape::words_of(schema, key));
        match self.refused(error) {
            Refusal::Wrong(problems) if !words.is_empty() => {
                let help = format!("one of `{}`", words.join("`, `"));
                let with = |problem: Diagnostic| problem.with_help(help.clone());
                Refusal::Wrong(problems.into_iter().map(with).collect())
            }
            refusal => refusal,
        }
    }

    fn refused(&self, error: &toml::de::Error) -> Refusal {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        let message = match message.strip_prefix("missing field ") {
            Some(key) => format!("{key} is missing"),
            None => message,
        };
        Refusal::Wrong(vec![self.problem(message, error.span().unwrap_or(0..0))])
    }
}

/// What is of the right type and means nothing, collected by the path of its key.
pub(super) struct Meanings<'a> {
    written: &'a Written<'a>,
    table: &'a DeTable<'a>,
    instead: &'static [&'static str],
    problems: Vec<Diagnostic>,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(written: &'a Written<'a>, table: &'a DeTable<'a>) -> Self {
        Self {
            written,
            table,
            instead: &[],
            problems: Vec::new(),
        }
    }

    /// The keys to point at, the first that is written, where what is wrong stands in another file.
    pub(super) fn or_at(mut self, keys: &'static [&'static str]) -> Self {
        self.instead = keys;
        self
    }

    /// A problem with the value at a path; items of lists are named by their number from 0.
    pub(super) fn problem(&mut self, path: &[&str], message: String, close: Option<&str>) {
        let at = place_in(self.table, path);
        self.add(at, message, close);
    }

    /// A problem with the last key of a path.
    pub(super) fn key_problem(&mut self, path: &[&str], message: String, close: Option<&str>) {
        let at = key_in(self.table, path);
        self.add(at, message, close);
    }

    /// The number of the item of a list of tables that has that value behind a key, as a path names it.
    pub(super) fn item(&self, list: &str, key: &str, value: &str) -> Option<String> {
        let items = self.table.get(list)?.get_ref().as_array()?;
        let mut items = items.iter();
        let at = items.position(|item| {
            let found = item.get_ref().as_table().and_then(|item| item.get(key));
            found.and_then(|found| found.get_ref().as_str()) == Some(value)
        });
        at.map(|at| at.to_string())
    }

    fn add(&mut self, at: Option<Range<usize>>, message: String, close: Option<&str>) {
        let instead = || {
            self.instead
                .iter()
                .find_map(|key| place_in(self.table, &[key]))
        };
        let problem = self
            .written
            .problem(message, at.or_else(instead).unwrap_or(0..0));
        self.problems.push(match close {
            Some(close) => problem.with_label(format!("did you mean `{close}`?")),
            None => problem,
        });
    }

    /// Everything found, in the order of the file.
    pub(super) fn into_problems(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(|problem| problem.span);
        self.problems
    }
}

/// Where each key that is written stands, by its dotted name; items of lists stand behind it as `[0]`.
pub(super) fn places(source: &Source) -> Vec<(String, Span)> {
    let (text, offset) = without_mark(source);
    let mut found = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        values(table.get_ref(), "", &mut |name, range| {
            found.push((name, Span::new(range.start + offset, range.end + offset)));
        });
    }
    found
}

/// Where each key that is written stands, by its dotted name, with its line from 1; the tables of a list by their
/// number from 0.
#[must_use]
pub fn lines(source: &Source) -> Vec<(String, usize)> {
    let (text, offset) = without_mark(source);
    let mut found = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        keys(table.get_ref(), "", &mut |name, span| {
            found.push((name, source.position(span.start + offset).line));
        });
    }
    found
}

/// Where the key of a setting stands.
#[must_use]
pub fn place(source: &Source, path: &[&str]) -> Option<Span> {
    let (text, offset) = without_mark(source);
    let table = DeTable::parse(text).ok()?;
    let range = key_in(table.get_ref(), path)?;
    Some(Span::new(range.start + offset, range.end + offset))
}

/// The text behind a byte order mark, and how far that is.
fn without_mark(source: &Source) -> (&str, usize) {
    let text = source.text.trim_start_matches('\u{feff}');
    (text, source.text.len() - text.len())
}

/// Where the last key of a path stands.
pub(super) fn key_in(table: &DeTable<'_>, path: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(*first)?;
    match value.get_ref() {
        _ if rest.is_empty() => Some(key.span()),
        DeValue::Table(inner) => key_in(inner, rest),
        DeValue::Array(items) => {
            let item = items.get(rest[0].parse::<usize>().ok()?)?;
            key_in(item.get_ref().as_table()?, &rest[1..])
        }
        _ => None,
    }
}

/// The value at a path; the key where the value is a table.
fn place_in(table: &DeTable<'_>, path: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(*first)?;
    match value.get_ref() {
        DeValue::Table(inner) if !rest.is_empty() => place_in(inner, rest),
        DeValue::Table(_) => Some(key.span()),
        DeValue::Array(items) if !rest.is_empty() => {
            let item = items.get(rest[0].parse::<usize>().ok()?)?;
            match item.get_ref() {
                DeValue::Table(inner) if rest.len() > 1 => place_in(inner, &rest[1..]),
                _ => Some(item.span()),
            }
        }
        _ => Some(value.span()),
    }
}

fn keys(table: &DeTable<'_>, prefix: &str, found: &mut impl FnMut(String, Range<usize>)) {
    for (key, value) in table {
        let name = dotted(prefix, key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => keys(inner, &name, found),
            DeValue::Array(items) => {
                let items = items.iter().enumerate();
                for (at, table) in items.filter(|(_, item)| item.get_ref().as_table().is_some()) {
                    found(dotted(&name, &at.to_string()), table.span());
                }
                found(name, key.span());
            }
            _ => found(name, key.span()),
        }
    }
}

fn values(table: &DeTable<'_>, prefix: &str, found: &mut impl FnMut(String, Range<usize>)) {
    for (key, value) in table {
        let name = dotted(prefix, key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => {
                found(name.clone(), key.span());
                values(inner, &name, found);
            }
            DeValue::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let name = format!("{name}[{at}]");
                    if let DeValue::Table(inner) = item.get_ref() {
                        values(inner, &name, found);
                    }
                    found(name, item.span());
                }
                found(name, value.span());
            }
            _ => found(name, value.span()),
        }
    }
}

fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

fn newer(table: &DeTable<'_>) -> Option<i64> {
    let format: i64 = table
        .get("format")?
        .get_ref()
        .as_integer()?
        .as_str()
        .parse()
        .ok()?;
    (format > i64::from(FORMAT)).then_some(format)
}
