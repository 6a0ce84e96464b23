//! Values that name somebody, or an area, in a log that says who and which there are.
//!
//! A handle, a name for people or a whole word of either is asked; what no setting has and no record writes is refused,
//! because a misspelt name would find nothing and look like an answer.

use super::QueryError;
use super::fold::{fold, has_words};
use super::test::Test;
use crate::index::Index;
use crate::model::kind::FieldType;
use crate::model::measure::milestone_owners;
use crate::model::source::Spanned;
use crate::model::suggest;

/// Most names that an error lists.
const LISTED: usize = 20;

/// What a value of people asks.
pub(super) fn party(value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    let directory = index.log.directory();
    let words = fold(&value.value);
    if !directory.knows_people() {
        return Ok(Test::Words(words));
    }
    let names = directory
        .handles()
        .map(|handle| (handle, directory.name(handle)));
    let found = matching(names, &words);
    let written = || {
        (0..index.records.len()).any(|at| {
            let everybody = everybody(index, at);
            everybody.iter().any(|name| has_words(&fold(name), &words))
        })
    };
    if !found.is_empty() || written() {
        return Ok(Test::Among(found, words));
    }
    let meant = suggest::party(&directory, &value.value);
    let message = format!("`{}` is not a person or team of this log", value.value);
    Err(unknown((message, value), meant, directory.handles()))
}

/// What a value of areas asks.
pub(super) fn area(value: &Spanned<String>, index: &Index) -> Result<Test, QueryError> {
    let directory = index.log.directory();
    let words = fold(&value.value);
    if directory.areas.is_empty() {
        return Ok(Test::Words(words));
    }
    let areas = || directory.areas.keys().map(String::as_str);
    let found = matching(
        areas().map(|area| (area, directory.area_title(area))),
        &words,
    );
    let written = || {
        index.records.iter().any(|record| {
            let mut fields = record.kind.fields_of(FieldType::Areas);
            fields.any(|field| {
                let areas = record.words(&field.key);
                areas
                    .iter()
                    .any(|area| has_words(&fold(area.value), &words))
            })
        })
    };
    if !found.is_empty() || written() {
        return Ok(Test::Among(found, words));
    }
    let meant = suggest::area(&directory, &value.value);
    let message = format!("`{}` is not an area of this log", value.value);
    Err(unknown((message, value), meant, areas()))
}

/// Everybody with a part in a record: those its fields name, the owners of its milestones, and its own owner, who may be
/// found elsewhere.
pub(super) fn everybody(index: &Index, at: usize) -> Vec<&str> {
    let record = &index.records[at];
    let mut all: Vec<&str> = index.owner(at).into_iter().collect();
    for field in &record.kind.fields {
        if field.shape.names_people() {
            all.extend(record.words(&field.key).iter().map(|name| name.value));
        } else if field.shape == FieldType::Milestones
            && let Some(node) = record.node(&field.key)
        {
            all.extend(milestone_owners(node).map(|owner| owner.value));
        }
    }
    all
}

/// The keys that say the words, themselves or by the name that people have for them.
fn matching<'a>(names: impl Iterator<Item = (&'a str, &'a str)>, words: &str) -> Vec<String> {
    let says =
        |(key, name): &(&str, &str)| has_words(&fold(key), words) || has_words(&fold(name), words);
    names.filter(says).map(|(key, _)| key.to_owned()).collect()
}

fn unknown<'a>(
    (message, value): (String, &Spanned<String>),
    meant: Option<&str>,
    known: impl Iterator<Item = &'a str>,
) -> QueryError {
    let mut error = QueryError::new(message, value.span);
    error.label = meant.map(|meant| format!("did you mean `{meant}`?"));
    let known: Vec<&str> = known.collect();
    error.help = Some(match known.get(..LISTED) {
        Some(first) if known.len() > LISTED => {
            let more = known.len() - LISTED;
            format!("known here: {} and {more} more", first.join(", "))
        }
        _ => format!("known here: {}", known.join(", ")),
    });
    error
}
