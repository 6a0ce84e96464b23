//! What git tells of a record: each version with its day, its author and what it changed.

use serde::Serialize;

use super::Site;
use crate::model::facts::{Change, Words};
use crate::site::context::{Chip, Day, Who};

/// The versions of a record, newest first.
#[derive(Serialize)]
pub(in crate::site) struct History<'a> {
    id: String,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    date: Day,
    step: &'a str,
    state: Option<Chip>,
    who: Option<Who>,
    words: &'static str,
    added: usize,
    removed: usize,
    commit: Option<Commit<'a>>,
}

#[derive(Serialize)]
struct Commit<'a> {
    short: &'a str,
    href: Option<String>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<History<'w>> {
    let stories = site.work.index.facts.stories.as_ref()?;
    let story = stories.get(&site.record.source.path)?;
    let rows: Vec<Row<'_>> = story.iter().map(|change| row(site, change)).collect();
    (!rows.is_empty()).then_some(History { id, rows })
}

fn row<'w>(site: &Site<'w>, change: &'w Change) -> Row<'w> {
    let kind = &site.record.kind;
    let words = &site.work.words.history;
    let (what, added, removed) = match change.words {
        Words::First => ("first", 0, 0),
        Words::Same => ("none", 0, 0),
        Words::Lines(added, removed) => ("changed", added, removed),
    };
    Row {
        date: Day::from(change.date),
        step: match change.words {
            Words::Same => &words.noted,
            _ => &words.revised,
        },
        state: change
            .state
            .as_deref()
            .and_then(|name| kind.state(name))
            .map(Chip::from),
        who: who(site, change),
        words: what,
        added,
        removed,
        commit: Some(Commit {
            short: &change.commit,
            href: None,
        }),
    }
}

/// The person behind a commit, else the name in it.
fn who(site: &Site<'_>, change: &Change) -> Option<Who> {
    let named = change.person.as_deref().unwrap_or(&change.author);
    (!named.is_empty()).then(|| site.work.who(named, &site.page))
}
