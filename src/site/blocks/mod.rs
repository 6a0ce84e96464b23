//! The blocks of a record's page, each switched on by what the record and its kind have.

mod amendments;
pub(super) mod band;
mod chain;
mod exceptions;
pub(super) mod facts;
mod findings;
mod history;
mod log;
mod options;
mod prose;
mod relations;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::address::{Addresses, Asset, Place};
use super::context::{Chip, Day};
use super::markdown::{Document, Surroundings, Writer};
use super::words::BodyWords;
use super::work::Work;
use crate::index::Index;
use crate::model::record::Record;

/// One part of a record's page.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(super) enum Block<'a> {
    Prose(prose::Prose),
    Options(options::Options),
    Chain(chain::Chain<'a>),
    Relations(relations::Relations<'a>),
    Exceptions(exceptions::Exceptions<'a>),
    Amendments(amendments::Amendments<'a>),
    Findings(findings::Findings<'a>),
    Log(log::Log<'a>),
    History(history::History<'a>),
}

/// All of a record's page.
pub(super) struct Blocks<'a> {
    pub(super) band: band::Band,
    pub(super) facts: Vec<facts::Fact>,
    /// Beside the facts.
    pub(super) beside: Vec<Block<'a>>,
    /// Below them.
    pub(super) below: Vec<Block<'a>>,
    pub(super) assets: Vec<Asset>,
}

/// Another record in a table or a line.
#[derive(Serialize)]
struct Other<'a> {
    state: Chip,
    id: String,
    title: &'a str,
    href: String,
}

/// Where a block is made: the record, its page, and the anchors that are taken.
pub(super) struct Site<'w> {
    work: &'w Work<'w>,
    at: usize,
    record: &'w Record,
    page: String,
}

/// Anchors of one page, each given out once.
struct Ids<'a> {
    taken: HashSet<&'a str>,
}

impl Ids<'_> {
    /// The anchor wanted, with a number behind it where a heading of the body has it.
    fn free(&self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut next = 2;
        while self.taken.contains(id.as_str()) {
            id = format!("{wanted}-{next}");
            next += 1;
        }
        id
    }
}

/// The blocks of the record at a place of the index.
pub(super) fn of<'w>(work: &'w Work<'w>, at: usize, page: &str) -> Blocks<'w> {
    let record = &work.index.records[at];
    let site = Site {
        work,
        at,
        record,
        page: page.to_owned(),
    };
    let ids = Ids {
        taken: record.headings.iter().map(|h| h.anchor.as_str()).collect(),
    };
    let body = record
        .source
        .text
        .get(record.body.start..)
        .unwrap_or_default();
    let document = Document::parse(body, record.body.start);
    let around = surroundings(work.index, &work.addresses, at, &work.words.body);
    let mut writer = Writer::new(&document, &around);
    let mut beside = prose::blocks(&site, &document, &mut writer);
    let chain = chain::block(&site, ids.free("chain"));
    let replaced = chain.as_ref().is_some_and(|chain| chain.replaced);
    let (above, after) = if replaced {
        (chain, None)
    } else {
        (None, chain)
    };
    let findings = findings::block(&site, ids.free("findings"));
    let band = band::band(&site, findings.as_ref().map(|block| block.id.as_str()));
    let entries = log::block(&site, &document, &mut writer);
    if let Some(notes) = writer.notes() {
        beside.push(Block::Prose(prose::Prose::untitled(notes)));
    }
    let mut below: Vec<Block<'_>> = after.map(Block::Chain).into_iter().collect();
    below.extend(
        relations::blocks(&site, &ids)
            .into_iter()
            .map(Block::Relations),
    );
    below.extend(exceptions::block(&site, ids.free("exceptions")).map(Block::Exceptions));
    below.extend(amendments::block(&site, ids.free("amendments")).map(Block::Amendments));
    below.extend(findings.map(Block::Findings));
    below.extend(entries.map(Block::Log));
    below.extend(history::block(&site, ids.free("history")).map(Block::History));
    beside.splice(0..0, above.map(Block::Chain));
    Blocks {
        band,
        facts: facts::facts(&site),
        beside,
        below,
        assets: writer.assets,
    }
}

/// The text of a record alone.
pub(super) fn body(index: &Index, at: usize, words: &BodyWords) -> String {
    let record = &index.records[at];
    let body = record
        .source
        .text
        .get(record.body.start..)
        .unwrap_or_default();
    let document = Document::parse(body, record.body.start);
    let addresses = Addresses::new(index);
    let around = surroundings(index, &addresses, at, words);
    let mut writer = Writer::new(&document, &around);
    let blocks = document.blocks(document.whole());
    let mut html: String = blocks
        .into_iter()
        .filter(|block| !prose::is_title(record, &document, block))
        .map(|block| writer.part(block))
        .collect();
    html.push_str(&writer.notes().unwrap_or_default());
    html
}

fn surroundings<'w>(
    index: &'w Index,
    addresses: &'w Addresses,
    at: usize,
    words: &'w BodyWords,
) -> Surroundings<'w> {
    let headings = index.records[at].headings.iter();
    Surroundings {
        place: Place {
            index,
            addresses,
            at: Some(at),
        },
        anchors: headings
            .map(|heading| (heading.span.start, heading.anchor.as_str()))
            .collect::<HashMap<_, _>>(),
        words,
    }
}

impl<'w> Site<'w> {
    /// Another record as this page names it.
    fn other(&self, at: usize) -> Other<'w> {
        let record = &self.work.index.records[at];
        Other {
            state: self.work.chip(at),
            id: record.id.to_string(),
            title: record.title(),
            href: self.work.href(at, &self.page),
        }
    }

    fn day(&self, at: usize, key: &str) -> Option<Day> {
        self.work.index.records[at].date(key).map(Day::from)
    }
}
