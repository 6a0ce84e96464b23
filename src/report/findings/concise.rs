//! One line for each finding, as editors and `grep` print theirs.

use std::io::{self, Write};

use super::{Findings, word};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::safe::visible;
use crate::report::style::{Role, Style};

pub(super) fn write(findings: &Findings<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings.shown() {
        let role = match finding.level {
            Level::Deny => Role::Stopped,
            Level::Warn | Level::Allow => Role::Risk,
        };
        let what = format!("{}[{}]", word(finding.level), visible(&finding.rule));
        writeln!(
            out,
            "{}: {}: {}",
            place(findings, finding),
            style.paint(role, &what),
            visible(&finding.message)
        )?;
    }
    match findings.unknown {
        Some(unknown) => writeln!(out, "{}", unknown.note()),
        None => Ok(()),
    }
}

/// `docs/decisions/0012-keep.md:3:8`
pub(super) fn place(findings: &Findings<'_>, finding: &Diagnostic) -> String {
    let path = visible(&finding.path);
    match findings.place(finding) {
        Some((start, _)) => format!("{path}:{}:{}", start.line, start.column),
        None => path.into_owned(),
    }
}
