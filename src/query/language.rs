//! The language of a log's queries as data, for a program that asks the same questions somewhere else: its keys, the
//! words they take, and what each record says under them.
//!
//! What a value means to a key stands in `test.rs`, and whether a record answers in `matches.rs`; nothing here asks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fold::fold;
use super::key::{self, FieldKey, Key};
use super::known;
use super::matches::{self, Subject};
use super::test::IS;
use crate::index::Index;
use crate::model::glob::Regex;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::state::Phase;
use crate::model::view::Counts;

/// How the values of a key are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// By one of the choices of the key.
    Name,
    /// By a state.
    Status,
    /// By the record itself.
    Id,
    /// By a day, compared.
    Day,
    /// By a path that patterns match.
    Path,
    /// By a person or a team.
    Party,
    /// By an area.
    Area,
    /// By a number, compared.
    Number,
    /// By another record.
    Records,
    /// By another record, or by words where an area is handed over.
    Items,
    /// By whole words.
    Words,
    /// By any part of the text.
    Part,
}

/// A key of a log's queries.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// Other names that are read as this one.
    pub also: Vec<String>,
    /// How it is asked.
    pub how: How,
    /// The words it takes, for a key that is asked by name.
    pub choices: Vec<String>,
    key: Key,
}

/// Every key of a log, in alphabetical order.
#[must_use]
pub fn cards(index: &Index) -> Vec<Card> {
    let mut cards: BTreeMap<String, Card> = BTreeMap::new();
    for name in key::names(index) {
        if let Some(key) = Key::named(&name, index) {
            cards.entry(key.name().to_owned()).or_insert_with(|| Card {
                name: key.name().to_owned(),
                also: Vec::new(),
                how: how(&key),
                choices: choices(&key, index),
                key,
            });
        }
    }
    let fields = index.log.kinds.iter().flat_map(|kind| &kind.fields);
    for alias in fields.flat_map(|field| &field.aliases) {
        let key = Key::named(alias, index);
        let card = key.and_then(|key| cards.get_mut(key.name()));
        if let Some(card) = card.filter(|card| card.name != *alias && !card.also.contains(alias)) {
            card.also.push(alias.clone());
        }
    }
    cards.into_values().collect()
}

/// The states of a log, each with other words for it, in the order in which errors list them.
#[must_use]
pub fn states(index: &Index) -> Vec<(String, Vec<String>)> {
    let mut states: Vec<(String, Vec<String>)> = Vec::new();
    for state in index.log.kinds.iter().flat_map(|kind| &kind.states) {
        let synonyms = state.synonyms.iter().map(|word| fold(word));
        match states.iter_mut().find(|(name, _)| *name == state.name) {
            Some((_, all)) => all.extend(synonyms),
            None => states.push((state.name.clone(), synonyms.collect())),
        }
    }
    states
}

impl Card {
    /// What a record says under the key, as tests compare it. Under a key of paths these are expressions, `!` before one
    /// that takes paths out and `/` before one of folders.
    #[must_use]
    pub fn words(&self, index: &Index, at: usize, counts: &Counts) -> Vec<String> {
        let record = &index.records[at];
        let one = |word: Option<&str>| word.map(str::to_owned).into_iter().collect();
        match &self.key {
            Key::Kind => vec![record.kind.name.clone()],
            Key::Id => Vec::new(),
            Key::Phase => one(record.phase().map(Phase::name)),
            Key::Status => one(record.state().map(|state| state.name.as_str())),
            Key::Created => one(index.created(at).map(|day| day.to_string()).as_deref()),
            Key::Updated => one(index.updated(at).map(|day| day.to_string()).as_deref()),
            Key::Path => patterns(record),
            Key::Owner => one(index.owner(at).map(str::trim)),
            Key::By => {
                let all = known::everybody(index, at);
                all.into_iter().map(|name| name.trim().to_owned()).collect()
            }
            Key::Health => one(index.health(at).map(|health| health.name.as_str())),
            Key::Is => {
                let subject = Subject::new(index, at, counts);
                let true_of = IS.iter().filter(|(_, test)| subject.is(test));
                true_of.map(|(word, _)| (*word).to_owned()).collect()
            }
            Key::Field(field) => of_field(record, field),
        }
    }

    /// The records that a record names under the key.
    #[must_use]
    pub fn records(&self, index: &Index, at: usize) -> Vec<usize> {
        match &self.key {
            Key::Field(field) => matches::named(index, at, field),
            _ => Vec::new(),
        }
    }
}

fn of_field(record: &Record, field: &FieldKey) -> Vec<String> {
    let one = |word: Option<String>| word.into_iter().collect();
    match field.shape {
        FieldType::State => one(record.state().map(|state| state.name.clone())),
        FieldType::Date => one(record.date(&field.key).map(|day| day.to_string())),
        FieldType::Number => {
            let number = record.text(&field.key).map(str::trim);
            let number = number.and_then(|text| text.parse::<f64>().ok());
            one(number.map(|number| number.to_string()))
        }
        _ if field.key == "summary" => vec![record.summary.clone()],
        _ => {
            let words = record.words(&field.key);
            words
                .iter()
                .map(|word| word.value.trim().to_owned())
                .collect()
        }
    }
}

fn patterns(record: &Record) -> Vec<String> {
    let globs = record.nodes_of(FieldType::Globs);
    let globs = globs.flat_map(|node| node.scalars()).map(|glob| glob.value);
    let told = globs.filter_map(Regex::of).map(|regex| {
        let out = if regex.negated { "!" } else { "" };
        let folder = if regex.folders_only { "/" } else { "" };
        format!("{out}{folder}{}", regex.text)
    });
    told.collect()
}

fn how(key: &Key) -> How {
    match key {
        Key::Kind | Key::Phase | Key::Health | Key::Is => How::Name,
        Key::Status => How::Status,
        Key::Id => How::Id,
        Key::Created | Key::Updated => How::Day,
        Key::Path => How::Path,
        Key::Owner | Key::By => How::Party,
        Key::Field(field) => match field.shape {
            FieldType::State => How::Status,
            FieldType::Date => How::Day,
            FieldType::Number => How::Number,
            FieldType::References => How::Records,
            FieldType::Items => How::Items,
            FieldType::Choice => How::Name,
            FieldType::Person | FieldType::People => How::Party,
            FieldType::Areas => How::Area,
            FieldType::Words | FieldType::Duration | FieldType::Period | FieldType::Ids => {
                How::Words
            }
            FieldType::Text
            | FieldType::Texts
            | FieldType::Globs
            | FieldType::Measures
            | FieldType::Milestones => How::Part,
        },
    }
}

/// The words of a key that is asked by name, in the order in which errors list them.
fn choices(key: &Key, index: &Index) -> Vec<String> {
    let kinds = &index.log.kinds;
    let all: Vec<String> = match key {
        Key::Kind => kinds.iter().map(|kind| kind.name.clone()).collect(),
        Key::Phase => Phase::ALL
            .iter()
            .map(|phase| phase.name().to_owned())
            .collect(),
        Key::Is => IS.iter().map(|(word, _)| (*word).to_owned()).collect(),
        Key::Health => {
            let words = kinds.iter().flat_map(|kind| &kind.health);
            words.map(|health| health.name.clone()).collect()
        }
        Key::Field(field) if field.shape == FieldType::Choice => {
            let fields = kinds.iter().filter_map(|kind| kind.field(&field.key));
            fields
                .flat_map(|field| field.choices.iter().cloned())
                .collect()
        }
        _ => Vec::new(),
    };
    let mut once: Vec<String> = Vec::new();
    for word in all {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}
