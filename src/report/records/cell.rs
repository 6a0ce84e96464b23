//! One value of one record as text.

use serde_json::Value;

use crate::model::view::RecordView;
use crate::report::safe::visible;

/// The value of a column, safe to print; empty where there is none.
pub(super) fn cell(record: &RecordView, column: &str) -> String {
    let text = match column {
        "id" => record.id.clone(),
        "log" => record.log.clone(),
        "kind" => record.kind.clone(),
        "title" => record.title.clone(),
        "state" => state(record),
        "phase" => record
            .phase
            .map(|phase| phase.name().to_owned())
            .unwrap_or_default(),
        "in_force" => yes_or_no(record.in_force),
        "status_as_written" => record.status_as_written.clone().unwrap_or_default(),
        "path" => record.path.clone(),
        "owner" => record.owner.clone().unwrap_or_default(),
        "area" => record.area.join(", "),
        "people" => people(record),
        "date" => record.date.clone().unwrap_or_default(),
        "created" => record.created.clone().unwrap_or_default(),
        "summary" => record.summary.clone(),
        "tags" => record.tags.join(", "),
        "relations" => relations(record),
        "findings" => findings(record),
        field => record.fields.get(field).map(value).unwrap_or_default(),
    };
    visible(&text).into_owned()
}

/// The state, or the word as written where it means nothing.
fn state(record: &RecordView) -> String {
    match (&record.state, &record.status_as_written) {
        (Some(state), _) => state.clone(),
        (None, Some(written)) => format!("{written}?"),
        (None, None) => "unknown".into(),
    }
}

fn yes_or_no(value: Option<bool>) -> String {
    match value {
        Some(true) => "yes".into(),
        Some(false) => "no".into(),
        None => String::new(),
    }
}

fn people(record: &RecordView) -> String {
    let roles = record
        .people
        .iter()
        .map(|(role, people)| format!("{role}: {}", value(people)));
    roles.collect::<Vec<_>>().join("; ")
}

fn relations(record: &RecordView) -> String {
    let relations = record
        .relations
        .iter()
        .map(|relation| format!("{} {}", relation.name, relation.to));
    relations.collect::<Vec<_>>().join(", ")
}

fn findings(record: &RecordView) -> String {
    record.findings.map_or_else(String::new, |count| {
        super::super::findings::problems(count.deny, count.warn)
    })
}

fn value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(self::value).collect();
            items.join(", ")
        }
        other => other.to_string(),
    }
}
