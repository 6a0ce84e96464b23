//! Columns for people: state, id, title, owner, date, with closed records dimmed.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::cell::cell;
use super::{Layout, Records};
use crate::model::state::Phase;
use crate::model::view::RecordView;
use crate::report::style::Role;
use crate::report::words::capitalised;

/// Blanks between two columns.
const GAP: usize = 2;
/// The title is the first to be cut, down to this; then any column, down to the other.
const SHORT_TITLE: usize = 20;
const SHORTEST: usize = 6;

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    if list.records.is_empty() {
        return Ok(());
    }
    let columns = layout.columns.names();
    let heads: Vec<_> = columns.iter().map(|name| head(name)).collect();
    let rows: Vec<Vec<String>> = list
        .records
        .iter()
        .map(|record| columns.iter().map(|column| cell(record, column)).collect())
        .collect();
    let widths = widths(layout, &heads, &rows);
    let quiet = |text: &str, _: &str| layout.style.paint(Role::Quiet, text).into_owned();
    row(&heads, columns, &widths, &quiet, out)?;
    for (record, cells) in list.records.iter().zip(&rows) {
        let paint = |text: &str, column: &str| paint(layout, record, text, column).into_owned();
        row(cells, columns, &widths, &paint, out)?;
    }
    Ok(())
}

/// The whole row of a closed record is quiet, else its state has the state's colour.
fn paint<'a>(layout: &Layout, record: &RecordView, text: &'a str, column: &str) -> Cow<'a, str> {
    let role = if record.phase.is_some_and(Phase::is_closed) {
        Some(Role::Quiet)
    } else if column == "state" {
        Role::of_tone(record.tone)
    } else {
        None
    };
    match role {
        Some(role) => layout.style.paint(role, text),
        None => Cow::Borrowed(text),
    }
}

fn row(
    cells: &[String],
    columns: &[String],
    widths: &[usize],
    paint: &dyn Fn(&str, &str) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut blanks = 0;
    for ((text, column), &width) in cells.iter().zip(columns).zip(widths) {
        let text = cut(text, width);
        if !text.is_empty() {
            write!(out, "{:blanks$}{}", "", paint(&text, column))?;
            blanks = 0;
        }
        blanks += width - text.width().min(width) + GAP;
    }
    writeln!(out)
}

fn head(column: &str) -> String {
    capitalised(&column.replace(['_', '-'], " "))
}

fn widths(layout: &Layout, heads: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = heads.iter().map(|head| head.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let Some(most) = layout.width else {
        return widths;
    };
    let gaps = GAP * widths.len().saturating_sub(1);
    let over = |widths: &[usize]| (widths.iter().sum::<usize>() + gaps).saturating_sub(most);
    let titles = layout.columns.names().iter();
    if let Some(title) = titles
        .enumerate()
        .find_map(|(at, name)| (name == "title").then_some(at))
    {
        let shorter = widths[title].saturating_sub(over(&widths));
        widths[title] = shorter.max(SHORT_TITLE.min(widths[title]));
    }
    while over(&widths) > 0 {
        let widest = widths.iter_mut().max();
        match widest.filter(|width| **width > SHORTEST) {
            Some(width) => *width -= 1,
            None => break,
        }
    }
    widths
}

/// The text in at most so many cells, its end replaced by `…` where it has more.
fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let more = grapheme.width();
        if used + more + 1 > width {
            break;
        }
        kept.push_str(grapheme);
        used += more;
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    Cow::Owned(kept)
}
