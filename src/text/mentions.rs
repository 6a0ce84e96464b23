//! Where a text names a record: by its id, or by the path of its file.

use std::ops::Range;

use regex::Regex;

use crate::model::id::{Id, dated_length};

/// The places where a text has an id with a number: `DEC-12`, `DEC-0012`.
///
/// A longer word that has it in it is another word, and the name of a file is no id.
#[must_use]
pub fn ids(text: &str, id: &Id) -> Vec<Range<usize>> {
    let Some(number) = id.number() else {
        return Vec::new();
    };
    let prefix = format!("{}-", id.prefix());
    let starts = text.match_indices(&prefix).map(|(at, _)| at);
    let named = starts.filter_map(|start| {
        let from = start + prefix.len();
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let end = from + digits;
        let before = text[..start].chars().next_back();
        let same = text[from..end].parse() == Ok(number);
        (same && is_apart(before) && is_end(&text[end..])).then_some(start..end)
    });
    named.collect()
}

/// Finds every id with one of some prefixes, in one pass over a text.
#[derive(Clone, Debug)]
pub struct Finder {
    prefix: Option<Regex>,
}

impl Finder {
    /// Looks for ids of those prefixes: `DEC-12`, `DEC-0012`, `DEC-20261122-k7f3`.
    #[must_use]
    pub fn new(prefixes: &[String]) -> Self {
        let words = prefixes.iter().filter(|prefix| !prefix.is_empty());
        let words: Vec<String> = words.map(|prefix| regex::escape(prefix)).collect();
        let expression = format!("(?:{})-[0-9]", words.join("|"));
        Self {
            prefix: Regex::new(&expression).ok().filter(|_| !words.is_empty()),
        }
    }

    /// Where the text names a record, by the byte at which each id begins; a longer word is another word, and the name of
    /// a file is no id.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(usize, Id)> {
        let Some(prefix) = &self.prefix else {
            return Vec::new();
        };
        let found = prefix.find_iter(text).filter_map(|found| {
            let before = text[..found.start()].chars().next_back();
            // The last byte of what was found is the first digit.
            let (from, word) = (found.end() - 1, found.as_str());
            let prefix = &word[..word.len() - 2];
            let rest = &text[from..];
            let (length, id) = match dated_length(rest) {
                Some(length) => (length, Id::dated(prefix, &rest[..length])),
                None => {
                    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                    (length, Id::new(prefix, rest[..length].parse().ok()?))
                }
            };
            (is_apart(before) && is_end(&rest[length..])).then_some((found.start(), id))
        });
        found.collect()
    }
}

/// Whether a word begins behind that letter.
fn is_apart(before: Option<char>) -> bool {
    before.is_none_or(|letter| !letter.is_alphanumeric() && !"-_/".contains(letter))
}

/// Whether an id ends where that text begins.
fn is_end(rest: &str) -> bool {
    let word = word(rest);
    let next = word.chars().next();
    next.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
        && !word.trim_end_matches('.').ends_with(".md")
}

/// The word that a text begins with, as far as it may be a path.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !is_part_of_path(letter));
    &text[..end.unwrap_or(text.len())]
}

/// The places where a text, of the file `from`, has a path that leads to the file `to`. Both are paths from the
/// repository's root; in the text, blanks may be written as `%20`.
#[must_use]
pub fn paths(text: &str, from: &str, to: &str) -> Vec<Range<usize>> {
    let name = to.rsplit('/').next().unwrap_or(to);
    let written = name.replace(' ', "%20");
    let mut found: Vec<Range<usize>> = Vec::new();
    for spelt in [name, written.as_str()] {
        for (at, _) in text.match_indices(spelt) {
            let before = text[..at].char_indices().rev();
            let outside = before.take_while(|(_, letter)| is_part_of_path(*letter));
            let start = outside.last().map_or(at, |(start, _)| start);
            let range = start..at + spelt.len();
            let rest = word(&text[range.end..]);
            // `0012-keep.md:7` is a line of the file, and `0012-keep.md.bak` another file.
            let ends = rest.starts_with(':') || rest.chars().all(|letter| letter == '.');
            let path = text[range.clone()].replace("%20", " ");
            if ends && leads(from, &path, to) && !found.contains(&range) {
                found.push(range);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether a path as written in a file leads to another file: from its folder or, as code writes it, from the root.
fn leads(from: &str, path: &str, to: &str) -> bool {
    path.strip_prefix('/').unwrap_or(path) == to || is_seen(from, path, to)
}

/// Whether a path as written in a file leads to another file from its folder.
#[must_use]
pub fn is_seen(from: &str, path: &str, to: &str) -> bool {
    !path.starts_with('/') && join(from, &path.replace("%20", " ")).as_deref() == Some(to)
}

/// A path as seen from a file's folder; none where it leaves the repository.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The shortest path from a file's folder to another file.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let mut above: Vec<&str> = from.split('/').collect();
    above.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let common = above.iter().zip(&parts[..parts.len() - 1]);
    let common = common.take_while(|(one, other)| one == other).count();
    let mut path = "../".repeat(above.len() - common);
    path.push_str(&parts[common..].join("/"));
    path
}

fn is_part_of_path(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '/' | '.' | '-' | '_' | '%' | '+' | '~' | ':' | '@')
}

/// A text with some of its places written anew; the places do not touch each other.
#[must_use]
pub fn rewritten(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits
        .into_iter()
        .filter(|(range, _)| range.start <= range.end)
    {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
