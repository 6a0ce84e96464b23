//! A change before it is there: what is staged as if it were committed, and a branch as if it were merged.
//!
//! A change is judged by the settings of what it is merged onto, so that it cannot lower its own bar. Who there is and
//! which parts the work has are facts, and come with the change; who may do what is asked of what was there before.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::baseline::{self, with_baseline};
use super::env::{Env, Now, end_of};
use super::facts::checked;
use super::failure::{surroundings, usage};
use super::load::{Loaded, SETTINGS, below, holds, log_at, with_records};
use super::past;
use crate::check::{self, Options};
use crate::index::Log;
use crate::model::baseline::Baseline;
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::Clash;
use crate::model::settings::Settings;
use crate::store::{Draft, MERGE, Repository, Revision, StoreError};

/// Commits that are read although nobody made them.
#[derive(Clone, Debug, Default)]
pub(super) struct Unmade {
    /// Their ids.
    pub(super) all: Vec<String>,
    /// Those of them that nobody is the author of.
    pub(super) by_nobody: Vec<String>,
    /// The files and the ids of the records that were there before them.
    pub(super) known: HashSet<String>,
    /// By whose settings the last of them is read and judged; none for its own and those of its first parent.
    pub(super) judged_by: Option<Revision>,
}

/// What is to be merged, and onto what.
#[derive(Clone, Debug)]
pub(super) struct Onto<'a> {
    /// The revision that it is merged onto.
    pub(super) base: &'a str,
    /// The revision whose settings count; none for those of the base.
    pub(super) config_from: Option<&'a str>,
    /// What is merged.
    pub(super) change: Change<'a>,
}

/// What a change is taken from.
#[derive(Clone, Debug)]
pub(super) enum Change<'a> {
    /// The working tree or git's index.
    Draft(Draft),
    /// A revision.
    Revision(&'a str),
}

/// A log as it would be, and as it is without the change.
pub(super) struct Merged {
    /// As it would be.
    pub(super) loaded: Loaded,
    /// As it is; none where there is no log yet.
    before: Option<Loaded>,
    /// What it is merged onto.
    pub(super) base: Revision,
    /// What is found already where the settings were asked for by name; else everything that the base has is.
    baseline: Option<Baseline>,
}

/// The log as git's index has it.
pub(super) fn staged(env: &Env) -> anyhow::Result<Loaded> {
    let repository = Repository::open(&env.cwd)?;
    let root = repository.find_log(&env.cwd)?.root;
    let now = env.now()?;
    let here = log_at(&repository, &root, None, &now).ok().flatten();
    let mut unmade = Unmade::default();
    let time = time(&now, here.as_ref().map(|log| &log.settings));
    let draft = draft(
        &repository,
        env,
        (&Draft::Staged(env.index()), time),
        &mut unmade,
    )?;
    // Before the first commit of all nothing may be staged, and then nothing is there to be read.
    let log = match &draft {
        Some(draft) => log_at(&repository, &root, Some(draft), &now)?,
        None => None,
    };
    let Some(log) = log else {
        let message = format!("`{}` is not staged", below(&root, SETTINGS));
        let help = format!("git add {}", below(&root, SETTINGS));
        return Err(surroundings(message).with_help(help).into());
    };
    let loaded = with_records(repository, env, log, draft)?;
    Ok(Loaded { unmade, ..loaded })
}

