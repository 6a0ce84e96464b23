//! The walk over the events: what is open, what ends it, and where to stop.

use pulldown_cmark::{Alignment, Event, Tag};

use super::plain::{write_raw, write_source, write_text};
use super::{
    Document, Part, Surroundings, Writer, guard,
    raw::{self, Known},
};
use crate::model::nesting;
use crate::site::escape;

/// What is open while a part is written.
#[derive(Default)]
pub(super) struct State {
    pub(super) out: String,
    /// What to write at the end of each open container.
    pub(super) closers: Vec<Closer>,
    /// Starts that were not written because the page is full.
    pub(super) dropped: usize,
    /// Inside a link, where no other link may begin.
    pub(super) links: usize,
    pub(super) columns: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) head: bool,
    /// The addresses on it.
    pub(super) known: Known,
    /// Whether HTML of a contributor's stands in it as it was written.
    pub(super) raw: bool,
}

impl State {
    /// Begins a link.
    pub(super) fn link_to(&mut self, href: &str) {
        self.known.add(href.to_owned());
        self.out.push_str("<a href=\"");
        escape::attribute(&mut self.out, href);
        self.out.push_str("\">");
    }

    /// Writes the anchor of the tag that is open.
    pub(super) fn anchor(&mut self, id: &str) {
        self.known.add(format!("#{id}"));
        self.out.push_str(" id=\"");
        escape::attribute(&mut self.out, id);
        self.out.push('"');
    }
}

