//! Fields in a table of two columns under the title, or as the head and the first row of one.

use super::lines::places;
use super::{Page, Part, Said, key};
use crate::model::source::Span;

/// Everything that tables above the first section say.
pub(super) fn read<'a>(page: &Page<'a>) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for span in places(page) {
        let rows = rows(page.text(span), span.start);
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
    Some(Said {
        key: key::canonical(called)?,
        called,
        name,
        parts: vec![Part::at(text, value.start)],
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
        let mut cell = start;
        for part in line.split('|') {
            let inner = part.trim();
            let begin = cell + (part.len() - part.trim_start().len());
            cells.push(Span::new(begin, begin + inner.len()));
            cell += part.len() + 1;
        }
        let line = line.trim();
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

fn is_ruler(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|letter| matches!(letter, '-' | ':' | ' '))
}