/// The log as it would be with a change merged.
pub(super) fn merged(env: &Env, onto: &Onto<'_>) -> anyhow::Result<Merged> {
    let repository = Repository::open(&env.cwd)?;
    let root = repository.find_log(&env.cwd)?.root;
    if repository.is_shallow() {
        let message = format!(
            "the clone is shallow, so nobody knows where `HEAD` and `{}` parted",
            onto.base
        );
        let help = "`git fetch --unshallow`; in a GitHub workflow `fetch-depth: 0`, in GitLab \
                    `GIT_DEPTH: 0`";
        return Err(surroundings(message).with_help(help).into());
    }
    let base = repository.resolve(onto.base)?;
    let now = env.now()?;
    let bar = bar(&repository, onto, (&root, &base, &now))?;
    let mut unmade = Unmade::default();
    let time = time(&now, bar.log.as_ref().map(|log| &log.settings));
    let head = head(&repository, env, (onto, time), &mut unmade)?;
    if repository.fork(&base.id, &head.id)?.is_none() {
        let message = format!("`HEAD` and `{}` have no history in common", onto.base);
        let help = "`git fetch --unshallow` where the clone was made with `--depth`";
        return Err(surroundings(message).with_help(help).into());
    }
    let imagined = repository.imagine_merge(&base, &head, time)?;
    unmade.all.push(imagined.revision.id.clone());
    unmade.by_nobody.push(imagined.revision.id.clone());
    unmade.judged_by = bar.log.is_some().then_some(bar.revision);
    let would_be = log_at(&repository, &root, Some(&imagined.revision), &now)?;
    let Some(would_be) = would_be else {
        let message = format!("merged onto `{}` there is no log at this place", onto.base);
        return Err(usage(message).into());
    };
    let (log, before) = match bar.log {
        Some(bar) if onto.config_from.is_some() => (bar.clone(), Some(bar)),
        Some(bar) => (raised(would_be, &bar), Some(bar)),
        None => (would_be, None),
    };
    let mut loaded = with_records(repository, env, log, Some(imagined.revision))?;
    loaded.unmade = unmade;
    add_conflicts(&mut loaded, &imagined.conflicts, onto.base);
    let before = before.map(|log| {
        let repository = Repository::open(&env.cwd)?;
        with_records(repository, env, log, Some(base.clone()))
    });
    let before = before.transpose()?;
    for index in before.iter().map(|before| &before.index) {
        let records = index.records.iter();
        let named = records.flat_map(|record| [record.source.path.clone(), record.id.to_string()]);
        let unreadable = index.unreadable.iter().map(|source| source.path.clone());
        loaded.unmade.known.extend(named.chain(unreadable));
    }
    Ok(Merged {
        loaded,
        before,
        base,
        baseline: bar.baseline,
    })
}

/// What a change is judged by.
struct Bar {
    revision: Revision,
    /// Its log; none where there is no log yet.
    log: Option<Log>,
    /// Its baseline, where it was asked for by name.
    baseline: Option<Baseline>,
}

fn bar(
    repository: &Repository,
    onto: &Onto<'_>,
    (root, base, now): (&str, &Revision, &Now),
) -> anyhow::Result<Bar> {
    let Some(named) = onto.config_from else {
        return Ok(Bar {
            revision: base.clone(),
            log: log_at(repository, root, Some(base), now)?,
            baseline: None,
        });
    };
    let revision = repository.resolve(named)?;
    let Some(log) = log_at(repository, root, Some(&revision), now)? else {
        let message = format!("`{}` has no log at this place", revision.id);
        return Err(usage(message).into());
    };
    let baseline = baseline::read(repository, root, &log.settings, Some(&revision))?;
    Ok(Bar {
        revision,
        log: Some(log),
        baseline: Some(baseline),
    })
}

