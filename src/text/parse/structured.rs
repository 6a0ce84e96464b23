//! Whether measures and milestones have the keys they should, each with a value of its type.

use super::fields::{not_a_day, shape, wrong};
use crate::model::diagnostic::Diagnostic;
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
    let named = pairs.iter().any(|pair| {
        pair.key.value == form.name
            && pair
                .node
                .scalar()
                .is_some_and(|text| !text.trim().is_empty())
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
        "baseline" => {
            let fits = |text: &str| Number::read(text).is_some();
            one(pair, "a number", fits, path)
        }
        "target" => {
            let fits = |text: &str| Target::read(text, None).is_some();
            one(
                pair,
                "a number, `>=` or `<=` before it where need be",
                fits,
                path,
            )
        }
        _ => one(pair, "one line of text", |_| true, path),
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
        Some(text) => Some(not_a_day(&pair.key.value, (text, node.span), path)),
        None => Some(wrong(pair, node, "a date", path)),
    }
}

fn readings(pair: &Pair, path: &str) -> Vec<Diagnostic> {
    let Some(pairs) = pair.node.pairs() else {
        let message = format!(
            "`readings` is {}, expected a mapping of days to numbers",
            shape(&pair.node.value)
        );
        return vec![Diagnostic::new("wrong-type", path, message).with_span(pair.node.span)];
    };
    let mut problems = Vec::new();
    for reading in pairs {
        let day = &reading.key;
        if read_date(&day.value).is_none() {
            problems.push(not_a_day("readings", (&day.value, day.span), path));
        }
        let is_number = reading
            .node
            .scalar()
            .is_some_and(|text| Number::read(text).is_some());
        if !is_number {
            problems.push(wrong(reading, &reading.node, "a number", path));
        }
    }
    problems
}
