//! What changed, newest first: who did what to which record, and in which commit.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::delta::{head, lines, markdown_head, markup_free};
use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::{day, listed};
use crate::model::delta::{Difference, What};

/// What changed.
pub struct Log<'a> {
    /// Newest first; what is not committed before all else.
    pub changes: &'a [Change],
    /// The clone is shallow: what came before its border is unknown.
    pub shallow: bool,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
    /// Whether the text is coloured.
    pub style: Style,
}

/// Something that became of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Change {
    /// The commit; null for what is not committed.
    pub commit: Option<Commit>,
    /// What became of the record.
    pub change: Difference,
}

/// Who committed it, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Commit {
    /// Short object id.
    pub id: String,
    /// The day, in the log's zone.
    pub date: String,
    /// The moment of the author's date, in UTC.
    pub time: String,
    /// The author's name, through `.mailmap`.
    pub author: String,
    /// The handle of the person with the author's mail; null where the log knows none.
    pub person: Option<String>,
    /// The first line of the message.
    pub subject: String,
    /// The same day, to be said in words.
    #[serde(skip)]
    pub day: Option<Date>,
}

/// A way to print what changed.
pub struct Format {
    /// The word of `--format`.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Log<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one nobody has to name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "For people, commit by commit",
        write,
    },
    Format {
        name: "markdown",
        about: "A digest, by day and record",
        write: write_markdown,
    },
    Format {
        name: "json",
        about: "For programs; see `declog schema output log`",
        write: write_json,
    },
];

/// What `log --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LogJson<'a> {
    #[schemars(extend("const" = "declog.log/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The clone is shallow: what came before its border is unknown.
    shallow: bool,
    /// Newest first; what is not committed before all else.
    changes: &'a [Change],
}

/// What stands over what is in no commit.
const UNCOMMITTED: &str = "not committed";

fn write(log: &Log<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut before: Option<Option<&str>> = None;
    for one in log.changes {
        let commit = one.commit.as_ref().map(|commit| commit.id.as_str());
        if before != Some(commit) {
            if before.is_some() {
                writeln!(out)?;
            }
            let title = match &one.commit {
                None => UNCOMMITTED.to_owned(),
                Some(commit) => {
                    let who = visible(&commit.author);
                    format!("{} · {who} · {}", told_day(commit), commit.id)
                }
            };
            writeln!(out, "{}", log.style.paint(Role::Quiet, &title))?;
            before = Some(commit);
        }
        writeln!(out, "  {}", head(&one.change, log.style))?;
        for line in lines(&one.change) {
            writeln!(out, "    {}", visible(&line))?;
        }
    }
    Ok(())
}

fn told_day(commit: &Commit) -> String {
    commit.day.map_or_else(|| commit.date.clone(), day)
}

/// A day is a heading; under it each record, and under that what became of it on that day.
fn write_markdown(log: &Log<'_>, out: &mut dyn Write) -> io::Result<()> {
    let of = |one: &Change| {
        one.commit
            .as_ref()
            .map_or_else(|| UNCOMMITTED.to_owned(), told_day)
    };
    for (at, group) in log.changes.chunk_by(|a, b| of(a) == of(b)).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let title = group.first().map(of).unwrap_or_default();
        writeln!(out, "## {}\n", markup_free(&title))?;
        let mut told: Vec<(&str, &str)> = Vec::new();
        for one in group {
            let name = (one.change.kind.as_str(), one.change.id.as_str());
            if told.contains(&name) {
                continue;
            }
            told.push(name);
            let same = group
                .iter()
                .filter(|other| (other.change.kind.as_str(), other.change.id.as_str()) == name);
            record(same.collect(), out)?;
        }
    }
    Ok(())
}

/// What became of a record on a day, and by whom.
fn record(changes: Vec<&Change>, out: &mut dyn Write) -> io::Result<()> {
    let mut people: Vec<String> = Vec::new();
    for commit in changes.iter().filter_map(|one| one.commit.as_ref()) {
        let name = markup_free(&commit.author);
        if !people.contains(&name) {
            people.push(name);
        }
    }
    let by = match people.is_empty() {
        true => String::new(),
        false => format!(", by {}", listed(&people)),
    };
    if let [only] = changes.as_slice() {
        writeln!(out, "- {}{by}", markdown_head(&only.change))?;
        return told(&lines(&only.change), out);
    }
    let Some(newest) = changes.first() else {
        return Ok(());
    };
    let (id, title) = (&newest.change.id, &newest.change.title);
    writeln!(out, "- **{}** {}{by}", markup_free(id), markup_free(title))?;
    for one in &changes {
        told(&Vec::from_iter(what(&one.change)), out)?;
        told(&lines(&one.change), out)?;
    }
    Ok(())
}

fn told(lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        writeln!(out, "  - {}", markup_free(line))?;
    }
    Ok(())
}

/// What became of a record in a few words; none where only its text or fields changed.
fn what(one: &Difference) -> Option<String> {
    let state = |state: &Option<String>| state.clone().unwrap_or_else(|| "unknown".to_owned());
    match (&one.what, &one.delta.state) {
        (What::Added, _) => Some(format!("new, {}", state(&one.state))),
        (What::Removed, _) => Some("removed".to_owned()),
        (_, Some(turn)) => Some(format!("{} → {}", state(&turn.from), state(&turn.to))),
        _ => None,
    }
}

fn write_json(log: &Log<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = LogJson {
        schema: "declog.log/1",
        as_of: log.as_of.to_string(),
        rev: log.rev,
        shallow: log.shallow,
        changes: log.changes,
    };
    json::write(&whole, out)
}
