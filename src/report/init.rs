//! What `init` made or found.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::change::Change;
use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::counted;

/// What `init` made or found.
#[derive(Clone, Debug)]
pub struct Init<'a> {
    /// What people call the log.
    pub title: &'a str,
    /// The log's folder from the repository's root, empty at the root.
    pub root: &'a str,
    /// The kinds and where their records are.
    pub kinds: &'a [Folder],
    /// The files it wrote; none where the log was there already.
    pub change: &'a Change,
    /// The commands worth typing next, best first.
    pub next: &'a [String],
}

/// A kind's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Folder {
    /// `decision`
    pub kind: String,
    /// From the repository's root.
    pub path: String,
    /// Records were there and are read as they are.
    pub adopted: bool,
    /// How many records are in it.
    pub records: usize,
}

/// What `init --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct InitJson<'a> {
    #[schemars(extend("const" = "declog.init/1"))]
    schema: &'static str,
    /// What people call the log.
    title: &'a str,
    /// The log's folder from the repository's root, empty at the root.
    root: &'a str,
    kinds: &'a [Folder],
    /// The paths it wrote; none where the log was there already.
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
    let title = visible(init.title);
    let title = style.paint(Role::Strong, &title);
    if init.change.changed.is_empty() {
        writeln!(out, "{title} is a log already; nothing was written")?;
    } else {
        writeln!(out, "{title} is a log now")?;
    }
    for folder in init.kinds {
        let how = if folder.adopted {
            ", read as they are"
        } else {
            ""
        };
        writeln!(
            out,
            "  {} in {}: {}{how}",
            visible(&folder.kind),
            visible(&folder.path),
            counted(folder.records, "record")
        )?;
    }
    super::change::write(init.change, out)?;
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
        title: init.title,
        root: init.root,
        kinds: init.kinds,
        written: written.collect(),
        commit: init.change.commit.as_deref(),
        next: init.next,
        diff: init.change.diff.as_deref(),
    };
    json::write(&whole, out)
}
