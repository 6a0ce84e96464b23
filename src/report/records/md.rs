//! A Markdown table whose cells say what they say: nothing in them is markup.

use std::io::{self, Write};

use super::cell::cell;
use super::{Layout, Records};
use crate::model::words::capitalised;

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    let columns = layout.columns.names();
    let heads: Vec<_> = columns
        .iter()
        .map(|name| escaped(&capitalised(name)))
        .collect();
    row(&heads, out)?;
    row(&vec!["---".to_owned(); columns.len()], out)?;
    for record in list.records {
        let cells: Vec<_> = columns
            .iter()
            .map(|column| escaped(&cell(record, column)))
            .collect();
        row(&cells, out)?;
    }
    Ok(())
}

fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))
}

/// A backslash before every character that Markdown, a table or GitHub's mentions could take for markup.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '|'
                | '~'
                | '&'
                | '!'
                | '$'
                | '@'
                | '#'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
