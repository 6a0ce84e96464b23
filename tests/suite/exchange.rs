//! Foreign logs and ours: what is exported is whole, and what is read is a record, whatever a document holds.
//!
//! Outputs are compared with the files of `tests/exchange`; `SNAPSHOTS=overwrite` writes those anew.

mod any;
mod codeowners;
mod import;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use declog::exchange::json_adr::{Import, Numbers, Problem, texts};
use declog::exchange::{Chosen, Exported, FORMATS, Safe};
use declog::index::Index;
use declog::model::kind::Kind;
use declog::model::settings::Settings;
use declog::model::view::RecordView;
use declog::report::safe;
use declog::text::kinds;
use serde_json::{Value, json};
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::logs::{self, files};

/// Records of several kinds that use what the format has no words for.
const FILES: &[(&str, &str)] = &[
    (
        "0001-keep-it-on-paper.md",
        "---\nstatus: superseded\ndate: 2026-02-03\nowner: alice\n---\n# Keep it on paper\n\nBefore any section.\n\n\
         ## Context and Problem Statement\n\nTwo write.\n\n## Log\n\n### 2026-02-03 · note · alice\nWell.\n",
    ),
    (
        "0002-a-name-of-its-own.md",
        "---\r\nstatus: accepted\r\ndate: 2026-02-03\r\ncreated: 2026-01-01\r\nowner: bob\r\ndecision-makers:\r\n\
         \x20 - alice\r\n  - bob # both\r\nconsulted: [carol]\r\ninformed: [dave]\r\narea: [storage]\r\n\
         governs: [\"src/**\"]\r\nsupersedes: [DEC-1]\r\namends: \"DEC-3#Consequences\"\r\nserves: [BRF-1]\r\n\
         tags: [db]\r\nx-own:\r\n  deep: [1, {a: b}]\r\n---\r\n# Use *SQLite*\r\n\r\n## Context\r\n\r\nPaper burns.\r\n\r\n\
         ## Decision Drivers\r\n\r\n* cost\r\n* [speed](x.md)\r\n\r\n## Considered Options\r\n\r\n* SQLite\r\n* paper\r\n\r\n\
         ## Decision Outcome\r\n\r\nSQLite.\r\n\r\n### Consequences\r\n\r\n* Good, because it is small.\r\n\r\n\
         ### Confirmation\r\n\r\nA test.\r\n\r\n## Notes\r\n\r\nOne.\r\n\r\n## Notes\r\n\r\nTwo.\r\n",
    ),
    (
        "0003-bare.md",
        "\u{feff}---\nstatus: \"Shelved\"\ndate: 2026-03-01\n---\n# Bare\n",
    ),
    (
        "docs/briefs/0001-nobody-waits.md",
        "---\nstatus: active\ndate: 2026-03-01\nowner: alice\nmeasures:\n  - name: p95\n    target: 300\n---\n\
         # Nobody waits\n\n## Outcome\n\nNobody waits.\n\n## Success criteria\n\n* p95\n",
    ),
];

fn chosen<'a>(index: &'a Index, places: &'a [usize], views: &'a [RecordView]) -> Chosen<'a> {
    Chosen {
        index,
        places,
        views,
        safe: Safe {
            json: safe::json,
            text: safe::block,
        },
    }
}

/// All records of a log in a format.
fn exported(index: &Index, format: &str) -> Exported {
    let places: Vec<usize> = (0..index.records.len()).collect();
    let views: Vec<RecordView> = places.iter().map(|&at| index.view(at, None)).collect();
    let format = FORMATS.iter().find(|known| known.name == format).unwrap();
    (format.write)(&chosen(index, &places, &views))
}

/// The records of one kind, by its place, as JSON-ADR.
fn of_kind(index: &Index, kind: usize) -> Exported {
    let name = &index.log.kinds[kind].name;
    let places = 0..index.records.len();
    let places: Vec<usize> = places
        .filter(|&at| index.records[at].kind.name == *name)
        .collect();
    (FORMATS[0].write)(&chosen(index, &places, &[]))
}

/// The first kind as no log has changed it.
fn kind() -> Arc<Kind> {
    kinds::configured(&Settings::default(), kinds::builtin()).swap_remove(0)
}

/// What a document makes in a log that has those numbers.
fn imported(document: &str, taken: &[u64]) -> Result<Import, Problem> {
    let taken: BTreeSet<u64> = taken.iter().copied().collect();
    let next = taken.last().map_or(1, |last| last + 1);
    let numbers = Numbers {
        taken: &taken,
        next,
    };
    texts(&kind(), document, numbers)
}

/// Compares a text with the file of that name.
fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exchange")
        .join(name);
    let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(Data::text(actual), expected);
}

