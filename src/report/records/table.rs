//! Columns for people: state, id, title, owner, date, with closed records dimmed.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::cell::cell;
use super::{Layout, Records};
use crate::model::state::Phase;
use crate::model::view::RecordView;
use crate::model::words::capitalised;
use crate::report::style::Role;

/// Blanks between two columns.
const GAP: usize = 2;
/// Columns that are never cut, because half of one is worth nothing.
const WHOLE: [&str; 3] = ["id", "date", "created"];

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    if list.records.is_empty() {
        return Ok(());
    }
    let names = layout.columns.names();
    let heads: Vec<_> = names.iter().map(|name| head(name)).collect();
    let rows: Vec<Vec<String>> = list
        .records
        .iter()
        .map(|record| names.iter().map(|name| cell(record, name)).collect())
        .collect();
    let widths = widths(layout, &heads, &rows);
    let columns: Vec<Column<'_>> = names
        .iter()
        .zip(widths)
        .map(|(name, width)| Column { name, width })
        .collect();
    let quiet = |text: &str, _: &str| layout.style.paint(Role::Quiet, text).into_owned();
    row(&heads, &columns, &quiet, out)?;
    for (record, cells) in list.records.iter().zip(&rows) {
        let paint = |text: &str, column: &str| paint(layout, record, text, column).into_owned();
        row(cells, &columns, &paint, out)?;
    }
    Ok(())
}

struct Column<'a> {
    name: &'a str,
    /// In cells of a terminal.
    width: usize,
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

/// Blanks are written before a text and never after one, so that no line ends in any.
fn row(
    cells: &[String],
    columns: &[Column<'_>],
    paint: &dyn Fn(&str, &str) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut blanks = 0;
    for (text, column) in cells.iter().zip(columns) {
        let text = cut(text, column.width);
        if !text.is_empty() {
            let before = " ".repeat(blanks);
            write!(out, "{before}{}", paint(&text, column.name))?;
            blanks = 0;
        }
        blanks += column.width.saturating_sub(text.width()) + GAP;
    }
    writeln!(out)
}

fn head(column: &str) -> String {
    capitalised(&column.replace(['_', '-'], " "))
}

/// As wide as the longest text, and where that is too much: first the title down to 20 cells, then words to 8, then the
/// title to 8. A line that is still too long is left so.
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
    let names = layout.columns.names();
    let title = |name: &str| name == "title";
    let word = |name: &str| !title(name) && !WHOLE.contains(&name);
    let mut over = (widths.iter().sum::<usize>() + GAP * names.len()).saturating_sub(most + GAP);
    for (may, least) in [
        (&title as &dyn Fn(&str) -> bool, 20),
        (&word, 8),
        (&title, 8),
    ] {
        let columns = widths.iter_mut().zip(names);
        let mut columns: Vec<_> = columns
            .filter(|(_, name)| may(name))
            .map(|(width, _)| width)
            .collect();
        while over > 0
            && let Some(widest) = columns.iter_mut().max()
            && **widest > least
        {
            **widest -= 1;
            over -= 1;
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
