//! Findings as commands of a GitHub workflow, which become annotations of the changed files.
//!
//! GitHub shows ten annotations of each level, so errors come first, and what comes after the tenth names its place, which
//! the log of the run does not show by itself. What comes from a record stands in the value of a command, where nothing
//! begins another one.

use std::io::{self, Write};

use super::concise::place;
use super::{Findings, summary, told};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::safe::inside;
use crate::report::style::Style;

/// How many annotations of a level GitHub shows of one step.
const ANNOTATED: usize = 10;

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    for level in [Level::Deny, Level::Warn] {
        let of_level = findings.shown().filter(|one| one.level == level);
        for (count, finding) in of_level.enumerate() {
            let mut lines: Vec<String> = told(finding).into_iter().map(shown).collect();
            if count >= ANNOTATED {
                lines[0] = format!("{}: {}", place(findings, finding), lines[0]);
            }
            let message = lines.join("\n");
            writeln!(
                out,
                "::{} {}::{}",
                command(level),
                properties(findings, finding),
                escaped(&message)
            )?;
        }
    }
    if let Some(unknown) = findings.unknown {
        let message = format!("{}\n{}", unknown.sentence(), unknown.command());
        writeln!(out, "::notice title=unknown::{}", escaped(&message))?;
    }
    let most = findings.at(Level::Deny).max(findings.at(Level::Warn));
    let more = match most > ANNOTATED {
        true => " (GitHub annotates ten of each level, all are above)",
        false => "",
    };
    writeln!(out, "{}{more}", summary(findings))
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn | Level::Allow => "warning",
    }
}

/// `file=…,line=…,endLine=…,col=…,endColumn=…,title=…`; of a place over several lines the columns say nothing to GitHub.
fn properties(findings: &Findings<'_>, finding: &Diagnostic) -> String {
    let mut all = vec![("file", finding.path.clone())];
    if let Some((start, end)) = findings.place(finding) {
        all.push(("line", start.line.to_string()));
        all.push(("endLine", end.line.to_string()));
        if start.line == end.line {
            all.push(("col", start.column.to_string()));
            all.push(("endColumn", end.column.to_string()));
        }
    }
    let title = match &finding.id {
        Some(id) => format!("{} in {id}", finding.rule),
        None => finding.rule.to_string(),
    };
    all.push(("title", title));
    let property = |(name, value): (&str, String)| format!("{name}={}", property(&shown(&value)));
    let all: Vec<String> = all.into_iter().map(property).collect();
    all.join(",")
}

/// Hidden characters are shown; no older command is left whole.
fn shown(text: &str) -> String {
    inside(text).replace('\t', " ")
}

/// The value of a command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
