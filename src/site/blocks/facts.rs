//! The facts of a record: the fields of its kind that say something, each shown by its type.

use serde::Serialize;

use super::Site;
use crate::index::Target;
use crate::model::kind::{Field, FieldType};
use crate::model::link::Relation;
use crate::site::context::{Day, capitalised};

/// One fact.
#[derive(Serialize)]
pub(in crate::site) struct Fact {
    about: &'static str,
    /// Wins over `about`.
    label: Option<String>,
    values: Vec<Value>,
}

#[derive(Default, Serialize)]
struct Value {
    text: String,
    href: Option<String>,
    note: Option<String>,
    mono: bool,
    iso: Option<String>,
}

/// Shown elsewhere on the page: in the band, as the summary, or as a block.
const ELSEWHERE: [&str; 3] = ["date", "summary", "title"];

/// Relations that have a block of their own.
const BLOCKS: [Relation; 3] = [
    Relation::Supersedes,
    Relation::DependsOn,
    Relation::RelatesTo,
];

/// The owner first, then people, then all else in the order of the kind.
pub(super) fn facts(site: &Site<'_>) -> Vec<Fact> {
    let mut fields: Vec<&Field> = site.record.kind.fields.iter().collect();
    fields.sort_by_key(|field| match field.shape {
        FieldType::Person => 0,
        FieldType::People => 1,
        FieldType::Areas => 2,
        _ => 3,
    });
    let mut facts: Vec<Fact> = fields
        .into_iter()
        .filter_map(|field| fact(site, field))
        .collect();
    facts.push(Fact {
        about: "file",
        label: None,
        values: vec![Value {
            text: site.record.source.path.clone(),
            mono: true,
            ..Value::default()
        }],
    });
    facts
}

fn fact(site: &Site<'_>, field: &Field) -> Option<Fact> {
    let own = field
        .relation()
        .is_some_and(|relation| BLOCKS.contains(&relation));
    if own || ELSEWHERE.contains(&field.key.as_str()) {
        return None;
    }
    let values = values(site, field);
    (!values.is_empty()).then(|| Fact {
        about: "",
        label: Some(field.label.clone()),
        values,
    })
}

fn values(site: &Site<'_>, field: &Field) -> Vec<Value> {
    let record = site.record;
    let words = record.words(&field.key);
    let words = words
        .iter()
        .map(|word| word.value)
        .filter(|word| !word.trim().is_empty());
    let plain = |text: &str| Value {
        text: text.to_owned(),
        ..Value::default()
    };
    match field.shape {
        FieldType::State => Vec::new(),
        FieldType::Date => record.date(&field.key).map(date).into_iter().collect(),
        FieldType::Person if field.key == "owner" => site
            .work
            .index
            .owner(site.at)
            .map(plain)
            .into_iter()
            .collect(),
        FieldType::References => references(site, field),
        FieldType::Globs | FieldType::Ids => words
            .map(|word| Value {
                mono: true,
                ..plain(word)
            })
            .collect(),
        FieldType::Choice => words
            .map(|word| plain(&capitalised(&word.replace('-', " "))))
            .collect(),
        FieldType::Person | FieldType::People | FieldType::Areas | FieldType::Words => {
            let all: Vec<&str> = words.collect();
            match all.is_empty() {
                true => Vec::new(),
                false => vec![plain(&all.join(", "))],
            }
        }
        FieldType::Number
        | FieldType::Text
        | FieldType::Texts
        | FieldType::Duration
        | FieldType::Period => words.map(plain).collect(),
        // Each is a block of its own.
        FieldType::Items | FieldType::Measures | FieldType::Milestones => Vec::new(),
    }
}

fn date(day: jiff::civil::Date) -> Value {
    let day = Day::from(day);
    Value {
        text: day.text,
        iso: Some(day.iso),
        ..Value::default()
    }
}

fn references(site: &Site<'_>, field: &Field) -> Vec<Value> {
    let Some(relation) = field.relation() else {
        return Vec::new();
    };
    let index = site.work.index;
    let edges = index
        .edges_from(site.at)
        .filter(|edge| edge.relation == relation);
    edges
        .map(|edge| match edge.to {
            Target::Record(to) => Value {
                text: index.records[to].id.to_string(),
                href: Some(site.work.href(to, &site.page)),
                note: Some(index.records[to].title().to_owned()),
                mono: true,
                iso: None,
            },
            _ => Value {
                text: edge.written.clone(),
                mono: true,
                ..Value::default()
            },
        })
        .collect()
}
