//! What `check` found, one file for each format.

mod concise;
mod json;
mod text;

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::Fields;
use super::style::Style;
use super::words::counted;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::source::Source;

pub use json::{FindingJson, FindingsJson, PositionJson};

/// The findings of a run and what it read.
pub struct Findings<'a> {
    /// In the order they are shown; those at allow are left out.
    pub diagnostics: &'a [Diagnostic],
    /// The text of a file, where there is any.
    pub sources: &'a dyn Fn(&str) -> Option<&'a Source>,
    /// How many more there are that the baseline counts, and that are not told.
    pub baseline: usize,
    /// What was read.
    pub files: FileCounts,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
    /// What json shows of each finding; none for everything.
    pub fields: Option<&'a Fields>,
}

/// How many files the record folders hold, and what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FileCounts {
    /// Files that are records.
    pub records: usize,
    /// Files that are none, and nobody minds.
    pub ignored: usize,
    /// Files that should be records and cannot be read.
    pub unreadable: usize,
}

impl FileCounts {
    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.records + self.ignored + self.unreadable
    }
}

/// A way to print findings.
pub struct Format {
    /// The word of `--format`.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Findings<'_>, Style, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one nobody has to name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "Each finding with the lines it is about",
        write: text::write,
    },
    Format {
        name: "concise",
        about: "One line for each finding",
        write: concise::write,
    },
    Format {
        name: "json",
        about: "For programs; see `declog schema output check`",
        write: json::write,
    },
];

impl<'a> Findings<'a> {
    fn shown(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|finding| finding.level != Level::Allow)
    }

    fn at(&self, level: Level) -> usize {
        self.shown()
            .filter(|finding| finding.level == level)
            .count()
    }
}

/// `412 files: 398 records, 12 ignored, 2 unreadable`
pub(super) fn files(files: FileCounts) -> String {
    format!(
        "{}: {}, {} ignored, {} unreadable",
        counted(files.all(), "file"),
        counted(files.records, "record"),
        files.ignored,
        files.unreadable
    )
}

/// `3 errors, 5 warnings`
pub(super) fn problems(errors: usize, warnings: usize) -> String {
    format!(
        "{}, {}",
        counted(errors, "error"),
        counted(warnings, "warning")
    )
}

/// The word for a level in text.
fn word(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn | Level::Allow => "warning",
    }
}
