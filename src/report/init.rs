//! What `init` made or found.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::change::Change;
use super::findings::{FileCounts, files};
use super::json;
use super::safe::{block, visible};
use super::style::{Role, Style};
use super::words::{counted, listed};
use crate::model::kind::Dialect;

/// What `init` made or found.
#[derive(Clone, Debug)]
pub struct Init<'a> {
    /// The logs.
    pub logs: &'a [Log],
    /// Folders that look like records and were left alone.
    pub left: &'a [Left],
    /// Lines for files that are the user's own.
    pub add: &'a [Lines],
    /// The files it wrote; none where everything was there already.
    pub change: &'a Change,
    /// The commands worth typing next, best first.
    pub next: &'a [String],
}

/// A log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Log {
    /// What people call it.
    pub title: String,
    /// Its folder from the repository's root, empty at the root.
    pub root: String,
    /// It was there before.
    pub existing: bool,
    /// The kinds and where their records are.
    pub kinds: Vec<Folder>,
    /// What was drafted into its settings; null where nothing was.
    pub drafted: Option<Drafted>,
}

/// A kind's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Folder {
    /// `decisions`
    pub kind: String,
    /// From the repository's root.
    pub path: String,
    /// How its files are written: `auto` where somebody else wrote them.
    pub dialect: Dialect,
    /// What an id of it looks like.
    pub id: String,
    /// How many files it holds, and what they are.
    pub files: FileCounts,
    /// How many records have a state that the kind knows.
    pub known_states: usize,
    /// Words for a state that nobody knows, and how many records use each.
    pub unknown_words: Vec<Word>,
}

/// A word for a state that the kind does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Word {
    /// As written.
    pub word: String,
    /// How many records have it.
    pub records: usize,
}

/// A draft of who there is and which parts the work has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Drafted {
    /// How many people.
    pub people: usize,
    /// How many teams.
    pub teams: usize,
    /// How many areas.
    pub areas: usize,
    /// The draft counts; else it stands in remarks.
    pub live: bool,
    /// The clone is shallow: whoever committed before its border is not in it.
    pub shallow: bool,
}

/// A folder that looks like one of records and was left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Left {
    /// From the repository's root.
    pub path: String,
    /// What speaks for it and against it.
    pub reasons: Vec<String>,
    /// What adopts it.
    pub help: String,
}

/// Lines for a file that is not ours to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Lines {
    /// The file, from the repository's root.
    pub path: String,
    /// The lines; empty where the file is left as it is.
    pub lines: String,
}

/// What `init --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct InitJson<'a> {
    #[schemars(extend("const" = "declog.init/1"))]
    schema: &'static str,
    logs: &'a [Log],
    /// Folders that look like records and were left alone, the likeliest first.
    not_adopted: &'a [Left],
    /// Lines for files that were there already and are left as they are.
    add: &'a [Lines],
    /// The paths it wrote; none where everything was there already.
    written: Vec<&'a str>,
    /// The commit as a whole object id, null where none was made.
    commit: Option<&'a str>,
    /// The commands worth typing next, best first.
    next: &'a [String],
    /// What would be written as a unified diff, null where it was written or nothing is to be.
    diff: Option<&'a str>,
}

/// Writes what is there now and what to type next.
///
/// # Errors
/// What the stream says.
pub fn write(init: &Init<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if init.change.diff.is_some() {
        return super::change::write(init.change, out);
    }
    for log in init.logs {
        write_log(init, log, style, out)?;
    }
    super::change::write(init.change, out)?;
    for add in init.add {
        write_lines(add, out)?;
    }
    for left in init.left {
        let reasons: Vec<String> = left
            .reasons
            .iter()
            .map(|one| visible(one).into_owned())
            .collect();
        writeln!(
            out,
            "not adopted: {} ({})",
            visible(&left.path),
            reasons.join(", ")
        )?;
        writeln!(out, "  to adopt it: {}", visible(&left.help))?;
    }
    for command in init.next {
        writeln!(out, "next: {}", visible(command))?;
    }
    Ok(())
}

/// Writes the same for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(init: &Init<'_>, out: &mut dyn Write) -> io::Result<()> {
    let written = init.change.changed.iter().map(|one| one.path.as_str());
    let whole = InitJson {
        schema: "declog.init/1",
        logs: init.logs,
        not_adopted: init.left,
        add: init.add,
        written: written.collect(),
        commit: init.change.commit.as_deref(),
        next: init.next,
        diff: init.change.diff.as_deref(),
    };
    json::write(&whole, out)
}

fn write_log(init: &Init<'_>, log: &Log, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let title = visible(&log.title);
    let title = style.paint(Role::Strong, &title);
    match (log.existing, init.change.changed.is_empty()) {
        (true, true) => writeln!(out, "{title} is a log already; nothing was written")?,
        (true, false) => writeln!(out, "{title} is a log already")?,
        (false, _) => writeln!(out, "{title} is a log now")?,
    }
    // Of several logs only what is there is told.
    let several = init.logs.len() > 1;
    let told = |folder: &&Folder| !several || folder.files.all() > 0;
    for folder in log.kinds.iter().filter(told) {
        write_folder(folder, out)?;
    }
    match &log.drafted {
        Some(drafted) => write_drafted(drafted, out),
        None => Ok(()),
    }
}

fn write_drafted(drafted: &Drafted, out: &mut dyn Write) -> io::Result<()> {
    let people = match drafted.people {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    let all = [
        (drafted.people, people),
        (drafted.teams, counted(drafted.teams, "team")),
        (drafted.areas, counted(drafted.areas, "area")),
    ];
    let there = all.into_iter().filter(|(count, _)| *count > 0);
    let there: Vec<String> = there.map(|(_, words)| words).collect();
    let how = if drafted.live {
        ""
    } else {
        ", as remarks to be turned on"
    };
    writeln!(out, "  drafted: {}{how}", listed(&there))?;
    if drafted.shallow {
        let rest = "`git fetch --unshallow` brings the others";
        writeln!(
            out,
            "    the clone is shallow, so only who committed lately is there: {rest}"
        )?;
    }
    Ok(())
}

fn write_folder(folder: &Folder, out: &mut dyn Write) -> io::Result<()> {
    let (kind, path) = (visible(&folder.kind), visible(&folder.path));
    let all = folder.files;
    if folder.dialect == Dialect::Native {
        return writeln!(
            out,
            "  {kind} in {path}: {}",
            counted(all.records, "record")
        );
    }
    writeln!(out, "  {kind} in {path}, read as they are: {}", files(all))?;
    if all.records > 0 {
        let unknown = match folder.unknown_words.len() {
            0 => String::new(),
            1 => "; 1 word for a state is not known".to_owned(),
            count => format!("; {count} words for states are not known"),
        };
        let (id, known) = (visible(&folder.id), folder.known_states);
        writeln!(
            out,
            "    ids like {id}, {known} of {} with a known state{unknown}",
            all.records
        )?;
    }
    Ok(())
}

fn write_lines(add: &Lines, out: &mut dyn Write) -> io::Result<()> {
    let path = visible(&add.path);
    if add.lines.is_empty() {
        return writeln!(out, "{path} is there already and stays as it is");
    }
    writeln!(out, "add to {path}:")?;
    for line in block(&add.lines).lines() {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}
