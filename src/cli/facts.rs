//! What git and the file system know of a log, fetched where a rule or a page asks for it.

use super::citing::citing;
use super::events::events;
use super::load::Loaded;
use super::past;
use super::stories::told;
use crate::check::{self, Options};
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::{Clash, Entry, Facts};
use crate::text::outline;

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
    /// The newest versions of each record, too, to be compared.
    Editions,
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
            let (stories, editions) = told(&loaded, &history, past);
            facts.stories = Some(stories);
            facts.editions = (past == Past::Editions).then_some(editions);
        }
        if past >= Past::Events {
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
        facts.edits = past.edits;
    }
    Ok(Loaded {
        index: loaded.index.with_facts(facts),
        ..loaded
    })
}
