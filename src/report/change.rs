//! What a write did, and how to take it back.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::place::Place;
use super::safe::visible;

/// What a writing command did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The files it wrote, in the order they are told.
    pub changed: Vec<Changed>,
    /// The commit it made, as a whole object id.
    pub commit: Option<String>,
    /// What would be written, where nothing was.
    pub diff: Option<String>,
    /// Whether `declog undo` can take it back.
    pub undo: Undo,
    /// Where the user types.
    pub place: Place,
}

/// Whether `declog undo` can take a change back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undo {
    /// It was written down.
    Kept,
    /// Nobody remembers it.
    #[default]
    Unknown,
    /// It is what takes something back.
    Undone,
}

/// One file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Changed {
    /// The record, null for a file that is none.
    pub id: Option<String>,
    /// The file, from the repository's root.
    pub path: String,
    /// The state before, null where there was none.
    pub from: Option<String>,
    /// The state after, null where there is none.
    pub to: Option<String>,
    /// What stood there before.
    #[serde(skip)]
    pub before: Before,
}

/// What stood in a file before it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// There was no file.
    Nothing,
    /// What git has.
    Committed,
    /// Something git does not have, so that git cannot bring it back.
    Uncommitted,
    /// A file that is gone now, as git has it.
    Removed,
    /// A file that is gone now, with something git does not have.
    RemovedUncommitted,
}

/// What a writing command prints as JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChangeJson<'a> {
    #[schemars(extend("const" = "declog.change/1"))]
    schema: &'static str,
    /// The files that were written.
    changed: &'a [Changed],
    /// The commit as a whole object id, null where none was made.
    commit: Option<&'a str>,
    /// The command that takes it back; null where nothing was written, or nobody remembers what.
    undo: Option<&'a str>,
    /// What would be written as a unified diff, null where it was written.
    diff: Option<&'a str>,
}

/// Writes a line for each file, one for the commit, and the commands that take it all back; or else the diff.
///
/// # Errors
/// What the stream says.
pub fn write(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    if let Some(diff) = &change.diff {
        return out.write_all(diff.as_bytes());
    }
    for changed in &change.changed {
        writeln!(out, "{}", line(changed, &change.place))?;
    }
    if let Some(commit) = &change.commit {
        writeln!(out, "committed {}", short(commit))?;
    }
    for command in take_back(change) {
        writeln!(out, "  to take it back: {command}")?;
    }
    Ok(())
}

/// Writes the change for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let undo = undo(change);
    let whole = ChangeJson {
        schema: "declog.change/1",
        changed: &change.changed,
        commit: change.commit.as_deref(),
        undo: undo.as_deref(),
        diff: change.diff.as_deref(),
    };
    json::write(&whole, out)
}

/// `declog undo`, where it takes the change back.
fn undo(change: &Change) -> Option<String> {
    (change.undo == Undo::Kept).then(|| format!("{} undo", change.place.declog()))
}

/// The commands that take a change back: declog's own, else git's; none where git never had what stood there.
#[must_use]
pub fn take_back(change: &Change) -> Vec<String> {
    if let Some(command) = undo(change) {
        return vec![command];
    }
    let git = change.place.git();
    if let Some(commit) = &change.commit {
        return vec![format!("{git} revert {}", short(commit))];
    }
    let undone = change.undo == Undo::Undone;
    if undone
        || change
            .changed
            .iter()
            .any(|one| matches!(one.before, Before::Uncommitted | Before::RemovedUncommitted))
    {
        return Vec::new();
    }
    let paths = |before: Before| {
        let changed = change.changed.iter().filter(|one| one.before == before);
        change.place.words(changed.map(|one| one.path.as_str()))
    };
    let commands = [
        (format!("{git} checkout --"), paths(Before::Committed)),
        (format!("{git} checkout --"), paths(Before::Removed)),
        ("rm".to_owned(), paths(Before::Nothing)),
    ];
    commands
        .into_iter()
        .filter(|(_, paths)| !paths.is_empty())
        .map(|(command, paths)| format!("{command} {paths}"))
        .collect()
}

fn line(changed: &Changed, place: &Place) -> String {
    let path = place.path(&changed.path);
    let path = visible(&path);
    let id = changed.id.as_deref().map(visible);
    let states = changed.from.as_deref().zip(changed.to.as_deref());
    match (id, changed.before, states) {
        (Some(id), Before::Removed | Before::RemovedUncommitted, _) => {
            format!("removed {id} {path}")
        }
        (None, Before::Removed | Before::RemovedUncommitted, _) => format!("removed {path}"),
        (Some(id), Before::Nothing, _) => format!("created {id} {path}"),
        (None, Before::Nothing, _) => format!("created {path}"),
        (Some(id), _, Some((from, to))) if from != to => {
            format!("{id} {} → {} {path}", visible(from), visible(to))
        }
        (Some(id), ..) => format!("changed {id} {path}"),
        (None, ..) => format!("changed {path}"),
    }
}

/// As many characters of an object id as git shows.
fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}
