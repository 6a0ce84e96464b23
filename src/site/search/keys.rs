//! What records say under each key of the log's queries, as columns of words.

use std::collections::HashMap;

use super::column::{Codes, Column};
use super::script;
use crate::index::Index;
use crate::query::language::{self, Card, How};
use crate::site::Error;
use crate::site::work::Work;

/// The keys that lists ask most; the others are parts of their own, as is a key that is asked by area.
const AT_HAND: [&str; 8] = [
    "date", "health", "is", "kind", "owner", "phase", "status", "tags",
];

/// Every key with what the records say under it.
pub(super) struct Keys {
    pub(super) cards: Vec<Card>,
    /// By the place of the key.
    columns: Vec<Column>,
    /// Everybody, by handle and name; those of the settings first.
    pub(super) people: Names,
    /// Every area, in the same way.
    pub(super) areas: Names,
    files: Column,
}

/// Words that stand for something, and what people call it.
#[derive(Default)]
pub(super) struct Names {
    pub(super) all: Vec<(String, String)>,
    /// How many of them the settings have.
    pub(super) known: usize,
    places: HashMap<String, usize>,
}

impl Names {
    fn add(&mut self, word: &str, name: String) {
        self.places.insert(word.to_owned(), self.all.len());
        self.all.push((word.to_owned(), name));
    }

    /// The place of a word that was added.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.places.get(word).copied()
    }

    /// The place of a word, which is added where it is new: by its name, which has no mail address in it.
    pub(super) fn place(&mut self, word: &str, name: impl FnOnce() -> String) -> usize {
        if let Some(&place) = self.places.get(word) {
            return place;
        }
        let name = name();
        let place = self.all.len();
        self.places.insert(word.to_owned(), place);
        self.all.push((name.clone(), name));
        place
    }
}

impl Keys {
    /// What all records say.
    pub(super) fn new(work: &Work<'_>) -> Self {
        let index = work.index;
        let directory = index.log.directory();
        let (mut people, mut areas) = (Names::default(), Names::default());
        if directory.knows_people() {
            for handle in directory.handles() {
                people.add(handle, work.name(handle));
            }
        }
        for area in index.log.settings.areas.keys() {
            areas.add(area, directory.area_title(area).to_owned());
        }
        people.known = people.all.len();
        areas.known = areas.all.len();
        let cards = language::cards(index);
        let mut columns = Vec::new();
        for card in &cards {
            columns.push(match card.how {
                How::Party => named(work, card, |word| people.place(word, || work.name(word))),
                How::Area => named(work, card, |word| areas.place(word, || word.to_owned())),
                How::Records | How::Items => referring(work, card),
                _ => Column::of(&rows(work, card)),
            });
        }
        let paths = index
            .records
            .iter()
            .map(|record| vec![record.source.path.clone()]);
        Self {
            cards,
            columns,
            people,
            areas,
            files: Column::of(&paths.collect::<Vec<_>>()),
        }
    }

    /// The columns at hand, each with the place of its key: those that lists ask, and those that say nothing.
    pub(super) fn at_hand(&self) -> Vec<(usize, &Column)> {
        let all = self.columns.iter().enumerate();
        all.filter(|(at, _)| self.is_at_hand(*at)).collect()
    }

    /// The other columns, each with the name of its part; the last is that of the files.
    pub(super) fn parts(&self) -> Result<Vec<(String, String)>, Error> {
        let all = self.columns.iter().enumerate();
        let others = all.filter(|(at, _)| !self.is_at_hand(*at));
        let parts = others.chain([(self.columns.len(), &self.files)]);
        parts
            .map(|(at, column)| Ok((format!("key-{at}"), script::json(column)?)))
            .collect()
    }

    fn is_at_hand(&self, at: usize) -> bool {
        let card = &self.cards[at];
        let asked = card.how == How::Area || AT_HAND.contains(&card.name.as_str());
        asked || self.columns[at].is_empty()
    }
}

fn rows(work: &Work<'_>, card: &Card) -> Vec<Vec<String>> {
    let all = 0..work.index.records.len();
    all.map(|at| card.words(work.index, at, &work.counts))
        .collect()
}

/// What all records say under a key whose words are in another list.
fn named(work: &Work<'_>, card: &Card, mut place: impl FnMut(&str) -> usize) -> Column {
    let mut codes = Codes::default();
    for words in rows(work, card) {
        let words = words.iter().filter(|word| !word.is_empty());
        codes.push(words.map(|word| place(word)).collect::<Vec<_>>());
    }
    Column {
        codes: codes.unless_empty(),
        ..Column::default()
    }
}

/// The records that all records name under a key, and their words where it takes words too.
fn referring(work: &Work<'_>, card: &Card) -> Column {
    let index: &Index = work.index;
    let mut records = Codes::default();
    for at in 0..index.records.len() {
        records.push(card.records(index, at));
    }
    let words = match card.how {
        How::Items => Column::of(&rows(work, card)),
        _ => Column::default(),
    };
    Column {
        records: Some(records.unless_empty()),
        ..words
    }
}
