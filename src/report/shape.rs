//! The JSON Schema of one value of the front matter, by its field's type.
//!
//! The patterns say what the readers in `model` take; a test holds the two against each other.

use serde_json::{Map, Value, json};

use crate::model::kind::{Field, FieldType};
use crate::model::measure::{MEASURE_KEYS, MILESTONE_KEYS};

/// `2026-11-22`; that the day exists is beyond a pattern, and `format` says it.
const DAY: &str = r"^\d{4}-\d{2}-\d{2}$";

/// `3d`, `3wd`, `2w`, `1mo`.
const DURATION: &str = "^0*[1-9][0-9]{0,3}(d|wd|w|mo)$";

/// `2026`, `2026-H2`, `2026-Q4`.
const PERIOD: &str = "^[0-9]{4}(-(H[12]|Q[1-4]))?$";

/// A number in quotes.
const NUMBER: &str = r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$";

/// A number with a sign before it, or without.
const TARGET: &str =
    r"^\s*(>=|<=|≥|≤|>|<)?\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$";

/// A value of a field of a kind with those states.
pub(super) fn of(field: &Field, states: &[&str]) -> Value {
    let mut shape = match field.shape {
        FieldType::State => json!({ "enum": states }),
        FieldType::Date => day(),
        FieldType::Number => json!({ "type": "number" }),
        FieldType::Choice => json!({ "enum": field.choices }),
        FieldType::Person | FieldType::Text => word(),
        FieldType::Duration => json!({ "type": "string", "pattern": DURATION }),
        // YAML reads a year alone as a number.
        FieldType::Period => {
            json!({ "type": ["string", "integer"], "pattern": PERIOD, "minimum": 1000, "maximum": 9999 })
        }
        FieldType::Measures => one_or_several(&items("name", &MEASURE_KEYS)),
        FieldType::Milestones => one_or_several(&items("title", &MILESTONE_KEYS)),
        FieldType::People
        | FieldType::Areas
        | FieldType::Words
        | FieldType::Texts
        | FieldType::References
        | FieldType::Globs
        | FieldType::Ids
        | FieldType::Items => one_or_several(&word()),
    };
    if let Some(object) = shape.as_object_mut() {
        object.insert("title".to_owned(), field.label.clone().into());
    }
    shape
}

/// A mapping with the keys of a measure or of a milestone, and keys of the writer's own.
fn items(name: &str, keys: &[&str]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| ((*key).to_owned(), part(key)))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x-": true },
        "additionalProperties": false,
        "required": [name],
    })
}

/// What stands behind a key of a measure or of a milestone.
fn part(key: &str) -> Value {
    let number = json!({ "type": ["number", "string"], "pattern": NUMBER });
    match key {
        "baseline" => number,
        "target" => json!({ "type": ["number", "string"], "pattern": TARGET }),
        "readings" => json!({
            "type": "object",
            "propertyNames": { "pattern": DAY },
            "additionalProperties": number,
        }),
        "due" | "done" => day(),
        "was" => one_or_several(&day()),
        _ => word(),
    }
}

/// A list, or the one item of it.
fn one_or_several(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": DAY })
}

fn word() -> Value {
    json!({ "type": ["string", "number"] })
}
