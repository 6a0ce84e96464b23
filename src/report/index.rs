//! What was read: every file of the record folders, by what it turned out to be.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::findings::{FileCounts, files};
use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use crate::model::kind::{FORMAT, Kind};
use crate::model::state::Phase;
use crate::model::view::RecordView;

/// What was read.
pub struct Reading<'a> {
    /// The log's name, `.` for the log at the repository's root.
    pub log: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
    /// The kinds, in the order they are shown.
    pub kinds: &'a [&'a Kind],
    /// Every record, in the index's order.
    pub records: &'a [RecordView],
    /// The files that are no records.
    pub ignored: &'a [IgnoredFile],
    /// The paths of files that should be records and cannot be read.
    pub unreadable: &'a [String],
}

/// A file that is no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct IgnoredFile {
    /// The file, from the repository's root.
    pub path: String,
    /// Why nobody minds.
    pub reason: String,
}

/// What `index --json` prints: all there is to know, for other programs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct IndexJson<'a> {
    #[schemars(extend("const" = "declog.index/1"))]
    schema: &'static str,
    /// Version of the log's format.
    format: u32,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    log: LogJson<'a>,
    kinds: Vec<KindJson<'a>>,
    records: &'a [RecordView],
    ignored: &'a [IgnoredFile],
    /// Paths from the repository's root.
    unreadable: &'a [String],
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LogJson<'a> {
    /// `.` for the log at the repository's root.
    name: &'a str,
    /// What people call it.
    title: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct KindJson<'a> {
    name: &'a str,
    plural: &'a str,
    /// What its ids begin with.
    prefix: &'a str,
    /// Folder of its records, from the log's root.
    folder: &'a str,
    states: Vec<StateJson<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct StateJson<'a> {
    name: &'a str,
    phase: Phase,
}

/// Writes how many files there are of each sort, and the names of those that are no records.
///
/// # Errors
/// What the stream says.
pub fn write(reading: &Reading<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let title = visible(reading.title);
    writeln!(out, "{}", style.paint(Role::Strong, &title))?;
    let counts = FileCounts {
        records: reading.records.len(),
        ignored: reading.ignored.len(),
        unreadable: reading.unreadable.len(),
    };
    writeln!(out, "{}", files(counts))?;
    for kind in reading.kinds {
        writeln!(out, "{}", by_state(reading, kind))?;
    }
    if !reading.ignored.is_empty() {
        writeln!(out, "\nignored")?;
    }
    for file in reading.ignored {
        writeln!(out, "  {}: {}", visible(&file.path), visible(&file.reason))?;
    }
    if !reading.unreadable.is_empty() {
        writeln!(out, "\nunreadable")?;
    }
    for path in reading.unreadable {
        writeln!(out, "  {}", visible(path))?;
    }
    Ok(())
}

/// Writes everything for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = IndexJson {
        schema: "declog.index/1",
        format: FORMAT,
        as_of: reading.as_of.to_string(),
        rev: reading.rev,
        log: LogJson {
            name: reading.log,
            title: reading.title,
        },
        kinds: reading.kinds.iter().map(|kind| kind_json(kind)).collect(),
        records: reading.records,
        ignored: reading.ignored,
        unreadable: reading.unreadable,
    };
    json::write(&whole, out)
}

/// `  19 decisions: 1 proposed, 17 accepted, 1 of unknown state`
fn by_state(reading: &Reading<'_>, kind: &Kind) -> String {
    let of_kind = || {
        reading
            .records
            .iter()
            .filter(|record| record.kind == kind.name)
    };
    let all = of_kind().count();
    let name = if all == 1 { &kind.name } else { &kind.plural };
    let counted = |state: Option<&str>| {
        of_kind()
            .filter(|record| record.state.as_deref() == state)
            .count()
    };
    let states = kind.states.iter();
    let mut counts: Vec<_> = states
        .map(|state| (counted(Some(&state.name)), state.name.as_str()))
        .collect();
    counts.push((counted(None), "of unknown state"));
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, name)| format!("{count} {}", visible(name)))
        .collect();
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("  {all} {}{colon}{}", visible(name), counts.join(", "))
}

fn kind_json(kind: &Kind) -> KindJson<'_> {
    let states = kind.states.iter().map(|state| StateJson {
        name: &state.name,
        phase: state.phase,
    });
    KindJson {
        name: &kind.name,
        plural: &kind.plural,
        prefix: &kind.prefix,
        folder: &kind.folder,
        states: states.collect(),
    }
}
