//! The text of a record in the order of its file: a block for each section.

use pulldown_cmark::{Event, Tag};
use serde::Serialize;

use super::checklist::{self, Checklist};
use super::{Block, Site, items, log, options};
use crate::model::record::{Record, Section};
use crate::site::address;
use crate::site::escape;
use crate::site::markdown::{Document, Part, Writer};

/// A section as text.
#[derive(Serialize)]
pub(in crate::site) struct Prose {
    pub(super) id: String,
    /// HTML; none for what stands before the first section.
    pub(super) title: Option<String>,
    pub(super) html: String,
}

impl Prose {
    /// Text without a heading of its own.
    pub(super) fn untitled(html: String) -> Self {
        Self {
            id: String::new(),
            title: None,
            html,
        }
    }
}

/// The outcome as one paragraph, which stands on top of the page.
#[derive(Serialize)]
pub(in crate::site) struct Summary {
    id: Option<String>,
    html: String,
}

/// The section that is the summary, where it leads.
const OUTCOME: &str = "outcome";

/// What the file says of itself in one sentence, else the first paragraph of an outcome that leads, and the rest of it.
pub(super) fn summary<'w>(
    site: &Site<'w>,
    document: &Document<'_>,
    writer: &mut Writer<'_>,
) -> (Option<Summary>, Option<Block<'w>>) {
    if let Some(text) = site.record.text("summary") {
        let html = escape::to_html(text);
        return (Some(Summary { id: None, html }), None);
    }
    let Some((section, paragraph)) = on_top(site, document) else {
        return (None, None);
    };
    let summary = Summary {
        id: Some(section.heading.anchor.clone()),
        html: writer.part(paragraph.start + 1..paragraph.end - 1),
    };
    let part = document.part(section.body.start, section.body.end);
    writer.under(1);
    let html = writer.part(part.start..paragraph.start) + &writer.part(paragraph.end..part.end);
    let rest = (!html.trim().is_empty()).then(|| Block::Prose(Prose::untitled(html)));
    (Some(summary), rest)
}

/// The outcome of a record of whose kind it is the leading section, where it is not summed up elsewhere and begins with
/// a paragraph.
fn on_top<'w>(site: &Site<'w>, document: &Document<'_>) -> Option<(&'w Section, Part)> {
    let record = site.record;
    let leads = record.kind.leading == OUTCOME && record.text("summary").is_none();
    let section = record.section(OUTCOME).filter(|_| leads)?;
    Some((section, paragraph(document, section)?))
}

/// The first block of a section but for comments, where it is a paragraph.
fn paragraph(document: &Document<'_>, section: &Section) -> Option<Part> {
    let blocks = document.blocks(document.part(section.body.start, section.body.end));
    let is = |block: &Part, wanted: fn(&Tag<'_>) -> bool| matches!(document.first(block), Some((Event::Start(tag), _)) if wanted(tag));
    let mut blocks = blocks.into_iter();
    let first = blocks.find(|block| !is(block, |tag| matches!(tag, Tag::HtmlBlock)))?;
    is(&first, |tag| matches!(tag, Tag::Paragraph)).then_some(first)
}

/// Every section of the body, and the text outside of sections. The Log is left to its own block.
pub(super) fn blocks<'w>(
    site: &Site<'w>,
    document: &Document<'w>,
    writer: &mut Writer<'_>,
) -> Vec<Block<'w>> {
    let table = options::find(site, document);
    let top = on_top(site, document).map(|(section, _)| section.heading.span.start);
    let mut blocks = Vec::new();
    let mut from = site.record.body.start;
    for section in &site.record.sections {
        let start = section.heading.span.start;
        let between = document.part(from, start);
        blocks.extend(loose(site, document, writer, between));
        from = section.body.end;
        if log::is_log(site.record, section) {
            let before = log::before(site.record, section);
            let before = document.part(section.body.start, before);
            blocks.extend(loose(site, document, writer, before));
            continue;
        }
        match &table {
            Some(table) if table.section == start => {
                let block = options::block(site, document, writer, table);
                blocks.push(Block::Options(block));
            }
            Some(table) if table.reasons == Some(start) => {}
            _ if top == Some(start) => {}
            _ => blocks.push(block(site, document, writer, section)),
        }
    }
    let rest = document.part(from, site.record.source.text.len() + 1);
    blocks.extend(loose(site, document, writer, rest));
    blocks
}

/// A section as the block that fits it.
fn block<'w>(
    site: &Site<'w>,
    document: &Document<'_>,
    writer: &mut Writer<'_>,
    section: &Section,
) -> Block<'w> {
    let part = document.part(section.body.start, section.body.end);
    let (title, id) = (
        title(document, writer, section),
        section.heading.anchor.clone(),
    );
    writer.under(2);
    let html = writer.part(part.clone());
    let is = |id: &str| section.id.as_deref() == Some(id);
    if is(items::SECTION) && items::has(site) {
        return Block::Items(items::block(site, id, Some((title, html))));
    }
    if let Some(tally) = checklist::tally(document, part).filter(|_| is(checklist::SECTION)) {
        return Block::Checklist(Checklist {
            id,
            title,
            html,
            tally,
        });
    }
    Block::Prose(Prose {
        id,
        title: Some(title),
        html,
    })
}

/// The words of a section's heading.
pub(super) fn title(document: &Document<'_>, writer: &mut Writer<'_>, section: &Section) -> String {
    let heading = document.part(section.heading.span.start, section.body.start);
    match heading.is_empty() {
        true => String::new(),
        false => writer.label(heading.start + 1..document.end_of(heading.start)),
    }
}

/// Text that stands in no section, without the title, which stands on top of the page.
fn loose<'w>(
    site: &Site<'w>,
    document: &Document<'w>,
    writer: &mut Writer<'_>,
    part: Part,
) -> Option<Block<'w>> {
    writer.under(1);
    let html: String = document
        .blocks(part)
        .into_iter()
        .filter(|block| !is_title(site.record, document, block))
        .map(|block| writer.part(block))
        .collect();
    (!html.trim().is_empty()).then(|| Block::Prose(Prose::untitled(html)))
}

/// Whether a block is the record's title, which stands on top of the page.
pub(super) fn is_title(record: &Record, document: &Document<'_>, block: &Part) -> bool {
    match document.first(block) {
        Some((Event::Start(Tag::Heading { .. }), start)) => address::is_title(record, start),
        _ => false,
    }
}
