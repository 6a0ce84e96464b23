//! The steps that were taken on the checked line, as git tells them, ready to be judged.
//!
//! Commits are followed from the oldest to the newest along first parents. What a merge brought is looked up in the
//! commits that it merged, so that whoever took a step there is known.

mod behind;
mod bench;
mod breaches;
mod edited;
mod era;
mod fold;
mod guard;
mod keep;
mod pending;
mod seen;
mod steps;

use std::sync::Arc;

use super::load::Loaded;
use super::onto::Unmade;
use crate::model::frozen::{Breach, Edit};
use crate::model::taken::Taken;
use crate::store::{LineCommit, Places};
use era::{Era, Eras};
use fold::{Fold, Followed};
use seen::{Versions, Wanted};

pub(super) use bench::Bench;
pub(super) use era::places;

/// What the checked line tells.
pub(super) struct Past {
    /// Every step that still counts, oldest first, and those of the working tree that are not committed.
    pub(super) taken: Vec<Taken>,
    /// What was to stay and did not.
    pub(super) breaches: Vec<Breach>,
    /// The versions that changed what was frozen.
    pub(super) edits: Vec<Edit>,
}

/// Follows the checked line, and what of the working tree is not committed.
pub(super) fn read(loaded: &Loaded) -> anyhow::Result<Past> {
    let mut all = followed(loaded)?.0;
    if loaded.revision.is_none() {
        let uncommitted = pending::uncommitted(loaded, &all)?;
        all.taken.extend(uncommitted);
    }
    Ok(told(loaded, all))
}

/// Follows the checked line once for a log as it would be and as it is: what is told of the latter, then of the former.
pub(super) fn read_both(loaded: &Loaded, before: &Loaded) -> anyhow::Result<(Past, Past)> {
    let (after, until) = followed(loaded)?;
    let until = match until {
        Some(until) => until,
        None => followed(before)?.0,
    };
    Ok((told(before, until), told(loaded, after)))
}

fn told(loaded: &Loaded, all: Followed) -> Past {
    let (breaches, edits) = breaches::breaches(loaded, &all);
    Past {
        breaches,
        edits,
        taken: all.taken,
    }
}

/// The records at the end of the checked line, and the steps that brought them there; the same before the last commit,
/// where nobody made that.
fn followed(loaded: &Loaded) -> anyhow::Result<(Followed, Option<Followed>)> {
    let repository = &loaded.repository;
    let root = &loaded.index.log.root;
    let (settings, kinds) = era::places(root);
    let places = Places {
        settings: &settings,
        kinds: &kinds,
    };
    let chain = repository.chain(places, loaded.revision.as_ref())?;
    let eras = Eras::read(repository, root, &chain)?;
    let line = repository.line(&chain, &eras.folders())?;
    let is_cut = line.first().is_some_and(|first| first.is_partial);
    let mut line = dated(loaded, &eras, &line)?;
    let bar = match &loaded.unmade.judged_by {
        Some(revision) => era::at(repository, root, revision)?.map(Arc::new),
        None => None,
    };
    if let (Some(last), Some(bar)) = (line.last_mut(), &bar)
        && loaded.unmade.all.contains(&last.commit.witness.id)
    {
        last.before = Some(bar);
        last.after = bar;
        last.files = Vec::new();
    }
    let versions = Versions::read(repository, &wanted(&line));
    let mut fold = Fold::new(repository, &versions, loaded.index.log.as_of);
    fold.is_cut = is_cut;
    let mut until = None;
    for moment in &line {
        if loaded.unmade.all.contains(&moment.commit.witness.id) {
            until = Some(fold.clone().into_taken());
        }
        fold.take(moment);
    }
    Ok((fold.into_taken(), until))
}

/// A commit of the line with what was in force just before it, and with it.
struct Moment<'a> {
    commit: &'a LineCommit,
    /// None where nothing was.
    before: Option<&'a Arc<Era>>,
    /// What it made; where that cannot be read, what was before.
    after: &'a Arc<Era>,
    /// Every file of the record folders, where the commit changes how they are read.
    files: Vec<(String, String)>,
    /// The commits that nobody made.
    unmade: &'a Unmade,
}

/// The commits from the first readable settings on.
fn dated<'a>(
    loaded: &'a Loaded,
    eras: &'a Eras,
    line: &'a [LineCommit],
) -> anyhow::Result<Vec<Moment<'a>>> {
    let repository = &loaded.repository;
    let mut before: Option<&Arc<Era>> = None;
    let mut all = Vec::new();
    for commit in line {
        let after = eras.of(&commit.basis).or(before);
        if let Some(after) = after {
            let files = match before.is_some_and(|before| before.reads_like(after)) {
                true => Vec::new(),
                false => repository.files_at(&commit.witness.id, &after.folders())?,
            };
            all.push(Moment {
                commit,
                before,
                after,
                files,
                unmade: &loaded.unmade,
            });
        }
        before = after;
    }
    Ok(all)
}

/// Every version of a record that somebody will look at.
fn wanted<'a>(line: &'a [Moment<'a>]) -> Vec<Wanted<'a>> {
    let mut all = Vec::new();
    for moment in line {
        let log = &moment.after.log;
        let own = moment.commit.changes.iter();
        let merged = moment.commit.merged.iter().flat_map(|one| &one.changes);
        all.extend(
            moment
                .files
                .iter()
                .map(|(path, blob)| Wanted { log, path, blob }),
        );
        for change in own.chain(merged) {
            for blob in [&change.before, &change.after].into_iter().flatten() {
                all.push(Wanted {
                    log,
                    path: &change.path,
                    blob,
                });
            }
        }
    }
    all
}
