//! The text of a record without what does not count when it is compared with what it was.

use std::ops::Range;

use super::print::ids;
use crate::model::record::Record;
use crate::model::source::Span;
use crate::text::dialects::{canonical, mirror};

/// How addresses begin that nobody marked as links.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// A record's text in which comments, what links lead to and ticks are blanks, each byte at its place.
pub(super) struct Plain<'a> {
    record: &'a Record,
    text: String,
}

/// Which lines of a place say something of the record itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// Those that name what took its place.
    Text,
    /// Those that give a key a value, too: they stand above the first section.
    Head,
}

impl<'a> Plain<'a> {
    pub(super) fn of(record: &'a Record) -> Self {
        let mut plain = record.source.text.clone().into_bytes();
        for aside in &record.asides {
            blank(&mut plain, aside.range());
        }
        let body = record.source.slice(record.body);
        for place in addresses(body) {
            let from = record.body.start;
            blank(&mut plain, from + place.start..from + place.end);
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
            record,
            text: String::from_utf8_lossy(&plain).into_owned(),
        }
    }

    /// The text of some places: without the marks that lines begin with, and without lines that say something of the
    /// record itself.
    pub(super) fn words(&self, places: &[Span], lines: Lines) -> String {
        let mut words = String::new();
        for place in places {
            let mut at = place.start;
            let text = self.text.get(place.range()).unwrap_or_default();
            for line in text.split_inclusive('\n') {
                let span = Span::new(at, at + line.len());
                at += line.len();
                let written = self.record.source.slice(span);
                if !is_of_itself(written, lines) && !is_rule_of_a_table(line) {
                    words.push_str(unmarked(line));
                    words.push('\n');
                }
            }
        }
        words
    }
}

/// Addresses that stand in the text as they are.
fn addresses(body: &str) -> Vec<Range<usize>> {
    if !body.contains("://") {
        return Vec::new();
    }
    let starts = SCHEMES
        .iter()
        .flat_map(|scheme| body.match_indices(scheme).map(|(at, _)| at));
    let whole = starts.map(|at| {
        let rest = &body[at..];
        let end = rest.find(|letter: char| letter.is_whitespace() || ")>]|\"'`".contains(letter));
        at..at + end.unwrap_or(rest.len())
    });
    whole.collect()
}

fn blank(bytes: &mut [u8], place: Range<usize>) {
    let Some(place) = bytes.get_mut(place) else {
        return;
    };
    for byte in place.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

/// Whether a line says something of the record itself, not of what was decided.
fn is_of_itself(line: &str, lines: Lines) -> bool {
    let plain = unmarked(line).trim_matches(|letter: char| "*_ \t\r\n".contains(letter));
    if let Some(rest) = mirror(plain) {
        return names_only(rest);
    }
    if lines == Lines::Text {
        return false;
    }
    let row = line.trim().strip_prefix('|');
    let is_item = unmarked(line).len() < line.trim_start().len();
    let key = match row {
        Some(row) => row.split('|').next(),
        None => plain.split_once(':').map(|(key, _)| key),
    };
    key.is_some_and(|key| {
        let key = key.trim_matches(|letter: char| !letter.is_alphanumeric());
        let short = is_item && key.split_whitespace().count() <= 3;
        canonical(key).is_some() || short
    })
}

/// Whether a text is nothing but records: links, ids, numbers, and what stands between them.
fn names_only(text: &str) -> bool {
    let mut rest =
        text.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '[');
    let mut named = false;
    while !rest.is_empty() {
        let id = ids(rest).into_iter().next().filter(|id| id.start == 0);
        let link = rest.strip_prefix('[').and_then(|link| {
            let (_, behind) = link.split_once(']')?;
            let target = match behind.chars().next() {
                Some('(') => behind.find(')')? + 1,
                Some('[') => behind.find(']')? + 1,
                _ => 0,
            };
            Some(&behind[target..])
        });
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = match (id, link) {
            (Some(id), _) => &rest[id.end..],
            (None, Some(behind)) => behind,
            (None, None) if digits > 0 => &rest[digits..],
            (None, None) => return false,
        };
        named = true;
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '[');
        let and = rest
            .strip_prefix("and")
            .filter(|behind| behind.starts_with(' '));
        rest = and.map_or(rest, str::trim_start);
    }
    named
}

/// A line of dashes between the head of a table and its rows.
fn is_rule_of_a_table(line: &str) -> bool {
    let line = line.trim();
    line.contains("--") && line.chars().all(|letter| "|-: ".contains(letter))
}

/// A line without the marks of quotes and lists before its words.
fn unmarked(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = rest[digits..]
            .strip_prefix(['.', ')'])
            .filter(|_| (1..4).contains(&digits));
        let marked = rest.strip_prefix(['-', '*', '+']).or(numbered);
        let item = marked.filter(|behind| behind.starts_with([' ', '\t']));
        match item.or_else(|| rest.strip_prefix('>')) {
            Some(behind) => rest = behind.trim_start(),
            None => return rest,
        }
    }
}
