//! A list of what has to be true before work has changed hands, with how much of it is.

use pulldown_cmark::Event;
use serde::Serialize;

use super::Tally;
use crate::site::markdown::{Document, Part};

/// The section with its count.
#[derive(Serialize)]
pub(in crate::site) struct Checklist {
    pub(super) id: String,
    /// HTML.
    pub(super) title: String,
    pub(super) html: String,
    pub(super) tally: Tally,
}

/// The section that is one.
pub(super) const SECTION: &str = "checklist";

/// How many boxes of a part are ticked; none where it has no boxes.
pub(super) fn tally(document: &Document<'_>, part: Part) -> Option<Tally> {
    let boxes = document
        .events(part)
        .iter()
        .filter_map(|(event, _)| match event {
            Event::TaskListMarker(ticked) => Some(*ticked),
            _ => None,
        });
    let boxes: Vec<bool> = boxes.collect();
    (!boxes.is_empty()).then(|| Tally {
        done: boxes.iter().filter(|ticked| **ticked).count(),
        of: boxes.len(),
    })
}
