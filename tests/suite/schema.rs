//! The JSON Schema of a kind's front matter takes what the reader takes, and refuses what the reader reports.

use declog::model::kind::Kind;
use declog::report::schema;
use declog::text::kinds;
use serde_json::Value;

use crate::logs;

/// What every kind has besides a state.
const SHARED: &str = "\
date: 2026-11-22
created: 2026-11-10
consulted: [security]
informed: support
area: [storage, 2026]
depends-on: [DEC-2, 3]
relates-to: 0002-use-sqlite.md
serves: [BRF-3]
priority: 2
review-by: 2027-05-01
tags: [database, 2026]
summary: One ledger
aliases: [DEC-9]
x-budget: {line: 4711}
nav_order: 3
";

const DECISION: &str = "\
status: accepted
owner: alice
decision-makers: [alice, bob]
authors: [alice]
governs: [\"src/ledger/**\", \"*.rs\"]
reversible: costly
supersedes: [DEC-4]
amends: \"DEC-3#Consequences\"
exception-to: 7
expires: 2027-05-01
implemented-by: a1b2c3d
";

const BRIEF: &str = "\
status: active
owner: alice
due: 2026-12-31
period: 2026-Q4
parent: BRF-1
update-every: 2w
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
    readings:
      2026-10-01: 850
      2026-11-01: 610.5
  - name: uptime
    unit: \"%\"
    baseline: \"98.5\"
    target: \">= 99.9\"
    readings: {}
    x-panel: 7
  - name: 404
    target: ≤ 300
milestones:
  - title: Shadow traffic on the new path
    owner: dave
    due: 2026-10-31
    was: [2026-09-30]
    done: 2026-11-03
  - title: Half of it
    was: 2026-11-30
";

const HANDOFF: &str = "\
status: offered
from: alice
to: platform
respond-by: 2026-11-27
due: 2026-12-15
items: [DEC-12, \"area:storage\", 7]
revision: a1b2c3d
";

/// How many problems the reader and the schema have with front matter.
fn problems(kind: &Kind, front: &str) -> (Vec<String>, Vec<String>) {
    let path = format!("{}/0012-case.md", kind.folder);
    let text = format!("---\n{front}---\n# Case\n");
    let index = logs::index(&logs::files(&[(&path, &text)]));
    let read = index.problems.iter().map(|problem| problem.message.clone());
    let value: Value = serde_yaml::from_str(front).expect("YAML");
    let schema = schema::kind(kind);
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors = validator.iter_errors(&value);
    let errors = errors.map(|error| format!("{}: {error}", error.instance_path()));
    (read.collect(), errors.collect())
}

#[test]
fn front_matter_of_every_kind_is_as_its_schema_says() {
    let kinds = kinds::builtin();
    assert_eq!(kinds.len(), 3);
    for (kind, own) in kinds.iter().zip([DECISION, BRIEF, HANDOFF]) {
        let front = format!("{own}{SHARED}");
        assert_eq!(problems(kind, &front), (vec![], vec![]), "{}", kind.name);
        let written = |key: &str| {
            front
                .lines()
                .any(|line| line.starts_with(&format!("{key}:")))
        };
        let left_out: Vec<_> = kind
            .fields
            .iter()
            .filter(|field| !written(&field.key))
            .collect();
        assert_eq!(left_out, Vec::<&_>::new(), "{}", kind.name);
    }
}

/// Front matter besides the state of a brief, and whether it is refused.
const VALUES: &[(&str, bool)] = &[
    ("period: 2026", false),
    ("period: \"2026\"", false),
    ("period: 2026-H1", false),
    ("period: 2026-Q5", true),
    ("period: 2026-q1", true),
    ("period: 26", true),
    ("period: next year", true),
    ("period: [2026-Q1]", true),
    ("update-every: 3d", false),
    ("update-every: 3wd", false),
    ("update-every: 003w", false),
    ("update-every: 9999mo", false),
    ("update-every: 10000d", true),
    ("update-every: 0d", true),
    ("update-every: 3 d", true),
    ("update-every: 3y", true),
    ("update-every: 3", true),
    ("due: 31.12.2026", true),
    ("due: 2026-12", true),
    ("priority: high", true),
    ("measures: []", false),
    ("measures: {name: p95}", false),
    ("measures: p95", true),
    ("measures: [p95]", true),
    ("measures: [{unit: ms}]", true),
    ("measures: [{name: p95, tagret: 300}]", true),
    ("measures: [{name: p95, x-tagret: 300}]", false),
    ("measures: [{name: p95, baseline: -9.5e3}]", false),
    ("measures: [{name: p95, baseline: \" +.5 \"}]", false),
    ("measures: [{name: p95, baseline: 900 ms}]", true),
    ("measures: [{name: p95, baseline: \"9,000\"}]", true),
    ("measures: [{name: p95, baseline: 95%}]", true),
    ("measures: [{name: p95, baseline: \"<= 3\"}]", true),
    ("measures: [{name: p95, target: 99.9}]", false),
    ("measures: [{name: p95, target: \">=99.9\"}]", false),
    ("measures: [{name: p95, target: \"< 5\"}]", false),
    ("measures: [{name: p95, target: \"≥ 5.\"}]", false),
    ("measures: [{name: p95, target: \"= 5\"}]", true),
    ("measures: [{name: p95, target: \"about 5\"}]", true),
    ("measures: [{name: p95, target: \"> 95 %\"}]", true),
    ("measures: [{name: p95, target: [5]}]", true),
    ("measures: [{name: p95, readings: {2026-10-01: 5}}]", false),
    ("measures: [{name: p95, readings: {October: 5}}]", true),
    (
        "measures: [{name: p95, readings: {2026-10-01: much}}]",
        true,
    ),
    ("measures: [{name: p95, readings: [5]}]", true),
    ("milestones: {title: Shadow}", false),
    ("milestones: [Shadow]", true),
    ("milestones: [{due: 2026-10-31}]", true),
    ("milestones: [{title: Shadow, due: soon}]", true),
    ("milestones: [{title: Shadow, done: true}]", true),
    (
        "milestones: [{title: Shadow, was: [2026-10-31, 2026-11-30]}]",
        false,
    ),
    (
        "milestones: [{title: Shadow, was: [2026-10-31, later]}]",
        true,
    ),
    ("milestones: [{title: Shadow, ownr: dave}]", true),
];

#[test]
fn schema_and_reader_refuse_the_same() {
    let brief = &kinds::builtin()[1];
    let mut differing = Vec::new();
    for (line, refused) in VALUES {
        let front = format!("status: draft\n{line}\n");
        let (read, errors) = problems(brief, &front);
        if (read.is_empty(), errors.is_empty()) != (!refused, !refused) {
            differing.push(format!("{line}\n  reader: {read:?}\n  schema: {errors:?}"));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}
