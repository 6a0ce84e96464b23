//! What `check` found, one file for each format.

mod concise;
mod fingerprint;
mod github;
mod gitlab;
mod governing;
mod json;
mod junit;
mod markdown;
mod sarif;
mod text;
mod unknown;

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::Fields;
use super::style::Style;
use super::words::counted;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;
use crate::model::source::{Position, Source};

pub use governing::{Governing, Governs};
pub use json::{FindingJson, FindingsJson, PositionJson};
pub use unknown::Unknown;

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
    /// The file of the settings, from the repository's root.
    pub settings: &'a str,
    /// Every rule there is, those of the log's own last.
    pub rules: &'a [Ruled<'a>],
    /// What nobody can tell in this clone; none where nothing is hidden.
    pub unknown: Option<&'a Unknown>,
    /// What governs the files that changed; none where nobody asked about a change.
    pub governing: Option<&'a Governing>,
}

/// A rule in a run.
#[derive(Clone, Copy, Debug)]
pub struct Ruled<'a> {
    /// What is known of it without running it.
    pub card: RuleCard<'a>,
    /// The level of its findings in this run; allow where it did not run.
    pub level: Level,
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

/// The word for the format that tells what governs a change.
pub const MARKDOWN: &str = "markdown";

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
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        write: sarif::write,
    },
    Format {
        name: "github",
        about: "Annotations, for a workflow on GitHub",
        write: github::write,
    },
    Format {
        name: "gitlab",
        about: "A Code Quality report, for GitLab",
        write: gitlab::write,
    },
    Format {
        name: "junit",
        about: "A test report in XML, for Jenkins and many others",
        write: junit::write,
    },
    Format {
        name: MARKDOWN,
        about: "A comment for a pull request",
        write: markdown::write,
    },
];

impl<'a> Findings<'a> {
    fn shown(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|finding| finding.level != Level::Allow)
    }

    /// Where a finding begins and ends, where it has a place in a text.
    fn place(&self, finding: &Diagnostic) -> Option<(Position, Position)> {
        let source = (self.sources)(&finding.path)?;
        let span = finding.span?;
        Some((source.position(span.start), source.position(span.end)))
    }

    fn at(&self, level: Level) -> usize {
        self.shown()
            .filter(|finding| finding.level == level)
            .count()
    }
}

/// What is wrong and what to do about it, a line each: the message, the words at the place, the help.
fn told(finding: &Diagnostic) -> Vec<&str> {
    let help = finding.help.as_deref().unwrap_or_default().lines();
    let mut lines = vec![finding.message.as_str()];
    lines.extend(finding.label.as_deref());
    lines.extend(help);
    lines
}

/// `412 files: 398 records, 12 ignored, 2 unreadable; 3 errors, 5 warnings`
fn summary(findings: &Findings<'_>) -> String {
    let more = match findings.baseline {
        0 => String::new(),
        count => format!(" ({count} more in the baseline)"),
    };
    format!(
        "{}; {}{more}",
        files(findings.files),
        problems(findings.at(Level::Deny), findings.at(Level::Warn))
    )
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
