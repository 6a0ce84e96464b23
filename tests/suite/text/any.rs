//! What holds for any text whatever.

use std::sync::Arc;

use declog::model::change::{Change, NewEntry, NewValue};
use declog::model::front::{Node, Pair, Value};
use declog::model::kind::{Days, Kind};
use declog::model::record::Record;
use declog::model::source::{Source, Span};
use declog::text::edit::edit;
use declog::text::folder::roles;
use declog::text::parse::{Outcome, parse};
use declog::text::{front, kinds, settings, slug};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::Value as Yaml;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;

use super::foreign::{adopted, adopted_by, foreign};
use super::{file, kind};

/// What texts are made of that look like records.
const PIECES: [&str; 60] = [
    "---\n",
    "...\n",
    "status: ",
    "accepted",
    "owner",
    "tags",
    ": ",
    ":",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "  ",
    " ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "\\",
    "#",
    " # ",
    "é",
    "🚀",
    "数据",
    "\t",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "~",
    "null",
    "@",
    "%",
    "\u{feff}",
    "\u{2028}",
    "# T\n",
    "## Log\n",
    "## Context\n",
    "### 2026-11-22 · note · x\n",
    "### a | b - c\n",
    "```\n",
    "~~~\n",
    "<!--",
    "-->",
    "<div>",
    "* x\n",
    "1. y\n",
    "> q\n",
    "[l](m.md)",
    "| a |\n|---|\n",
    "===\n",
    "[^1]: n\n",
    "    code\n",
];

/// Pieces of front matter that two YAML parsers read alike.
const TAME: [&str; 27] = [
    "status: a\n",
    "owner: \"b\\n\"\n",
    "tags: [a, 'b''c', \"d\"]\n",
    "x-a:\n  - b\n  - c d\n",
    "x-b: {c: d, e: [f]}\n",
    "x-c:\n  d: e\n  f:\n    - g: h\n      i: ~\n",
    "# comment\n",
    "\n",
    "x-d: 0012\n",
    "x-e: 2026-11-22 # c\n",
    "x-f: |\n  one\n  two\n",
    "x-g: >-\n  one\n  two\n\n  three\n",
    "x-h:\n",
    "x-i: null\n",
    "x-j: \"\"\n",
    "x-k: a\n  b\n",
    "x-l: 'é 🚀'\n",
    "x-m: [\n  a, # c\n  b\n]\n",
    "\"x-n\": a#b\n",
    "'x-o' : a:b\n",
    "x-p: true\n",
    "x-q: 1.5\n",
    "x-r: a & b * c\n",
    "x-s: []\n",
    "x-t: {}\n",
    "日期: 数据\n",
    "x-u:\n- a\n- b\n",
];

/// What the heads of files are made of that nobody wrote for declog.
const WILD: [&str; 78] = [
    "**",
    "*",
    "_",
    "~~",
    "|",
    " | ",
    "||",
    "[x](",
    "[x]",
    "[ ]",
    "[",
    "](",
    ")",
    "(",
    "`",
    "<",
    ">",
    "<b>",
    "</b>",
    "<td>",
    "<tr>",
    "✅ ",
    "⌛️",
    "\u{feff}",
    "\u{200d}",
    "取代",
    "被",
    "已接受",
    "状态",
    "：",
    "（",
    "）",
    "、",
    "。",
    "é",
    "ß",
    "İ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "---",
    "---\n",
    "===\n",
    "<!--",
    "-->",
    "```\n",
    "~~~\n",
    "# ",
    "## Status\n",
    "## Date\n",
    "## ",
    "* ",
    "- ",
    "> ",
    "Status: ",
    "**Status:** ",
    "Date: ",
    "Deciders: ",
    "Supersedes: ",
    "accepted",
    "Proposed",
    "superseded by ",
    "not ",
    "partly ",
    "ADR-",
    "12",
    "0012-x.md",
    "2020-01-05",
    "03/04/2020",
    "5 May 2020",
    " -> ",
    ", ",
    " and ",
    "@a ",
];

/// What names of files and folders are made of.
const NAMES: [&str; 24] = [
    "0012",
    "12",
    "2023",
    "2023-01-05",
    "20230105",
    "-k7f3",
    "ADR-",
    "adr",
    "-",
    "_",
    ".",
    "/",
    "/",
    "README",
    "index",
    "template",
    "keep",
    "v2",
    "de",
    "é",
    "数据",
    ".md",
    ".md",
    "kep.yaml",
];

fn text_of(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(pieces), 0..most).prop_map(|pieces| pieces.concat())
}

