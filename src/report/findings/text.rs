//! Findings as compilers show theirs, and one last line that counts.

use std::io::{self, Write};

use super::{Findings, summary};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::excerpt::{Message, Place, render};
use crate::report::style::Style;

pub(super) fn write(findings: &Findings<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings.shown() {
        writeln!(out, "{}", one(findings, finding, style))?;
    }
    writeln!(out, "{}", summary(findings))?;
    match findings.unknown {
        Some(unknown) => writeln!(out, "{}", unknown.note()),
        None => Ok(()),
    }
}

fn one(findings: &Findings<'_>, finding: &Diagnostic, style: Style) -> String {
    let help: Vec<&str> = finding
        .help
        .as_deref()
        .map_or_else(Vec::new, |help| help.lines().collect());
    let message = Message {
        level: match finding.level {
            Level::Deny => annotate_snippets::Level::ERROR,
            Level::Warn | Level::Allow => annotate_snippets::Level::WARNING,
        },
        rule: Some(&finding.rule),
        message: &finding.message,
        help: &help,
    };
    let place = Place {
        path: Some(&finding.path),
        source: (findings.sources)(&finding.path),
        span: finding.span,
        label: finding.label.as_deref(),
    };
    render(&message, &place, style)
}
