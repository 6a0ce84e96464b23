//! What building the site wrote.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::safe::visible;
use super::words::counted;

/// What building the site wrote. The path of the first page is the data, the rest is talk.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The folder, as the user may type it.
    pub folder: &'a str,
    /// The first page, as the user may type it.
    pub index: &'a str,
    /// How many pages the site has.
    pub pages: usize,
    /// How many files were written because they were new or differed.
    pub written: usize,
    /// How many files were taken away because no page has them any more.
    pub removed: usize,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// What `site --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SiteJson<'a> {
    #[schemars(extend("const" = "declog.site/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The folder of the site.
    folder: &'a str,
    /// The first page.
    index: &'a str,
    /// How many pages the site has.
    pages: usize,
    /// How many files were written because they were new or differed.
    written: usize,
    /// How many files were taken away because no page has them any more.
    removed: usize,
}

/// Writes the path of the first page.
///
/// # Errors
/// What the stream says.
pub fn write(site: &Site<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", visible(site.index))
}

/// Writes what was done: `412 pages, 3 files written, 0 removed`.
///
/// # Errors
/// What the stream says.
pub fn write_talk(site: &Site<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}, {} written, {} removed",
        counted(site.pages, "page"),
        counted(site.written, "file"),
        site.removed
    )
}

/// Writes the same for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(site: &Site<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = SiteJson {
        schema: "declog.site/1",
        as_of: site.as_of.to_string(),
        rev: site.rev,
        folder: site.folder,
        index: site.index,
        pages: site.pages,
        written: site.written,
        removed: site.removed,
    };
    json::write(&whole, out)
}
