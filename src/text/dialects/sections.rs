//! Fields in sections of their own: the `## Status` of Nygard, and `## Date`, `## Deciders` beside it.

use jiff::civil::Date;

use super::{Page, Part, Said, day, key};
use crate::model::source::Span;
use crate::text::outline::without_number;

/// What may have a section; headings like Links and Tags are something else to most logs.
const KEYS: [&str; 10] = [
    "status",
    "date",
    "created",
    "decision-makers",
    "consulted",
    "informed",
    "owner",
    "authors",
    "supersedes",
    key::SUPERSEDED_BY,
];

/// Sections that list the changes of the text with their days.
const CHANGES: [&str; 6] = [
    "changelog",
    "change log",
    "revision history",
    "document history",
    "changes",
    "变更记录",
];

/// Headings of sections in which files keep all of their fields.
const METADATA: [&str; 5] = [
    "metadata",
    "meta",
    "meta data",
    "metadaten",
    "document information",
];

/// Whether a section of that heading is about the record itself: a field, all of them, or what was changed when.
#[must_use]
pub(in crate::text) fn is_of_itself(heading: &str) -> bool {
    let lower = heading.trim().to_lowercase();
    let key = key::canonical(heading);
    METADATA.contains(&lower.as_str())
        || CHANGES.contains(&lower.as_str())
        || key.is_some_and(|key| KEYS.contains(&key) || key == key::AMENDED_BY)
}

/// Everything that sections say which are named like a field.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let headings = &page.outline.headings;
    let mut all = Vec::new();
    for (at, heading) in headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.level <= 4)
    {
        let end = headings
            .get(at + 1)
            .map_or(page.source.text.len(), |next| next.span.start);
        let body = Span::new(heading.span.end, end);
        let text = without_number(&heading.text);
        // `## Status: accepted` says it in the heading itself.
        let (word, inline) = text.split_once([':', '：']).unwrap_or((text, ""));
        let known = key::canonical(word).filter(|key| KEYS.contains(key));
        let is_section = heading.level > 1 || at > 0 || word.trim().eq_ignore_ascii_case("status");
        let known = known.filter(|_| is_section || !inline.trim().is_empty());
        if CHANGES.contains(&word.trim().to_lowercase().as_str()) {
            changes(page, heading.span, body, &mut all);
        }
        if let Some(key) = known {
            all.push(Said {
                key,
                called: word_in(page, heading.span),
                name: heading.span,
                parts: parts(page, heading.span, inline, body),
            });
        }
    }
    all
}

/// The days of a section that lists the changes of the text: the first and the last.
fn changes<'a>(page: &Page<'a>, heading: Span, body: Span, all: &mut Vec<Said<'a>>) {
    let mut days: Vec<(Date, Part)> = Vec::new();
    let mut at = body.start;
    for line in page.text(body).split_inclusive('\n') {
        let day = day::find(line, page.kind.days);
        days.extend(
            day.map(|(day, range)| (day, Part::at(&line[range.clone()], at + range.start))),
        );
        at += line.len();
    }
    days.sort_by_key(|(day, _)| *day);
    let ends = [("created", days.first()), ("date", days.last())];
    for (key, day) in ends {
        all.extend(day.map(|(_, part)| Said {
            key,
            called: "",
            name: heading,
            parts: vec![part.clone()],
        }));
    }
}

fn word_in<'a>(page: &Page<'a>, heading: Span) -> &'a str {
    let text = page.source.text.get(heading.range()).unwrap_or_default();
    text.trim_matches(['#', ' '])
        .split([':', '：'])
        .next()
        .unwrap_or_default()
}

fn parts(page: &Page<'_>, heading: Span, inline: &str, body: Span) -> Vec<Part> {
    let inline = inline.trim();
    let written = page.text(heading);
    if let Some(at) = written.rfind(inline).filter(|_| !inline.is_empty()) {
        return vec![Part::at(
            &written[at..at + inline.len()],
            heading.start + at,
        )];
    }
    vec![Part::at(page.text(body), body.start)]
}
