//! The line of supersession: what a record replaced, and what replaced it.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Site;
use crate::index::Index;
use crate::model::link::Relation;
use crate::site::context::Chip;

/// Records shown on each side of this one.
const AROUND: usize = 4;

/// A line of records that replaced each other, oldest first.
#[derive(Serialize)]
pub(in crate::site) struct Chain<'a> {
    id: String,
    /// This record was replaced.
    pub(super) replaced: bool,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    state: Chip,
    id: String,
    title: &'a str,
    /// None is this record.
    href: Option<String>,
    when: Option<String>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<Chain<'w>> {
    let index = site.work.index;
    let mut line = index.chain(site.at);
    if line.len() < 2 {
        return None;
    }
    // What was replaced stands before what replaced it, whatever days the files name.
    let ages = ages(index, &line);
    line.sort_by_key(|at| ages.get(at).copied());
    let here = line
        .iter()
        .position(|&at| at == site.at)
        .unwrap_or_default();
    let line = &line[here.saturating_sub(AROUND)..line.len().min(here + AROUND + 1)];
    let links = line.iter().map(|&at| {
        let record = &index.records[at];
        Link {
            state: site.work.chip(at),
            id: record.id.to_string(),
            title: record.title(),
            href: (at != site.at).then(|| site.work.href(at, &site.page)),
            when: record
                .date("date")
                .or_else(|| index.created(at))
                .map(|day: Date| day.strftime("%B %Y").to_string()),
        }
    });
    Some(Chain {
        id,
        replaced: !index.superseded_by(site.at).is_empty(),
        links: links.collect(),
    })
}

/// How many records in the line came before each; a circle ends after one round.
fn ages(index: &Index, line: &[usize]) -> HashMap<usize, usize> {
    let mut ages: HashMap<usize, usize> = line.iter().map(|&at| (at, 0)).collect();
    for _ in line {
        let mut moved = false;
        for at in line {
            let before = index.named(*at, Relation::Supersedes);
            let oldest = before.iter().filter_map(|named| ages.get(named)).max();
            let age = oldest.map_or(0, |age| age + 1).min(line.len());
            moved |= ages.insert(*at, age) != Some(age);
        }
        if !moved {
            break;
        }
    }
    ages
}
