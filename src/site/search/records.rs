//! What lists show of each record, in columns.

use std::collections::{BTreeMap, HashMap};

use miniz_oxide::deflate::compress_to_vec;
use serde::Serialize;

use super::column::{Codes, Column};
use super::keys::{Keys, Names};
use super::script;
use crate::model::record::Record;
use crate::query::language::{self, How};
use crate::site::Error;
use crate::site::address;
use crate::site::context::Chip;
use crate::site::escape::visible;
use crate::site::listing;
use crate::site::work::Work;

/// How many characters of a summary are shown, where all of the file would weigh more than [`MOST`] with more of them.
const LENGTHS: [usize; 4] = [110, 70, 40, 0];

/// The most that the file may weigh once it is compressed, in bytes.
const MOST: usize = 245_000;

/// A file that weighs no more than [`MOST`], however badly it compresses.
const LIGHT: usize = 300_000;

#[derive(Serialize)]
struct Records<'a> {
    count: usize,
    ids: Vec<Ids>,
    /// Name, plural, folder of the pages, prefix.
    kinds: Vec<(&'a str, String, String, &'a str)>,
    /// The pages that are not where the id says, each with the place of its record.
    pages: Vec<(usize, String)>,
    titles: String,
    summaries: String,
    chips: Vec<Chip>,
    chip: Codes,
    days: Column,
    /// The records whose day is not that of the key `date`.
    undated: Codes,
    people: &'a [(String, String)],
    known_people: usize,
    areas: &'a [(String, String)],
    known_areas: usize,
    /// Who is shown with each record, where that is not the owner of every one.
    shown: Option<Codes>,
    states: Vec<(String, Vec<String>)>,
    /// Name, how it is asked, other names, choices.
    keys: Vec<(&'a str, How, &'a [String], &'a [String])>,
    columns: Vec<(usize, &'a Column)>,
    shards: Vec<&'a str>,
    icons: BTreeMap<String, String>,
    words: &'a BTreeMap<String, String>,
    faults: &'a BTreeMap<String, String>,
}

/// Ids in the order of the records.
#[derive(Serialize)]
#[serde(untagged)]
enum Ids {
    /// Prefix, the first number, how many that follow each other.
    Run(String, u64, u64),
    One(String),
}

/// The value of the script.
pub(super) fn records(work: &Work<'_>, keys: &Keys, shards: Vec<&str>) -> Result<String, Error> {
    let index = work.index;
    let kinds = index.log.kinds.iter().map(|kind| {
        let folder = address::folder(&kind.plural);
        (
            kind.name.as_str(),
            kind.plural_title(),
            folder,
            kind.prefix.as_str(),
        )
    });
    let (chips, chip) = chips(work);
    let (days, undated) = days(work);
    let cards = keys.cards.iter();
    let mut icons = work.engine.icons()?;
    icons.retain(|name, _| {
        let used =
            |chip: &Chip| serde_json::to_value(chip.icon).is_ok_and(|icon| icon == *name.as_str());
        chips.iter().any(used)
    });
    let mut all = Records {
        count: index.records.len(),
        ids: ids(&index.records),
        kinds: kinds.collect(),
        pages: pages(work),
        titles: lines(index.records.iter().map(|record| line(record.title()))),
        summaries: String::new(),
        chips,
        chip,
        days,
        undated,
        people: &keys.people.all,
        known_people: keys.people.known,
        areas: &keys.areas.all,
        known_areas: keys.areas.known,
        shown: shown(work, &keys.people),
        states: language::states(index),
        keys: cards
            .map(|card| {
                (
                    card.name.as_str(),
                    card.how,
                    &card.also[..],
                    &card.choices[..],
                )
            })
            .collect(),
        columns: keys.at_hand(),
        shards,
        icons,
        words: &work.words.search.script,
        faults: &work.words.search.fault,
    };
    fitting(&mut all, &index.records)
}

/// The value as text, with summaries as long as it may have.
fn fitting(all: &mut Records<'_>, records: &[Record]) -> Result<String, Error> {
    let mut json = String::new();
    for most in LENGTHS {
        let summaries = records.iter();
        all.summaries = lines(summaries.map(|record| cut(&line(&record.summary), most)));
        json = script::json(all)?;
        if json.len() <= LIGHT || compress_to_vec(json.as_bytes(), 1).len() <= MOST {
            break;
        }
    }
    Ok(json)
}

fn ids(records: &[Record]) -> Vec<Ids> {
    let mut ids: Vec<Ids> = Vec::new();
    for record in records {
        let id = &record.id;
        match (ids.last_mut(), id.number()) {
            (Some(Ids::Run(prefix, first, count)), Some(number))
                if prefix == id.prefix() && number == *first + *count =>
            {
                *count += 1;
            }
            (_, Some(number)) => ids.push(Ids::Run(id.prefix().to_owned(), number, 1)),
            (_, None) => ids.push(Ids::One(id.to_string())),
        }
    }
    ids
}

fn pages(work: &Work<'_>) -> Vec<(usize, String)> {
    let odd = work
        .index
        .records
        .iter()
        .enumerate()
        .filter_map(|(at, record)| {
            let folder = address::folder(&record.kind.plural);
            let usual = format!("{folder}/{}.html", record.id.slug());
            let page = address::relative("index.html", work.addresses.page(at));
            (page != usual).then_some((at, page))
        });
    odd.collect()
}

fn chips(work: &Work<'_>) -> (Vec<Chip>, Codes) {
    let mut chips: Vec<Chip> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut codes = Codes::default();
    for at in 0..work.index.records.len() {
        let mut chip = work.chip(at);
        chip.word = visible(&chip.word).into_owned();
        let name = format!("{:?}{:?}{}", chip.icon, chip.tone, chip.word);
        codes.push([*places.entry(name).or_insert_with(|| {
            chips.push(chip);
            chips.len() - 1
        })]);
    }
    (chips, codes)
}

fn days(work: &Work<'_>) -> (Column, Codes) {
    let all = 0..work.index.records.len();
    let days = all.clone().map(|at| {
        let day = listing::day(work, at);
        day.map(|day| day.to_string()).into_iter().collect()
    });
    let others = all.filter(|&at| work.index.records[at].date("date").is_none());
    (Column::of(&days.collect::<Vec<_>>()), Codes::rising(others))
}

fn shown(work: &Work<'_>, people: &Names) -> Option<Codes> {
    let index = work.index;
    let all = 0..index.records.len();
    let same = |at| index.answers_for(at) == index.owner(at);
    if all.clone().all(same) {
        return None;
    }
    let mut codes = Codes::default();
    for at in all {
        codes.push(
            index
                .answers_for(at)
                .and_then(|who| people.find(who.trim())),
        );
    }
    Some(codes)
}

/// The beginning of a text, whole words of it.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) if most == 0 => String::new(),
        Some((end, _)) => {
            let start = &text[..end];
            let word = start.rfind(' ').filter(|space| end - space < 20);
            format!("{}…", start[..word.unwrap_or(end)].trim_end())
        }
    }
}

/// A text on one line, every character of it visible.
fn line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&line).into_owned()
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}
