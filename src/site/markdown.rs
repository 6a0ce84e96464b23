//! Markdown becomes HTML that needs no sanitiser: every tag is written here, by hand, from the parser's events.
//!
//! Raw HTML is text unless the log lets it through, addresses are found by `address` and never passed on as they were written, and no attribute holds
//! anything a contributor wrote but an image's words, an anchor or an address. A tested promise: what is written here
//! is what `ammonia` would leave of it; it stands in the path only where the log lets HTML through.

mod guard;
mod highlight;
mod plain;
mod raw;
mod tags;
mod write;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::address::{Asset, Place};
use super::words::BodyWords;

/// A text and its events, parsed once.
pub(super) struct Document<'a> {
    text: &'a str,
    /// Where the text begins in its file.
    base: usize,
    events: Vec<(Event<'a>, Range<usize>)>,
    /// Where each block that stands in no other begins: its byte, and its first event.
    blocks: Vec<(usize, usize)>,
    /// The footnotes in the order they are first named.
    notes: Vec<Note>,
    numbers: HashMap<String, usize>,
}

/// A footnote: where its events are.
struct Note {
    events: Range<usize>,
}

/// A part of a document, by its events.
pub(super) type Part = Range<usize>;

/// What a document's HTML depends on besides the text.
pub(super) struct Surroundings<'a> {
    /// Where links lead.
    pub(super) place: Place<'a>,
    /// The anchors of headings, by the byte of the file at which each begins.
    pub(super) anchors: HashMap<usize, &'a str>,
    /// The words of the interface, as they stand in HTML.
    pub(super) words: &'a BodyWords,
    /// Whether the log lets HTML through; it is text otherwise.
    pub(super) raw: bool,
}

/// What has been written of a document so far.
pub(super) struct Writer<'a> {
    document: &'a Document<'a>,
    around: &'a Surroundings<'a>,
    /// The images it shows.
    pub(super) assets: Vec<Asset>,
    spent: usize,
    code: usize,
    tables: usize,
    level: u8,
    named: Vec<bool>,
    /// Whether HTML is let through: the log says so, and there is not too much of it.
    raw: bool,
}

impl<'a> Document<'a> {
    /// Parses a text that begins at that byte of its file.
    pub(super) fn parse(text: &'a str, base: usize) -> Self {
        let events =
            TextMergeWithOffset::new(Parser::new_ext(text, extensions()).into_offset_iter());
        let mut document = Self {
            text,
            base,
            events: events.collect(),
            blocks: Vec::new(),
            notes: Vec::new(),
            numbers: HashMap::new(),
        };
        document.find_blocks();
        document.number_notes();
        document
    }

    /// All of it.
    pub(super) fn whole(&self) -> Part {
        0..self.events.len()
    }

    /// The events of what lies between two bytes of the file, both at the border of a block.
    pub(super) fn part(&self, from: usize, to: usize) -> Part {
        let event = |byte: usize| {
            let byte = byte.saturating_sub(self.base);
            let block = self.blocks.partition_point(|(start, _)| *start < byte);
            self.blocks
                .get(block)
                .map_or(self.events.len(), |(_, event)| *event)
        };
        let (from, to) = (event(from), event(to));
        from..to.max(from)
    }

    /// The events of a part.
    pub(super) fn events(&self, part: Part) -> &[(Event<'a>, Range<usize>)] {
        self.events.get(part).unwrap_or_default()
    }

    /// The event that ends what the event at that place starts.
    pub(super) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (at, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.events.len()
    }

    /// The source of an event.
    fn source(&self, at: usize) -> &'a str {
        let range = self.events.get(at).map(|(_, range)| range.clone());
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    /// How many tags of HTML it has at most.
    fn tags(&self) -> usize {
        let events = self.events.iter();
        let tags = events.map(|(event, _)| match event {
            Event::Html(html) | Event::InlineHtml(html) => html.matches('<').count(),
            _ => 0,
        });
        tags.sum()
    }

    /// The words of a part without markup.
    pub(super) fn words(&self, part: Part) -> String {
        let mut words = String::new();
        for (event, _) in self.events(part) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words
    }

    /// The blocks of a part, each with its own events.
    pub(super) fn blocks(&self, part: Part) -> Vec<Part> {
        let mut blocks = Vec::new();
        let mut at = part.start;
        while at < part.end {
            let end = (self.end_of(at) + 1).min(part.end);
            blocks.push(at..end);
            at = end;
        }
        blocks
    }

    /// The event that starts a part, and the byte of the file at which it begins.
    pub(super) fn first(&self, part: &Part) -> Option<(&Event<'a>, usize)> {
        let (event, range) = self.events.get(part.start)?;
        Some((event, self.base + range.start))
    }

    fn find_blocks(&mut self) {
        let mut depth = 0_usize;
        for (at, (event, range)) in self.events.iter().enumerate() {
            if depth == 0 && !matches!(event, Event::End(_)) {
                self.blocks.push((range.start, at));
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Footnotes are numbered as they are named, and those nobody names come last.
    fn number_notes(&mut self) {
        let mut defined: Vec<(String, Range<usize>)> = Vec::new();
        let mut open = Vec::new();
        for (at, (event, _)) in self.events.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    open.push(defined.len());
                    defined.push((name.to_string(), at + 1..at + 1));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some(note) = open.pop() {
                        defined[note].1.end = at;
                    }
                }
                _ => {}
            }
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (at, (name, _)) in defined.iter().enumerate() {
            first.entry(name).or_insert(at);
        }
        let mut order: Vec<usize> = Vec::new();
        let mut seen = vec![false; defined.len()];
        for (event, _) in &self.events {
            if let Event::FootnoteReference(name) = event
                && let Some(&at) = first.get(name.as_ref())
                && !std::mem::replace(&mut seen[at], true)
            {
                order.push(at);
                self.numbers.insert(name.to_string(), order.len());
            }
        }
        order.extend((0..defined.len()).filter(|&at| !seen[at]));
        self.notes = order
            .into_iter()
            .map(|at| Note {
                events: defined[at].1.clone(),
            })
            .collect();
    }
}

/// The extensions of CommonMark in use, by name.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
