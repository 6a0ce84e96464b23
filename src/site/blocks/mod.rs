//! The blocks of a record's page, each switched on by what the record and its kind have.

mod amendments;
pub(super) mod band;
mod chain;
mod checklist;
mod edited;
mod evidence;
mod exceptions;
pub(super) mod facts;
mod findings;
mod handed_over;
mod hands;
pub(super) mod history;
mod items;
mod log;
mod measures;
pub(super) mod milestones;
mod options;
pub(super) mod prose;
mod relations;
mod serving;
mod stages;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::address::{Addresses, Asset, Place};
use super::context::{Chip, Day, Segment, Who};
pub(super) use measures::Small;

use super::markdown::{Document, Part, Surroundings, Writer};
use super::words::BodyWords;
use super::work::Work;
use crate::index::Index;
use crate::model::kind::Kind;
use crate::model::record::Record;

/// One part of a record's page.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(super) enum Block<'a> {
    Prose(prose::Prose),
    Options(options::Options),
    Hands(hands::Hands),
    Items(items::Items),
    Checklist(checklist::Checklist),
    Measures(measures::Measures<'a>),
    Milestones(milestones::Milestones<'a>),
    Serving(serving::Serving<'a>),
    HandedOver(handed_over::HandedOver<'a>),
    Chain(chain::Chain<'a>),
    Relations(relations::Relations<'a>),
    Exceptions(exceptions::Exceptions<'a>),
    Amendments(amendments::Amendments<'a>),
    Findings(findings::Findings<'a>),
    Log(log::Log<'a>),
    Evidence(evidence::Evidence),
    Edited(edited::Edited),
    History(history::History<'a>),
}

/// All of a record's page.
pub(super) struct Blocks<'a> {
    pub(super) band: band::Band,
    pub(super) summary: Option<prose::Summary>,
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

/// How many of several are done.
#[derive(Serialize)]
struct Tally {
    done: usize,
    of: usize,
}

/// Where a block is made: the record, its page, and the anchors that are taken.
pub(super) struct Site<'w> {
    work: &'w Work<'w>,
    at: usize,
    record: &'w Record,
    page: String,
}

/// Anchors of one page, each given out once.
struct Ids {
    taken: RefCell<HashSet<String>>,
}

impl Ids {
    /// The anchor wanted, with a number behind it where a heading of the body or another block has it.
    fn free(&self, wanted: &str) -> String {
        let mut taken = self.taken.borrow_mut();
        let mut id = wanted.to_owned();
        let mut next = 2;
        while !taken.insert(id.clone()) {
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
        taken: RefCell::new(record.headings.iter().map(|h| h.anchor.clone()).collect()),
    };
    let body = record
        .source
        .text
        .get(record.body.start..)
        .unwrap_or_default();
    let document = Document::parse(body, record.body.start);
    let around = surroundings(work.index, &work.addresses, at, &work.words.body);
    let mut writer = Writer::new(&document, &around);
    let (summary, rest) = prose::summary(&site, &document, &mut writer);
    let text = prose::blocks(&site, &document, &mut writer);
    let entries = log::block(&site, &document, &mut writer);
    let notes = writer.notes().map(prose::Prose::untitled);
    let chain = chain::block(&site, ids.free("chain"));
    let (above, chain) = match chain {
        Some(chain) if chain.replaced => (Some(chain), None),
        chain => (None, chain),
    };
    let findings = findings::block(&site, ids.free("findings"));
    let edited = edited::block(&site, &ids);
    let band = band::band(&site, findings.as_ref(), edited.as_ref());
    let mut beside: Vec<Block<'_>> = above.map(Block::Chain).into_iter().collect();
    beside.splice(0..0, rest);
    beside.extend(numbers(&site, &ids));
    beside.extend(text);
    beside.extend(notes.map(Block::Prose));
    let mut below: Vec<Block<'_>> = chain.map(Block::Chain).into_iter().collect();
    below.extend(others(&site, &ids));
    below.extend(findings.map(Block::Findings));
    let entries = entries.map(Block::Log);
    match record.kind.health.is_empty() {
        true => below.extend(entries),
        false => below.splice(0..0, entries).for_each(drop),
    }
    let evidence = evidence::blocks(&site, &ids).into_iter();
    below.extend(evidence.map(Block::Evidence));
    below.extend(edited.map(Block::Edited));
    below.extend(history::block(&site, ids.free("history")).map(Block::History));
    Blocks {
        band,
        summary,
        facts: facts::facts(&site),
        beside,
        below,
        assets: writer.assets,
    }
}

/// The blocks made of front matter, which stand above the text.
fn numbers<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Block<'w>> {
    let mut blocks: Vec<Block<'_>> = hands::block(site).map(Block::Hands).into_iter().collect();
    let measures = measures::blocks(site, ids).into_iter();
    blocks.extend(measures.map(Block::Measures));
    let milestones = milestones::blocks(site, ids).into_iter();
    blocks.extend(milestones.map(Block::Milestones));
    if items::has(site) && site.record.section(items::SECTION).is_none() {
        let items = items::block(site, ids.free("items"), None);
        blocks.push(Block::Items(items));
    }
    blocks
}

/// What other records have to do with this one.
fn others<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Block<'w>> {
    let serving = serving::blocks(site, ids).into_iter().map(Block::Serving);
    let mut blocks: Vec<Block<'_>> = serving.collect();
    let handed_over = handed_over::block(site, ids.free("handed-over"));
    blocks.extend(handed_over.map(Block::HandedOver));
    let relations = relations::blocks(site, ids).into_iter();
    blocks.extend(relations.map(Block::Relations));
    let exceptions = exceptions::block(site, ids.free("exceptions"));
    blocks.extend(exceptions.map(Block::Exceptions));
    let amendments = amendments::block(site, ids.free("amendments"));
    blocks.extend(amendments.map(Block::Amendments));
    blocks
}

/// Whether records of a kind go from somebody to somebody.
pub(super) fn has_hands(kind: &Kind) -> bool {
    hands::shows(kind)
}

/// The first measure of a record, small enough for a row, and how many others there are.
pub(super) fn small_measure(work: &Work<'_>, at: usize) -> Option<(Small, usize)> {
    let site = Site {
        work,
        at,
        record: &work.index.records[at],
        page: String::new(),
    };
    measures::small(&site)
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
    // What follows on each other is written as one, because HTML that a log lets in may begin in one block and end in
    // another.
    let mut runs: Vec<Part> = Vec::new();
    let blocks = document.blocks(document.whole()).into_iter();
    for block in blocks.filter(|block| !prose::is_title(record, &document, block)) {
        match runs.last_mut() {
            Some(run) if run.end == block.start => run.end = block.end,
            _ => runs.push(block),
        }
    }
    let mut html: String = runs.into_iter().map(|run| writer.part(run)).collect();
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
        raw: index.log.settings.site.raw_html,
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

    /// People, teams or areas as a sentence names them.
    fn listed(&self, all: impl Iterator<Item = Who>) -> Vec<Segment> {
        let all = all.map(|who| vec![who.segment()]);
        self.work.words.joint.listed(all.collect())
    }

    fn day(&self, at: usize, key: &str) -> Option<Day> {
        self.work.index.records[at].date(key).map(Day::from)
    }
}