fn read(bytes: impl Into<Vec<u8>>) -> Option<Record> {
    match parse(&kind(), file("0012-any.md", bytes)).outcome {
        Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

/// Every place lies inside the text and cuts no character.
fn is_sound(record: &Record) -> bool {
    let mut spans = vec![record.body];
    if let Some(front) = &record.front {
        spans.extend([front.span, front.inner]);
        front
            .pairs
            .iter()
            .for_each(|pair| pair_spans(pair, &mut spans));
    }
    spans.extend(record.title.iter().map(|title| title.span));
    spans.extend(record.headings.iter().map(|heading| heading.span));
    spans.extend(
        record
            .entries
            .iter()
            .flat_map(|entry| [entry.heading, entry.body]),
    );
    record
        .said
        .iter()
        .for_each(|pair| pair_spans(pair, &mut spans));
    let relations = record.mirrors.iter().chain(&record.references);
    spans.extend(relations.map(|reference| reference.to.span));
    spans.extend(record.links.iter().map(|link| link.span));
    for section in &record.sections {
        spans.extend([section.heading.span, section.body]);
        spans.extend(section.items.iter().map(|item| item.span));
    }
    spans
        .iter()
        .all(|span| record.source.text.get(span.range()).is_some())
}

fn pair_spans(pair: &Pair, spans: &mut Vec<Span>) {
    spans.push(pair.key.span);
    node_spans(&pair.node, spans);
}

fn node_spans(node: &Node, spans: &mut Vec<Span>) {
    spans.push(node.span);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| node_spans(item, spans)),
        Value::Map(pairs) => pairs.iter().for_each(|pair| pair_spans(pair, spans)),
        Value::Empty | Value::Scalar(_) => {}
    }
}

/// The same tree; numbers and booleans are text to us.
fn agrees(ours: &Value, theirs: &Yaml) -> bool {
    match (ours, theirs) {
        (Value::Empty, Yaml::Null) => true,
        (Value::Scalar(text), Yaml::String(string)) => text == string,
        (Value::Scalar(_), Yaml::Number(_) | Yaml::Bool(_)) => true,
        (Value::List(items), Yaml::Sequence(list)) => {
            items.len() == list.len()
                && items
                    .iter()
                    .zip(list)
                    .all(|(item, other)| agrees(&item.value, other))
        }
        (Value::Map(pairs), Yaml::Mapping(map)) => pairs_agree(pairs, map),
        _ => false,
    }
}

fn pairs_agree(pairs: &[Pair], map: &serde_yaml::Mapping) -> bool {
    pairs.len() == map.len()
        && pairs.iter().zip(map).all(|(pair, (key, value))| {
            key.as_str().is_some_and(|key| key == pair.key.value) && agrees(&pair.node.value, value)
        })
}

