//! A record as reports and programs see it.

use serde_json::{Map, Value};

use super::{Index, Target};
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::source::Spanned;
use crate::model::view::{FindingCount, RecordView, RelationView};

impl Index {
    /// The record at a place in the index, with its front matter decoded and both sides of its relations.
    #[must_use]
    pub fn view(&self, at: usize, findings: Option<FindingCount>) -> RecordView {
        RecordView {
            fields: fields(&self.records[at]),
            ..self.view_without_fields(at, findings)
        }
    }

    /// The same with no `fields`, which cost more than all the rest.
    #[must_use]
    pub fn view_without_fields(&self, at: usize, findings: Option<FindingCount>) -> RecordView {
        let record = &self.records[at];
        let owned = |words: Vec<Spanned<&str>>| {
            let words = words.iter();
            words.map(|word| word.value.to_owned()).collect()
        };
        RecordView {
            id: record.id.to_string(),
            log: self.log.name.clone(),
            kind: record.kind.name.clone(),
            title: record.title().to_owned(),
            state: record.state().map(|state| state.name.clone()),
            phase: record.phase(),
            in_force: self.in_force(at),
            status_as_written: record.status.as_ref().map(|status| status.value.clone()),
            path: record.source.path.clone(),
            owner: self.owner(at).map(str::to_owned),
            area: owned(record.areas()),
            people: people(record),
            date: record.date("date").map(|day| day.to_string()),
            created: self.created(at).map(|day| day.to_string()),
            summary: record.summary.clone(),
            tags: owned(record.words("tags")),
            fields: Map::new(),
            relations: self.relations(at),
            findings,
            tone: record.state().map(|state| state.tone),
            icon: record.state().map(|state| state.icon),
        }
    }

    fn relations(&self, at: usize) -> Vec<RelationView> {
        let written = self.edges_from(at).map(|edge| RelationView {
            name: edge.relation.name().to_owned(),
            to: match edge.to {
                Target::Record(to) => self.records[to].id.to_string(),
                _ => edge.written.clone(),
            },
            section: edge.section.clone(),
            derived: false,
        });
        let derived = self.edges_to(at).map(|edge| RelationView {
            name: edge.relation.derived_name().to_owned(),
            to: self.records[edge.from].id.to_string(),
            section: edge.section.clone(),
            derived: true,
        });
        written.chain(derived).collect()
    }
}

fn people(record: &Record) -> Map<String, Value> {
    let person = |shape| matches!(shape, FieldType::Person | FieldType::People);
    let fields = record
        .kind
        .fields
        .iter()
        .filter(|field| person(field.shape));
    let said = fields.filter_map(|field| {
        let names: Vec<Value> = record
            .words(&field.key)
            .iter()
            .map(|name| name.value.into())
            .collect();
        (!names.is_empty()).then(|| (field.key.clone(), names.into()))
    });
    said.collect()
}

/// The front matter decoded as YAML (the gate has already passed it), and what the record says in some other way.
fn fields(record: &Record) -> Map<String, Value> {
    let front = record.front.as_ref();
    let mut fields: Map<String, Value> = front
        .and_then(|front| serde_yaml::from_str(record.source.slice(front.inner)).ok())
        .unwrap_or_default();
    for pair in &record.said {
        let words = || pair.node.scalars().map(|word| word.value.into()).collect();
        let value = match pair.node.scalar() {
            Some(text) => Value::from(text),
            None => Value::Array(words()),
        };
        fields.entry(pair.key.value.clone()).or_insert(value);
    }
    fields
}
