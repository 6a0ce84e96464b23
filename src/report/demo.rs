//! What making the example log did.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::place::quoted;
use super::safe::visible;
use super::style::{Role, Style};
use super::words::counted;

/// The example log.
#[derive(Clone, Debug)]
pub struct Demo<'a> {
    /// Its folder, as the user may type it.
    pub folder: &'a str,
    /// What was made just now; none where it was there, as it had been made before.
    pub made: Option<Made>,
}

/// An example log that was made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    /// How many records it has.
    pub records: usize,
    /// How many commits.
    pub commits: usize,
    /// How many people wrote them.
    pub people: usize,
    /// The day of the first commit.
    pub first: Date,
    /// The day of the last.
    pub last: Date,
}

/// What `demo --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DemoJson<'a> {
    #[schemars(extend("const" = "declog.demo/1"))]
    schema: &'static str,
    /// Its folder.
    folder: &'a str,
    /// It was made just now; false where it was there already.
    made: bool,
    /// How many records it has; null where it was there already.
    records: Option<usize>,
    /// How many commits; null where it was there already.
    commits: Option<usize>,
    /// How many people wrote them; null where it was there already.
    people: Option<usize>,
    /// The day of the first commit; null where it was there already.
    first: Option<String>,
    /// The day of the last; null where it was there already.
    last: Option<String>,
    /// How many findings at deny the check has.
    errors: usize,
    /// How many at warn.
    warnings: usize,
    /// How many pages its site has.
    pages: usize,
    /// The first page.
    index: &'a str,
}

/// What the commands that ran on it found and made.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Findings at deny.
    pub errors: usize,
    /// Findings at warn.
    pub warnings: usize,
    /// Pages of its site.
    pub pages: usize,
    /// The first page, as the user may type it.
    pub index: String,
}

/// Writes what was made: `made declog-demo: 49 records in 230 commits of 13 people, from … to …`; or that it was there.
///
/// # Errors
/// What the stream says.
pub fn write(demo: &Demo<'_>, out: &mut dyn Write) -> io::Result<()> {
    let folder = visible(demo.folder);
    let Some(made) = &demo.made else {
        return writeln!(out, "found {folder}: the example is there as it was made");
    };
    writeln!(
        out,
        "made {folder}: {} in {} by {}, from {} to {}",
        counted(made.records, "record"),
        counted(made.commits, "commit"),
        match made.people {
            1 => "1 person".to_owned(),
            people => format!("{people} people"),
        },
        made.first,
        made.last
    )
}

/// Writes the line of a command that is run on it.
///
/// # Errors
/// What the stream says.
pub fn write_command(words: &[&str], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let line = format!("$ declog {}", words.join(" "));
    writeln!(out, "\n{}", style.paint(Role::Strong, &line))
}

/// Writes what to look at next.
///
/// # Errors
/// What the stream says.
pub fn write_next(folder: &str, out: &mut dyn Write) -> io::Result<()> {
    let shown = visible(folder);
    writeln!(out, "\nnext: open {shown}/_site/index.html in a browser")?;
    writeln!(out, "next: cd {} && declog", quoted(folder))?;
    writeln!(out, "what was left wrong on purpose: {shown}/README.md")
}

/// Writes the same for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(demo: &Demo<'_>, shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    let whole = DemoJson {
        schema: "declog.demo/1",
        folder: demo.folder,
        made: demo.made.is_some(),
        records: demo.made.map(|made| made.records),
        commits: demo.made.map(|made| made.commits),
        people: demo.made.map(|made| made.people),
        first: demo.made.map(|made| made.first.to_string()),
        last: demo.made.map(|made| made.last.to_string()),
        errors: shown.errors,
        warnings: shown.warnings,
        pages: shown.pages,
        index: &shown.index,
    };
    json::write(&whole, out)
}
