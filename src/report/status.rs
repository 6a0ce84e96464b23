//! The log at a glance: what bare `declog` prints.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::findings::{FileCounts, files, problems};
use super::json;
use super::safe::visible;
use super::style::{Role, Style};

/// The log at a glance.
#[derive(Clone, Debug)]
pub struct Status<'a> {
    /// The log's name, `.` for the log at the repository's root.
    pub log: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
    /// The counts, in the order they are shown.
    pub counts: &'a [Count],
    /// How much waits on whoever asks; none where nobody knows who that is.
    pub inbox: Option<usize>,
    /// What a young log has and lacks.
    pub start: &'a [StartJson],
    /// What was read.
    pub files: FileCounts,
    /// Findings at deny.
    pub errors: usize,
    /// Findings at warn.
    pub warnings: usize,
    /// The commands worth typing next, best first.
    pub next: &'a [String],
}

/// How many records answer a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Count {
    /// `in force`
    pub name: String,
    /// How many.
    pub count: usize,
    /// The query that lists them.
    pub query: String,
}

/// Something that a young log should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StartJson {
    /// In a few words.
    pub what: String,
    /// It is there.
    pub done: bool,
    /// What to type or to write next; null where it is there.
    pub next: Option<String>,
}

/// What bare `declog --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StatusJson<'a> {
    #[schemars(extend("const" = "declog.status/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The log's name, `.` for the log at the repository's root.
    log: &'a str,
    /// What people call it.
    title: &'a str,
    counts: &'a [Count],
    /// How much waits on whoever asks; null where nobody knows who that is.
    inbox: Option<usize>,
    /// What a young log has and lacks; empty for one that is old or lacks nothing.
    start: &'a [StartJson],
    files: FileCounts,
    /// Findings at deny.
    errors: usize,
    /// Findings at warn.
    warnings: usize,
    /// The commands worth typing next, best first.
    next: &'a [String],
}

/// Writes the status screen.
///
/// # Errors
/// What the stream says.
pub fn write(status: &Status<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let title = visible(status.title);
    writeln!(out, "{}\n", style.paint(Role::Strong, &title))?;
    let mut rows: Vec<(usize, &str, String)> = status
        .counts
        .iter()
        .map(|count| {
            let command = format!("declog list {}", count.query);
            (count.count, count.name.as_str(), command)
        })
        .collect();
    if let Some(inbox) = status.inbox {
        rows.push((inbox, "waiting on you", "declog inbox".to_owned()));
    }
    let digits = rows.iter().map(|(count, ..)| count.to_string().len());
    let digits = digits.max().unwrap_or_default();
    let longest = rows.iter().map(|(_, name, _)| name.chars().count());
    let longest = longest.max().unwrap_or_default();
    for (count, name, command) in rows {
        let command = visible(&command).into_owned();
        writeln!(
            out,
            "  {count:digits$}  {:longest$}  {}",
            visible(name),
            style.paint(Role::Quiet, &command)
        )?;
    }
    start(status.start, style, out)?;
    let role = match (status.errors, status.warnings) {
        (0, 0) => Role::Quiet,
        (0, _) => Role::Risk,
        _ => Role::Stopped,
    };
    let found = problems(status.errors, status.warnings);
    writeln!(
        out,
        "\n{}; {}",
        files(status.files),
        style.paint(role, &found)
    )?;
    for command in status.next {
        writeln!(out, "next: {}", visible(command))?;
    }
    Ok(())
}

/// The list of a young log: what is there, and what to do next about the rest.
fn start(list: &[StartJson], style: Style, out: &mut dyn Write) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    let longest = list.iter().map(|one| one.what.chars().count());
    let longest = longest.max().unwrap_or_default();
    writeln!(out, "\nto begin with")?;
    for one in list {
        let mark = if one.done { "x" } else { " " };
        match &one.next {
            None => writeln!(out, "  [{mark}] {}", visible(&one.what))?,
            Some(next) => {
                let next = visible(next).into_owned();
                let next = style.paint(Role::Quiet, &next);
                writeln!(out, "  [{mark}] {:longest$}  {next}", visible(&one.what))?;
            }
        }
    }
    Ok(())
}

/// Writes the same for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(status: &Status<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = StatusJson {
        schema: "declog.status/1",
        as_of: status.as_of.to_string(),
        rev: status.rev,
        log: status.log,
        title: status.title,
        counts: status.counts,
        inbox: status.inbox,
        start: status.start,
        files: status.files,
        errors: status.errors,
        warnings: status.warnings,
        next: status.next,
    };
    json::write(&whole, out)
}
