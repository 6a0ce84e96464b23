//! What became of records: shared by the difference of two revisions and by the log of changes.

use super::records::markdown;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::{counted, listed};
use crate::model::delta::{Difference, Said, SectionTurn, Turn, What};

/// `DEC-4 Keep the ledger: proposed → accepted`
pub(super) fn head(one: &Difference, style: Style) -> String {
    let id = style.paint(Role::Strong, &visible(&one.id)).into_owned();
    format!("{id} {}{}", visible(&one.title), visible(&end(one)))
}

/// The same in Markdown, the id strong and nothing of a title taken for markup.
pub(super) fn markdown_head(one: &Difference) -> String {
    let title = markup_free(&format!("{}{}", one.title, end(one)));
    format!("**{}** {title}", markup_free(&one.id))
}

/// Text of which Markdown and terminals take nothing for theirs.
pub(super) fn markup_free(text: &str) -> String {
    markdown(&visible(text))
}

/// What follows a title: where the record stands, or where it moved.
fn end(one: &Difference) -> String {
    let state = |state: &Option<String>| state.clone().unwrap_or_else(|| "unknown".to_owned());
    match (&one.what, &one.delta.state) {
        (What::Moved, Some(turn)) => format!(": {} → {}", state(&turn.from), state(&turn.to)),
        (What::Removed, _) => format!(" (was {})", state(&one.state)),
        (What::Added, _) => format!(" ({})", state(&one.state)),
        _ => String::new(),
    }
}

/// A line for each thing that differs, as it was written; whoever prints it makes it safe.
///
/// The day that a change of state writes beside it is left out.
pub(super) fn lines(one: &Difference) -> Vec<String> {
    let delta = &one.delta;
    let mut lines = Vec::new();
    let turns = [
        ("id", &delta.id),
        ("title", &delta.title),
        ("file", &delta.path),
    ];
    for (name, turn) in turns {
        if let Some(Turn { from, to }) = turn {
            lines.push(turned(name, from.as_deref(), to.as_deref()));
        }
    }
    let fields = delta.fields.iter();
    let fields = fields.filter(|field| delta.state.is_none() || field.key != "date");
    lines
        .extend(fields.map(|field| turned(&field.key, field.from.as_deref(), field.to.as_deref())));
    lines.extend(delta.sections.iter().map(section));
    lines.extend(delta.entries.iter().map(entry));
    lines.extend(
        delta
            .lost
            .iter()
            .map(|said| format!("gone: {}", entry(said))),
    );
    lines
}

/// `owner: alice → bob`, `owner: alice` for a new one, `owner: no longer alice`.
fn turned(name: &str, from: Option<&str>, to: Option<&str>) -> String {
    let said = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    match (said(from), said(to)) {
        (Some(from), Some(to)) => format!("{name}: {from} → {to}"),
        (None, Some(to)) => format!("{name}: {to}"),
        (Some(from), None) => format!("{name}: no longer {from}"),
        (None, None) => format!("{name}: empty"),
    }
}

fn section(turn: &SectionTurn) -> String {
    let title = turn.title.as_deref().unwrap_or("text outside of sections");
    let mut counts = Vec::new();
    for (count, word) in [(turn.added, "added"), (turn.removed, "removed")] {
        if count > 0 {
            counts.push(format!("{} {word}", counted(count, "line")));
        }
    }
    match turn.what {
        What::Removed => format!("section {title}: removed"),
        What::Added => format!("section {title}: added, {}", counted(turn.added, "line")),
        _ => format!("section {title}: {}", listed(&counts)),
    }
}

/// `2026-11-22 · note · alice: The first line.`
fn entry(said: &Said) -> String {
    let date = said.date.as_deref();
    let parts = [date, Some(said.word.as_str()), Some(said.person.as_str())];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let head = parts.collect::<Vec<_>>().join(" · ");
    let mut text = said.text.lines().filter(|line| !line.trim().is_empty());
    match (text.next(), text.next()) {
        (None, _) => head,
        (Some(first), None) => format!("{head}: {}", first.trim()),
        (Some(first), Some(_)) => format!("{head}: {} …", first.trim()),
    }
}
