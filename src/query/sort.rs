//! Puts records in the order of one of their values.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::QueryError;
use super::fold::fold;
use super::key::{FieldKey, Key};
use crate::index::Index;
use crate::model::kind::FieldType;
use crate::model::source::{Span, Spanned};

/// What records are ordered by. The order of the variants is that of values of different kinds.
#[derive(PartialEq, PartialOrd)]
enum Rank {
    Place(usize),
    Day(Date),
    Number(f64),
    Text(String),
}

/// Orders places in the index by a key of queries or by `title`, backwards with a `-` in front.
///
/// Records without a value stand last either way, and records with the same value keep their order.
///
/// # Errors
/// The key is none, or says nothing that could be put in order.
pub fn sort(index: &Index, places: &mut Vec<usize>, key: &str) -> Result<(), QueryError> {
    let (name, backwards) = match key.strip_prefix('-') {
        Some(name) => (name, true),
        None => (key, false),
    };
    let span = Span::new(key.len() - name.len(), key.len());
    let wanted = if name == "title" {
        None
    } else {
        let found = Key::find(&Spanned::new(name.to_owned(), span), index);
        // What helps with a word of a query does not help with a key of its own.
        Some(found.map_err(|mut error| {
            error.label = error
                .label
                .filter(|label| label.starts_with("did you mean"));
            error
        })?)
    };
    if let Some(Key::By | Key::Is | Key::Path) = wanted {
        let mut error = QueryError::new(format!("records have no order by `{name}`"), span);
        error.help = Some("try `title`, `date`, `created`, `updated` or `priority`".into());
        return Err(error);
    }
    let mut ranked: Vec<(Option<Rank>, usize)> = places
        .iter()
        .map(|&at| {
            let rank = match &wanted {
                None => Some(Rank::Text(fold(index.records[at].title()))),
                Some(key) => rank(index, at, key),
            };
            (rank, at)
        })
        .collect();
    ranked.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(b).unwrap_or(Ordering::Equal);
            if backwards { order.reverse() } else { order }
        }
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    *places = ranked.into_iter().map(|(_, at)| at).collect();
    Ok(())
}

fn rank(index: &Index, at: usize, key: &Key) -> Option<Rank> {
    let record = &index.records[at];
    match key {
        // The index has its records by kind and id already, and its states in the order of a record's life.
        Key::Id => Some(Rank::Place(at)),
        Key::Kind => {
            let mut kinds = index.log.kinds.iter();
            kinds
                .position(|kind| kind.name == record.kind.name)
                .map(Rank::Place)
        }
        Key::Status => record.state.map(Rank::Place),
        Key::Phase => record.phase().map(|phase| Rank::Place(phase as usize)),
        Key::Created => index.created(at).map(Rank::Day),
        Key::Updated => index.updated(at).map(Rank::Day),
        Key::Owner => index.owner(at).map(|owner| Rank::Text(fold(owner))),
        Key::Health => {
            let health = index.health(at)?;
            let mut known = record.kind.health.iter();
            known
                .position(|one| one.name == health.name)
                .map(Rank::Place)
        }
        Key::By | Key::Is | Key::Path => None,
        Key::Field(field) => of_field(index, at, field),
    }
}

fn of_field(index: &Index, at: usize, field: &FieldKey) -> Option<Rank> {
    let record = &index.records[at];
    match field.shape {
        FieldType::State => record.state.map(Rank::Place),
        FieldType::Date => record.date(&field.key).map(Rank::Day),
        FieldType::Number => {
            let number: f64 = record.text(&field.key)?.trim().parse().ok()?;
            number.is_finite().then_some(Rank::Number(number))
        }
        FieldType::Text if field.key == "summary" => {
            (!record.summary.is_empty()).then(|| Rank::Text(fold(&record.summary)))
        }
        _ => {
            let words = record.words(&field.key);
            let words: Vec<_> = words.iter().map(|word| fold(word.value)).collect();
            (!words.is_empty()).then(|| Rank::Text(words.join(" ")))
        }
    }
}