/// What ends a container.
pub(super) enum Closer {
    /// That text.
    Text(&'static str),
    /// The end of a link: whether it was written as one, where its words begin, and what to say if it has none.
    Link(bool, usize, String),
    /// The end of a paragraph that began there; one without words is taken back.
    Paragraph(usize),
    /// The end of a heading.
    Heading(u8, bool),
    /// The end of a table's head, row or cell.
    Head,
    Row,
    Cell(&'static str),
}

impl<'a> Writer<'a> {
    /// Begins to write a document.
    pub(in crate::site) fn new(document: &'a Document<'a>, around: &'a Surroundings<'a>) -> Self {
        Self {
            document,
            around,
            assets: Vec::new(),
            spent: 0,
            code: 0,
            tables: 0,
            level: 1,
            named: vec![false; document.notes.len()],
            raw: around.raw && document.tags() <= guard::TAGS,
        }
    }

    /// The next headings stand under one of that level.
    pub(in crate::site) fn under(&mut self, level: u8) {
        self.level = level;
    }

    /// The HTML of a part. Parts are written in the order in which they stand on the page.
    pub(in crate::site) fn part(&mut self, part: Part) -> String {
        let mut state = State::default();
        self.run(&mut state, part);
        self.clean(state)
    }

    /// The HTML of words inside a link of the page, which hold no link of their own.
    pub(in crate::site) fn label(&mut self, part: Part) -> String {
        let mut state = State {
            links: 1,
            ..State::default()
        };
        self.run(&mut state, part);
        self.clean(state)
    }

    /// What was written, sanitised where a contributor's HTML stands in it.
    fn clean(&self, state: State) -> String {
        if !state.raw {
            return state.out;
        }
        raw::clean(&state.out, state.known)
    }

    /// The footnotes of the document; none where it has none.
    pub(in crate::site) fn notes(&mut self) -> Option<String> {
        if self.document.notes.is_empty() {
            return None;
        }
        let mut out = format!(
            "<section class=\"footnotes\" aria-label=\"{}\">\n<ol>\n",
            self.around.words.footnotes
        );
        for at in 0..self.document.notes.len() {
            let html = self.part(self.document.notes[at].events.clone());
            out.push_str(&format!("<li id=\"note.{}\">\n{}", at + 1, html));
            if self.named[at] {
                out.push_str(&format!(
                    "<p><a href=\"#note-ref.{}\">{}</a></p>\n",
                    at + 1,
                    self.around.words.back
                ));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
        Some(out)
    }

    fn run(&mut self, state: &mut State, part: Part) {
        let mut at = part.start;
        while at < part.end {
            at = self.step(state, at);
        }
        while let Some(closer) = state.closers.pop() {
            self.close(state, closer);
        }
        self.spent += state.out.len();
    }

    /// Writes one event, or a whole container where it is shown as something else; gives the place of the next.
    fn step(&mut self, state: &mut State, at: usize) -> usize {
        let document = self.document;
        let Some((event, _)) = document.events.get(at) else {
            return at + 1;
        };
        if self.spent + state.out.len() > guard::OUTPUT {
            return skip(state, event, at, |state, closer| self.close(state, closer));
        }
        match event {
            Event::Start(tag) => return self.start(state, at, tag),
            Event::End(_) => {
                if let Some(closer) = state.closers.pop() {
                    self.close(state, closer);
                }
            }
            Event::Text(text) => write_text(state, text),
            Event::Code(code) => {
                state.out.push_str("<code>");
                escape::text(&mut state.out, code);
                state.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) if self.raw => {
                state.raw = true;
                let pictures = state.known.find(html, &self.around.place);
                self.assets.extend(pictures);
                state.out.push_str(html);
            }
            Event::Html(html) | Event::InlineHtml(html) => write_raw(&mut state.out, html),
            Event::FootnoteReference(name) => self.note(state, name),
            Event::SoftBreak => state.out.push('\n'),
            Event::HardBreak => state.out.push_str("<br>\n"),
            Event::Rule => state.out.push_str("<hr>\n"),
            Event::TaskListMarker(_) => self.task(state, event),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                escape::text(&mut state.out, text);
            }
        }
        at + 1
    }

    fn start(&mut self, state: &mut State, at: usize, tag: &Tag<'a>) -> usize {
        let fixed = matches!(
            tag,
            Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::FootnoteDefinition(_)
        );
        if state.closers.len() >= nesting::DEPTH && !fixed {
            let source = self.document.source(at);
            match is_block(tag) {
                true => write_source(&mut state.out, source),
                false => escape::text(&mut state.out, source),
            }
            return self.document.end_of(at) + 1;
        }
        match tag {
            Tag::CodeBlock(kind) => return self.code_block(state, at, kind),
            Tag::HtmlBlock if !self.raw => return self.html_block(state, at),
            Tag::Image { dest_url, .. } => return self.image(state, at, dest_url),
            // Footnotes are written below everything else.
            Tag::FootnoteDefinition(_) => return self.document.end_of(at) + 1,
            Tag::Heading { level, .. } => self.heading(state, at, *level),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(state, *link_type, dest_url),
            Tag::Table(columns) => self.table(state, columns),
            Tag::BlockQuote(Some(kind)) => self.alert(state, *kind),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => self.row(state, at, tag),
            Tag::Paragraph => {
                state.out.push_str("<p>");
                state.closers.push(Closer::Paragraph(state.out.len()));
            }
            Tag::List(Some(first)) if *first != 1 => {
                state.out.push_str(&format!("<ol start=\"{first}\">\n"));
                state.closers.push(Closer::Text("</ol>\n"));
            }
            tag => open(state, tag),
        }
        at + 1
    }

    fn close(&self, state: &mut State, closer: Closer) {
        match closer {
            Closer::Text(text) => state.out.push_str(text),
            Closer::Paragraph(start) => {
                if state.out[start..].trim().is_empty() {
                    state.out.truncate(start - "<p>".len());
                } else {
                    state.out.push_str("</p>\n");
                }
            }
            Closer::Heading(level, linked) => {
                let link = if linked { "</a>" } else { "" };
                state.links = state.links.saturating_sub(usize::from(linked));
                state.out.push_str(&format!("{link}</h{level}>\n"));
            }
            Closer::Link(written, start, instead) => {
                state.links = state.links.saturating_sub(1);
                if state.out[start..].trim().is_empty() {
                    escape::text(&mut state.out, &instead);
                } else if !written
                    && !instead.is_empty()
                    && state.out[start..] != escape::to_html(&instead)
                {
                    state.out.push_str(" <code>");
                    escape::text(&mut state.out, &instead);
                    state.out.push_str("</code>");
                }
                if written {
                    state.out.push_str("</a>");
                }
            }
            Closer::Head => {
                state.head = false;
                state.out.push_str("</tr></thead>\n<tbody>\n");
            }
            Closer::Row => state.out.push_str("</tr>\n"),
            Closer::Cell(end) => {
                state.column += 1;
                state.out.push_str(end);
            }
        }
    }
}

/// Passes over an event of a page that is full, ending what is open.
fn skip(
    state: &mut State,
    event: &Event<'_>,
    at: usize,
    close: impl FnOnce(&mut State, Closer),
) -> usize {
    match event {
        Event::Start(_) => state.dropped += 1,
        Event::End(_) if state.dropped > 0 => state.dropped -= 1,
        Event::End(_) => {
            if let Some(closer) = state.closers.pop() {
                close(state, closer);
            }
        }
        _ => {}
    }
    at + 1
}

fn open(state: &mut State, tag: &Tag<'_>) {
    let (start, end) = match tag {
        Tag::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        Tag::List(Some(_)) => ("<ol>\n", "</ol>\n"),
        Tag::List(None) => ("<ul>\n", "</ul>\n"),
        Tag::Item => ("<li>", "</li>\n"),
        Tag::Emphasis => ("<em>", "</em>"),
        Tag::Strong => ("<strong>", "</strong>"),
        Tag::Strikethrough => ("<del>", "</del>"),
        _ => ("", ""),
    };
    state.out.push_str(start);
    state.closers.push(Closer::Text(end));
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
