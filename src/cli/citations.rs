//! Where files that are no records name a record.

use std::collections::BTreeSet;
use std::ops::Range;

use super::env::Env;
use super::load::{Loaded, holds};
use crate::model::record::Record;
use crate::report::safe::visible;

/// The files of the working tree that are no records and hold text, with their paths; the log's settings and what
/// belongs to another log are left out.
pub(super) fn outside(
    loaded: &Loaded,
) -> anyhow::Result<impl Iterator<Item = (String, String)> + '_> {
    let paths = loaded.repository.survey("", |_| true)?;
    let index = &loaded.index;
    let logs = loaded.repository.logs();
    // The same id is another record in another log.
    let is_here = move |path: &str| {
        let around = logs.iter().filter(|root| holds(root, path));
        let nearest = around.max_by_key(|root| root.len());
        nearest.is_none_or(|root| *root == index.log.root)
    };
    let others = paths.into_iter().filter(move |path| {
        index.at_path(path).is_none() && *path != index.log.file.path && is_here(path)
    });
    // What is no text cites nothing.
    let text = |path: String| {
        let text = loaded.repository.read_text(&path, None).ok()??;
        Some((path, text))
    };
    Ok(others.filter_map(text))
}

/// Says which lines of a file name a record and stay as they are.
pub(super) fn tell_left(
    (path, text): (&str, &str),
    places: impl IntoIterator<Item = Range<usize>>,
    record: &Record,
    env: &Env,
) {
    let line = |range: Range<usize>| text[..range.start].matches('\n').count() + 1;
    let lines: BTreeSet<usize> = places.into_iter().map(line).collect();
    for line in lines {
        env.say(&format!(
            "left as it is: {}:{line} names {}",
            visible(path),
            record.id
        ));
    }
}
