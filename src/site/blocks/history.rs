//! What git tells of a record: each version with its day, its author and what it changed.

use serde::Serialize;

use super::Site;
use crate::model::facts::{Change, Words};
use crate::site::address;
use crate::site::context::{Chip, Day, Who};
use crate::site::pages::version_href;
use crate::site::work::Work;

/// The most versions that a record's page shows; the page of its versions has the others.
const MOST: usize = 50;

/// The versions of a record, newest first.
#[derive(Serialize)]
pub(in crate::site) struct History<'a> {
    id: String,
    rows: Vec<Row<'a>>,
    /// The page of all versions, where there are several.
    versions: Option<String>,
    older: usize,
}

/// A version.
#[derive(Serialize)]
pub(in crate::site) struct Row<'a> {
    date: Day,
    step: &'a str,
    state: Option<Chip>,
    who: Option<Who>,
    words: &'static str,
    added: usize,
    removed: usize,
    /// Where its words are compared with those before.
    compared: Option<String>,
    commit: Option<Commit<'a>>,
    /// It changed what was frozen.
    edited: bool,
}

#[derive(Serialize)]
struct Commit<'a> {
    short: &'a str,
    href: Option<String>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<History<'w>> {
    let stories = site.work.index.facts.stories.as_ref()?;
    let story = stories.get(&site.record.source.path)?;
    let rows = story.iter().take(MOST);
    let rows: Vec<Row<'_>> = rows
        .map(|change| row(site.work, site.at, change, &site.page))
        .collect();
    let versions = site.work.addresses.versions(site.at);
    (!rows.is_empty()).then(|| History {
        id,
        rows,
        versions: versions.map(|path| address::relative(&site.page, path)),
        older: story.len().saturating_sub(MOST),
    })
}

/// A version as a table shows it.
pub(in crate::site) fn row<'w>(
    work: &'w Work<'w>,
    at: usize,
    change: &'w Change,
    page: &str,
) -> Row<'w> {
    let record = &work.index.records[at];
    let words = &work.words.history;
    let (what, added, removed) = match change.words {
        Words::First => ("first", 0, 0),
        Words::Same => ("none", 0, 0),
        Words::Lines(added, removed) => ("changed", added, removed),
    };
    let mut edits = work.trace.edits(&record.source.path).iter();
    Row {
        date: Day::from(change.date),
        step: match change.words {
            Words::Same => &words.noted,
            _ => &words.revised,
        },
        state: change
            .state
            .as_deref()
            .and_then(|name| record.kind.state(name))
            .map(Chip::from),
        who: who(work, change, page),
        words: what,
        added,
        removed,
        compared: version_href(work, at, &change.commit, page),
        commit: Some(Commit {
            short: &change.commit,
            href: None,
        }),
        edited: edits.any(|edit| {
            let commit = edit.commit.as_ref();
            commit.is_some_and(|commit| commit.id.starts_with(&change.commit))
        }),
    }
}

/// The person behind a commit, else the name in it.
fn who(work: &Work<'_>, change: &Change, page: &str) -> Option<Who> {
    let named = change.person.as_deref().unwrap_or(&change.author);
    (!named.is_empty()).then(|| work.who(named, page))
}
