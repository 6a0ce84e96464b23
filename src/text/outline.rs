//! The shape of a body: its headings, sections, lists, links and Log entries, each with its bytes.
//!
//! One pass over the Markdown events. Nothing is rendered here.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::slug::anchor;
use crate::model::kind::Kind;
use crate::model::link::Link;
use crate::model::record::{Entry, Heading, Section, read_date};
use crate::model::source::{Span, Spanned};

/// The Markdown that records are written in, the same wherever a body is read.
#[must_use]
pub fn markdown() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// What a body consists of.
#[derive(Debug, Default)]
pub struct Outline {
    /// The first H1, without a leading number or id.
    pub title: Option<Spanned<String>>,
    /// Every heading.
    pub headings: Vec<Heading>,
    /// Every H2 and what stands under it.
    pub sections: Vec<Section>,
    /// The entries of the Log section.
    pub entries: Vec<Entry>,
    /// Links and images.
    pub links: Vec<Link>,
    /// The first paragraph of the kind's leading section, as plain text.
    pub lead: String,
}

/// Reads the body `text[from..]` of a record of that kind; spans are bytes of `text`.
#[must_use]
pub fn read(kind: &Kind, text: &str, from: usize) -> Outline {
    let mut walk = Walk::new(kind, text, from);
    for (event, range) in Parser::new_ext(&text[from..], markdown()).into_offset_iter() {
        walk.step(&event, from + range.start..from + range.end);
    }
    walk.finish()
}

/// The anchors of a Markdown file that is no record.
#[must_use]
pub fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Anchors::default();
    let mut heading: Option<String> = None;
    let mut found = Vec::new();
    for event in Parser::new_ext(text, markdown()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                found.extend(heading.take().map(|words| anchors.unique(&words)));
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// Anchors of one file, kept apart by a number as GitHub does.
#[derive(Default)]
struct Anchors {
    seen: HashMap<String, usize>,
}

impl Anchors {
    fn unique(&mut self, heading: &str) -> String {
        let plain = anchor(heading);
        let mut name = plain.clone();
        while self.seen.contains_key(&name) {
            let count = self.seen.entry(plain.clone()).or_insert(0);
            *count += 1;
            name = format!("{plain}-{count}");
        }
        self.seen.insert(name.clone(), 0);
        name
    }
}

/// A heading whose end has not come yet.
struct OpenHeading {
    level: u8,
    start: usize,
    words: String,
    inner: Option<Span>,
}

struct Walk<'a> {
    kind: &'a Kind,
    text: &'a str,
    out: Outline,
    anchors: Anchors,
    heading: Option<OpenHeading>,
    lists: usize,
    first_list_done: bool,
    item: Option<Spanned<String>>,
    paragraph: Option<String>,
    depth: usize,
    comment: bool,
    known: HashSet<String>,
}

impl<'a> Walk<'a> {
    fn new(kind: &'a Kind, text: &'a str, from: usize) -> Self {
        let out = Outline::default();
        debug_assert!(from <= text.len());
        Self {
            kind,
            text,
            out,
            anchors: Anchors::default(),
            heading: None,
            lists: 0,
            first_list_done: false,
            item: None,
            paragraph: None,
            depth: 0,
            comment: false,
            known: HashSet::new(),
        }
    }

