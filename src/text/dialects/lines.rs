//! Fields on lines of their own under the title: bullets (`* Status: accepted`), bold keys, plain lines.
//!
//! MADR 1 and 2, log4brains, the RFCs of Rust and many logs that have no tool.

use super::{Page, Part, Said, day, key};
use crate::model::kind::Days;
use crate::model::source::Span;

/// Longest word for a key, in characters.
const LONGEST: usize = 40;

/// Sections that hold nothing but fields.
const OF_FIELDS: [&str; 9] = [
    "metadata",
    "meta",
    "meta data",
    "preamble",
    "document control",
    "decision metadata",
    "adr metadata",
    "header",
    "metadaten",
];

/// From how many fields on a block of code is a header, and no example.
const HEADER: usize = 3;

/// Everything that lines above the first section say.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for span in places(page) {
        let before = all.len();
        of(page, (page.text(span), span.start), &mut all);
        if all.len() == before {
            of(page, (page.source.slice(span), span.start), &mut all);
            if all.len() < before + HEADER {
                all.truncate(before);
            }
        }
    }
    all
}

/// Whether a line of a text says that field.
pub(super) fn say(text: &str, key: &str) -> bool {
    text.lines().any(|line| {
        fields(line.trim_start(), 0)
            .iter()
            .any(|field| field.key == Some(key))
    })
}

/// Where fields stand: above the first section, and in sections of nothing else.
pub(super) fn places(page: &Page<'_>) -> Vec<Span> {
    let mut places = page.head();
    let headings = &page.outline.headings;
    for (at, heading) in headings.iter().enumerate() {
        if OF_FIELDS.contains(&heading.text.trim().to_lowercase().as_str()) {
            let end = headings
                .get(at + 1)
                .map_or(page.source.text.len(), |next| next.span.start);
            places.push(Span::new(heading.span.end, end));
        }
    }
    places
}

fn of<'a>(page: &Page<'a>, (text, from): (&str, usize), all: &mut Vec<Said<'a>>) {
    let begun = all.len();
    let mut at = from;
    // The field whose value may go on below its line, and how far its bullet is indented.
    let mut open: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let indent = line.len() - inner.len();
        let fields = fields(inner, start + indent);
        if let Some(field) = fields.iter().find(|field| field.key.is_none()) {
            // A field that means nothing to us ends the one before it.
            open = open.filter(|_| field.name.end == field.name.start);
        }
        let mut known = false;
        for field in fields {
            let Some(key) = field.key else { continue };
            let value = &text[field.value.start - from..field.value.end - from];
            let parts = if value.trim().is_empty() {
                Vec::new()
            } else {
                vec![Part::at(value, field.value.start)]
            };
            open = Some((all.len(), indent));
            known = true;
            all.push(Said {
                key,
                called: page.source.text.get(field.name.range()).unwrap_or_default(),
                name: field.name,
                parts,
            });
        }
        if !known && is_a_day(inner) {
            all.push(Said {
                key: "date",
                called: "",
                name: Span::new(start + indent, start + indent),
                parts: vec![Part::at(inner.trim_end(), start + indent)],
            });
            open = None;
        } else if !known && let Some((place, outer)) = open {
            let said = &mut all[place];
            let words = inner.trim_end();
            let deeper = indent > outer || said.parts.is_empty();
            let goes_on =
                !words.is_empty() && deeper && !(said.parts.is_empty() && words.ends_with(':'));
            if goes_on {
                said.parts.push(Part::at(words, start + indent));
            } else if words.is_empty() && said.parts.is_empty() {
                // The value may stand below a blank line.
            } else {
                open = None;
            }
        }
    }
    let empty = |said: &Said<'_>| said.parts.is_empty();
    let mut place = 0;
    all.retain(|said| {
        place += 1;
        place <= begun || !empty(said)
    });
}

