//! Findings as a Code Quality report of GitLab: a list of issues, each with a fingerprint of its own.
//!
//! What a shallow clone hides is an issue of its own at the settings, as the report has no other place for it.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::{Findings, told};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::json;
use crate::report::style::Style;

/// The name and the fingerprint of the issue that history is hidden.
const UNKNOWN: &str = "unknown";

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let prints = fingerprints(findings);
    let issues = findings.shown().zip(prints);
    let mut issues: Vec<Issue> = issues
        .map(|(finding, print)| issue(findings, finding, print))
        .collect();
    if let Some(unknown) = findings.unknown {
        issues.push(Issue {
            description: format!("{}; {}", unknown.sentence(), unknown.command()),
            check_name: UNKNOWN.to_owned(),
            fingerprint: UNKNOWN.to_owned(),
            severity: "info",
            location: Location {
                path: findings.settings.to_owned(),
                lines: Lines { begin: 1, end: 1 },
            },
        });
    }
    json::write(&issues, out)
}

fn issue(findings: &Findings<'_>, finding: &Diagnostic, fingerprint: String) -> Issue {
    let place = findings.place(finding);
    let (begin, end) = place.map_or((1, 1), |(start, end)| (start.line, end.line));
    Issue {
        description: told(finding).join("; "),
        check_name: finding.rule.to_string(),
        fingerprint,
        severity: match finding.level {
            Level::Deny => "major",
            Level::Warn | Level::Allow => "minor",
        },
        location: Location {
            path: finding.path.clone(),
            lines: Lines { begin, end },
        },
    }
}
