//! One walk over the Markdown events of a body.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::allow;
use super::anchors::Anchors;
use super::heading::{entry_parts, known_section, without_number};
use super::{LOG, Outline};
use crate::model::kind::Kind;
use crate::model::link::Link;
use crate::model::record::{Entry, Heading, Section, Task, read_date};
use crate::model::source::{Span, Spanned};

/// A heading whose end has not come yet.
struct OpenHeading {
    start: usize,
    words: String,
    inner: Option<Span>,
}

/// What has been read so far, and what is open.
pub(super) struct Walk<'a> {
    kind: &'a Kind,
    text: &'a str,
    out: Outline,
    anchors: Anchors,
    heading: Option<OpenHeading>,
    /// Inside the section opened last.
    in_section: bool,
    lists: usize,
    first_list_done: bool,
    item: Option<Spanned<String>>,
    /// What follows in the item is not its first line of words.
    item_named: bool,
    /// What follows belongs to the task read last.
    in_task: bool,
    paragraph: Option<String>,
    /// Containers that are open.
    depth: usize,
    /// Where the comment begins that is open.
    comment: Option<usize>,
    known: HashSet<String>,
}

impl<'a> Walk<'a> {
    /// Nothing read yet.
    pub(super) fn new(kind: &'a Kind, text: &'a str) -> Self {
        Self {
            kind,
            text,
            out: Outline::default(),
            anchors: Anchors::default(),
            heading: None,
            in_section: false,
            lists: 0,
            first_list_done: false,
            item: None,
            item_named: false,
            in_task: false,
            paragraph: None,
            depth: 0,
            comment: None,
            known: HashSet::new(),
        }
    }

