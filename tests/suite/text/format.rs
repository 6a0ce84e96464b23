//! Front matter in the order and the spelling of its kind: what it says stays, and a second time nothing changes.

use declog::check::{self, Options};
use declog::model::change::Change;
use declog::model::front::Value;
use declog::model::id::{Id, Written};
use declog::model::record::Record;
use declog::text::edit::{Refusal, edit, formatted};
use declog::text::parse::Outcome;
use proptest::prelude::*;

use crate::logs;

use super::lossless::{Of, mutation};
use super::{file, kind, read as parse};

/// Lines that a key may have, in the ways that people write them.
const PAIRS: &[&[&str]] = &[
    &[
        "status: accepted\n",
        "status: Approved # so it is\n",
        "status: Superceded\n",
        "status: \"PROPOSED\"\n",
        "status: superseded by DEC-9\n",
        "status: made up\n",
    ],
    &[
        "date: 2026-03-01\n",
        "date: '2026-03-01'\n",
        "date: 2026/3/1\n",
        "date:\n",
    ],
    &[
        "decision-makers: [alice, bob]\n",
        "deciders: alice\n",
        "deciders:\n- alice\n  # and\n- bob\n",
        "decision-makers:\n  - \"alice\" # she\n",
    ],
    &[
        "supersedes: [DEC-0002, 3, \"[DEC-4](0004-x.md)\"]\n",
        "supersedes: dec5\n",
        "supersedes:\n  - 7\n\n  - DEC-08#Context\n",
    ],
    &["owner: alice\n", "owner: \"Ada <ada@example.com>\"\n"],
    &[
        "area: storage\n",
        "area: 'a, b'\n",
        "area: [storage, money]\n",
        "area: >\n  folded\n",
    ],
    &["tags: {a: b}\n", "tags: [a,b]\n", "tags:\n  [a,\n   b]\n"],
    &[
        "x-tool: |\n  many\n\n  lines\n",
        "x-tool: |+\n  kept\n\n\n",
        "x-tool: {deep: [1, 2]}\n",
    ],
    &[
        "colour: red\n",
        "\"colour\": red\n",
        "colour:\n  deep: # why\n    er: 1\n",
    ],
];

/// What stands between two keys.
const BETWEEN: &[&str] = &[
    "",
    "",
    "",
    "# a comment\n",
    "\n",
    "\n# a comment\n\n",
    "  # set in\n",
];

fn front() -> impl Strategy<Value = String> {
    let pairs: Vec<_> = PAIRS
        .iter()
        .map(|ways| prop::option::of(prop::sample::select(*ways)))
        .collect();
    let pairs = pairs.prop_map(|pairs| pairs.into_iter().flatten().collect::<Vec<_>>());
    let between = prop::collection::vec(prop::sample::select(BETWEEN), 10);
    let around = (any::<bool>(), any::<bool>());
    (pairs.prop_shuffle(), between, around).prop_map(|(pairs, between, (wide, mark))| {
        let mut text = "---\n".to_owned();
        for (at, pair) in pairs.iter().enumerate() {
            text += between[at];
            text += pair;
        }
        text += between[9];
        text += "---\n# A choice\n\nWords  \nand more";
        if wide {
            text = text.replace('\n', "\r\n");
        }
        match mark {
            true => format!("\u{feff}{text}"),
            false => text,
        }
    })
}

/// Every number and every id is a decision's.
fn named(written: &str) -> Option<String> {
    match Written::read(written) {
        Written::Number(number) => Some(Id::new("DEC", number).to_string()),
        Written::Prefixed(id) => Some(id.to_string()),
        _ => None,
    }
}

/// What a record says, whatever way it is spelled and in whatever order.
fn said(record: &Record) -> Vec<String> {
    let mut all = vec![
        format!("state {:?}", record.state),
        format!("title {:?}", record.title().to_owned()),
        format!("body {:?}", record.source.slice(record.body)),
    ];
    for pair in record.front.iter().flat_map(|front| &front.pairs) {
        let field = record.kind.field(&pair.key.value);
        let key = field.map_or(pair.key.value.as_str(), |field| field.key.as_str());
        let is_state = key == "status" && record.state.is_some();
        let mut words: Vec<String> = pair
            .node
            .scalars()
            .map(|word| word.value.to_owned())
            .collect();
        if field.is_some_and(|field| field.relation().is_some()) {
            let id = |word: String| {
                let (to, section) = word
                    .split_once('#')
                    .map_or((word.as_str(), ""), |parts| parts);
                named(to).map_or(word.clone(), |id| format!("{id} {section}"))
            };
            words = words.into_iter().map(id).collect();
        }
        let is_map = matches!(pair.node.value, Value::Map(_));
        all.push(format!("{key} {is_map} {:?}", (!is_state).then_some(words)));
    }
    let inner = record
        .front
        .as_ref()
        .map_or("", |front| record.source.slice(front.inner));
    let comments = inner
        .lines()
        .filter_map(|line| line.split_once('#'))
        .filter(|(before, _)| before.is_empty() || before.ends_with(' '));
    all.extend(comments.map(|(_, words)| format!("# {}", words.trim())));
    all.sort();
    all
}

fn record(text: &str) -> Option<Record> {
    match parse(&kind(), file("0012-case.md", text)).outcome {
        Outcome::Record(record) => Some(*record),
        _ => None,
    }
}

fn hold(text: &str) -> Result<(), TestCaseError> {
    let Some(before) = record(text) else {
        return Ok(());
    };
    let new = match formatted(&before, &named) {
        Ok(new) => new,
        Err(Refusal::NotLossless(_) | Refusal::Wrong(..)) => return Ok(()),
        Err(refusal) => return Err(TestCaseError::fail(refusal.to_string())),
    };
    let after = record(&new).expect("a record");
    prop_assert_eq!(said(&before), said(&after));
    prop_assert_eq!(formatted(&after, &named), Ok(new.clone()));
    let keys = |record: &Record| {
        let place = |key: &str| record.kind.fields.iter().position(|field| field.key == key);
        let front = record.front.iter().flat_map(|front| &front.pairs);
        front
            .map(|pair| place(&pair.key.value).unwrap_or(usize::MAX))
            .collect::<Vec<_>>()
    };
    prop_assert!(keys(&after).is_sorted());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn front_matter_in_order_says_what_it_said(text in front()) {
        hold(&text)?;
    }

    #[test]
    fn what_is_mended_leaves_nothing_to_mend(text in front()) {
        let fixable = |text: &str| {
            let index = logs::index(&logs::files(&[("0012-case.md", text)]));
            let found = check::run(&index, &Options::default());
            let fixes: Vec<_> = found.into_iter().filter_map(|finding| finding.fix).collect();
            (index.records.first().cloned(), fixes)
        };
        let (Some(record), fixes) = fixable(&text) else { return Ok(()) };
        let Ok(new) = edit(&record, &Change::All(fixes)) else { return Ok(()) };
        prop_assert_eq!(fixable(&new).1, []);
    }

    #[test]
    fn files_of_declogs_own_say_what_they_said(mutation in mutation()) {
        hold(&mutation.text(Of::Declog))?;
    }
}
