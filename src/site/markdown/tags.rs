//! What each tag of Markdown is written as.

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag,
};

use super::plain::{without_comments, write_source};
use super::write::{Closer, State};
use super::{Writer, guard, highlight, number};
use crate::site::address::Address;
use crate::site::escape;

impl<'a> Writer<'a> {
    /// A heading, never more than one level below the one before it. Its own words lead to it, unless they hold a link.
    pub(super) fn heading(&mut self, state: &mut State, at: usize, level: HeadingLevel) {
        let start = match self.document.events.get(at) {
            Some((_, range)) => self.document.base + range.start,
            None => return,
        };
        let level = number(level);
        let level = level.clamp(2, self.level.saturating_add(1).clamp(2, 6));
        self.level = level;
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
            state.anchor(anchor);
        }
        state.out.push('>');
        let link = anchor.filter(|_| !linked);
        if let Some(anchor) = link {
            state.link_to(&format!("#{anchor}"));
            state.links += 1;
        }
        state.closers.push(Closer::Heading(level, link.is_some()));
    }

    pub(super) fn link(&self, state: &mut State, kind: LinkType, target: &CowStr<'_>) {
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
                state.link_to(&href);
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
    pub(super) fn image(&mut self, state: &mut State, at: usize, target: &str) -> usize {
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
                state.known.add(href.clone());
                state.out.push_str("<img src=\"");
                escape::attribute(&mut state.out, &href);
                state.out.push_str("\" alt=\"");
                escape::attribute(&mut state.out, &words);
                state.out.push_str("\" loading=\"lazy\">");
            }
            None => self.absent(state, target, &words),
        }
        end + 1
    }

    /// An image that is not on the site: its words, which lead to it where it is somewhere else on the web.
    fn absent(&self, state: &mut State, target: &str, words: &str) {
        let address = match state.links {
            0 => self.around.place.link(target),
            _ => Address::Nothing,
        };
        let shown = if words.trim().is_empty() {
            target
        } else {
            words
        };
        match address {
            Address::Href(href) if href.contains("://") => {
                state.link_to(&href);
                escape::text(&mut state.out, shown);
                state.out.push_str("</a>");
            }
            _ if words.trim().is_empty() => {
                state.out.push_str("<code>");
                escape::text(&mut state.out, shown);
                state.out.push_str("</code>");
            }
            _ => escape::text(&mut state.out, shown),
        }
    }

    pub(super) fn code_block(
        &mut self,
        state: &mut State,
        at: usize,
        kind: &CodeBlockKind<'_>,
    ) -> usize {
        let end = self.document.end_of(at);
        let mut code = String::new();
        for (event, _) in self.document.events(at + 1..end) {
            if let Event::Text(text) = event {
                code.push_str(text);
            }
        }
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(source) = highlight::diagram(info)
        {
            self.diagram(state, source, &code);
            return end + 1;
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

    /// A diagram: the drawing that stands beside the source it names, where there is one, and what it is drawn from.
    fn diagram(&mut self, state: &mut State, source: Option<&str>, code: &str) {
        let drawing = source.and_then(|source| {
            let (stem, _) = source.rsplit_once('.')?;
            self.around.place.image(&format!("{stem}.svg"))
        });
        let words = self.around.words;
        state.out.push_str("<figure>");
        let Some((href, asset)) = drawing else {
            write_source(&mut state.out, code);
            let caption = format!("<figcaption>{}</figcaption></figure>\n", words.diagram);
            return state.out.push_str(&caption);
        };
        self.assets.push(asset);
        state.known.add(href.clone());
        state.out.push_str("<img src=\"");
        escape::attribute(&mut state.out, &href);
        state.out.push_str(&format!(
            "\" alt=\"{}\" loading=\"lazy\">\n<details><summary>{}</summary>",
            words.drawing, words.diagram
        ));
        write_source(&mut state.out, code);
        state.out.push_str("</details></figure>\n");
    }

    /// Raw HTML as text; comments, which are hints to whoever writes the record, are left out.
    pub(super) fn html_block(&mut self, state: &mut State, at: usize) -> usize {
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

    pub(super) fn note(&mut self, state: &mut State, name: &str) {
        let Some(&number) = self.document.numbers.get(name) else {
            return escape::text(&mut state.out, name);
        };
        let first = !std::mem::replace(&mut self.named[number - 1], true);
        state.out.push_str("<sup class=\"footnote-reference\"");
        if first {
            state.anchor(&format!("note-ref.{number}"));
        }
        state.out.push('>');
        if state.links == 0 {
            state.link_to(&format!("#note.{number}"));
            state.out.push_str(&format!("{number}</a></sup>"));
        } else {
            state.out.push_str(&format!("{number}</sup>"));
        }
    }

    pub(super) fn task(&self, state: &mut State, marker: &Event<'_>) {
        let words = self.around.words;
        let (checked, label) = match marker {
            Event::TaskListMarker(true) => (" checked=\"\"", &words.task_done),
            _ => ("", &words.task_open),
        };
        state.out.push_str(&format!(
            "<input type=\"checkbox\" disabled=\"\"{checked} aria-label=\"{label}\"> "
        ));
    }

    pub(super) fn table(&mut self, state: &mut State, columns: &[Alignment]) {
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

    pub(super) fn row(&self, state: &mut State, at: usize, tag: &Tag<'_>) {
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

    pub(super) fn alert(&self, state: &mut State, kind: BlockQuoteKind) {
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
