//! Findings for programs.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{FileCounts, Findings, Unknown};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::source::Position;
use crate::report::style::Style;

/// What `check --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FindingsJson {
    #[schemars(extend("const" = "declog.findings/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<String>,
    files: FileCounts,
    /// How many more findings there are that the baseline counts, and that are not told.
    baseline: usize,
    /// What nobody can tell in this clone; null where nothing is hidden.
    unknown: Option<Unknown>,
    findings: Vec<FindingJson>,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FindingJson {
    /// The rule's id.
    rule: String,
    level: Level,
    /// What is wrong, in one line.
    message: String,
    /// The file, from the repository's root.
    path: String,
    /// The record, where the file is one.
    id: Option<String>,
    /// The first character it is about.
    start: Option<PositionJson>,
    /// The character after the last.
    end: Option<PositionJson>,
    /// What to do.
    help: Option<String>,
    /// There is a change that mends it and can be made without asking.
    fixable: bool,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PositionJson {
    /// From 1.
    line: usize,
    /// In characters, from 1.
    column: usize,
    /// From 0.
    byte: usize,
}

impl From<Position> for PositionJson {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
            byte: position.byte,
        }
    }
}

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let whole = FindingsJson {
        schema: "declog.findings/1",
        as_of: findings.as_of.to_string(),
        rev: findings.rev.map(str::to_owned),
        files: findings.files,
        baseline: findings.baseline,
        unknown: findings.unknown.cloned(),
        findings: findings.shown().map(|one| finding(findings, one)).collect(),
    };
    let Some(fields) = findings.fields else {
        return crate::report::json::write(&whole, out);
    };
    let mut value = serde_json::to_value(&whole)?;
    if let Some(Value::Array(all)) = value.get_mut("findings") {
        for one in all {
            *one = fields.narrow(one.take());
        }
    }
    crate::report::json::write(&value, out)
}

fn finding(findings: &Findings<'_>, finding: &Diagnostic) -> FindingJson {
    let place = findings.place(finding);
    FindingJson {
        rule: finding.rule.clone().into_owned(),
        level: finding.level,
        message: finding.message.clone(),
        path: finding.path.clone(),
        id: finding.id.as_ref().map(ToString::to_string),
        start: place.map(|(start, _)| start.into()),
        end: place.map(|(_, end)| end.into()),
        help: finding.help.clone(),
        fixable: finding.fix.is_some(),
    }
}
