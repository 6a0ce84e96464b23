//! What holds for any record that is exported and any document that is read.

use std::collections::BTreeSet;

use declog::exchange::json_adr::{Numbers, texts};
use declog::model::record::Record;
use declog::model::source::{Content, File};
use declog::text::parse::{Outcome, parse};
use proptest::collection::{hash_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::{errors, exported, imported, kind};
use crate::logs::{self, files};

/// What texts are made of that could be taken for something else.
const PIECES: [&str; 44] = [
    "a",
    "word",
    "é",
    "帳簿",
    "🚀",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{feff}",
    "# T",
    "## S",
    "### 2026-11-22 · note · x",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<script>",
    "<div>",
    "* x",
    "1. y",
    "> q",
    ">>>>>>>",
    "===",
    "---",
    "| a |\n|---|\n",
    "[l](m.md)",
    "[^1]: n",
    "    code",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "\"",
    "'",
    "\\",
    ": ",
    "#",
    "@{}[],&*!|>%~",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..12).prop_map(|pieces| pieces.concat())
}

fn texts_of() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..4)
}

/// A decision with every key of the format, whatever is in it.
fn adr() -> impl Strategy<Value = Value> {
    let people = (texts_of(), texts_of(), texts_of(), texts_of());
    let long = (text(), texts_of(), text(), text(), texts_of());
    let rest = (
        hash_map(text(), text(), 0..3),
        vec(
            (
                select(&["supersedes", "SupersededBy", "extends", "amends", ""][..]),
                0..4_u64,
                option::of(text()),
            ),
            0..3,
        ),
        vec((text(), texts_of()), 0..3),
    );
    (option::of(0..4_u64), text(), text(), people, long, rest).prop_map(
        |(number, title, status, people, long, (sections, links, options))| {
            let links: Vec<Value> = links
                .into_iter()
                .map(|(name, target, description)| json!({ "type": name, "target": target, "description": description }))
                .collect();
            let options: Vec<Value> = options
                .into_iter()
                .map(|(name, pros)| json!({ "name": name, "pros": pros }))
                .collect();
            let sections: Map<String, Value> = sections.into_iter().map(|(key, text)| (key, text.into())).collect();
            json!({
                "number": number, "title": title, "status": status, "date": "2024-01-15",
                "deciders": people.0, "consulted": people.1, "informed": people.2, "tags": people.3,
                "context": long.0, "decision_drivers": long.1, "decision": long.2, "confirmation": long.3,
                "consequences": long.4, "considered_options": options, "links": links, "custom_sections": sections,
            })
        },
    )
}

/// Any JSON, with the keys of the format among its keys.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let keys = [
        "adrs",
        "adr",
        "number",
        "title",
        "status",
        "date",
        "deciders",
        "context",
        "consequences",
        "considered_options",
        "links",
        "custom_sections",
        "path",
        "version",
        "x-declog-text",
        "x-declog-digest",
        "type",
        "target",
        "name",
        "a~/b",
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((select(keys.to_vec()), inner), 0..8).prop_map(|pairs| {
                Value::Object(
                    pairs
                        .into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

fn read(name: &str, text: &str) -> Option<Record> {
    let file = File {
        path: format!("docs/decisions/{name}"),
        content: Content::Bytes(text.as_bytes().to_vec()),
    };
    match parse(&kind(), file).outcome {
        Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

/// The words of a list as one line each.
fn lines(value: &Value) -> Vec<String> {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let words = value.as_array().unwrap().iter().map(|word| {
        let words: Vec<&str> = word
            .as_str()
            .unwrap()
            .split(blank)
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    });
    words.filter(|word| !word.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_decision_is_a_record_with_its_people_and_one_title(adrs in vec(adr(), 1..4)) {
        let import = imported(&json!({ "adrs": adrs }).to_string(), &[2]).unwrap();
        prop_assert_eq!(import.records.len(), adrs.len(), "{:?}", import.problems);
        let mut numbers = BTreeSet::from([2]);
        for (made, adr) in import.records.iter().zip(&adrs) {
            prop_assert!(numbers.insert(made.id.number().unwrap_or_default()), "{} twice", made.id);
            let record = read(&made.file_name, &made.text);
            prop_assert!(record.is_some(), "{}", made.text);
            let record = record.unwrap();
            prop_assert_eq!(&record.id, &made.id);
            let titles = record.headings.iter().filter(|heading| heading.level == 1);
            prop_assert_eq!(titles.count(), 1, "{}", made.text);
            for (theirs, ours) in [("deciders", "decision-makers"), ("consulted", "consulted"), ("informed", "informed"), ("tags", "tags")] {
                let words: Vec<String> = record.words(ours).iter().map(|word| word.value.to_owned()).collect();
                prop_assert_eq!(words, lines(&adr[theirs]), "{}", made.text);
            }
        }
    }

    #[test]
    fn any_json_is_answered(value in document()) {
        if let Ok(import) = imported(&value.to_string(), &[]) {
            for made in &import.records {
                prop_assert!(read(&made.file_name, &made.text).is_some(), "{}", made.text);
            }
        }
    }

    #[test]
    fn any_record_comes_back_as_it_was(front in vec(select(&["owner: a\n", "tags: [a, b]\n", "x: {y: 1}\n", "date: 2024-01-15\n", "supersedes: [DEC-12, 9]\n", "# note\n"][..]), 0..5), body in text(), wide in any::<bool>()) {
        let mut text = format!("---\nstatus: accepted\n{}---\n# Any\n\n{body}", front.concat());
        if wide {
            text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        }
        let index = logs::index(&files(&[("0012-any.md", &text)]));
        if index.records.len() == 1 {
            let document = exported(&index, "json-adr").text;
            prop_assert_eq!(errors(&document), Vec::<String>::new());
            let numbers = Numbers { taken: &BTreeSet::new(), next: 1 };
            let import = texts(&index.log.kinds[0], &document, numbers).unwrap();
            prop_assert_eq!(&import.problems, &vec![]);
            prop_assert_eq!(&import.records[0].text, &text);
            prop_assert_eq!(&import.records[0].file_name, "0012-any.md");
        }
    }
}
