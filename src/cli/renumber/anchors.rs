//! A heading that names the old id gets another anchor with the new one, and links to the heading follow.

use std::ops::Range;

use super::Moving;
use crate::cli::load::Loaded;
use crate::cli::plan::Plan;
use crate::text::mentions::{paths, rewritten};
use crate::text::outline::anchors;

/// A heading's anchor before and after, in a file as it is to be called.
struct Renamed {
    path: String,
    old: String,
    new: String,
}

/// Writes the new anchors into the links of every record.
pub(super) fn follow(loaded: &Loaded, moving: &Moving<'_>, plan: &mut Plan) {
    let renamed = renamed(moving, plan);
    if renamed.is_empty() {
        return;
    }
    for record in &loaded.index.records {
        let is_moving = record.source.path == moving.record.source.path;
        let path = match is_moving {
            true => &moving.path,
            false => &record.source.path,
        };
        let planned = plan.files.iter_mut().find(|file| file.path == *path);
        let text = planned
            .as_ref()
            .map_or(&record.source.text, |file| &file.new);
        let edits: Vec<_> = renamed
            .iter()
            .flat_map(|one| one.places(text, path))
            .collect();
        if edits.is_empty() {
            continue;
        }
        let new = rewritten(text, edits);
        match planned {
            Some(file) => file.new = new,
            None => plan.files.extend(Plan::of(record, new, "renumber").files),
        }
    }
}

/// The anchors that differ between what is there and what is planned.
fn renamed(moving: &Moving<'_>, plan: &Plan) -> Vec<Renamed> {
    let mut found = Vec::new();
    for file in &plan.files {
        let old = file.old.as_ref().unwrap_or(&moving.record.source.text);
        let pairs = anchors(old).into_iter().zip(anchors(&file.new));
        found.extend(
            pairs
                .filter(|(old, new)| old != new)
                .map(|(old, new)| Renamed {
                    path: file.path.clone(),
                    old,
                    new,
                }),
        );
    }
    found
}

impl Renamed {
    /// The places of a text that lead to the heading, with what is to stand there.
    fn places(&self, text: &str, path: &str) -> Vec<(Range<usize>, String)> {
        let fragment = format!("#{}", self.old);
        let mut starts: Vec<usize> = paths(text, path, &self.path)
            .into_iter()
            .map(|link| link.end)
            .collect();
        if path == self.path {
            let opens = |at: &usize| text[..*at].ends_with(['(', '<', ' ']);
            starts.extend(
                text.match_indices(&fragment)
                    .map(|(at, _)| at)
                    .filter(opens),
            );
        }
        let leads = |at: &usize| {
            let rest = text[*at..].strip_prefix(&fragment);
            rest.is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || "-_".contains(next))
            })
        };
        let starts = starts.into_iter().filter(leads);
        starts
            .map(|at| (at..at + fragment.len(), format!("#{}", self.new)))
            .collect()
    }
}