/// What the published schema of JSON-ADR asks for, in our words.
fn json_adr() -> Value {
    let object = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let number = json!({ "type": "integer", "minimum": 1 });
    let name = json!({ "type": "string", "minLength": 1 });
    let link = object(
        json!({ "type": text, "target": number, "description": text }),
        &["type", "target"],
    );
    let option = object(
        json!({ "name": name, "description": text, "pros": texts, "cons": texts }),
        &["name"],
    );
    let adr = object(
        json!({
            "number": number, "title": name, "status": text, "date": { "type": "string", "format": "date" },
            "deciders": texts, "consulted": texts, "informed": texts, "tags": texts, "source_uri": text,
            "context": text, "decision_drivers": texts, "considered_options": { "type": "array", "items": option },
            "decision": text, "consequences": texts, "confirmation": text,
            "links": { "type": "array", "items": link },
            "custom_sections": { "type": "object", "additionalProperties": text }, "path": text,
        }),
        &["number", "title", "status", "date"],
    );
    object(
        json!({
            "$schema": text, "version": { "const": "1.0.0" },
            "tool": object(json!({ "name": text, "version": text }), &["name", "version"]),
            "repository": object(json!({ "name": text, "adr_directory": text }), &[]),
            "adrs": { "type": "array", "items": adr },
        }),
        &["version", "adrs"],
    )
}

fn errors(document: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(document).expect("JSON");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&json_adr());
    let validator = validator.expect("the schema is one");
    let errors = validator.iter_errors(&value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn a_document_says_all_that_the_format_has_words_for() {
    let index = logs::index(&files(FILES));
    let exported = exported(&index, "json-adr");
    assert_eq!(errors(&exported.text), Vec::<String>::new());
    let told = exported.left_out.join("\n");
    check("json-adr.json", &exported.text);
    check("json-adr.txt", &(told + "\n"));
}

#[test]
fn what_the_format_cannot_say_is_told() {
    let mut all: Vec<(String, String)> = (1..=7)
        .map(|at| {
            let text = format!("---\nstatus: proposed\n---\n# {at}\n");
            (format!("{at:04}-x.md"), text)
        })
        .collect();
    all.push(("0000-zero.md".to_owned(), all[0].1.clone()));
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let exported = exported(&logs::index(&files(&all)), "json-adr");
    assert_eq!(errors(&exported.text), Vec::<String>::new());
    assert_eq!(exported.text.matches("\"date\": \"2026-11-22\"").count(), 7);
    assert_eq!(
        exported.left_out,
        [
            "DEC-0 is left out: JSON-ADR takes numbers from 1 to 4294967295",
            "no date, which JSON-ADR wants: the day of writing, or else today, stands for it in \
             DEC-1, DEC-2, DEC-3, DEC-4, DEC-5 and 2 more",
        ]
    );
}

#[test]
fn what_is_exported_comes_back_byte_for_byte() {
    let files = files(FILES);
    let index = logs::index(&files);
    let mut back = BTreeMap::new();
    for (at, kind) in index.log.kinds.iter().enumerate() {
        let numbers = Numbers {
            taken: &BTreeSet::new(),
            next: 1,
        };
        let import = texts(kind, &of_kind(&index, at).text, numbers).expect("a document");
        assert_eq!(import.problems, []);
        let named = import.records.into_iter().map(|record| {
            let path = format!("{}/{}", kind.folder, record.file_name);
            (path, record.text)
        });
        back.extend(named);
    }
    let records = index.records.iter();
    let before = records.map(|record| (record.source.path.clone(), record.source.text.clone()));
    assert_eq!(back, before.collect());
    assert_eq!(back.len(), FILES.len());
}

#[test]
fn a_line_is_a_record_as_json_has_it() {
    let index = logs::index(&files(FILES));
    let exported = exported(&index, "ndjson");
    let lines = exported.text.lines();
    let read: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let views = (0..index.records.len()).map(|at| index.view(at, None));
    let views: Vec<Value> = views
        .map(|view| serde_json::to_value(view).unwrap())
        .collect();
    assert_eq!(read, views);
    assert_eq!(exported.left_out, Vec::<String>::new());
}

/// Titles that a spreadsheet, a parser or a terminal could take for something else.
const ODD: &[&str] = &[
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "a \"b\", c; d",
    "\\::error::x ##[y]",
    "\u{202e}gnp.exe \u{1b}[31m",
    "帳簿 é",
];

#[test]
fn a_row_is_a_record_that_no_spreadsheet_computes() {
    let mut all = Vec::new();
    for (at, title) in ODD.iter().enumerate() {
        let quoted = serde_json::to_string(title).unwrap();
        all.push((
            format!("{:04}-x.md", at + 1),
            format!(
                "---\nstatus: proposed\nowner: {quoted}\ntags: [{quoted}, b]\nsummary: \"\\t={at}\\r\\nnext, line\"\n---\n# {title}\n"
            ),
        ));
    }
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let index = logs::index(&files(&all));
    let exported = exported(&index, "csv");
    check("odd.csv", &exported.text.replace("\r\n", "␍\n"));
    let mut rows = csv::Reader::from_reader(exported.text.as_bytes());
    let heads: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let view = serde_json::to_value(index.view(0, None)).unwrap();
    let keys: Vec<String> = view.as_object().unwrap().keys().cloned().collect();
    assert_eq!(heads, keys);
    let records: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), ODD.len());
    let cells = records.iter().flat_map(csv::StringRecord::iter);
    let computed: Vec<&str> = cells
        .filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']))
        .collect();
    assert_eq!(computed, Vec::<&str>::new());
}
