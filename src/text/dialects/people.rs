//! Names of people in one line of text.

use std::ops::Range;

use super::title::is_emoji;
use crate::model::source::{Span, Spanned};

/// What stands where nobody is named.
const NOBODY: [&str; 22] = [
    "n/a",
    "na",
    "none",
    "nobody",
    "-",
    "–",
    "—",
    "tbd",
    "tba",
    "todo",
    "?",
    "…",
    "...",
    "unknown",
    "keine",
    "name",
    "names",
    "your name",
    "list of names",
    "person",
    "al",
    "others",
];

/// How the words of a template begin that say whom to name.
const TO_FILL: [&str; 7] = [
    "list everyone",
    "list of ",
    "list the ",
    "everyone involved",
    "insert ",
    "enter ",
    "names of ",
];

/// What stands between two names, besides a comma.
const BETWEEN: [&str; 6] = [" and ", " & ", " und ", " et ", " y ", " / "];

/// Longest name of anybody, in characters; what is longer is a sentence.
const LONGEST: usize = 100;

/// The people that a text names; spans are bytes from `from` on.
#[must_use]
pub(super) fn read(text: &str, from: usize) -> Vec<Spanned<String>> {
    let (skipped, text) = unbracketed(text);
    // Words of a template in its brackets begin small, and a name of several words does not.
    let is_name =
        |part: &str| skipped == 0 || !(part.contains(' ') && part.starts_with(char::is_lowercase));
    let parts = parts(text)
        .into_iter()
        .filter(|(_, part)| is_name(part.trim()));
    let names = parts.filter_map(|(start, part)| {
        let (name, place) = plain(part)?;
        let start = from + skipped + start;
        let span = Span::new(start + place.start, start + place.end);
        Some(Spanned::new(name, span))
    });
    names.collect()
}

/// A text without the brackets of a template that stand around all of it, and how much stands before it.
fn unbracketed(text: &str) -> (usize, &str) {
    let bare = text.trim();
    let inner = [('[', ']'), ('{', '}')]
        .into_iter()
        .find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close));
    match inner.filter(|inner| !inner.contains(['[', ']', '{', '}'])) {
        Some(inner) => (text.len() - text.trim_start().len() + 1, inner),
        None => (0, text),
    }
}

/// A text cut where a name ends; not in brackets.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut skip = 0;
    for (at, letter) in text.char_indices() {
        if at < skip {
            continue;
        }
        match letter {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '>' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let rest = &text[at..];
        let length = match letter {
            ',' | ';' | '\n' | '、' | '，' | '；' => letter.len_utf8(),
            _ => {
                let mut words = BETWEEN.iter();
                match words.find(|word| {
                    rest.get(..word.len())
                        .is_some_and(|start| start.eq_ignore_ascii_case(word))
                }) {
                    Some(word) => word.len(),
                    None => continue,
                }
            }
        };
        parts.push((start, &text[start..at]));
        skip = at + length;
        start = skip;
    }
    parts.push((start, &text[start..]));
    parts.into_iter().flat_map(handles).collect()
}

/// `@a @b @c` is three people.
fn handles((start, part): (usize, &str)) -> Vec<(usize, &str)> {
    let words = || part.split(' ').filter(|word| !word.is_empty());
    if words().count() < 2 || !words().all(|word| word.starts_with('@')) {
        return vec![(start, part)];
    }
    let mut at = start;
    let mut all = Vec::new();
    for word in part.split(' ') {
        all.push((at, word));
        at += word.len() + 1;
    }
    all
}

/// A name without the marks of Markdown and YAML, and where it stands with them; none where nobody is meant.
fn plain(part: &str) -> Option<(String, Range<usize>)> {
    let written = unbulleted(part.trim_start());
    let start = part.len() - written.len();
    let written = written.trim_end();
    let is_outer =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '*' | '`' | '\\');
    let inner = unemphasised(written.trim_matches(is_outer));
    let is_aside = inner.starts_with('{') || (inner.starts_with('(') && inner.ends_with(')'));
    let is_to_fill = inner.starts_with('[')
        && !inner.contains("](")
        && inner.contains(' ')
        && inner[1..].starts_with(char::is_lowercase);
    if is_aside || is_to_fill {
        return None;
    }
    let name = unquoted(&unlinked(inner));
    let is_around =
        |letter: char| letter.is_whitespace() || matches!(letter, '*' | '`' | '[' | ']' | '.');
    let name = name.trim_matches(is_around);
    // A tick behind a name says that somebody agreed.
    let name = name.trim_end_matches(|letter: char| is_emoji(letter) || letter.is_whitespace());
    is_somebody(name).then(|| (name.to_owned(), start..start + written.len()))
}

/// An item of a list without its bullet.
fn unbulleted(text: &str) -> &str {
    let bullet = text.strip_prefix(['-', '+', '*', '•']);
    let item = bullet.filter(|item| item.starts_with(char::is_whitespace));
    item.map_or(text, str::trim_start)
}

/// `"Ada Lovelace" <ada@example.org>` without the quotes, one of which may be off already.
fn unquoted(text: &str) -> String {
    text.replacen('"', "", 2)
}

/// `_Ada_` without the marks.
fn unemphasised(text: &str) -> &str {
    let inner = text
        .strip_prefix('_')
        .and_then(|text| text.strip_suffix('_'));
    inner.unwrap_or(text)
}

fn is_somebody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_empty = !name.chars().any(char::is_alphanumeric);
    let is_to_fill = TO_FILL.iter().any(|start| lower.starts_with(start));
    !is_empty && !is_to_fill && !NOBODY.contains(&lower.as_str()) && name.chars().count() <= LONGEST
}

/// Links by their words: `[@alice](https://…)` is `@alice`.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((label, after)) = link.split_once("](") else {
            break;
        };
        let Some((_, after)) = after.split_once(')') else {
            break;
        };
        out.push_str(before);
        out.push_str(label);
        rest = after;
    }
    out.push_str(rest);
    out
}
