//! The shape of a body: its headings, sections, lists, links and Log entries, each with its bytes.
//!
//! One pass over the Markdown events. Nothing is rendered here.

mod allow;
mod anchors;
mod asides;
mod heading;
mod targets;
mod walk;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use anchors::Anchors;
use asides::Asides;
pub(super) use heading::without_number;
pub use targets::targets;
use walk::Walk;

use crate::model::allow::Allow;
use crate::model::kind::Kind;
pub use crate::model::kind::LOG;
use crate::model::link::Link;
use crate::model::record::{Entry, Heading, Section};
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
    /// What comments let pass.
    pub allows: Vec<Allow>,
    /// Comments, and of links all but their words.
    pub asides: Vec<Span>,
    /// Raw HTML but comments and line breaks.
    pub html: Vec<Span>,
    /// The first paragraph of the kind's leading section, as plain text.
    pub lead: String,
}

/// Reads the body `text[from..]` of a record of that kind; spans are bytes of `text`.
#[must_use]
pub fn read(kind: &Kind, text: &str, from: usize) -> Outline {
    let mut walk = Walk::new(kind, text);
    let parser = Parser::new_ext(&text[from..], markdown());
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions
        .map(|(_, one)| Span::new(from + one.span.start, from + one.span.end))
        .collect();
    let mut asides = Asides::new(text, definitions);
    for (event, range) in parser.into_offset_iter() {
        let range = from + range.start..from + range.end;
        asides.step(&event, &range);
        walk.step(&event, range);
    }
    Outline {
        asides: asides.finish(),
        ..walk.finish()
    }
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
