//! Whether the keys and values of front matter are what the kind says.

use super::structured;
use crate::model::change::{Change, NewValue};
use crate::model::diagnostic::Diagnostic;
use crate::model::duration::Duration;
use crate::model::front::{FrontMatter, Node, Pair, Value};
use crate::model::kind::{Dialect, Field, FieldType, Kind};
use crate::model::link::Relation;
use crate::model::measure::Number;
use crate::model::period::is_period;
use crate::model::record::{is_shaped_like_a_day, read_date};
use crate::model::source::Span;
use crate::model::suggest::closest;

/// Keys that site generators and MADR use: kept, and nobody's mistake.
const KNOWN_ELSEWHERE: [&str; 16] = [
    "title",
    "parent",
    "grand_parent",
    "nav_order",
    "has_children",
    "has_toc",
    "layout",
    "permalink",
    "weight",
    "sidebar_position",
    "sidebar_label",
    "description",
    "draft",
    "slug",
    "id",
    "number",
];

/// Whether a key belongs to a tool that many folders of records are also read by.
#[must_use]
pub fn is_known_elsewhere(key: &str) -> bool {
    KNOWN_ELSEWHERE.contains(&key)
}

/// Everything that is wrong with keys and values, in the order written; `taken` keys were understood some other way.
pub(super) fn check(
    kind: &Kind,
    front: &FrontMatter,
    taken: &[String],
    path: &str,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for pair in &front.pairs {
        let key = pair.key.value.as_str();
        if taken.iter().any(|taken| taken == key) {
            continue;
        }
        match kind.field(key) {
            Some(field) if field.shape.is_list() => {
                problems.extend(unworded(pair).map(|item| wrong(pair, item, "words", path)));
            }
            Some(field) if field.shape.is_structured() => {
                problems.extend(structured::check(field.shape, pair, path));
            }
            Some(field) => problems.extend(unfit(field, pair, path)),
            // No key at all is the front matter's finding.
            None if key.is_empty() || key.starts_with("x-") || is_known_elsewhere(key) => {}
            None if is_mirror(kind, key) => {}
            None => problems.push(unknown(kind, pair, path)),
        }
    }
    problems
}

/// Whether a key says which others have a relation to the record. Foreign files say such things in their own words.
fn is_mirror(kind: &Kind, key: &str) -> bool {
    let relation = Relation::mirrored(key).filter(|_| kind.dialect == Dialect::Native);
    relation.is_some_and(|relation| kind.may_mirror(relation))
}

fn unknown(kind: &Kind, pair: &Pair, path: &str) -> Diagnostic {
    let key = pair.key.value.as_str();
    let message = format!("`{key}` is not a field of {}", kind.with_article());
    let problem = Diagnostic::new("unknown-field", path, message).with_span(pair.key.span);
    let known = kind.fields.iter().map(|field| field.key.as_str());
    match closest(&key.replace('_', "-"), known) {
        Some(close) => problem.with_label(format!("did you mean `{close}`?")),
        None => problem.with_help(format!("a key of your own begins with `x-`: `x-{key}`")),
    }
}

/// The items of a list field that are lists or mappings themselves.
fn unworded(pair: &Pair) -> impl Iterator<Item = &Node> {
    let items = pair.node.items().iter();
    items.filter(|item| matches!(item.value, Value::List(_) | Value::Map(_)))
}

/// What is wrong with the one value of a field; nothing is not a wrong value but a missing one.
fn unfit(field: &Field, pair: &Pair, path: &str) -> Option<Diagnostic> {
    let text = match &pair.node.value {
        Value::Empty => return None,
        Value::Scalar(text) => text,
        _ => return Some(wrong(pair, &pair.node, &expected(field), path)),
    };
    let fits = match field.shape {
        FieldType::Date if read_date(text).is_none() => {
            let what = format!("`{}`", pair.key.value);
            let problem = not_a_day(&what, (text, pair.node.span), path);
            return Some(meaning(problem, pair, day(text)));
        }
        FieldType::Number => Number::read(text).is_some(),
        FieldType::Choice => field.choices.contains(text),
        FieldType::Duration => Duration::read(text).is_some(),
        FieldType::Period => is_period(text),
        _ => true,
    };
    (!fits).then(|| {
        let problem = wrong(pair, &pair.node, &expected(field), path);
        meaning(problem, pair, in_other_case(field, text))
    })
}

/// A finding on a value that can mean one thing only, which is what mends it.
fn meaning(problem: Diagnostic, pair: &Pair, meant: Option<String>) -> Diagnostic {
    let Some(meant) = meant else {
        return problem;
    };
    let fix = Change::Set(pair.key.value.clone(), NewValue::Scalar(meant.clone()));
    problem
        .with_label(format!("did you mean `{meant}`?"))
        .with_fix(fix)
}

/// The day of `2026/3/1`: with the year in front nobody reads it as another.
fn day(text: &str) -> Option<String> {
    let sign = text
        .trim()
        .chars()
        .find(|letter| !letter.is_ascii_digit())?;
    let parts: Vec<&str> = text.trim().split(sign).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_shaped = "/.-".contains(sign)
        && year.len() == 4
        && [month, day]
            .iter()
            .all(|part| (1..=2).contains(&part.len()));
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    (is_shaped && read_date(&day).is_some()).then_some(day)
}

/// The word of a field for one in large letters that are small in it, or the other way round.
fn in_other_case(field: &Field, text: &str) -> Option<String> {
    let text = text.trim();
    let mut words = [text.to_lowercase(), text.to_uppercase()].into_iter();
    words.find(|word| match field.shape {
        FieldType::Choice => field.choices.contains(word),
        FieldType::Duration => Duration::read(word).is_some(),
        FieldType::Period => is_period(word),
        _ => false,
    })
}

pub(super) fn wrong(pair: &Pair, at: &Node, expected: &str, path: &str) -> Diagnostic {
    let key = &pair.key.value;
    let found = match &at.value {
        Value::Scalar(text) if text.trim().is_empty() => "an empty word".to_owned(),
        Value::Scalar(text) => format!("`{text}`"),
        value => shape(value).to_owned(),
    };
    let is = if at.span == pair.node.span {
        "is"
    } else {
        "holds"
    };
    let message = format!("`{key}` {is} {found}, expected {expected}");
    Diagnostic::new("wrong-type", path, message).with_span(at.span)
}

/// What is wrong with a day; `what` is what the message calls it.
pub(super) fn not_a_day(what: &str, written: (&str, Span), path: &str) -> Diagnostic {
    let (text, span) = written;
    let message = if is_shaped_like_a_day(text) {
        format!("`{text}` is not a day of the calendar")
    } else {
        format!("{what} is `{text}`, expected a date like `2026-11-22`")
    };
    Diagnostic::new("invalid-date", path, message).with_span(span)
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Empty => "nothing",
        Value::Scalar(_) => "a word",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

fn expected(field: &Field) -> String {
    match field.shape {
        FieldType::State => "a state".to_owned(),
        FieldType::Date => "a date".to_owned(),
        FieldType::Person => "one person or team".to_owned(),
        FieldType::Number => "a number".to_owned(),
        FieldType::Choice => format!("one of `{}`", field.choices.join("`, `")),
        FieldType::Duration => "a duration like `3d`, `2wd`, `2w` or `1mo`".to_owned(),
        FieldType::Period => "a year, a half or a quarter like `2026-Q4`".to_owned(),
        _ => "one line of text".to_owned(),
    }
}
