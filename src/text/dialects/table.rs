//! Fields in a table of two columns under the title, or as the head and the first row of one.

use super::lines::places;
use super::{Page, Part, Said, key};
use crate::model::source::Span;

/// Everything that tables above the first section say.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for span in places(page) {
        let mut rows = rows(page.text(span), span.start);
        rows.extend(html_rows(page.text(span), span.start));
        for row in &rows {
            if let [name, value, ..] = row.as_slice() {
                all.extend(said(page, *name, *value));
            }
        }
        if let [names, ruler, values, ..] = rows.as_slice()
            && ruler.iter().all(|cell| is_ruler(page.text(*cell)))
            && names
                .iter()
                .filter(|name| key::canonical(page.text(**name)).is_some())
                .count()
                > 1
        {
            all.clear();
            all.extend(
                names
                    .iter()
                    .zip(values)
                    .filter_map(|(name, value)| said(page, *name, *value)),
            );
        }
    }
    all
}

fn said<'a>(page: &Page<'a>, name: Span, value: Span) -> Option<Said<'a>> {
    let called = page.source.text.get(name.range())?;
    let text = page.text(value);
    (!text.is_empty() && !is_ruler(text)).then_some(())?;
    // What HTML writes in another way does not stand in the file as it is read.
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let at = (plain == text).then_some(value.start);
    Some(Said {
        key: key::canonical(called)?,
        called,
        name,
        parts: vec![Part {
            text: plain,
            at,
            span: value,
        }],
    })
}

/// The cells of each row, without the blanks around them.
fn rows(text: &str, from: usize) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    let mut at = from;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if !line.contains('|') {
            continue;
        }
        let mut cells = Vec::new();
        let quoted = line.len() - line.trim_start_matches(['>', ' ']).len();
        let mut cell = start + quoted;
        for part in line[quoted..].split('|') {
            let inner = part.trim();
            let begin = cell + (part.len() - part.trim_start().len());
            cells.push(Span::new(begin, begin + inner.len()));
            cell += part.len() + 1;
        }
        let line = line[quoted..].trim();
        if line.starts_with('|') {
            cells.remove(0);
        }
        if line.ends_with('|') {
            cells.pop();
        }
        rows.push(cells);
    }
    rows
}

/// The cells of each row of a table in HTML.
fn html_rows(text: &str, from: usize) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    let mut at = 0;
    for row in text.split("<tr") {
        let mut cells = Vec::new();
        let mut cell = at;
        for (place, part) in row.split("<td").enumerate() {
            if let Some(begin) = part.find('>').filter(|_| place > 0) {
                let inner = &part[begin + 1..];
                let inner = &inner[..inner.find("</t").unwrap_or(inner.len())];
                let start = from + cell + begin + 1 + (inner.len() - inner.trim_start().len());
                cells.push(Span::new(start, start + inner.trim().len()));
            }
            cell += part.len() + "<td".len();
        }
        at += row.len() + "<tr".len();
        if cells.len() > 1 {
            rows.push(cells);
        }
    }
    rows
}

fn is_ruler(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|letter| matches!(letter, '-' | ':' | ' '))
}
