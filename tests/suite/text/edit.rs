//! One change to a text: each case holds the text before, the change as lines, and the text after or why there is none.

use std::fs;

use declog::model::change::{Change, NewEntry, NewScalar, NewValue, Place};
use declog::text::edit::{begin, edit};
use declog::text::parse::Outcome;

use super::foreign::case;
use super::{cases, kind, kind_with_items, record, record_of};

#[test]
fn every_change_makes_what_its_case_says() {
    cases("edit", "change", |name, path| {
        let before = path.with_extension("md");
        let before = fs::read_to_string(&before).unwrap();
        let change = changes(&fs::read_to_string(path).unwrap());
        let kind = if name.starts_with("item-") {
            kind_with_items()
        } else {
            kind()
        };
        let after = match edit(&record_of(&kind, &before), &change) {
            Ok(text) if text == before => "unchanged\n".to_owned(),
            Ok(text) => text,
            Err(refusal) => format!("refused: {refusal}\n"),
        };
        vec![(format!("{name}.after"), after)]
    });
}

#[test]
fn every_change_of_a_foreign_file_makes_what_its_case_says() {
    cases("edit-foreign", "change", |name, path| {
        let Outcome::Record(record) = case(name, path).outcome else {
            panic!("{name} is no record");
        };
        let change = changes(&fs::read_to_string(path).unwrap());
        let after = match edit(&record, &change) {
            Ok(text) if text == record.source.text => "unchanged\n".to_owned(),
            Ok(text) => text,
            Err(refusal) => format!("refused: {refusal}\n"),
        };
        vec![(format!("{name}.after"), after)]
    });
}

#[test]
fn a_value_is_quoted_where_yaml_would_read_something_else() {
    for (value, line) in [
        ("plain words", "plain words"),
        ("2026-11-22", "2026-11-22"),
        ("é 🚀", "é 🚀"),
        ("a\tb", "a\tb"),
        (r"a\b", r"a\b"),
        (".", "."),
        ("", "''"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("yes", "'yes'"),
        ("12", "'12'"),
        ("0012", "'0012'"),
        ("1e3", "'1e3'"),
        ("a: b", "'a: b'"),
        ("a:", "'a:'"),
        (":", "':'"),
        ("# x", "'# x'"),
        ("a #b", "'a #b'"),
        ("- x", "'- x'"),
        ("-", "'-'"),
        ("?", "'?'"),
        ("|", "'|'"),
        (">", "'>'"),
        ("...", "'...'"),
        ("---", "'---'"),
        ("*.rs", "'*.rs'"),
        ("&a", "'&a'"),
        ("!a", "'!a'"),
        ("@alice", "'@alice'"),
        ("`a`", "'`a`'"),
        ("%a", "'%a'"),
        ("[a", "'[a'"),
        ("{a}", "'{a}'"),
        ("\"a\"", "'\"a\"'"),
        ("it's", "\"it's\""),
        (" a ", "' a '"),
    ] {
        let before = "---\nsummary: old # why\nowner: alice\n---\n# T\n";
        let change = Change::Set("summary".to_owned(), NewValue::Scalar(value.to_owned()));
        let after = format!("---\nsummary: {line} # why\nowner: alice\n---\n# T\n");
        assert_eq!(edit(&record(before), &change), Ok(after), "{value:?}");
        let fields = [("summary".to_owned(), NewValue::Scalar(value.to_owned()))];
        let begun = format!("---\nsummary: {line}\n---\n# T\n");
        assert_eq!(begin(&fields, "# T\n"), Ok(begun), "{value:?}");
    }
}

#[test]
fn front_matter_begins_with_what_it_should_hold_or_not_at_all() {
    let list =
        |words: &[&str]| NewValue::List(words.iter().map(|word| (*word).to_owned()).collect());
    let fields = [
        ("status".to_owned(), NewValue::Scalar("accepted".to_owned())),
        (
            "tags".to_owned(),
            list(&["a", "b, c", "[d", "e]", "{f}", "", "null", "it's"]),
        ),
        ("priority".to_owned(), NewValue::Number(-1)),
        ("no words".to_owned(), list(&[])),
    ];
    let text = "---\nstatus: accepted\ntags: [a, \"b, c\", \"[d\", \"e]\", \"{f}\", '', 'null', \"it's\"]\n\
                priority: -1\nno words: []\n---\nBody";
    assert_eq!(begin(&fields, "Body"), Ok(text.to_owned()));
    let long = [
        ("status".to_owned(), NewValue::Scalar("accepted".to_owned())),
        ("tags".to_owned(), list(&["x".repeat(70_000).as_str()])),
    ];
    assert_eq!(begin(&long, ""), Err("status".to_owned()));
}

/// `set KEY = VALUE`, `number KEY = N`, `list KEY = A | B`, `unset KEY`, `add KEY = A | B`, `remove KEY = A | B`,
/// `put LIST | ITEM | KEY | KEY = VALUE`, `push LIST | ITEM | KEY = WORD`, `append LIST = KEY: VALUE | KEY: VALUE`, each
/// on a line, where `#5` is a number; `entry DATE WORD PERSON` takes everything below it as its text.
fn changes(written: &str) -> Change {
    let mut changes = Vec::new();
    let mut rest = written;
    while let Some((line, below)) = rest.split_once('\n') {
        rest = below;
        let (word, what) = line.split_once(' ').unwrap();
        let (key, value) = what.split_once(" = ").unwrap_or((what, ""));
        let words = || value.split(" | ").map(str::to_owned).collect();
        let key = key.to_owned();
        changes.push(match word {
            "set" => Change::Set(key, NewValue::Scalar(value.replace("\\n", "\n"))),
            "number" => Change::Set(key, NewValue::Number(value.parse().unwrap())),
            "list" => Change::Set(key, NewValue::List(words())),
            "unset" => Change::Unset(key),
            "add" => Change::Add(key, words()),
            "remove" => Change::Remove(key, words()),
            "put" => Change::Put(inside(&key), scalar(value)),
            "push" => Change::Push(inside(&key), value.to_owned()),
            "append" => {
                let pair = |pair: &str| {
                    let (key, value) = pair.split_once(": ").unwrap();
                    (key.to_owned(), scalar(value))
                };
                Change::Append(key, value.split(" | ").map(pair).collect())
            }
            "entry" => {
                let mut parts = what.splitn(3, ' ');
                let mut next = || parts.next().unwrap().to_owned();
                Change::Entry(NewEntry {
                    date: next().parse().unwrap(),
                    word: next(),
                    person: next(),
                    text: std::mem::take(&mut rest).to_owned(),
                })
            }
            other => panic!("no change is called {other}"),
        });
    }
    if changes.len() == 1 {
        changes.swap_remove(0)
    } else {
        Change::All(changes)
    }
}

fn inside(written: &str) -> Place {
    let mut parts = written.split(" | ").map(str::to_owned);
    Place {
        list: parts.next().unwrap(),
        item: parts.next().unwrap(),
        path: parts.collect(),
    }
}

fn scalar(written: &str) -> NewScalar {
    match written.strip_prefix('#') {
        Some(digits) => NewScalar::Number(digits.to_owned()),
        None => NewScalar::Text(written.replace("\\n", "\n")),
    }
}
