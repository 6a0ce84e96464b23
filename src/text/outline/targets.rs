//! Where a body writes what its links lead to.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::markdown;
use crate::model::source::Span;

/// The places of a body's link targets in its text: those of links and images, and of definitions that links refer to.
///
/// A target that is written with escapes is left out.
#[must_use]
pub fn targets(text: &str, body: Span) -> Vec<Range<usize>> {
    let Some(inner) = text.get(body.range()) else {
        return Vec::new();
    };
    let parser = Parser::new_ext(inner, markdown());
    let mut found: Vec<Range<usize>> = Vec::new();
    let definitions = parser.reference_definitions().iter();
    for (_, definition) in definitions {
        let start = definition.span.start;
        let written = &inner[definition.span.clone()];
        let colon = written.find("]:").map_or(0, |at| at + 2);
        found.extend(behind(written, colon, &definition.dest).map(|range| shifted(range, start)));
    }
    for (event, range) in parser.into_offset_iter() {
        let (Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        })
        | Event::Start(Tag::Image {
            link_type,
            dest_url,
            ..
        })) = event
        else {
            continue;
        };
        let written = &inner[range.clone()];
        if link_type == LinkType::Inline
            && let Some(open) = written.rfind("](")
        {
            found.extend(
                behind(written, open + 2, &dest_url).map(|place| shifted(place, range.start)),
            );
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
        .into_iter()
        .map(|range| shifted(range, body.start))
        .collect()
}

/// The place of a target that stands next behind a place, perhaps in `<>`.
fn behind(written: &str, from: usize, target: &str) -> Option<Range<usize>> {
    let rest = &written[from..];
    let open = rest.len() - rest.trim_start().trim_start_matches('<').len();
    let start = from + open;
    let is_there = !target.is_empty() && written[start..].starts_with(target);
    is_there.then(|| start..start + target.len())
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
