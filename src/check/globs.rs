//! The patterns of paths that bind somebody: those of records that are open or in force, and those of areas.

use crate::index::Index;
use crate::model::kind::FieldType;
use crate::model::source::Span;
use crate::model::state::Phase;

/// A pattern and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    /// As written.
    pub(super) pattern: &'a str,
    /// Where.
    pub(super) place: Place<'a>,
}

/// Where a pattern is written.
#[derive(Clone, Debug)]
pub(super) enum Place<'a> {
    /// In a record, by its place in the index.
    Record {
        /// The record.
        at: usize,
        /// The field.
        key: &'a str,
        /// The bytes.
        span: Span,
    },
    /// In the settings, by the dotted name of its place.
    Settings(String),
}

/// Every pattern that is to match something: those that only take paths out again are not among them.
pub(super) fn written(index: &Index) -> Vec<Written<'_>> {
    let mut all = Vec::new();
    for (at, record) in index.records.iter().enumerate() {
        if record.phase() != Some(Phase::Open) && index.in_force(at) != Some(true) {
            continue;
        }
        for field in record.kind.fields_of(FieldType::Globs) {
            let words = record.words(&field.key).into_iter();
            all.extend(words.map(|word| Written {
                pattern: word.value.trim(),
                place: Place::Record {
                    at,
                    key: &field.key,
                    span: word.span,
                },
            }));
        }
    }
    for (name, area) in &index.log.settings.areas {
        let paths = area.paths.iter().enumerate();
        all.extend(paths.map(|(place, pattern)| Written {
            pattern: pattern.trim(),
            place: Place::Settings(format!("areas.{name}.paths[{place}]")),
        }));
    }
    all.retain(|one| !one.pattern.is_empty() && !one.pattern.starts_with('!'));
    all
}