/// What is merged.
fn head(
    repository: &Repository,
    env: &Env,
    (onto, time): (&Onto<'_>, i64),
    unmade: &mut Unmade,
) -> anyhow::Result<Revision> {
    let head = match &onto.change {
        Change::Revision(named) => Some(repository.resolve(named)?),
        Change::Draft(what) => draft(repository, env, (what, time), unmade)?,
    };
    let none = || StoreError::ResolveRevision {
        revision: "HEAD".to_owned(),
    };
    Ok(head.ok_or_else(none)?)
}

/// The log as it would be, and what the rules find in it that they do not find without the change.
///
/// Of several findings that are about the same, as many are new as there are more than before.
pub(super) fn newly_found(
    merged: Merged,
    options: &Options,
    clashes: Vec<Clash>,
) -> anyhow::Result<(Loaded, Vec<Diagnostic>)> {
    let Merged {
        mut loaded,
        before,
        base,
        baseline,
    } = merged;
    let mut known = Vec::new();
    if let Some(mut before) = before {
        together(&mut before, &mut loaded, (options, &base))?;
        (_, known) = checked(with_baseline(before)?, options, Vec::new())?;
    }
    // What a baseline counts is not new; one that counts too much is.
    let loaded = with_baseline(loaded)?;
    let (mut loaded, mut findings) = checked(loaded, options, clashes)?;
    if let Some(baseline) = baseline {
        loaded.index.log.baseline = baseline;
        findings = check::held(&loaded.index, findings).told;
    }
    Ok((loaded, without(findings, &known)))
}

/// The findings that are more than those known already: of several that are about the same, those in other files.
fn without(findings: Vec<Diagnostic>, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut paths: HashMap<_, Vec<&str>> = HashMap::new();
    for finding in known {
        let same = paths.entry(finding.key()).or_default();
        same.push(&finding.path);
    }
    let mut take = |finding: &Diagnostic, is_it: &dyn Fn(&str) -> bool| {
        let same = paths.get_mut(&finding.key());
        let taken = same.and_then(|same| {
            let at = same.iter().position(|path| is_it(path))?;
            Some(same.swap_remove(at))
        });
        taken.is_some()
    };
    let mut left = findings;
    left.retain(|finding| !take(finding, &|path| path == finding.path));
    left.retain(|finding| !take(finding, &|_| true));
    left
}

/// Does for both what need not be done twice: commits are followed once, and where every id is still there, nothing but
/// the files that differ can name one that is not.
fn together(
    before: &mut Loaded,
    loaded: &mut Loaded,
    (options, base): (&Options, &Revision),
) -> anyhow::Result<()> {
    if check::needs(&loaded.index, options).steps {
        let (was, is) = past::read_both(loaded, before)?;
        before.past = Some(was);
        loaded.past = Some(is);
    }
    let ids = before.index.names();
    if ids.into_iter().all(|id| !loaded.index.cited(id).is_empty()) {
        let changed = loaded
            .repository
            .changed(base, loaded.revision.as_ref())?
            .into_keys();
        let changed: HashSet<String> = changed.collect();
        before.cited_in = Some(changed.clone());
        loaded.cited_in = Some(changed);
    }
    Ok(())
}

/// What is drafted as a commit, or `HEAD` where that holds the same; none before the first commit.
fn draft(
    repository: &Repository,
    env: &Env,
    (draft, time): (&Draft, i64),
    unmade: &mut Unmade,
) -> anyhow::Result<Option<Revision>> {
    // What is done while commits are put anew is done by those who made them.
    let for_others = repository
        .unfinished()
        .is_some_and(|operation| operation != MERGE);
    let author = repository.identity(&env.author()).ok();
    let author = author.filter(|_| !for_others);
    match repository.imagine(draft, author.as_ref(), time)? {
        Some(made) => {
            unmade.all.push(made.id.clone());
            if author.is_none() {
                unmade.by_nobody.push(made.id.clone());
            }
            Ok(Some(made))
        }
        None => match repository.head()? {
            Some(head) => Ok(Some(repository.resolve(&head.id)?)),
            None => Ok(None),
        },
    }
}

/// A log as a change has it, under the settings of what it is merged onto: but for who there is and which parts the work
/// has.
fn raised(would_be: Log, bar: &Log) -> Log {
    let facts = would_be.settings;
    Log {
        settings: Settings {
            people: facts.people,
            teams: facts.teams,
            areas: facts.areas,
            ..bar.settings.clone()
        },
        kinds: bar.kinds.clone(),
        name: bar.name.clone(),
        title: bar.title.clone(),
        ..would_be
    }
}

/// The files and folders that a log reads, from the repository's root.
fn our_files(log: &Log) -> Vec<String> {
    let (settings, kinds) = past::places(&log.root);
    let folders = log.kinds.iter().map(|kind| log.folder(kind));
    folders
        .chain([settings, kinds, ".mailmap".to_owned()])
        .collect()
}

/// A finding for each file of the log that git cannot merge.
fn add_conflicts(loaded: &mut Loaded, conflicts: &[String], base: &str) {
    let files = our_files(&loaded.index.log);
    let ours = conflicts
        .iter()
        .filter(|path| files.iter().any(|file| holds(file, path)));
    let problems: Vec<_> = ours.map(|path| conflict(loaded, path, base)).collect();
    loaded.index.problems.extend(problems);
}

fn conflict(loaded: &Loaded, path: &str, base: &str) -> Diagnostic {
    let message = format!("`{path}` was changed here and in `{base}`, and git cannot merge that");
    let finding = Diagnostic::new("merge-conflict", path, message);
    let finding = match loaded.index.at_path(path) {
        Some(at) => {
            let record = &loaded.index.records[at];
            finding.with_id(&record.id).with_span(record.place())
        }
        None => finding,
    };
    finding.with_help(format!("git merge {base}"))
}

/// The second since 1970 at which what nobody made is made: now, or the end of the day that counts as today.
fn time(now: &Now, settings: Option<&Settings>) -> i64 {
    let zone = settings.map_or(TimeZone::UTC, |settings| settings.log.zone());
    match now {
        Now::Day(day) => end_of(*day, &zone).unwrap_or_default(),
        Now::Moment(moment) => moment.as_second(),
    }
}
