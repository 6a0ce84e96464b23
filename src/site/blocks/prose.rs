//! The text of a record in the order of its file: a block for each section.

use pulldown_cmark::{Event, Tag};
use serde::Serialize;

use super::{Block, Site, log, options};
use crate::model::record::{Record, Section};
use crate::site::address;
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

/// Every section of the body, and the text outside of sections. The Log is left to its own block.
pub(super) fn blocks<'w>(
    site: &Site<'w>,
    document: &Document<'w>,
    writer: &mut Writer<'_>,
) -> Vec<Block<'w>> {
    let table = options::find(site, document);
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
            _ => blocks.push(Block::Prose(prose(document, writer, section))),
        }
    }
    let rest = document.part(from, site.record.source.text.len() + 1);
    blocks.extend(loose(site, document, writer, rest));
    blocks
}

fn prose(document: &Document<'_>, writer: &mut Writer<'_>, section: &Section) -> Prose {
    let title = title(document, writer, section);
    writer.under(2);
    Prose {
        id: section.heading.anchor.clone(),
        title: Some(title),
        html: writer.part(document.part(section.body.start, section.body.end)),
    }
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