    /// Takes the next event and its bytes in the text.
    pub(super) fn step(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end, range.end),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(words, &range);
            }
            Event::TaskListMarker(ticked) => self.task(Task {
                ticked: *ticked,
                span: Span::new(range.start, range.end),
            }),
            Event::SoftBreak | Event::HardBreak => self.words(" ", &range),
            Event::InlineHtml(html) if is_line_break(html) => self.says(),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } if self.depth == 0 => {
                self.heading = Some(OpenHeading {
                    start: range.start,
                    words: String::new(),
                    inner: None,
                });
            }
            Tag::List(_) => {
                self.lists += 1;
                self.item_named = true;
            }
            Tag::Item if self.lists == 1 && !self.first_list_done => {
                let nothing = Span::new(range.start, range.start);
                self.item = Some(Spanned::new(String::new(), nothing));
                self.item_named = false;
            }
            Tag::Paragraph => self.paragraph = Some(String::new()),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.says();
                self.extend_task(range.end);
                let target = match tag {
                    Tag::Link {
                        link_type: LinkType::Email,
                        ..
                    } => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.out.links.push(Link {
                    target,
                    span: Span::new(range.start, range.end),
                });
            }
            Tag::CodeBlock(_) | Tag::Table(_) => {
                self.says();
                self.item_named = true;
            }
            _ => {}
        }
        self.depth += usize::from(!matches!(tag, Tag::Heading { .. }));
    }

    fn end(&mut self, end: TagEnd, at: usize) {
        match end {
            TagEnd::Heading(level) => self.close_heading(level, at),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.first_list_done |= self.lists == 0;
            }
            TagEnd::Item => {
                self.in_task = false;
                if self.lists == 1 {
                    self.close_item();
                }
            }
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::HtmlBlock => self.comment = None,
            _ => {}
        }
        let closed = usize::from(!matches!(end, TagEnd::Heading(_)));
        self.depth = self.depth.saturating_sub(closed);
    }

    fn words(&mut self, words: &str, range: &Range<usize>) {
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
            let first = Span::new(range.start, range.end);
            heading.inner.get_or_insert(first).end = range.end;
            return;
        }
        if !words.trim().is_empty() {
            self.says();
        }
        self.extend_task(range.end);
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_str(words);
        }
        if let Some(item) = &mut self.item
            && !self.item_named
        {
            if item.value.is_empty() {
                item.span.start = range.start;
            }
            item.value.push_str(words);
            item.span.end = range.end;
        }
    }

    fn task(&mut self, task: Task) {
        if let Some(section) = self.out.sections.last_mut().filter(|_| self.in_section) {
            section.tasks.push(task);
            self.in_task = true;
        }
    }

    fn extend_task(&mut self, end: usize) {
        let section = self.out.sections.last_mut().filter(|_| self.in_task);
        if let Some(task) = section.and_then(|section| section.tasks.last_mut()) {
            task.span.end = task.span.end.max(end);
        }
    }

    fn says(&mut self) {
        if self.heading.is_none()
            && self.in_section
            && let Some(section) = self.out.sections.last_mut()
        {
            section.says_something = true;
        }
    }

    /// Raw HTML says something, a comment does not; a comment may go on over several events.
    fn html(&mut self, html: &str, start: usize) {
        let mut rest = html;
        loop {
            let mark = match self.comment {
                Some(_) => "-->",
                None => "<!--",
            };
            let (before, after) = match rest.split_once(mark) {
                Some((before, after)) => (before, Some(after)),
                None => (rest, None),
            };
            if self.comment.is_none() && !before.trim().is_empty() {
                self.says();
                // What the parser has made anew has no place of its own.
                if self.text[start..].starts_with(html) {
                    let at = start + (html.len() - rest.len());
                    self.shown_as_text(Span::new(at, at + before.trim_end().len()));
                }
            }
            let Some(after) = after else { return };
            let end = start + (html.len() - after.len());
            self.comment = match self.comment {
                Some(begun) => {
                    let allow = allow::read(self.text, Span::new(begun, end));
                    self.out.allows.extend(allow);
                    None
                }
                None => Some(end - mark.len()),
            };
            rest = after;
        }
    }

    /// Raw HTML, which is one with what stands right before it or on the line above.
    fn shown_as_text(&mut self, span: Span) {
        if let Some(last) = self.out.html.last_mut()
            && let Some(between) = self.text.get(last.end..span.start)
            && between.trim().is_empty()
            && between.matches('\n').count() < 2
        {
            last.end = span.end;
        } else {
            self.out.html.push(span);
        }
    }

    fn close_item(&mut self) {
        if let (Some(item), true, Some(section)) = (
            self.item.take(),
            self.in_section,
            self.out.sections.last_mut(),
        ) && !item.value.trim().is_empty()
        {
            let words: Vec<_> = item.value.split_whitespace().collect();
            let words = words.join(" ");
            section.items.push(Spanned::new(words, item.span));
        }
    }

    fn close_paragraph(&mut self) {
        let words = self.paragraph.take().unwrap_or_default();
        let words = words.trim();
        self.item_named |= !words.is_empty();
        let leading = self.section_id() == Some(self.kind.leading.as_str());
        if leading && self.out.lead.is_empty() && !words.is_empty() {
            self.out.lead = words.to_owned();
        }
    }

    /// The kind's word for the section that is open.
    fn section_id(&self) -> Option<&str> {
        let open = self.out.sections.last().filter(|_| self.in_section);
        open.and_then(|section| section.id.as_deref())
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
            let written = self.text[inner.range()].trim_end();
            let number = &heading.text[..heading.text.len() - title.len()];
            let skipped = if written.starts_with(number) {
                number.len()
            } else {
                0
            };
            let span = Span::new(inner.start + skipped, inner.start + written.len());
            self.out.title = Some(Spanned::new(title.to_owned(), span));
        }
    }

    fn section(&mut self, heading: &Heading) {
        self.close_section(heading.span.start);
        self.in_section = true;
        self.first_list_done = false;
        let id = known_section(self.kind, &heading.text);
        self.out.sections.push(Section {
            id: id.filter(|id| self.known.insert(id.clone())),
            body: Span::new(heading.span.end, heading.span.end),
            heading: heading.clone(),
            says_something: false,
            items: Vec::new(),
            tasks: Vec::new(),
        });
    }

    /// An H3 of the Log section is an entry.
    fn entry(&mut self, heading: &Heading) {
        if self.section_id() != Some(LOG) {
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

    fn close_section(&mut self, end: usize) {
        self.in_task = false;
        if self.section_id() == Some(LOG)
            && let Some(entry) = self.out.entries.last_mut()
        {
            entry.body.end = end;
        }
        if let Some(section) = self.out.sections.last_mut()
            && self.in_section
        {
            section.body.end = end;
            let unlisted = section.id.as_deref().is_none_or(|id| id == LOG);
            if section.items.is_empty() && !unlisted {
                section.items = headings_in(section.body, &self.out.headings);
            }
        }
        self.in_section = false;
    }

    /// The end of the text.
    pub(super) fn finish(mut self) -> Outline {
        self.close_section(self.text.len());
        self.out
    }
}

/// A tag that every page shows as what it is.
fn is_line_break(html: &str) -> bool {
    let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(tag.to_ascii_lowercase().as_str(), "<br>" | "<br/>")
}

/// A section without a list may name its items by an H3 for each.
fn headings_in(body: Span, headings: &[Heading]) -> Vec<Spanned<String>> {
    let inside =
        |h: &&Heading| h.level == 3 && !h.text.is_empty() && body.range().contains(&h.span.start);
    let named = headings.iter().filter(inside);
    named
        .map(|h| Spanned::new(h.text.clone(), h.span))
        .collect()
}
