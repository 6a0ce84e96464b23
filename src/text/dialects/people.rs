//! Names of people in one line of text.

use crate::model::source::{Span, Spanned};

/// What stands where nobody is named.
const NOBODY: [&str; 14] = [
    "n/a", "na", "none", "nobody", "-", "–", "—", "tbd", "todo", "?", "…", "...", "unknown",
    "keine",
];

/// What stands between two names, besides a comma.
const BETWEEN: [&str; 6] = [" and ", " & ", " und ", " et ", " y ", " / "];

/// Longest name of anybody, in characters; what is longer is a sentence.
const LONGEST: usize = 100;

/// The people that a text names; spans are bytes from `from` on.
#[must_use]
pub(super) fn read(text: &str, from: usize) -> Vec<Spanned<String>> {
    let parts = parts(text);
    let names = parts.into_iter().filter_map(|(start, part)| {
        let inner = part.trim();
        let start = start + (part.len() - part.trim_start().len());
        let name = plain(inner)?;
        let span = Span::new(from + start, from + start + inner.len());
        Some(Spanned::new(name, span))
    });
    names.collect()
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

/// A name without the marks of Markdown and YAML; none where nobody is meant.
fn plain(part: &str) -> Option<String> {
    let part = part.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '\'' | '*' | '`' | '\\')
    });
    let part = part.trim_start_matches(['-', '+', '•']).trim_start();
    if part.starts_with('{')
        || (part.starts_with('[') && !part.contains("](") && part.contains(' '))
    {
        return None;
    }
    let name = unlinked(part);
    let name = name.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '*' | '`' | '[' | ']' | '.')
    });
    // A tick behind a name says that somebody agreed.
    let is_sign = |letter: char| !letter.is_ascii() && !letter.is_alphanumeric();
    let name = name.trim_end_matches(|letter: char| is_sign(letter) || letter.is_whitespace());
    let lower = name.to_lowercase();
    let says =
        !name.is_empty() && !NOBODY.contains(&lower.as_str()) && name.chars().count() <= LONGEST;
    (says && name.chars().any(char::is_alphanumeric)).then(|| name.to_owned())
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
