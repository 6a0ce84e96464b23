//! The records of a kind in groups: those of one state, year, tag, area or owner.

use std::collections::{BTreeMap, HashSet};

use super::{About, day};
use crate::model::kind::{FieldType, Kind};
use crate::site::address;
use crate::site::context::Chip;
use crate::site::work::Work;

/// Records that share a word, before they have a page.
pub(super) struct Group {
    pub(super) about: About,
    pub(super) word: String,
    pub(super) label: String,
    pub(super) slug: String,
    pub(super) chip: Option<Chip>,
    pub(super) query: String,
    pub(super) records: Vec<usize>,
}

impl Group {
    /// Records that share a word which people call by another.
    fn new(about: About, word: &str, label: String, records: Vec<usize>) -> Self {
        Self {
            about,
            word: word.to_owned(),
            slug: address::slug(word),
            label,
            chip: None,
            query: String::new(),
            records,
        }
    }

    /// The same, found by that query.
    fn asked(self, query: String) -> Self {
        Self { query, ..self }
    }
}

/// Every group of a kind's records, given in the order of the lists.
pub(super) fn grouped(work: &Work<'_>, kind: &Kind, records: &[usize]) -> Vec<Group> {
    let mut groups = states(work, kind, records);
    let mut years: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in records {
        if let Some(day) = day(work, at) {
            years.entry(day.year()).or_default().push(at);
        }
        if let Some(owner) = work.index.owner(at) {
            owners.entry(owner).or_default().push(at);
        }
    }
    groups.extend(years.into_iter().rev().map(|(year, records)| {
        let word = format!("{year:04}");
        let query = format!("date:>={word}-01-01 -date:>{word}-12-31");
        Group::new(About::Year, &word, word.clone(), records).asked(query)
    }));
    groups.extend(
        shared(work, "tags", records)
            .into_iter()
            .map(|(tag, records)| {
                let query = format!("tags:{}", quoted(tag));
                Group::new(About::Tag, tag, tag.to_owned(), records).asked(query)
            }),
    );
    // A query asks one field, so a kind that has areas in several has a list of each.
    for field in kind.fields_of(FieldType::Areas) {
        let areas = shared(work, &field.key, records).into_iter();
        groups.extend(by_label(areas.map(|(area, records)| {
            let query = format!("{}:{}", field.key, quoted(area));
            let title = work.index.log.directory().area_title(area).to_owned();
            Group::new(About::Area, area, title, records).asked(query)
        })));
    }
    let owners = owners.into_iter();
    groups.extend(by_label(
        owners.map(|(owner, records)| owned(work, owner, records)),
    ));
    groups
}

/// Groups as a reader looks for them.
fn by_label(groups: impl Iterator<Item = Group>) -> Vec<Group> {
    let mut groups: Vec<Group> = groups.collect();
    groups.sort_by_cached_key(|group| group.label.to_lowercase());
    groups
}

/// The records of each word in a field of words.
fn shared<'w>(work: &Work<'w>, key: &str, records: &[usize]) -> BTreeMap<&'w str, Vec<usize>> {
    let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in records {
        let words = work.index.records[at].words(key);
        let words: HashSet<&str> = words.iter().map(|word| word.value.trim()).collect();
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            shared.entry(word).or_default().push(at);
        }
    }
    shared
}

/// The records of one owner. A name that carries a mail address is asked for, and spelt in addresses, without it.
fn owned(work: &Work<'_>, owner: &str, records: Vec<usize>) -> Group {
    let name = work.name(owner);
    let asked = match work.addresses.person(owner) {
        Some(_) => owner,
        None => &name,
    };
    let query = format!("owner:{}", quoted(asked));
    let slug = address::slug(asked);
    let group = Group::new(About::Owner, owner, name, records).asked(query);
    Group { slug, ..group }
}

/// One group for each state in the kind's order, then the words that are none.
fn states(work: &Work<'_>, kind: &Kind, records: &[usize]) -> Vec<Group> {
    let mut found: BTreeMap<(usize, String), (Chip, Vec<usize>)> = BTreeMap::new();
    for &at in records {
        let chip = work.state(at);
        let place = kind
            .states
            .iter()
            .position(|state| Chip::from(state).word == chip.word);
        let key = (place.unwrap_or(kind.states.len()), chip.word.clone());
        found
            .entry(key)
            .or_insert_with(|| (chip, Vec::new()))
            .1
            .push(at);
    }
    found
        .into_iter()
        .map(|((place, word), (chip, records))| Group {
            chip: Some(chip),
            query: match kind.states.get(place) {
                Some(state) => format!("status:{}", quoted(&state.name)),
                None => "status:unknown".to_owned(),
            },
            ..Group::new(About::State, &word, word.clone(), records)
        })
        .collect()
}

/// A value as a query says it.
fn quoted(word: &str) -> String {
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    match plain {
        true => word.to_owned(),
        false => format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
