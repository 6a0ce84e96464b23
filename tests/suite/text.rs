//! One file at a time: reading, editing, drafting, names and settings.

mod any;
mod discover;
mod draft;
mod edit;
mod folder;
mod foreign;
mod format;
mod items;
mod lossless;
mod measure;
mod mentions;
mod parse;
mod pattern;
mod roster;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use declog::model::diagnostic::Diagnostic;
use declog::model::kind::Kind;
use declog::model::record::Record;
use declog::model::settings::Settings;
use declog::model::source::{Content, File, Source, Span};
use declog::text::kinds;
use declog::text::parse::{Outcome, parse as read};

/// The first built-in kind as no log has changed it.
fn kind() -> Arc<Kind> {
    kinds::configured(&Settings::default(), kinds::builtin()).swap_remove(0)
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        path: format!("docs/decisions/{name}"),
        content: Content::Bytes(bytes.into()),
    }
}

/// The first built-in kind whose records have measures and milestones.
fn kind_with_items() -> Arc<Kind> {
    let kinds = kinds::configured(&Settings::default(), kinds::builtin());
    let has_items = |kind: &Arc<Kind>| kind.fields.iter().any(|field| field.shape.is_structured());
    kinds
        .into_iter()
        .find(has_items)
        .expect("a kind of outcomes")
}

fn record(text: &str) -> Record {
    record_of(&kind(), text)
}

fn record_of(kind: &Arc<Kind>, text: &str) -> Record {
    match read(kind, file("0012-case.md", text)).outcome {
        Outcome::Record(record) => *record,
        other => panic!("no record: {other:?}"),
    }
}

/// Line, column and the bytes themselves.
fn place(source: &Source, span: Span) -> String {
    let at = source.position(span.start);
    format!("{}:{} {:?}", at.line, at.column, source.slice(span))
}

/// A finding on lines of its own.
fn finding(source: &Source, problem: &Diagnostic) -> String {
    let place = problem
        .span
        .map_or_else(|| "-".to_owned(), |span| place(source, span));
    let mut text = format!("[{}] {}\n  at {place}\n", problem.rule, problem.message);
    for (name, words) in [("label", &problem.label), ("help", &problem.help)] {
        if let Some(words) = words {
            text.push_str(&format!("  {name}: {words}\n"));
        }
    }
    text
}

/// Holds what was made of every case in a folder against the file beside it; all that differ are told.
fn cases(folder: &str, ending: &str, make: impl Fn(&str, &Path) -> Vec<(String, String)>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/text")
        .join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == ending)
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no cases in {}", folder.display());
    let mut failures = Vec::new();
    for path in &paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        for (written, found) in make(name, path) {
            let written = folder.join(written);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&written, &found).unwrap();
            }
            let expected = fs::read_to_string(&written).unwrap_or_default();
            if found != expected {
                failures.push(format!(
                    "== {name}\n-- expected\n{expected}\n-- found\n{found}"
                ));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of the cases differ (UPDATE=1 rewrites them):\n{}",
        failures.len(),
        failures.join("\n")
    );
}
