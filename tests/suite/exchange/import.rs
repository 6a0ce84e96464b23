//! Documents of other tools as new records: each document and all that is made of it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use declog::exchange::json_adr::{Import, Problem};
use serde_json::{Value, json};

use super::{FILES, check, imported, of_kind};
use crate::logs::{self, files};

/// What was made of a document, in the order of the document.
fn told(import: Result<Import, Problem>) -> String {
    let mut told = String::new();
    match import {
        Err(problem) => writeln!(told, "refused: {problem}").unwrap(),
        Ok(import) => {
            for problem in &import.problems {
                writeln!(told, "! {problem}").unwrap();
            }
            for record in &import.records {
                let (at, id, name) = (&record.at, &record.id, &record.file_name);
                write!(told, "\n=== {at} {id} {name}\n{}", record.text).unwrap();
            }
        }
    }
    told
}

/// Reads `tests/exchange/<name>.json` in a log that has those numbers, and compares with `<name>.txt`.
fn case(name: &str, taken: &[u64]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange");
    let document = fs::read_to_string(path.join(format!("{name}.json"))).unwrap();
    check(&format!("{name}.txt"), &told(imported(&document, taken)));
}

#[test]
fn a_bundle_as_the_tool_writes_it() {
    case("bundle", &[]);
}

#[test]
fn a_decision_as_the_schema_has_it() {
    case("structured", &[]);
}

#[test]
fn numbers_that_are_taken_are_given_anew_and_links_follow() {
    case("renumbered", &[1, 2, 7]);
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    case("wrong", &[]);
}

#[test]
fn texts_that_break_out_of_their_section_are_kept_in_it() {
    case("breaking-out", &[]);
}

#[test]
fn documents_that_are_none() {
    let deep = "[".repeat(100_000);
    let mut all = String::new();
    for document in [
        "",
        "{",
        "null",
        "7",
        "{}",
        "{\"adrs\": 3}",
        "{\"version\": \"2.0.0\", \"adrs\": []}",
        "{\"version\": 1, \"adrs\": []}",
        &deep,
        "[]",
        "{\"adrs\": []}",
        "\u{feff}{\"adr\": {}}",
    ] {
        let shown: String = document.chars().take(40).collect();
        writeln!(all, "--- {shown}\n{}", told(imported(document, &[]))).unwrap();
    }
    check("none.txt", &all);
}

fn exported() -> Value {
    let index = logs::index(&files(FILES));
    serde_json::from_str(&of_kind(&index, 0).text).unwrap()
}

#[test]
fn a_document_that_somebody_changed_counts_by_its_fields() {
    let mut document = exported();
    document["adrs"][1]["title"] = "Use a database".into();
    document["adrs"][2]["custom_sections"]["x-declog-text"] = "# No front matter\n".into();
    check("changed.txt", &told(imported(&document.to_string(), &[])));
}

#[test]
fn the_order_of_keys_is_no_change() {
    let document = exported();
    let mut sorted = document.clone();
    sorted.sort_all_objects();
    assert_ne!(sorted.to_string(), document.to_string());
    assert_eq!(
        imported(&sorted.to_string(), &[]),
        imported(&document.to_string(), &[])
    );
}

#[test]
fn restored_records_follow_to_new_numbers() {
    let document = exported().to_string();
    let told = told(imported(&document, &[1, 3]));
    check("restored.txt", &told.replace('\r', "␍"));
}

#[test]
fn the_fields_alone_make_the_same_record_as_far_as_they_go() {
    let mut document = exported();
    for adr in document["adrs"].as_array_mut().unwrap() {
        if let Some(sections) = adr["custom_sections"].as_object_mut() {
            sections.shift_remove("x-declog-text");
            sections.shift_remove("x-declog-digest");
        }
    }
    check(
        "fields-alone.txt",
        &told(imported(&document.to_string(), &[])),
    );
}

/// A decision with one more key.
fn with(key: &str, value: Value) -> String {
    let mut adr =
        json!({ "number": 1, "title": "Long", "status": "accepted", "date": "2024-01-15" });
    adr[key] = value;
    adr.to_string()
}

#[test]
fn what_no_record_can_hold_is_left_out() {
    let people: Vec<String> = (0..100)
        .map(|n| format!("{n}{}", "x".repeat(1_000)))
        .collect();
    let long = "x ".repeat(600_000);
    let mut all = told(imported(&with("consulted", people.into()), &[]));
    all.push_str(&told(imported(&with("context", long.into()), &[])));
    let links: Vec<Value> = (0..1_001)
        .map(|_| json!({ "type": "amends", "target": 2 }))
        .collect();
    let read = told(imported(&with("links", links.into()), &[]));
    let unknown = read.matches("is not in the document").count();
    let rest = read
        .lines()
        .filter(|line| !line.contains("is not in the document"));
    all.push_str(&format!(
        "{unknown} links to nothing\n{}\n",
        rest.collect::<Vec<_>>().join("\n")
    ));
    let last = with("path", "../../0001-up.md".into());
    all.push_str(&told(imported(&last, &[1, 999_999_999])));
    check("too-much.txt", &all);
}

#[test]
fn ten_thousand_decisions_are_read_in_one_go() {
    let adrs: Vec<Value> = (1..=10_000)
        .map(|number| {
            json!({
                "number": number, "title": format!("Decision {number}"), "status": "Accepted", "date": "2024-01-15",
                "deciders": ["Ada", "Bo"], "tags": ["a", "b"], "context": "Because.", "decision": "So.",
                "consequences": "Then.", "links": [{ "type": "Supersedes", "target": number % 10_000 + 1 }],
            })
        })
        .collect();
    let import = imported(
        &json!({ "version": "1.0.0", "adrs": adrs }).to_string(),
        &[],
    )
    .unwrap();
    assert_eq!((import.records.len(), import.problems.len()), (10_000, 0));
    let last = &import.records[9_999];
    assert_eq!(last.file_name, "10000-decision-10000.md");
    check("last-of-many.txt", &last.text);
}
