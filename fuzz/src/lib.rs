//! What the fuzz targets share: a file read as a decision, and a log small enough to ask questions of.

use std::collections::HashMap;
use std::sync::Arc;

use declog::index::{Contents, Index, Log};
use declog::model::diagnostic::Diagnostic;
use declog::model::kind::Kind;
use declog::model::record::Record;
use declog::model::settings::Settings;
use declog::model::source::{Content, File, Source};
use declog::text::kinds;
use declog::text::parse::{Outcome, parse};
use jiff::civil::date;

const LEDGER: &str = "---
status: accepted
date: 2026-02-03
owner: ana
decision-makers: [ana, bo]
tags: [storage]
---
# Keep the ledger in PostgreSQL

## Context and Problem Statement

Two copies drift apart.
";

const EVENTS: &str = "---
status: proposed
supersedes: [DEC-1]
---
# Keep the ledger in a log of events
";

/// The kinds of a log without settings.
#[must_use]
pub fn decisions() -> Vec<Arc<Kind>> {
    kinds::configured(&Settings::default(), kinds::builtin())
}

/// Reads a file as a decision; the record, if it is one, after looking at the place of every finding.
///
/// # Panics
/// When a finding points outside the file or into the middle of a character.
#[must_use]
pub fn read(kind: &Arc<Kind>, content: Vec<u8>) -> Option<Record> {
    let file = File {
        path: "docs/decisions/0001-a-decision.md".to_owned(),
        content: Content::Bytes(content),
    };
    let parsed = parse(kind, file);
    let source = match &parsed.outcome {
        Outcome::Record(record) => Some(&record.source),
        Outcome::Unreadable(source) => Some(source),
        Outcome::Ignored(_) => None,
    };
    if let Some(source) = source {
        assert_places(source, &parsed.problems);
    }
    match parsed.outcome {
        Outcome::Record(record) => Some(*record),
        Outcome::Ignored(_) | Outcome::Unreadable(_) => None,
    }
}

/// Looks at the place of every finding in a file.
///
/// # Panics
/// When one points outside the file or into the middle of a character.
pub fn assert_places(source: &Source, problems: &[Diagnostic]) {
    let inside = |problem: &Diagnostic| {
        problem
            .span
            .is_none_or(|span| source.text.is_empty() || source.text.get(span.range()).is_some())
    };
    let stray: Vec<_> = problems.iter().filter(|problem| !inside(problem)).collect();
    assert!(stray.is_empty(), "findings outside the text: {stray:?}");
}

/// A log of these records.
#[must_use]
pub fn index_of(records: Vec<Record>) -> Index {
    let log = Log {
        name: ".".to_owned(),
        title: "Ledger".to_owned(),
        root: String::new(),
        settings: Settings::default(),
        kinds: decisions(),
        as_of: date(2026, 11, 22),
        rev: None,
        file: Source::new("declog.toml", ""),
        places: HashMap::new(),
    };
    let contents = Contents {
        records,
        ..Contents::default()
    };
    Index::build(log, contents)
}

/// A log of two decisions, one to supersede the other.
///
/// # Panics
/// When one of the two is no record.
#[must_use]
pub fn small_index() -> Index {
    let kind = &decisions()[0];
    let records = [("0001-ledger.md", LEDGER), ("0002-events.md", EVENTS)].map(|(name, text)| {
        let file = File {
            path: format!("docs/decisions/{name}"),
            content: Content::Bytes(text.as_bytes().to_vec()),
        };
        match parse(kind, file).outcome {
            Outcome::Record(record) => *record,
            other => panic!("{name} is no record: {other:?}"),
        }
    });
    index_of(records.into())
}
