//! `declog.toml` into settings, with every unknown key at its line and a suggestion beside it.
//!
//! The JSON Schema of the settings is the one list of the keys there are, so that what is accepted, what is suggested
//! and what `declog schema settings` prints cannot differ.

mod meaning;
mod shape;

use std::ops::Range;

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use crate::model::diagnostic::Diagnostic;
use crate::model::kind::FORMAT;
use crate::model::settings::Settings;
use crate::model::source::{Source, Span};

const RULE: &str = "settings";

/// Why settings cannot be used.
#[derive(Debug)]
pub enum Refusal {
    /// They are of a newer format, which this version does not read: the number written.
    Newer(i64),
    /// What is wrong, each at its place.
    Wrong(Vec<Diagnostic>),
}

/// Reads `declog.toml`.
pub fn parse(source: &Source) -> Result<Settings, Refusal> {
    let text = source.text.trim_start_matches('\u{feff}');
    let written = Written {
        path: &source.path,
        offset: source.text.len() - text.len(),
    };
    let table = DeTable::parse(text).map_err(|error| written.refused(&error))?;
    let table = table.get_ref();
    if let Some(format) = newer(table) {
        return Err(Refusal::Newer(format));
    }
    if !table.contains_key("format") {
        let problem = written.problem("`format` is missing", 0..0);
        let help = format!("begin the file with `format = {FORMAT}`");
        return Err(Refusal::Wrong(vec![problem.with_help(help)]));
    }
    let problems = shape::check(table, &schema(), &written);
    if !problems.is_empty() {
        return Err(Refusal::Wrong(problems));
    }
    let settings: Settings = toml::from_str(text).map_err(|error| written.refused(&error))?;
    let problems = meaning::check(&settings, table, &written);
    if problems.is_empty() {
        Ok(settings)
    } else {
        Err(Refusal::Wrong(problems))
    }
}

/// The file that a finding is about, and how far its text stands behind a byte order mark.
struct Written<'a> {
    path: &'a str,
    offset: usize,
}

impl Written<'_> {
    fn problem(&self, message: impl Into<String>, at: Range<usize>) -> Diagnostic {
        let span = Span::new(at.start + self.offset, at.end + self.offset);
        Diagnostic::new(RULE, self.path, message).with_span(span)
    }

    fn refused(&self, error: &toml::de::Error) -> Refusal {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        Refusal::Wrong(vec![self.problem(message, error.span().unwrap_or(0..0))])
    }
}

/// The JSON Schema of `declog.toml`.
#[must_use]
pub fn schema() -> Json {
    schemars::schema_for!(Settings).to_value()
}

/// Where each key that is written stands, by its dotted name, with its line from 1.
#[must_use]
pub fn lines(source: &Source) -> Vec<(String, usize)> {
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
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
    let text = source.text.trim_start_matches('\u{feff}');
    let offset = source.text.len() - text.len();
    let table = DeTable::parse(text).ok()?;
    let range = key_in(table.get_ref(), path)?;
    Some(Span::new(range.start + offset, range.end + offset))
}

fn key_in(table: &DeTable<'_>, path: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(*first)?;
    match value.get_ref() {
        _ if rest.is_empty() => Some(key.span()),
        DeValue::Table(inner) => key_in(inner, rest),
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
        _ => Some(value.span()),
    }
}

fn keys(table: &DeTable<'_>, prefix: &str, found: &mut impl FnMut(String, Range<usize>)) {
    for (key, value) in table {
        let name = dotted(prefix, key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => keys(inner, &name, found),
            _ => found(name, key.span()),
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