/// Each other key as its bytes, and everything behind the front matter.
fn others<'a>(record: &'a Record, key: &str) -> (Vec<&'a str>, &'a str) {
    let pairs = record.front.iter().flat_map(|front| &front.pairs);
    let others = pairs
        .filter(|pair| pair.key.value != key)
        .map(|pair| {
            record.source.slice(Span::new(
                pair.key.span.start,
                pair.node.span.end.max(pair.key.span.end),
            ))
        })
        .collect();
    (others, record.source.slice(record.body))
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Some(record) = read(bytes) {
            prop_assert!(is_sound(&record));
        }
    }

    #[test]
    fn any_text_like_a_record_is_read(inner in text_of(&PIECES, 30), body in text_of(&PIECES, 40)) {
        let text = format!("---\n{inner}\n---\n{body}");
        let parsed = parse(&kind(), file("0012-any.md", text.clone()));
        for span in parsed.problems.iter().filter_map(|problem| problem.span) {
            prop_assert!(text.get(span.range()).is_some());
        }
        if let Outcome::Record(record) = parsed.outcome {
            prop_assert!(is_sound(&record));
        }
        if let Some(record) = read(body) {
            prop_assert!(is_sound(&record));
        }
    }

    #[test]
    fn any_foreign_text_is_read_and_changed(
        head in text_of(&WILD, 24),
        body in text_of(&PIECES, 8),
        fields in text_of(&PIECES, 12),
        has_front in any::<bool>(),
        state in select(&["proposed", "accepted", "superseded", "x"][..]),
    ) {
        let text = match has_front {
            true => format!("---\n{fields}\n---\n{head}{body}"),
            false => format!("{head}{body}"),
        };
        for days in [Days::Unknown, Days::First, Days::Second] {
            let kind = Arc::new(Kind { days, ..Kind::clone(&adopted("")) });
            let Some(record) = foreign(&kind, &text) else { continue };
            prop_assert!(is_sound(&record));
            let word = || vec!["zoe".to_owned()];
            let set = |key: &str, value: &str| Change::Set(key.to_owned(), NewValue::Scalar(value.to_owned()));
            let entry = NewEntry { date: date(2026, 11, 22), word: "note".to_owned(), person: "zoe".to_owned(), text: body.clone() };
            for change in [
                set("status", state), set("date", "2026-11-22"), set("owner", "zoe"), Change::Unset("status".to_owned()),
                Change::Unset("decision-makers".to_owned()), Change::Add("decision-makers".to_owned(), word()),
                Change::Set("tags".to_owned(), NewValue::List(word())), Change::Add("supersedes".to_owned(), vec!["ADR-9".to_owned()]),
                Change::Entry(entry),
            ] {
                if let Ok(new) = edit(&record, &change) {
                    prop_assert!(foreign(&kind, &new).is_some(), "{change:?} breaks the record: {new:?}");
                }
            }
            for word in record.words("decision-makers") {
                let _ = edit(&record, &Change::Remove("decision-makers".to_owned(), vec![word.value.to_owned()]));
            }
        }
    }

    #[test]
    fn any_names_in_a_folder_are_told_apart(names in prop::collection::vec(text_of(&NAMES, 8), 0..12), ids in select(&["number", "stem", "date"][..])) {
        let paths: Vec<String> = names.iter().map(|name| format!("docs/adr/{name}")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let roles = roles(&adopted_by(ids, ""), "docs/adr", &paths);
        prop_assert_eq!(roles.len(), paths.len());
    }

    #[test]
    fn front_matter_is_what_another_parser_makes_of_it(inner in text_of(&TAME, 8)) {
        let text = format!("---\n{inner}---\n");
        let reading = front::read("0012-any.md", &text);
        if let (Some(front), []) = (&reading.front, reading.problems.as_slice()) {
            let theirs: Yaml = serde_yaml::from_str(&inner).unwrap();
            let same = match &theirs {
                Yaml::Null => front.pairs.is_empty(),
                Yaml::Mapping(map) => pairs_agree(&front.pairs, map),
                _ => false,
            };
            prop_assert!(same, "{front:?}\n{theirs:?}");
        }
    }

    #[test]
    fn a_change_touches_nothing_else(
        inner in text_of(&TAME, 8),
        body in text_of(&PIECES, 10),
        key in select(&["status", "owner", "tags", "x-a", "x-c", "x-f", "x-h", "x-k", "created", "x-new"][..]),
        value in "[ -~é数🚀]{1,12}",
        wide in any::<bool>(),
    ) {
        let mut text = format!("---\n{inner}---\n{body}");
        if wide {
            text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        }
        let Some(old) = read(text.as_str()) else { return Ok(()) };
        let changes = [
            Change::Set(key.to_owned(), NewValue::Scalar(value.clone())),
            Change::Unset(key.to_owned()),
            Change::Add(key.to_owned(), vec![value.clone()]),
        ];
        for change in changes {
            let Ok(new) = edit(&old, &change) else { continue };
            let new = read(new);
            prop_assert!(new.is_some(), "{change:?} breaks the record");
            let new = new.unwrap();
            prop_assert_eq!(others(&new, key), others(&old, key));
            match &change {
                Change::Set(..) => prop_assert_eq!(new.node(key).and_then(Node::scalar), Some(value.as_str())),
                Change::Unset(_) => prop_assert_eq!(new.node(key), None),
                _ => prop_assert!(new.words(key).iter().any(|word| word.value == value)),
            }
            prop_assert_eq!(&edit(&new, &change).unwrap(), &new.source.text);
        }
    }

    #[test]
    fn any_settings_are_read(pieces in text_of(&["format", " = ", "1", "\n", "[log]\n", "[", "]", "kinds", ".", "decision", "\"", "'", "{", "}", ", ", "2026-11-22", "strict-from", "check", "é", "\u{feff}", "#", "true"], 30)) {
        let source = Source::new("declog.toml", pieces);
        if let Err(settings::Refusal::Wrong(problems)) = settings::parse(&source, kinds::builtin()) {
            for span in problems.iter().filter_map(|problem| problem.span) {
                prop_assert!(source.text.get(span.range()).is_some());
            }
        }
        let _ = settings::lines(&source);
    }

    #[test]
    fn a_slug_of_any_title_is_a_file_name(title in "\\PC{0,80}") {
        let made = slug::slug(&title);
        prop_assert!(!made.is_empty() && is_nfc(&made));
        prop_assert!(made.graphemes(true).count() <= 60);
        prop_assert!(!made.starts_with('-') && !made.ends_with('-') && !made.contains("--"));
        prop_assert_eq!(slug::slug(&made), made.clone());
    }
}
