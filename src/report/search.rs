//! What a search found, best first: each record with the line that says most of what was looked for.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::safe::{line, visible};
use super::style::{Role, Style};
use crate::model::view::RecordView;

/// What a search found.
pub struct Search<'a> {
    /// The words that were looked for, as they are compared.
    pub words: &'a [&'a str],
    /// How many records say any of them.
    pub total: usize,
    /// The records that are told.
    pub hits: &'a [Hit],
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// A record that says some of the words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Hit {
    /// The record.
    pub record: RecordView,
    /// How many of the words it says.
    pub words: usize,
    /// What their places count for.
    pub score: usize,
    /// The title, in pieces.
    pub title: Vec<Piece>,
    /// The line of the file that says most of them, from 1; null where only title, summary, tags or id do.
    pub line: Option<usize>,
    /// The section that the line stands in.
    pub section: Option<String>,
    /// What of the line is shown, in pieces; the summary where there is no such line.
    pub snippet: Vec<Piece>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// It is what was looked for.
    pub hit: bool,
}

/// What `search --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SearchJson<'a> {
    #[schemars(extend("const" = "declog.search/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The words that were looked for, as they are compared.
    words: &'a [&'a str],
    /// How many records say any of them.
    total: usize,
    /// The records, best first.
    hits: &'a [Hit],
}

/// Writes what was found for a person.
///
/// # Errors
/// What the stream says.
pub fn write(search: &Search<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for hit in search.hits {
        let state = visible(hit.record.state.as_deref().unwrap_or("unknown")).into_owned();
        let state = match Role::of_tone(hit.record.tone) {
            Some(role) => style.paint(role, &state).into_owned(),
            None => state,
        };
        let id = visible(&hit.record.id);
        writeln!(out, "{id} {} ({state})", painted(&hit.title, style))?;
        let section = match &hit.section {
            Some(section) => format!("{}: ", visible(section)),
            None => String::new(),
        };
        let section = style.paint(Role::Quiet, &section);
        let snippet = painted(&hit.snippet, style);
        if !snippet.trim().is_empty() {
            writeln!(out, "  {section}{snippet}")?;
        }
    }
    Ok(())
}

/// Pieces as one line, the hits strong.
fn painted(pieces: &[Piece], style: Style) -> String {
    let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    // What is dangerous may begin in one piece and end in the next.
    if style == Style::Plain || line(&whole) != whole {
        return visible(&whole).into_owned();
    }
    let paint = |piece: &Piece| match piece.hit {
        true => style.paint(Role::Strong, &piece.text).into_owned(),
        false => piece.text.clone(),
    };
    pieces.iter().map(paint).collect()
}

/// Writes what was found for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(search: &Search<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = SearchJson {
        schema: "declog.search/1",
        as_of: search.as_of.to_string(),
        rev: search.rev,
        words: search.words,
        total: search.total,
        hits: search.hits,
    };
    json::write(&whole, out)
}
