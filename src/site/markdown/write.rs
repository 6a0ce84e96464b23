//! The tags: one function for each thing that Markdown knows.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag};

use super::{Document, Part, Surroundings, Writer, guard, highlight, number};
use crate::site::address::{Address, is_web};
use crate::site::escape;

/// What is open while a part is written.
#[derive(Default)]
struct State {
    out: String,
    /// What to write at the end of each open container.
    closers: Vec<Closer>,
    /// Starts that were not written because the page is full.
    dropped: usize,
    /// Inside a link, where no other link may begin.
    links: usize,
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
}

/// What ends a container.
enum Closer {
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
        state.out
    }

    /// The HTML of words inside a link of the page, which hold no link of their own.
    pub(in crate::site) fn label(&mut self, part: Part) -> String {
        let mut state = State {
            links: 1,
            ..State::default()
        };
        self.run(&mut state, part);
        state.out
    }

    /// The HTML of a document so deep that it is shown as its source; none for any other.
    pub(in crate::site) fn source(&self) -> Option<String> {
        if !self.document.too_deep {
            return None;
        }
        let mut out = String::new();
        write_source(&mut out, self.document.text);
        Some(out)
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
        let Some((event, range)) = document.events.get(at) else {
            return at + 1;
        };
        if self.spent + state.out.len() > guard::OUTPUT {
            return skip(state, event, at, |state, closer| self.close(state, closer));
        }
        match event {
            Event::Start(tag) => return self.start(state, at, tag, range),
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
            Event::Html(html) | Event::InlineHtml(html) => write_raw(&mut state.out, html),
            Event::FootnoteReference(name) => self.note(state, name),
            Event::SoftBreak => state.out.push('\n'),
            Event::HardBreak => state.out.push_str("<br>\n"),
            Event::Rule => state.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(state, *done),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                escape::text(&mut state.out, text);
            }
        }
        at + 1
    }

    fn start(
        &mut self,
        state: &mut State,
        at: usize,
        tag: &Tag<'a>,
        range: &Range<usize>,
    ) -> usize {
        let fixed = matches!(
            tag,
            Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::FootnoteDefinition(_)
        );
        if state.closers.len() >= guard::DEPTH && !fixed {
            let source = self.document.source(range);
            match is_block(tag) {
                true => write_source(&mut state.out, source),
                false => escape::text(&mut state.out, source),
            }
            return self.document.end_of(at) + 1;
        }
        match tag {
            Tag::CodeBlock(kind) => return self.code_block(state, at, kind),
            Tag::HtmlBlock => return self.html_block(state, at),
            Tag::Image { dest_url, .. } => return self.image(state, at, dest_url),
            // Footnotes are written below everything else.
            Tag::FootnoteDefinition(_) => return self.document.end_of(at) + 1,
            Tag::Heading { level, .. } => self.heading(state, at, number(*level), range),
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

    /// A heading, never more than one level below the one before it. Its own words lead to it, unless they hold a link.
    fn heading(&mut self, state: &mut State, at: usize, level: u8, range: &Range<usize>) {
        let level = level.clamp(2, self.level.saturating_add(1).clamp(2, 6));
        self.level = level;
        let start = self.document.base + range.start;
        let anchor = self
            .around
            .anchors
            .get(&start)
            .filter(|anchor| !anchor.is_empty());
        let end = self.document.end_of(at);
        let linked = self.document.events(at + 1..end).iter().any(|(event, _)| {
            matches!(
                event,
                Event::Start(Tag::Link { .. }) | Event::FootnoteReference(_)
            )
        });
        state.out.push_str(&format!("<h{level}"));
        if let Some(anchor) = anchor {
            state.out.push_str(" id=\"");
            escape::attribute(&mut state.out, anchor);
            state.out.push('"');
        }
        state.out.push('>');
        let link = anchor.filter(|_| !linked);
        if let Some(anchor) = link {
            state.out.push_str("<a href=\"#");
            escape::attribute(&mut state.out, anchor);
            state.out.push_str("\">");
            state.links += 1;
        }
        state.closers.push(Closer::Heading(level, link.is_some()));
    }

    fn link(&self, state: &mut State, kind: LinkType, target: &CowStr<'_>) {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_string(),
        };
        let address = match state.links {
            0 => self.around.place.link(&target),
            _ => Address::Nothing,
        };
        state.links += 1;
        let (written, instead) = match address {
            Address::Href(href) => {
                state.out.push_str("<a href=\"");
                escape::attribute(&mut state.out, &href);
                state.out.push_str("\">");
                (true, target)
            }
            Address::File(path) => (false, path),
            Address::Nothing => (false, String::new()),
        };
        state
            .closers
            .push(Closer::Link(written, state.out.len(), instead));
    }

    /// An image that is on the site, else its words.
    fn image(&mut self, state: &mut State, at: usize, target: &str) -> usize {
        let end = self.document.end_of(at);
        let mut words = String::new();
        for (event, _) in self.document.events(at + 1..end) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        match self.around.place.image(target) {
            Some((href, asset)) => {
                self.assets.push(asset);
                state.out.push_str("<img src=\"");
                escape::attribute(&mut state.out, &href);
                state.out.push_str("\" alt=\"");
                escape::attribute(&mut state.out, &words);
                state.out.push_str("\" loading=\"lazy\">");
            }
            None if words.trim().is_empty() => {
                state.out.push_str("<code>");
                escape::text(&mut state.out, target);
                state.out.push_str("</code>");
            }
            None => escape::text(&mut state.out, &words),
        }
        end + 1
    }

    fn code_block(&mut self, state: &mut State, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let end = self.document.end_of(at);
        let mut code = String::new();
        for (event, _) in self.document.events(at + 1..end) {
            if let Event::Text(text) = event {
                code.push_str(text);
            }
        }
        let fits = self.code + code.len() <= guard::CODE;
        let html = match kind {
            CodeBlockKind::Fenced(info) if fits => {
                highlight::run(&code, &info.to_ascii_lowercase())
            }
            _ => None,
        };
        if html.is_some() {
            self.code += code.len();
        }
        state.out.push_str("<pre tabindex=\"0\"><code>");
        state
            .out
            .push_str(&html.unwrap_or_else(|| escape::to_html(&code)));
        state.out.push_str("</code></pre>\n");
        end + 1
    }

    /// Raw HTML as text; comments, which are hints to whoever writes the record, are left out.
    fn html_block(&mut self, state: &mut State, at: usize) -> usize {
        let end = self.document.end_of(at);
        let mut html = String::new();
        for (event, _) in self.document.events(at + 1..end) {
            if let Event::Html(text) | Event::Text(text) = event {
                html.push_str(text);
            }
        }
        let shown = without_comments(&html);
        if !shown.trim().is_empty() {
            state.out.push_str("<p>");
            escape::text(&mut state.out, shown.trim());
            state.out.push_str("</p>\n");
        }
        end + 1
    }

    fn note(&mut self, state: &mut State, name: &str) {
        let Some(&number) = self.document.numbers.get(name) else {
            return escape::text(&mut state.out, name);
        };
        let first = !std::mem::replace(&mut self.named[number - 1], true);
        state.out.push_str("<sup class=\"footnote-reference\"");
        if first {
            state.out.push_str(&format!(" id=\"note-ref.{number}\""));
        }
        state.out.push_str(&match state.links {
            0 => format!("><a href=\"#note.{number}\">{number}</a></sup>"),
            _ => format!(">{number}</sup>"),
        });
    }

    fn task(&self, state: &mut State, done: bool) {
        let words = self.around.words;
        let (checked, label) = match done {
            true => (" checked=\"\"", &words.task_done),
            false => ("", &words.task_open),
        };
        state.out.push_str(&format!(
            "<input type=\"checkbox\" disabled=\"\"{checked} aria-label=\"{label}\"> "
        ));
    }

    fn table(&mut self, state: &mut State, columns: &[Alignment]) {
        self.tables += 1;
        let label = self
            .around
            .words
            .table
            .replace("{n}", &self.tables.to_string());
        state.out.push_str(&format!(
            "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"
        ));
        state.columns = columns.to_vec();
        state
            .closers
            .push(Closer::Text("</tbody>\n</table></div>\n"));
    }

    fn row(&self, state: &mut State, at: usize, tag: &Tag<'_>) {
        match tag {
            Tag::TableHead => {
                state.head = true;
                state.column = 0;
                state.out.push_str("<thead><tr>");
                state.closers.push(Closer::Head);
            }
            Tag::TableRow => {
                state.column = 0;
                state.out.push_str("<tr>");
                state.closers.push(Closer::Row);
            }
            _ => {
                let empty = matches!(self.document.events.get(at + 1), Some((Event::End(_), _)));
                let class = match state.columns.get(state.column) {
                    Some(Alignment::Right) => " class=\"end\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                // A head without words names nothing, so it is no head.
                let (start, end) = match state.head && !empty {
                    true => ("<th scope=\"col\"", "</th>"),
                    false => ("<td", "</td>"),
                };
                state.out.push_str(start);
                state.out.push_str(class);
                state.out.push('>');
                state.closers.push(Closer::Cell(end));
            }
        }
    }

    fn alert(&self, state: &mut State, kind: BlockQuoteKind) {
        let words = self.around.words;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", &words.note),
            BlockQuoteKind::Tip => ("tip", &words.tip),
            BlockQuoteKind::Important => ("important", &words.important),
            BlockQuoteKind::Warning => ("warning", &words.warning),
            BlockQuoteKind::Caution => ("caution", &words.caution),
        };
        state.out.push_str(&format!(
            "<blockquote class=\"markdown-alert markdown-alert-{class}\">\n<p class=\"markdown-alert-title\">{title}</p>\n"
        ));
        state.closers.push(Closer::Text("</blockquote>\n"));
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

/// Text, in which a bare `https://…` is a link as it is in every forge.
fn write_text(state: &mut State, text: &str) {
    let mut rest = text;
    while state.links == 0
        && let Some(at) = rest.find("http")
    {
        let (before, from) = rest.split_at(at);
        let apart = !before.ends_with(char::is_alphanumeric);
        let address = bare_address(from);
        escape::text(&mut state.out, before);
        if apart && is_web(address) {
            state.out.push_str("<a href=\"");
            escape::attribute(&mut state.out, address);
            state.out.push_str("\">");
            escape::text(&mut state.out, address);
            state.out.push_str("</a>");
            rest = &from[address.len()..];
        } else {
            state.out.push_str("http");
            rest = &from["http".len()..];
        }
    }
    escape::text(&mut state.out, rest);
}

/// The address a text begins with, without the punctuation that ends the sentence around it.
fn bare_address(text: &str) -> &str {
    let end = text
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || !c.is_ascii() || "<>\"'`|\\^{}".contains(c)
        })
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']);
    match address.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner,
        _ => address,
    }
}

/// A tag in a line of text: a line break is one, a comment is nothing, all else is shown.
fn write_raw(out: &mut String, html: &str) {
    let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    match tag.to_ascii_lowercase().as_str() {
        "<br>" | "<br/>" => out.push_str("<br>"),
        _ => escape::text(out, &without_comments(html)),
    }
}

/// The same HTML without its comments. A comment that nothing ends is kept, so that nothing vanishes behind it.
fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn write_source(out: &mut String, source: &str) {
    out.push_str("<pre tabindex=\"0\"><code>");
    escape::text(out, source);
    out.push_str("</code></pre>\n");
}
