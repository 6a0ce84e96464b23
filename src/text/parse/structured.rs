//! Whether measures and milestones have the keys they should, each with a value of its type.

use super::fields::{not_a_day, wrong};
use crate::model::diagnostic::Diagnostic;
use crate::model::figure::{self, Meant};
use crate::model::front::{Node, Pair, Value};
use crate::model::kind::FieldType;
use crate::model::measure::{MEASURE_KEYS, MILESTONE_KEYS, Number, Target};
use crate::model::record::read_date;
use crate::model::suggest::closest;

/// What an item of a structured field is called, its keys, and the key that names it.
struct Form {
    item: &'static str,
    keys: &'static [&'static str],
    name: &'static str,
}

const MEASURE: Form = Form {
    item: "measure",
    keys: &MEASURE_KEYS,
    name: "name",
};

const MILESTONE: Form = Form {
    item: "milestone",
    keys: &MILESTONE_KEYS,
    name: "title",
};

/// What a baseline and a reading are.
const A_NUMBER: &str = "a number";

/// What a target is; without quotes YAML reads `>` otherwise.
const A_TARGET: &str = "a number like `300` or `\">= 99.9\"`";

/// Everything that is wrong in the items of a structured field, in the order written.
pub(super) fn check(field: FieldType, pair: &Pair, path: &str) -> Vec<Diagnostic> {
    let form = match field {
        FieldType::Measures => MEASURE,
        _ => MILESTONE,
    };
    let mut problems = Vec::new();
    for item in pair.node.items() {
        match item.pairs() {
            Some(pairs) => keys(&form, (item, pairs), path, &mut problems),
            None => {
                let expected = format!("{}s, each a mapping with `{}`", form.item, form.name);
                problems.push(wrong(pair, item, &expected, path));
            }
        }
    }
    problems
}

fn keys(form: &Form, item: (&Node, &[Pair]), path: &str, problems: &mut Vec<Diagnostic>) {
    let (node, pairs) = item;
    // A name that is no word is a value of the wrong type.
    let named = pairs.iter().any(|pair| {
        let says = match &pair.node.value {
            Value::Scalar(text) => !text.trim().is_empty(),
            value => *value != Value::Empty,
        };
        says && pair.key.value == form.name
    });
    if !named {
        let message = format!("a {} without `{}`", form.item, form.name);
        let first = pairs.first().map_or(node.span, |pair| pair.key.span);
        problems.push(Diagnostic::new("wrong-type", path, message).with_span(first));
    }
    for pair in pairs {
        let key = pair.key.value.as_str();
        if form.keys.contains(&key) {
            problems.extend(value(pair, path));
        } else if !key.is_empty() && !key.starts_with("x-") {
            let message = format!("`{key}` is not a key of a {}", form.item);
            let problem = Diagnostic::new("unknown-field", path, message).with_span(pair.key.span);
            problems.push(match closest(key, form.keys.iter().copied()) {
                Some(close) => problem.with_label(format!("did you mean `{close}`?")),
                None => problem.with_help(format!("a key of your own begins with `x-`: `x-{key}`")),
            });
        }
    }
}

/// What is wrong with the value of a known key; nothing is not a wrong value but a missing one.
fn value(pair: &Pair, path: &str) -> Vec<Diagnostic> {
    if pair.node.value == Value::Empty {
        return Vec::new();
    }
    match pair.key.value.as_str() {
        "readings" => readings(pair, path),
        "was" => {
            let days = pair.node.items().iter();
            days.filter_map(|day| a_day(pair, day, path)).collect()
        }
        "due" | "done" => a_day(pair, &pair.node, path).into_iter().collect(),
        "baseline" => number(pair, A_NUMBER, is_number, path),
        "target" => number(pair, A_TARGET, is_target, path),
        "owner" => one(pair, "one person or team", |_| true, path),
        _ => one(pair, "one line of text", |_| true, path),
    }
}

/// What is wrong with a number, with the one that may have been meant beside it.
fn number(pair: &Pair, expected: &str, fits: fn(&str) -> bool, path: &str) -> Vec<Diagnostic> {
    let mut problems = one(pair, expected, fits, path);
    for problem in &mut problems {
        let text = pair.node.scalar();
        let meant = text.and_then(|text| figure::meant(text, fits));
        problem.label = meant.map(|meant| label(&meant));
    }
    problems
}

/// How that number is written in YAML.
fn label(meant: &Meant) -> String {
    // A sign begins no bare value.
    let number = match meant.number.starts_with(['<', '>']) {
        true => format!("\"{}\"", meant.number),
        false => meant.number.clone(),
    };
    match &meant.unit {
        None => format!("did you mean `{number}`?"),
        Some(unit) => format!("did you mean `{number}`, and `unit: \"{unit}\"`?"),
    }
}

fn one(pair: &Pair, expected: &str, fits: impl Fn(&str) -> bool, path: &str) -> Vec<Diagnostic> {
    let fits = pair.node.scalar().is_some_and(fits);
    let problem = (!fits).then(|| wrong(pair, &pair.node, expected, path));
    problem.into_iter().collect()
}

fn a_day(pair: &Pair, node: &Node, path: &str) -> Option<Diagnostic> {
    match node.scalar() {
        Some(text) if read_date(text).is_some() => None,
        Some(text) => {
            let what = format!("`{}`", pair.key.value);
            Some(not_a_day(&what, (text, node.span), path))
        }
        None => Some(wrong(pair, node, "a date", path)),
    }
}

fn readings(pair: &Pair, path: &str) -> Vec<Diagnostic> {
    let Some(pairs) = pair.node.pairs() else {
        let problem = wrong(pair, &pair.node, "a mapping of days to numbers", path);
        return vec![problem.with_label("a line for each, like `2026-11-22: 300`")];
    };
    let mut problems = Vec::new();
    for reading in pairs {
        let day = &reading.key;
        if read_date(&day.value).is_none() && !day.value.is_empty() {
            problems.push(not_a_day(
                "a day of `readings`",
                (&day.value, day.span),
                path,
            ));
        }
        problems.extend(number(reading, A_NUMBER, is_number, path));
    }
    problems
}

fn is_number(text: &str) -> bool {
    Number::read(text).is_some()
}

fn is_target(text: &str) -> bool {
    Target::read(text, None).is_some()
}
