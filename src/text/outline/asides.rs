//! What of a body is not said to its reader: comments, and of links all but the words that they are made of.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::model::source::Span;

/// What has been met so far.
pub(super) struct Asides<'a> {
    text: &'a str,
    all: Vec<Span>,
    /// The links that are open: each with where its words begin and end.
    links: Vec<(Range<usize>, Option<Range<usize>>)>,
    /// Where the comment begins that is open.
    comment: Option<usize>,
}

impl<'a> Asides<'a> {
    /// Nothing met yet but the definitions that links refer to.
    pub(super) fn new(text: &'a str, definitions: Vec<Span>) -> Self {
        Self {
            text,
            all: definitions,
            links: Vec::new(),
            comment: None,
        }
    }

    /// Takes the next event and its bytes in the text.
    pub(super) fn step(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) => self.all.push(Span::new(range.start, range.end)),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.links.push((range.clone(), None));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close(range),
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            _ => {
                for (_, words) in &mut self.links {
                    let words = words.get_or_insert(range.clone());
                    *words = words.start.min(range.start)..words.end.max(range.end);
                }
            }
        }
    }

    /// Everything that was met, in any order.
    pub(super) fn finish(self) -> Vec<Span> {
        self.all
    }

    fn close(&mut self, range: &Range<usize>) {
        if let Some((_, words)) = self.links.pop_if(|(whole, _)| whole == range) {
            let words = words.unwrap_or(range.start..range.start);
            self.all.push(Span::new(range.start, words.start));
            self.all.push(Span::new(words.end, range.end));
        }
    }

    /// The comments in a stretch of HTML, the first of which may have begun before.
    fn html(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let mark = match self.comment {
                Some(_) => "-->",
                None => "<!--",
            };
            let Some(found) = self.text[at..range.end].find(mark) else {
                break;
            };
            at += found + mark.len();
            match self.comment.take() {
                Some(from) => self.all.push(Span::new(from, at)),
                None => self.comment = Some(at - mark.len()),
            }
        }
    }
}
