//! Lists of measures as people write them, changed at any place and read by another parser.

use declog::model::change::{Change, NewScalar, Place};
use declog::model::measure::measures;
use declog::text::edit::edit;
use declog::text::parse::{Outcome, parse};
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::{Mapping, Value as Yaml};

use super::{file, kind_with_items, record_of};

/// Names with what YAML gives a meaning to.
const NAMES: [&str; 12] = [
    "p95 latency",
    "error rate",
    "load: p95",
    "a # b",
    "it's \"quoted\"",
    "0012",
    "[flow, {words}]",
    "- dash",
    "ünï 🚀 数据",
    "true",
    "* star & more",
    "100%",
];

const DAYS: [&str; 4] = ["2026-08-31", "2026-09-30", "2026-10-31", "2026-12-31"];

/// What lists of measures are made of, in any order.
const PIECES: [&str; 32] = [
    "measures:",
    "measures: ",
    "measures:\n",
    "  - name: a\n",
    "- name: a\n",
    "  -\n    name: a\n",
    "    name: a\n",
    "  - {name: a}\n",
    "{name: a",
    "    unit: ms\n",
    "    readings:\n",
    "    readings: ~\n",
    "    readings: {}\n",
    "    readings: {2026-10-01: 1, ",
    "      2026-10-01: 1\n",
    "      ? 2026-10-01\n",
    "    target: |\n      x\n",
    "    target: >-\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "\n",
    "\n",
    "\r\n",
    "# c\n",
    "'",
    "\"",
    "  ",
    "\t",
];

/// What may stand between two lines.
const BETWEEN: [&str; 5] = ["", "", "", "\n", "  # a comment: [x]\n"];

/// How a value is written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Single,
    Double,
}

/// How the readings of a measure are written.
#[derive(Clone, Copy, Debug)]
enum Readings {
    None,
    Nothing,
    EmptyFlow,
    Flow(usize),
    Block(usize),
}

#[derive(Clone, Debug)]
struct Item {
    style: Style,
    is_flow: bool,
    has_unit: bool,
    target: Option<&'static str>,
    readings: Readings,
    comment: &'static str,
    below: &'static str,
}

/// How the whole list is written.
#[derive(Clone, Copy, Debug)]
struct Layout {
    indent: usize,
    gap: usize,
    is_flow: bool,
    is_wide: bool,
}

fn item() -> impl Strategy<Value = Item> {
    let readings = prop_oneof![
        Just(Readings::None),
        Just(Readings::Nothing),
        Just(Readings::EmptyFlow),
        (1..=4_usize).prop_map(Readings::Flow),
        (1..=4_usize).prop_map(Readings::Block),
    ];
    let target = select(vec![None, Some("300"), Some("'>= 99.9'"), Some("\"<= 3\"")]);
    let style = select(vec![Style::Single, Style::Double]);
    let comment = select(vec!["", " # why", "  #"]);
    let flags = (any::<bool>(), any::<bool>());
    (style, flags, target, readings, comment, select(&BETWEEN)).prop_map(
        |(style, (is_flow, has_unit), target, readings, comment, below)| Item {
            style,
            is_flow,
            has_unit,
            target,
            readings,
            comment,
            below,
        },
    )
}

fn layout() -> impl Strategy<Value = Layout> {
    let sizes = (select(vec![0, 2, 4, 5]), select(vec![1, 3]));
    (sizes, any::<bool>(), any::<bool>()).prop_map(|((indent, gap), is_flow, is_wide)| Layout {
        indent,
        gap,
        is_flow,
        is_wide,
    })
}

