//! Findings as SARIF 2.1.0, the part of it that code scanning reads.
//!
//! The structs have the names of the standard. Columns count code points, and ends lie behind the last character.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::{Findings, Ruled, told};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::report::json;
use crate::report::style::Style;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to: the repository's root, wherever that is.
const ROOT: &str = "%SRCROOT%";

/// Under what name the fingerprints are given; another number means that they are made in another way.
const FINGERPRINT: &str = "declogFinding/v1";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    automation_details: AutomationDetails,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    default_configuration: Configuration,
    help: Help<'a>,
    properties: RuleProperties<'a>,
}

#[derive(Serialize)]
struct RuleProperties<'a> {
    tags: [&'a str; 1],
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct AutomationDetails {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    properties: Hidden,
}

#[derive(Serialize)]
struct Hidden {
    rules: Vec<String>,
    command: String,
}

#[derive(Serialize)]
struct Base {
    description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: BTreeMap<&'static str, String>,
    properties: ResultProperties,
}

#[derive(Serialize)]
struct ResultProperties {
    fixable: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

pub(super) fn write(findings: &Findings<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
    let places: HashMap<&str, usize> = findings
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| (rule.card.id, at))
        .collect();
    let results = findings.shown().zip(fingerprints(findings));
    let base = Base {
        description: text("the root of the git repository"),
    };
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "declog",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: findings.rules.iter().map(rule).collect(),
            },
        },
        automation_details: automation(findings.settings),
        invocations: [invocation(findings)],
        original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
        column_kind: "unicodeCodePoints",
        results: results
            .map(|(finding, print)| SarifResult {
                rule_index: places.get(&*finding.rule).copied(),
                partial_fingerprints: BTreeMap::from([(FINGERPRINT, print)]),
                ..result(findings, finding)
            })
            .collect(),
    };
    let whole = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    json::write(&whole, out)
}

fn text(text: impl Into<String>) -> Text {
    Text { text: text.into() }
}

/// The runs of several logs of a repository are told apart by the folders that the logs lie in.
fn automation(settings: &str) -> AutomationDetails {
    let root = settings.rsplit_once('/').map_or("", |(root, _)| root);
    let id = match root {
        "" => "declog/".to_owned(),
        root => format!("declog/{}/", uri(root)),
    };
    AutomationDetails { id }
}

fn rule<'a>(rule: &Ruled<'a>) -> Rule<'a> {
    let card = &rule.card;
    Rule {
        id: card.id,
        short_description: text(card.summary),
        full_description: text(about(card.docs).unwrap_or(card.summary)),
        default_configuration: Configuration {
            enabled: card.level != Level::Allow,
            level: level(card.level),
        },
        help: Help {
            text: card.docs,
            markdown: card.docs,
        },
        properties: RuleProperties { tags: [card.group] },
    }
}

/// The first paragraph of a rule's page.
fn about(docs: &str) -> Option<&str> {
    let mut paragraphs = docs.split("\n\n").map(str::trim);
    paragraphs.find(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn | Level::Allow => "warning",
    }
}

fn invocation(findings: &Findings<'_>) -> Invocation {
    let notifications = findings.unknown.map(|unknown| Notification {
        level: "note",
        message: text(format!("{}\n{}", unknown.sentence(), unknown.command())),
        properties: Hidden {
            rules: unknown.rules().to_vec(),
            command: unknown.command().to_owned(),
        },
    });
    Invocation {
        execution_successful: true,
        tool_execution_notifications: notifications.into_iter().collect(),
    }
}

fn result<'a>(findings: &Findings<'_>, finding: &'a Diagnostic) -> SarifResult<'a> {
    let region = findings.place(finding).map(|(start, end)| Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.byte,
        byte_length: end.byte.saturating_sub(start.byte),
    });
    let id = finding.id.as_ref().map(|id| LogicalLocation {
        fully_qualified_name: id.to_string(),
    });
    SarifResult {
        rule_id: &finding.rule,
        rule_index: None,
        level: level(finding.level),
        message: text(told(finding).join("\n")),
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&finding.path),
                    uri_base_id: ROOT,
                },
                region,
            },
            logical_locations: id.into_iter().collect(),
        }],
        partial_fingerprints: BTreeMap::new(),
        properties: ResultProperties {
            fixable: finding.fix.is_some(),
        },
    }
}

/// A path as a relative reference: every byte but those that stand for themselves is written with a `%` (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
