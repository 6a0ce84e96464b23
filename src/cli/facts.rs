//! What git and the file system know of a log, fetched where a rule or a page asks for it.

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::citing::citing;
use super::events::events;
use super::load::Loaded;
use super::past;
use crate::check::{self, Options};
use crate::index::Index;
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::{Change, Clash, Entry, Facts, History, Words};
use crate::model::record::Record;
use crate::model::source::Content;
use crate::text::{outline, parse};

/// Fetches what the rules need, and runs them on that and on what other branches claim.
pub(super) fn checked(
    loaded: Loaded,
    options: &Options,
    clashes: Vec<Clash>,
) -> anyhow::Result<(Loaded, Vec<Diagnostic>)> {
    let loaded = with_facts(loaded, options, Past::Steps)?;
    let facts = Facts {
        clashes,
        ..loaded.index.facts.clone()
    };
    let loaded = Loaded {
        index: loaded.index.with_facts(facts),
        ..loaded
    };
    let findings = check::run(&loaded.index, options);
    Ok((loaded, findings))
}

/// How much of git's history is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Past {
    /// What the rules on records need of it, not those on steps.
    Rules,
    /// What all rules need of it.
    Steps,
    /// The day that each record was written, too.
    Created,
    /// The day that each record's file was last touched, too.
    Updated,
    /// The story of each record, too.
    Stories,
    /// What became of every record by every commit, too.
    Events,
}

/// Fetches the day that each record was written, where one does not say so itself.
pub(super) fn with_created(loaded: Loaded) -> anyhow::Result<Loaded> {
    with_past(loaded, Past::Created)
}

/// Fetches as much of the past as is wanted, and nothing for the rules; no stories.
pub(super) fn with_past(loaded: Loaded, past: Past) -> anyhow::Result<Loaded> {
    if past < Past::Created || (past == Past::Created && !has_undated(&loaded)) {
        return Ok(loaded);
    }
    let history = loaded
        .repository
        .history(&loaded.folders(), loaded.revision.as_ref())?;
    let facts = Facts {
        history: Some(history),
        ..Facts::default()
    };
    Ok(Loaded {
        index: loaded.index.with_facts(facts),
        ..loaded
    })
}

/// Whether a record does not say itself when it was written.
fn has_undated(loaded: &Loaded) -> bool {
    let mut records = loaded.index.records.iter();
    records.any(|record| record.date("created").is_none())
}

/// Fetches what the rules need, and as much of the past as is wanted.
pub(super) fn with_facts(
    mut loaded: Loaded,
    options: &Options,
    past: Past,
) -> anyhow::Result<Loaded> {
    let needs = check::needs(&loaded.index, options);
    let at = loaded.revision.as_ref();
    let mut facts = Facts {
        known: loaded.unmade.known.clone(),
        shallow: loaded.repository.is_shallow(),
        ..Facts::default()
    };
    let mut targets = loaded
        .repository
        .targets(needs.targets.iter().map(|target| target.path.as_str()), at)?;
    for target in needs.targets.iter().filter(|target| target.headings) {
        if targets.get(&target.path) == Some(&Entry::File(None))
            && let Some(text) = loaded.repository.read_target(&target.path, at)?
        {
            targets.insert(
                target.path.clone(),
                Entry::File(Some(outline::anchors(&text))),
            );
        }
    }
    facts.targets = Some(targets);
    if needs.paths {
        facts.paths = Some(loaded.repository.paths(at)?);
    }
    facts.lost = loaded.repository.lost(needs.revisions)?;
    if needs.citations && past >= Past::Steps {
        facts.citing = citing(&loaded)?;
    }
    let wanted = past > Past::Created || (past == Past::Created && has_undated(&loaded));
    if needs.history || wanted {
        let history = loaded.repository.history(&loaded.folders(), at)?;
        if past >= Past::Stories {
            facts.stories = Some(told(&loaded, &history));
        }
        if past == Past::Events {
            facts.events = Some(events(&loaded, &history, history.commits.len()));
        }
        facts.history = Some(history);
    }
    if needs.steps && past != Past::Rules {
        let past = match loaded.past.take() {
            Some(past) => past,
            None => past::read(&loaded)?,
        };
        facts.taken = Some(past.taken);
        facts.breaches = past.breaches;
    }
    Ok(Loaded {
        index: loaded.index.with_facts(facts),
        ..loaded
    })
}

/// The story of each record: what each version changed, newest first.
fn told(loaded: &Loaded, history: &History) -> HashMap<String, Vec<Change>> {
    let index = &loaded.index;
    let blobs: Vec<&str> = index
        .records
        .iter()
        .filter_map(|record| history.versions.get(&record.source.path))
        .flatten()
        .filter_map(|version| version.blob.as_deref())
        .collect();
    let contents = loaded.repository.read_blobs(&blobs);
    let by_blob: HashMap<&str, &Content> = blobs.iter().copied().zip(&contents).collect();
    let story = |record: &Record| {
        (
            record.source.path.clone(),
            story(index, history, record, &by_blob),
        )
    };
    index.records.par_iter().map(story).collect()
}

/// A version's state and body, as far as a story is about them.
struct Told {
    state: Option<String>,
    body: String,
}

fn story(
    index: &Index,
    history: &History,
    record: &Record,
    blobs: &HashMap<&str, &Content>,
) -> Vec<Change> {
    let versions = history
        .versions
        .get(&record.source.path)
        .map_or(&[][..], Vec::as_slice);
    let mut before: Option<Told> = None;
    let mut changes = Vec::new();
    for version in versions.iter().rev() {
        let commit = &history.commits[version.commit];
        let content = version.blob.as_deref().and_then(|blob| blobs.get(blob));
        let Some(now) = content.and_then(|content| read(record, content)) else {
            continue;
        };
        let words = match &before {
            None => Words::First,
            Some(before) if before.body == now.body => Words::Same,
            Some(before) => lines(&before.body, &now.body),
        };
        let moved = before
            .as_ref()
            .is_none_or(|before| before.state != now.state);
        changes.push(Change {
            date: index.log.day_of(commit.time),
            author: commit.author.clone(),
            person: index
                .log
                .directory()
                .with_mail(&commit.email)
                .map(str::to_owned),
            commit: commit.id[..10.min(commit.id.len())].to_owned(),
            state: now.state.clone().filter(|_| moved),
            words,
        });
        before = Some(now);
    }
    changes.reverse();
    changes
}

fn read(record: &Record, content: &Content) -> Option<Told> {
    match parse::parse_again(record, content.clone()).outcome {
        parse::Outcome::Record(record) => Some(Told {
            state: record.state().map(|state| state.name.clone()),
            body: record.source.slice(record.body).to_owned(),
        }),
        _ => None,
    }
}

fn lines(old: &str, new: &str) -> Words {
    let diff = similar::TextDiff::from_lines(old, new);
    let mut count = (0, 0);
    for change in diff.iter_all_changes() {
        match change.tag() {
            similar::ChangeTag::Insert => count.0 += 1,
            similar::ChangeTag::Delete => count.1 += 1,
            similar::ChangeTag::Equal => {}
        }
    }
    Words::Lines(count.0, count.1)
}
