//! The records that differ between two revisions.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::delta::{head, lines, markdown_head, markup_free};
use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use crate::model::delta::{Difference, What};

/// What differs between two revisions.
pub struct Changes<'a> {
    /// The older revision, as a whole object id.
    pub from: &'a str,
    /// The newer one; none for the working tree.
    pub to: Option<&'a str>,
    /// By kind, then by id.
    pub records: &'a [Difference],
    /// Whether the text is coloured.
    pub style: Style,
}

/// A way to print what differs.
pub struct Format {
    /// The word of `--format`.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Changes<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one nobody has to name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "For people",
        write,
    },
    Format {
        name: "markdown",
        about: "For a pull request or release notes",
        write: write_markdown,
    },
    Format {
        name: "json",
        about: "For programs; see `declog schema output diff`",
        write: write_json,
    },
];

/// What `diff --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChangesJson<'a> {
    #[schemars(extend("const" = "declog.diff/1"))]
    schema: &'static str,
    /// The older revision.
    from: &'a str,
    /// The newer one; null for the working tree.
    to: Option<&'a str>,
    /// The records that differ, by kind, then by id.
    records: &'a [Difference],
}

/// What is told under which heading, in this order.
const GROUPS: [(What, &str); 4] = [
    (What::Added, "Added"),
    (What::Moved, "Moved to another state"),
    (What::Changed, "Changed"),
    (What::Removed, "Removed"),
];

fn write(changes: &Changes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let style = changes.style;
    let mut first = true;
    for (what, title) in GROUPS {
        let mut group = changes
            .records
            .iter()
            .filter(|one| one.what == what)
            .peekable();
        if group.peek().is_none() {
            continue;
        }
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        writeln!(out, "{}", style.paint(Role::Quiet, title))?;
        for one in group {
            writeln!(out, "  {}", head(one, style))?;
            for line in lines(one) {
                writeln!(out, "    {}", visible(&line))?;
            }
        }
    }
    Ok(())
}

fn write_markdown(changes: &Changes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for (what, title) in GROUPS {
        let mut group = changes
            .records
            .iter()
            .filter(|one| one.what == what)
            .peekable();
        if group.peek().is_none() {
            continue;
        }
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        writeln!(out, "### {title}\n")?;
        for one in group {
            writeln!(out, "- {}", markdown_head(one))?;
            for line in lines(one) {
                writeln!(out, "  - {}", markup_free(&line))?;
            }
        }
    }
    Ok(())
}

fn write_json(changes: &Changes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = ChangesJson {
        schema: "declog.diff/1",
        from: changes.from,
        to: changes.to,
        records: changes.records,
    };
    json::write(&whole, out)
}