fn quoted(text: &str, style: Style) -> String {
    match style {
        Style::Single => format!("'{}'", text.replace('\'', "''")),
        Style::Double => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The keys of an item with their values in flow style, and the days below `readings` in block style.
fn pairs(name: &str, item: &Item) -> (Vec<(&'static str, String)>, usize) {
    let mut pairs = vec![("name", quoted(name, item.style))];
    pairs.extend(item.has_unit.then(|| ("unit", "ms".to_owned())));
    pairs.extend(item.target.map(|target| ("target", target.to_owned())));
    let flow = |count: usize| {
        let days = DAYS[..count].iter().map(|day| format!("{day}: 1.50"));
        format!("{{{}}}", days.collect::<Vec<_>>().join(", "))
    };
    let mut block = 0;
    pairs.extend(match item.readings {
        Readings::None => None,
        Readings::Nothing => Some(("readings", String::new())),
        Readings::EmptyFlow => Some(("readings", "{}".to_owned())),
        Readings::Flow(count) => Some(("readings", flow(count))),
        Readings::Block(count) if item.is_flow => Some(("readings", flow(count))),
        Readings::Block(count) => {
            block = count;
            Some(("readings", String::new()))
        }
    });
    (pairs, block)
}

fn flow_item(name: &str, item: &Item) -> String {
    let (pairs, _) = pairs(name, item);
    let pairs = pairs.iter().map(|(key, value)| format!("{key}: {value}"));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

fn block_item(name: &str, item: &Item, layout: Layout) -> String {
    let (indent, gap) = (" ".repeat(layout.indent), " ".repeat(layout.gap));
    if item.is_flow {
        let (flow, comment) = (flow_item(name, item), item.comment);
        return format!("{indent}-{gap}{flow}{comment}\n{}", item.below);
    }
    let (pairs, block) = pairs(name, item);
    let mut text = String::new();
    for (at, (key, value)) in pairs.iter().enumerate() {
        let before = if at == 0 { "-" } else { " " };
        let space = if value.is_empty() { "" } else { " " };
        let comment = item.comment;
        text.push_str(&format!(
            "{indent}{before}{gap}{key}:{space}{value}{comment}\n"
        ));
    }
    for day in &DAYS[..block] {
        text.push_str(&format!("{indent} {gap}   {day}: 1.50{}\n", item.comment));
    }
    text + item.below
}

/// A brief with those measures, each with a name of its own.
fn text(items: &[Item], layout: Layout) -> String {
    let named = NAMES.iter().zip(items);
    let measures = if layout.is_flow {
        let items: Vec<_> = named.map(|(name, item)| flow_item(name, item)).collect();
        format!("measures: [{}] # all\n", items.join(", "))
    } else {
        let items: String = named
            .map(|(name, item)| block_item(name, item, layout))
            .collect();
        format!("measures:\n{items}")
    };
    let text = format!("---\nstatus: active # now\n{measures}tags: [a, b]\n---\n# T\n\n## Log\n");
    if layout.is_wide {
        return format!("\u{feff}{}", text.replace('\n', "\r\n"));
    }
    text
}

fn yaml(text: &str) -> Mapping {
    let inner = text.split("---").nth(1).expect("front matter");
    serde_yaml::from_str(inner).expect("YAML")
}

/// What the other parser makes of the change.
fn changed(text: &str, change: &Change) -> Mapping {
    let value = |value: &NewScalar| match value {
        NewScalar::Text(text) => Yaml::String(text.clone()),
        NewScalar::Number(digits) => serde_yaml::from_str(digits).expect("a number"),
    };
    let mut all = yaml(text);
    let list = all.get_mut("measures").and_then(Yaml::as_sequence_mut);
    let list = list.expect("a list");
    match change {
        Change::Append(_, item) => {
            let pairs = item
                .iter()
                .map(|(key, new)| (key.as_str().into(), value(new)));
            list.push(Yaml::Mapping(pairs.collect()));
        }
        Change::Put(place, new) => {
            let mut items = list.iter_mut().filter_map(Yaml::as_mapping_mut);
            let item = items.find(|item| item["name"] == place.item.as_str());
            let item = item.expect("an item of that name");
            let mut key = place.path[0].as_str();
            let mut into = item;
            if let [outer, inner] = place.path.as_slice() {
                let nested = into.entry(outer.as_str().into()).or_insert(Yaml::Null);
                if nested.is_null() {
                    *nested = Yaml::Mapping(Mapping::new());
                }
                into = nested.as_mapping_mut().expect("readings by day");
                key = inner;
            }
            into.insert(key.into(), value(new));
        }
        other => panic!("no such change here: {other:?}"),
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_list_is_made_of_a_change_makes_it_or_is_refused(
        pieces in prop::collection::vec(select(&PIECES[..]), 0..14),
    ) {
        let before = format!("---\nstatus: active\n{}---\n# T\n", pieces.concat());
        let kind = kind_with_items();
        let read = |text: String| match parse(&kind, file("0012-any.md", text)).outcome {
            Outcome::Record(record) => Some(*record),
            _ => None,
        };
        let Some(old) = read(before.clone()) else { return Ok(()) };
        let number = || NewScalar::Number("7".to_owned());
        let name = ("name".to_owned(), NewScalar::Text("a: b".to_owned()));
        let place = |path: &[&str]| Place {
            list: "measures".to_owned(),
            item: "a".to_owned(),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
        };
        let changes = [
            (Change::Put(place(&["readings", "2026-11-01"]), number()), "a"),
            (Change::Put(place(&["baseline"]), number()), "a"),
            (Change::Append("measures".to_owned(), vec![name]), "a: b"),
        ];
        for (change, name) in changes {
            let Ok(after) = edit(&old, &change) else { continue };
            let new = read(after.clone());
            prop_assert!(new.is_some(), "{:?}\n{}\n{}", change, before, after);
            let new = new.unwrap();
            let measures = new.node("measures").map(measures).unwrap_or_default();
            prop_assert!(measures.iter().any(|one| one.name == name), "{}\n{}", before, after);
            prop_assert!(after.ends_with("---\n# T\n"));
        }
    }

    #[test]
    fn a_measure_changes_where_it_should_and_nowhere_else(
        items in prop::collection::vec(item(), 1..6),
        layout in layout(),
        at in any::<prop::sample::Index>(),
        key in select(&["unit", "target", "baseline", "source", "x-own"][..]),
        words in "[ -~é数🚀]{1,12}",
        digits in "-?[0-9]{1,4}(\\.[0-9]{1,2})?",
        day in select(&["2026-01-01", "2026-09-30", "2026-11-15", "2027-01-01"][..]),
    ) {
        let before = text(&items, layout);
        let old = record_of(&kind_with_items(), &before);
        let place = |path: &[&str]| Place {
            list: "measures".to_owned(),
            item: NAMES[at.index(items.len())].to_owned(),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
        };
        let number = NewScalar::Number(digits);
        let changes = [
            Change::Put(place(&[key]), NewScalar::Text(words.clone())),
            Change::Put(place(&["baseline"]), number.clone()),
            Change::Put(place(&["readings", day]), number.clone()),
            Change::Append("measures".to_owned(), vec![
                ("name".to_owned(), NewScalar::Text(words)),
                ("baseline".to_owned(), number),
            ]),
        ];
        for change in changes {
            let after = edit(&old, &change);
            prop_assert!(after.is_ok(), "{:?} of {:?}\n{}", after, change, before);
            let after = after.unwrap();
            prop_assert_eq!(yaml(&after), changed(&before, &change), "{}\n{}", before, after);
            prop_assert_eq!(after.contains('\r'), layout.is_wide);
            if !matches!(change, Change::Append(..)) {
                let new = record_of(&kind_with_items(), &after);
                prop_assert_eq!(edit(&new, &change), Ok(after));
            }
        }
    }
}