/// Whether a line says a day and nothing else.
fn is_a_day(line: &str) -> bool {
    let plain = line.trim_matches(|letter: char| is_mark(letter) && letter != '[');
    day::find(plain, Days::First).is_some_and(|(_, range)| range == (0..plain.len()))
}

/// A word, a colon and what follows.
struct Field {
    /// Our key; none where the word means nothing to us.
    key: Option<&'static str>,
    name: Span,
    value: Span,
}

/// The fields of a line: one, or several with `|` between them.
fn fields(line: &str, from: usize) -> Vec<Field> {
    let whole = field(line, from);
    for mark in [" | ", " · ", " • "] {
        let mut at = 0;
        let mut several = Vec::new();
        for part in line.split(mark) {
            several.extend(field(part, from + at).filter(|field| field.key.is_some()));
            at += part.len() + mark.len();
        }
        if several.len() > 1 {
            return several;
        }
    }
    whole.into_iter().collect()
}

fn field(line: &str, from: usize) -> Option<Field> {
    // A row of a table is the table's.
    if line.starts_with('|') {
        return None;
    }
    let inner = line.trim_start_matches(is_mark);
    let start = line.len() - inner.len();
    let (end, after) = bold(line, inner)
        .or_else(|| colon(inner))
        .or_else(|| dated(inner))?;
    let word = inner[..end].trim_matches(is_mark);
    let plain = word.replace("(s)", "s");
    let is_word =
        (1..=LONGEST).contains(&word.chars().count()) && !plain.contains(['(', '.', '/', ',']);
    let key = key::canonical(word).filter(|_| is_word);
    let value = inner[after..].trim_end();
    let value = value
        .trim_end_matches('\\')
        .trim_end_matches("<br>")
        .trim_end();
    let begin = from + start + after;
    let skipped = lead(value);
    Some(Field {
        key,
        name: if is_word {
            Span::new(from + start, from + start + end)
        } else {
            Span::new(from, from)
        },
        value: Span::new(begin + skipped, begin + value.len()),
    })
}

/// What may stand around a word for a field.
fn is_mark(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '*' | '-' | '+' | '_' | '>' | '`' | '[' | ']' | '•' | '|'
        )
}

/// `Status: accepted`: where the word ends, and where what it is about begins.
fn colon(inner: &str) -> Option<(usize, usize)> {
    let mut letters = inner.char_indices();
    let (at, letter) = letters.find(|(_, letter)| matches!(letter, ':' | '：'))?;
    Some((at, at + letter.len_utf8()))
}

/// `**Status** accepted`, or the word alone with what it is about below.
fn bold(line: &str, inner: &str) -> Option<(usize, usize)> {
    let is_bold = line[..line.len() - inner.len()].ends_with("**");
    let end = inner.find("**").filter(|_| is_bold)?;
    let word = &inner[..end];
    let known = !word.contains([':', '：']) && key::canonical(word).is_some();
    let after = inner[end + 2..].trim_start();
    // A row of a table is the table's.
    (known && !after.starts_with('|')).then(|| {
        let after = after.trim_start_matches([':', '：']);
        (end, inner.len() - after.len())
    })
}

/// `Date 2020-01-05`
fn dated(inner: &str) -> Option<(usize, usize)> {
    let (word, rest) = inner.split_once(' ')?;
    let day = day::at_start(rest.trim_start(), Days::First);
    let is_date = key::canonical(word) == Some("date");
    (is_date && day.is_some()).then_some((word.len(), word.len() + 1))
}

/// How many marks and blanks stand before a value that are not its own: `**Status:** **accepted**` keeps its stars.
fn lead(value: &str) -> usize {
    let marks = value.len()
        - value
            .trim_start_matches(|letter: char| {
                letter.is_whitespace() || matches!(letter, '*' | '_')
            })
            .len();
    match value[..marks].find([' ', '\t']) {
        Some(blank) => blank + (value[blank..].len() - value[blank..].trim_start().len()),
        None => marks,
    }
}
