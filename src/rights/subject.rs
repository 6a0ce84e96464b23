//! What of a record decides who may take its steps.

use crate::model::kind::{FieldType, Kind, OWNER, REVERSIBLE};
use crate::model::link::Relation;
use crate::model::people::Directory;
use crate::model::record::Record;
use crate::model::taken::Subject;

/// What of a record decides who may take its steps.
#[must_use]
pub fn subject(record: &Record) -> Subject {
    let kind = &record.kind;
    let words = |key: &str| -> Vec<String> {
        let words = record.words(key).into_iter();
        let words = words.map(|word| word.value.trim().to_owned());
        words.filter(|word| !word.is_empty()).collect()
    };
    let people = kind.fields.iter();
    let people = people.filter(|field| field.shape.names_people());
    let globs = kind.fields_of(FieldType::Globs);
    let references = record.references.iter();
    let superseded = references.filter(|link| link.relation == Relation::Supersedes);
    let areas = record.areas();
    let entries = record.entries.iter();
    Subject {
        areas: areas.iter().map(|area| area.value.to_owned()).collect(),
        governs: globs.flat_map(|field| words(&field.key)).collect(),
        reversible: record.text(REVERSIBLE).map(|text| text.trim().to_owned()),
        people: people
            .map(|field| (field.key.clone(), words(&field.key)))
            .collect(),
        spoken: entries
            .map(|entry| entry.person.trim().to_owned())
            .collect(),
        supersedes: superseded.map(|link| link.to.value.clone()).collect(),
    }
}

/// Who is accountable by a table: whom the record names, else whom its kind names for it, such as the owner of its area.
pub(super) fn owner<'a>(
    subject: &'a Subject,
    kind: &Kind,
    directory: &Directory<'a>,
) -> Option<&'a str> {
    let named = |key: &str| match subject.people.get(key).map(Vec::as_slice) {
        Some([only]) => Some(only.as_str()),
        _ => None,
    };
    let by_area = || {
        let areas = subject.areas.iter();
        let mut areas = areas.filter_map(|area| directory.areas.get(area));
        areas.find_map(|area| area.owner())
    };
    let stand_in = |key: &String| match kind.field(key)?.shape {
        FieldType::Areas => by_area(),
        _ => named(key),
    };
    let written = subject.people.get(OWNER).and_then(|owners| owners.first());
    let written = written.map(String::as_str);
    written.or_else(|| kind.owner_else.iter().find_map(stand_in))
}
