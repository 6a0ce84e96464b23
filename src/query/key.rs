//! The keys of a query: those of every field of every kind, and a few that every record has.

use super::QueryError;
use crate::index::Index;
use crate::model::kind::{Field, FieldType};
use crate::model::link::Relation;
use crate::model::source::Spanned;

/// What a term asks about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    /// The name of the kind.
    Kind,
    /// The id.
    Id,
    /// The phase of the state.
    Phase,
    /// The state.
    Status,
    /// The day a record was written.
    Created,
    /// The day it last changed.
    Updated,
    /// A path that it governs.
    Path,
    /// Who is accountable.
    Owner,
    /// Somebody in any role.
    By,
    /// How the work goes.
    Health,
    /// One of the words of `is:`.
    Is,
    /// Any other field.
    Field(FieldKey),
}

/// A field as the first kind that has it describes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FieldKey {
    /// Its key.
    pub(super) key: String,
    /// What its value is.
    pub(super) shape: FieldType,
    /// The relation it writes.
    pub(super) relation: Option<Relation>,
}

/// The keys that are no field of their own, or mean more than the field says.
const FIXED: [(&str, Key); 11] = [
    ("kind", Key::Kind),
    ("id", Key::Id),
    ("phase", Key::Phase),
    ("status", Key::Status),
    ("created", Key::Created),
    ("updated", Key::Updated),
    ("path", Key::Path),
    ("owner", Key::Owner),
    ("by", Key::By),
    ("health", Key::Health),
    ("is", Key::Is),
];

/// The key that another word for it means, which is too far from it to be a slip.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    (word == "state").then_some("status")
}

impl Key {
    /// The key of that name: a fixed one, a field's, one that a kind reads as a field's, or the singular of one.
    pub(super) fn find(written: &Spanned<String>, index: &Index) -> Result<Self, QueryError> {
        let name = written.value.to_lowercase();
        let found = Self::named(&name, index).or_else(|| Self::named(&format!("{name}s"), index));
        found.ok_or_else(|| {
            let message = format!("`{}` is not a key of this log", written.value);
            let mut error = QueryError::unknown(message, written.span, &name, &names(index));
            if let Some(meant) = meant(&name) {
                error.label = Some(format!("did you mean `{meant}`?"));
            }
            if error.label.is_none() {
                error.label = Some("text with a colon in it is written in quotes".into());
            }
            error
        })
    }

    /// The name as it is printed.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Field(field) => &field.key,
            other => FIXED
                .iter()
                .find(|(_, key)| key == other)
                .map_or("", |(name, _)| name),
        }
    }

    pub(super) fn named(name: &str, index: &Index) -> Option<Self> {
        let fixed = FIXED.iter().find(|(fixed, _)| *fixed == name);
        if let Some((_, key)) = fixed {
            return Some(key.clone());
        }
        let mut kinds = index.log.kinds.iter();
        let field = kinds.find_map(|kind| kind.field(name))?;
        Some(Self::Field(FieldKey::of(field)))
    }
}

impl FieldKey {
    fn of(field: &Field) -> Self {
        Self {
            key: field.key.clone(),
            shape: field.shape,
            relation: field.relation(),
        }
    }
}

/// Every key that may be written, in alphabetical order.
pub(super) fn names(index: &Index) -> Vec<String> {
    let fixed = FIXED.iter().map(|(name, _)| (*name).to_owned());
    let fields = index.log.kinds.iter().flat_map(|kind| &kind.fields);
    let mut names: Vec<_> = fixed.chain(fields.map(|field| field.key.clone())).collect();
    names.sort();
    names.dedup();
    names
}
