//! The fields of a record that nothing else of it tells: a line each, its measures and milestones a line each too.

use std::borrow::Cow;

use super::safe::visible;
use super::style::{Role, Style};
use crate::model::front::{Node, Pair, Value};
use crate::model::kind::{Field, FieldType};
use crate::model::link::AREA;
use crate::model::measure::{Measure, Milestone, Side, measures, milestones};
use crate::model::record::Record;
use crate::model::standing::Standing;

/// What stands elsewhere: in the sentence of its standing, under its title.
const TOLD: [&str; 4] = ["status", "date", "title", "summary"];

/// The lines of a record that stands so, in the order written.
pub(super) fn lines(record: &Record, standing: &Standing, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for pair in record.pairs() {
        let field = record.kind.field(&pair.key.value);
        if is_told(pair, field, standing) {
            continue;
        }
        match field.map(|field| field.shape) {
            Some(FieldType::Measures) => {
                let all = measures(&pair.node);
                lines.extend(all.iter().map(|one| line("measure", measure(one), style)));
            }
            Some(FieldType::Milestones) => {
                let all = milestones(&pair.node);
                lines.extend(
                    all.iter()
                        .map(|one| line("milestone", milestone(one), style)),
                );
            }
            shape => {
                let key = format!("{}:", visible(&pair.key.value));
                // Items that are records are among the relations.
                let told = |word: &&str| shape == Some(FieldType::Items) && !word.starts_with(AREA);
                let words = words(&pair.node).filter(|word| !told(word));
                lines.extend(listed(words).map(|value| line(&key, value, style)));
            }
        }
    }
    lines
}

fn line(key: &str, value: String, style: Style) -> String {
    format!("{} {value}", style.paint(Role::Quiet, key))
}

/// Whether something else says the same.
fn is_told(pair: &Pair, field: Option<&Field>, standing: &Standing) -> bool {
    let key = field.map_or(pair.key.value.as_str(), |field| field.key.as_str());
    let related =
        field.is_some_and(|field| field.relation().is_some() && field.shape != FieldType::Items);
    let said = match standing {
        Standing::Live { until, by, due, .. } => {
            let signed = by.as_ref().zip(field);
            (key == "due" && due.is_some())
                || (key == "expires" && until.is_some())
                || signed.is_some_and(|(by, field)| by.label == field.label)
        }
        Standing::Expired { .. } => key == "expires",
        _ => false,
    };
    TOLD.contains(&key) || related || said
}

/// The words of a value; none of what is no word.
fn words(node: &Node) -> impl Iterator<Item = &str> {
    let worded = !matches!(node.value, Value::Map(_) | Value::Empty);
    let words = worded.then(|| node.scalars().map(|word| word.value));
    words
        .into_iter()
        .flatten()
        .filter(|word| !word.trim().is_empty())
}

/// Words with commas between them; none for none.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<String> = words.map(one_line).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// `payouts on the next day: 12 → 74 %, target >= 95`
fn measure(measure: &Measure) -> String {
    let numbers = measure.baseline.iter();
    let numbers = numbers.chain(measure.newest().map(|reading| &reading.number));
    let numbers: Vec<Cow<'_, str>> = numbers.map(|number| visible(&number.text)).collect();
    let mut parts = Vec::new();
    if !numbers.is_empty() {
        let unit = measure.unit.as_deref().map(one_line);
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        parts.push(format!("{}{unit}", numbers.join(" → ")));
    }
    if let Some(target) = &measure.target {
        let sign = match target.side {
            Side::AtLeast => ">=",
            Side::AtMost => "<=",
            Side::Above => ">",
            Side::Below => "<",
        };
        parts.push(format!("target {sign} {}", visible(&target.number.text)));
    }
    with(&measure.name, &parts)
}

/// `Every shop moved: due 2026-12-18, was 2026-10-30`, and `Every shop moved: done 2026-12-17`
fn milestone(milestone: &Milestone) -> String {
    let mut parts = Vec::new();
    match (milestone.done, milestone.due) {
        (Some(day), _) => parts.push(format!("done {day}")),
        (None, due) => {
            parts.extend(due.map(|day| format!("due {day}")));
            parts.extend(milestone.was.iter().map(|day| format!("was {day}")));
        }
    }
    with(&milestone.title, &parts)
}

fn with(name: &str, parts: &[String]) -> String {
    let name = one_line(name);
    match parts {
        [] => name,
        parts => format!("{name}: {}", parts.join(", ")),
    }
}

fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&text).into_owned()
}