    fn step(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end, range.end),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(words, &range);
            }
            Event::SoftBreak | Event::HardBreak => self.words(" ", &range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } if self.depth == 0 => {
                let level = *level as u8;
                self.heading = Some(OpenHeading {
                    level,
                    start: range.start,
                    words: String::new(),
                    inner: None,
                });
            }
            Tag::List(_) => self.lists += 1,
            Tag::Item if self.lists == 1 && !self.first_list_done => {
                self.item = Some(Spanned::new(
                    String::new(),
                    Span::new(range.start, range.start),
                ));
            }
            Tag::Paragraph => self.paragraph = Some(String::new()),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.says();
                let link = Link {
                    target: dest_url.to_string(),
                    span: Span::new(range.start, range.end),
                };
                self.out.links.push(link);
            }
            Tag::CodeBlock(_) | Tag::Table(_) => self.says(),
            _ => {}
        }
        if !matches!(tag, Tag::Heading { .. }) {
            self.depth += 1;
        }
    }

    fn end(&mut self, end: TagEnd, at: usize) {
        match end {
            TagEnd::Heading(level) => self.close_heading(level, at),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.first_list_done |= self.lists == 0;
            }
            TagEnd::Item if self.lists == 1 => self.close_item(),
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::HtmlBlock => self.comment = false,
            _ => {}
        }
        if !matches!(end, TagEnd::Heading(_)) {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    fn words(&mut self, words: &str, range: &Range<usize>) {
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
            let inner = heading
                .inner
                .get_or_insert(Span::new(range.start, range.end));
            inner.end = range.end;
            return;
        }
        if !words.trim().is_empty() {
            self.says();
        }
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_str(words);
        }
        if self.lists == 1
            && let Some(item) = &mut self.item
        {
            if item.value.is_empty() {
                item.span = Span::new(range.start, range.end);
            }
            item.value.push_str(words);
            item.span.end = range.end;
        }
    }

    fn says(&mut self) {
        if self.heading.is_none()
            && let Some(section) = self.out.sections.last_mut()
        {
            section.says_something = true;
        }
    }

    /// Raw HTML says something, a comment does not; a comment may go on over several events.
    fn html(&mut self, html: &str) {
        let begins = html.trim_start().starts_with("<!--");
        if !self.comment && !begins && !html.trim().is_empty() {
            self.says();
        }
        self.comment = (self.comment || begins) && !html.contains("-->");
    }

    fn close_item(&mut self) {
        if let (Some(item), Some(section)) = (self.item.take(), self.out.sections.last_mut())
            && !item.value.trim().is_empty()
        {
            section
                .items
                .push(Spanned::new(item.value.trim().to_owned(), item.span));
        }
    }

    fn close_paragraph(&mut self) {
        let words = self.paragraph.take().unwrap_or_default();
        let leading = self
            .out
            .sections
            .last()
            .is_some_and(|s| s.id.as_deref() == Some(self.kind.leading.as_str()));
        if leading && self.out.lead.is_empty() && !words.trim().is_empty() {
            self.out.lead = words.trim().to_owned();
        }
    }

    fn close_heading(&mut self, level: HeadingLevel, end: usize) {
        let Some(open) = self.heading.take() else {
            return;
        };
        let end = open.start + self.text[open.start..end].trim_end().len();
        let words = open.words.trim().to_owned();
        let heading = Heading {
            level: level as u8,
            anchor: self.anchors.unique(&words),
            text: words,
            span: Span::new(open.start, end),
        };
        debug_assert_eq!(open.level, heading.level);
        let inner = open.inner.unwrap_or(heading.span);
        match level {
            HeadingLevel::H1 => self.title(&heading, inner),
            HeadingLevel::H2 => self.section(&heading),
            HeadingLevel::H3 => self.entry(&heading),
            _ => {}
        }
        self.out.headings.push(heading);
    }

    fn title(&mut self, heading: &Heading, inner: Span) {
        self.close_section(heading.span.start);
        if self.out.title.is_none() && !heading.text.is_empty() {
            let title = without_number(&heading.text);
            let start = if self.text[inner.range()].ends_with(title) {
                inner.end - title.len()
            } else {
                inner.start
            };
            self.out.title = Some(Spanned::new(title.to_owned(), Span::new(start, inner.end)));
        }
    }

    fn section(&mut self, heading: &Heading) {
        self.close_section(heading.span.start);
        self.first_list_done = false;
        let id = known_section(self.kind, &heading.text);
        self.out.sections.push(Section {
            id: id.filter(|id| self.known.insert(id.clone())),
            body: Span::new(heading.span.end, heading.span.end),
            heading: heading.clone(),
            says_something: false,
            items: Vec::new(),
        });
    }

    /// An H3: an entry in the Log section; elsewhere a list of H3s stands for a list of items.
    fn entry(&mut self, heading: &Heading) {
        if !self.in_log() {
            return;
        }
        if let Some(last) = self.out.entries.last_mut() {
            last.body.end = heading.span.start;
        }
        let (date, word, person) = entry_parts(&heading.text);
        self.out.entries.push(Entry {
            date: read_date(&date),
            word,
            person,
            heading: heading.span,
            body: Span::new(heading.span.end, heading.span.end),
        });
    }

    fn in_log(&self) -> bool {
        self.out
            .sections
            .last()
            .is_some_and(|section| section.id.as_deref() == Some("log"))
    }

    fn close_section(&mut self, end: usize) {
        if self.in_log()
            && let Some(entry) = self.out.entries.last_mut()
        {
            entry.body.end = end;
        }
        if let Some(section) = self.out.sections.last_mut()
            && section.body.end == section.body.start
        {
            section.body.end = end;
            let inside =
                |h: &&Heading| h.level == 3 && section.body.range().contains(&h.span.start);
            if section.items.is_empty() && section.id.is_some() {
                let under = self.out.headings.iter().filter(inside);
                section.items = under
                    .map(|h| Spanned::new(h.text.clone(), h.span))
                    .collect();
            }
        }
    }

    fn finish(mut self) -> Outline {
        let end = self.text.len();
        self.close_section(end);
        self.out
    }
}

/// The kind's word for a heading, without its number, emphasis or trailing colon.
fn known_section(kind: &Kind, heading: &str) -> Option<String> {
    let plain = without_number(heading).trim_matches(|c: char| matches!(c, '*' | ':' | ' '));
    kind.section_for(plain).map(|section| section.id.clone())
}

/// A title without the `12.` or `ADR-12:` in front of it.
fn without_number(title: &str) -> &str {
    let letters = title.bytes().take_while(u8::is_ascii_alphabetic).count();
    let after = title[letters..]
        .strip_prefix(['-', ' '])
        .filter(|_| letters > 0)
        .unwrap_or(&title[letters..]);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &after[digits..];
    let marked = rest
        .strip_prefix(['.', ':', ')'])
        .or_else(|| rest.strip_prefix(" -"))
        .or_else(|| rest.strip_prefix(" –"));
    match marked {
        Some(words) if digits > 0 && words.starts_with(' ') && letters <= 5 => words.trim_start(),
        _ => title,
    }
}

/// `2026-11-22 · accept · alice`, by hand also with ` - ` or ` | `.
fn entry_parts(heading: &str) -> (String, String, String) {
    let separator = [" · ", " | ", " - "]
        .into_iter()
        .find(|separator| heading.contains(separator));
    let mut parts = heading
        .splitn(3, separator.unwrap_or(" · "))
        .map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}
