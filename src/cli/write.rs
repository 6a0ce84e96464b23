//! What every writing command does once its new texts are ready: check them in memory, write, commit, tell.

use super::args::Writing;
use super::env::Env;
use super::failure::{Refused, surroundings};
use super::hold::hold_against_rules;
use super::kinds;
use super::load::{Loaded, SETTINGS};
use super::plan::Plan;
use super::remember::Memory;
use super::uncommitted::{left, uncommitted};
use crate::report::change::{Before, Change, Changed};
use crate::report::style::Style;
use crate::report::{change, diff};
use crate::store::{Commit, CommitRequest, Expect, Kept, NewFile, Obstacle, Repository, Stage};

/// Whether a plan is ours to commit, from the flags and the settings.
pub(super) fn wants_commit(loaded: &Loaded, writing: &Writing) -> bool {
    writing.commit || (loaded.index.log.settings.log.commit && !writing.no_commit)
}

/// Checks a plan in memory, then carries it out and tells what was done.
pub(super) fn write(
    loaded: Loaded,
    plan: &Plan,
    writing: &Writing,
    env: &mut Env,
) -> anyhow::Result<Change> {
    let commit = wants_commit(&loaded, writing);
    // Where nobody was to wait for an answer or an editor, the lock is still to be had.
    let lock = match &loaded.lock {
        None if !writing.dry_run => Some(loaded.repository.lock()?),
        _ => None,
    };
    let loaded = hold_against_rules(loaded, plan)?;
    let asked = Asked {
        dry_run: writing.dry_run,
        commit,
        needed: needed(&loaded, plan)?,
        remember: Remember::Yes,
    };
    let done = carry_out(&loaded.repository, plan, &asked, env)?;
    drop(lock);
    tell(&done, env)?;
    Ok(done)
}

/// What of a plan is wanted.
pub(super) struct Asked {
    /// Print the diff only.
    pub(super) dry_run: bool,
    /// Commit what is written.
    pub(super) commit: bool,
    /// Files without which nobody can read what is committed: a commit takes those along that git has not seen yet.
    pub(super) needed: Vec<String>,
    /// Whether it can be taken back afterwards.
    pub(super) remember: Remember,
}

/// Whether a plan is written down for `declog undo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remember {
    Yes,
    /// It takes something back itself.
    No,
    /// It ends what a command that takes something back has begun: what differs from `HEAD` is ours.
    Resumed,
}

/// The log's settings, and the files of those kinds of its own that the plan has records of.
fn needed(loaded: &Loaded, plan: &Plan) -> anyhow::Result<Vec<String>> {
    let log = &loaded.index.log;
    let mut needed = vec![log.file.path.clone()];
    let kinds = plan.files.iter().filter_map(|file| log.kind_of(&file.path));
    for path in kinds.flat_map(|kind| kinds::files(&log.root, &kind.name)) {
        let there = loaded.repository.read_text(&path, None)?.is_some();
        if there && !needed.contains(&path) && !loaded.repository.is_ignored(&path)? {
            needed.push(path);
        }
    }
    Ok(needed)
}

/// Refuses files that git ignores.
fn not_ignored(repository: &Repository, plan: &Plan, env: &Env) -> anyhow::Result<()> {
    let place = env.place(repository);
    for file in &plan.files {
        if repository.is_ignored(&file.path)? {
            let help = format!(
                "`{} check-ignore -v {}` names the pattern",
                place.git(),
                place.word(&file.path)
            );
            return Err(
                surroundings(format!("git ignores `{}`; nothing was written", file.path))
                    .with_help(help)
                    .into(),
            );
        }
    }
    Ok(())
}

/// Writes and commits a plan, or gives only the diff of it.
pub(super) fn carry_out(
    repository: &Repository,
    plan: &Plan,
    asked: &Asked,
    env: &Env,
) -> anyhow::Result<Change> {
    not_ignored(repository, plan, env)?;
    let place = env.place(repository);
    let mut done = Change {
        changed: changed(repository, plan)?,
        place,
        ..Change::default()
    };
    if asked.dry_run {
        done.diff = Some(difference(plan, env)?);
        return Ok(done);
    }
    let obstacle = obstacle(repository, plan, asked)?;
    // Everything that has to be asked is asked before anything is written.
    let request = match asked.commit && obstacle.is_none() {
        true => Some(request(repository, plan, asked)?),
        false => None,
    };
    let paths = known(repository, plan)?;
    let stage = match &request {
        Some(_) => Stage::Committing,
        None => Stage::Writing,
    };
    let mut memory = match asked.remember {
        Remember::Yes if !plan.paths().is_empty() => Memory::begin(repository, plan, stage, env),
        _ => Memory::none(plan),
    };
    match repository.write(&new_files(plan)) {
        Ok(folders) => memory.made(folders),
        Err(error) => {
            match is_as_before(repository, plan) {
                true => memory.forget(),
                // What could not be taken back now can be later.
                false => drop(memory.end(None)),
            }
            return Err(error.into());
        }
    }
    if let Some(obstacle) = obstacle {
        env.say(&left(&obstacle, &paths, &done.place));
    }
    let committed = request.map(|request| {
        for path in request
            .paths
            .iter()
            .filter(|path| asked.needed.contains(path) && !plan.has(path))
        {
            env.say(&format!(
                "committing `{path}` along with it, which git had not seen yet"
            ));
        }
        commit(repository, &request, env)
    });
    let made = committed.as_ref().and_then(|made| made.as_ref().ok());
    done.undo = memory.end(made.map(|commit| commit.id.clone()));
    done.commit = committed.transpose()?.map(|commit| commit.id);
    Ok(done)
}

/// What keeps a plan from being committed, where that is wanted.
fn obstacle(
    repository: &Repository,
    plan: &Plan,
    asked: &Asked,
) -> anyhow::Result<Option<Obstacle>> {
    if !asked.commit {
        return Ok(None);
    }
    let ours = |obstacle: &Obstacle| {
        asked.remember == Remember::Resumed && matches!(obstacle, Obstacle::UserChanges(_))
    };
    let obstacle = repository.obstacle(&plan.paths())?;
    Ok(obstacle.filter(|obstacle| !ours(obstacle)))
}

/// Whether the files of a plan are as they were before it.
fn is_as_before(repository: &Repository, plan: &Plan) -> bool {
    plan.kept().iter().all(|file| {
        let now = repository.read_text(&file.path, None);
        now.is_ok_and(|now| now == file.old)
    })
}

fn difference(plan: &Plan, env: &Env) -> anyhow::Result<String> {
    let kept = plan.kept();
    let files: Vec<_> = kept
        .iter()
        .map(|file| diff::FileDiff {
            path: &file.path,
            old: file.old.as_deref(),
            new: file.new.as_deref(),
        })
        .collect();
    let style = if env.wants_json() {
        Style::Plain
    } else {
        env.style()
    };
    let mut text = Vec::new();
    diff::write(&files, style, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Prints what was done.
pub(super) fn tell(done: &Change, env: &mut Env) -> anyhow::Result<()> {
    if env.wants_json() {
        change::write_json(done, &mut env.out)?;
    } else if !env.global.quiet || done.diff.is_some() {
        change::write(done, &mut env.out)?;
    }
    Ok(())
}

fn changed(repository: &Repository, plan: &Plan) -> anyhow::Result<Vec<Changed>> {
    let mut all = Vec::new();
    for file in &plan.files {
        let before = match &file.old {
            None => Before::Nothing,
            Some(_) if repository.dirty(std::slice::from_ref(&file.path))? => Before::Uncommitted,
            Some(_) => Before::Committed,
        };
        all.push(Changed {
            id: file.id.as_ref().map(ToString::to_string),
            path: file.path.clone(),
            from: file.from.clone(),
            to: file.to.clone(),
            before,
        });
    }
    for file in &plan.gone {
        let before = match repository.dirty(std::slice::from_ref(&file.path))? {
            true => Before::RemovedUncommitted,
            false => Before::Removed,
        };
        all.push(Changed {
            id: file.id.as_ref().map(ToString::to_string),
            path: file.path.clone(),
            from: file.from.clone(),
            to: None,
            before,
        });
    }
    Ok(all)
}

fn new_files(plan: &Plan) -> Vec<NewFile> {
    let new = |file: Kept| NewFile {
        like: plan
            .moved()
            .filter(|(_, new)| new.path == file.path)
            .map(|(gone, _)| gone.path.clone()),
        path: file.path,
        text: file.new,
        expect: file.old.map_or(Expect::New, Expect::Was),
    };
    plan.kept().into_iter().map(new).collect()
}

/// The plan's files but for those that go and that git never knew: of those it has nothing to take out.
fn known(repository: &Repository, plan: &Plan) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    for path in plan.paths() {
        let goes = plan.gone.iter().any(|file| file.path == path);
        if !goes || repository.is_known(&path)? {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// What is to be committed: the plan's files, and those without which nobody could read them.
fn request(repository: &Repository, plan: &Plan, asked: &Asked) -> anyhow::Result<CommitRequest> {
    let mut paths = known(repository, plan)?;
    for path in &asked.needed {
        if !paths.contains(path) && !repository.is_known(path)? {
            paths.push(path.clone());
        }
    }
    Ok(CommitRequest {
        message: message(plan),
        paths,
    })
}

fn commit(repository: &Repository, request: &CommitRequest, env: &Env) -> Result<Commit, Refused> {
    let committed = repository.commit(request);
    committed.map_err(|error| uncommitted(&error, &request.paths, env.place(repository)))
}

/// The commit's message.
pub(super) fn message(plan: &Plan) -> String {
    let mut message = format!("declog: {}\n", one_line(&plan.subject));
    if !plan.trailers.is_empty() {
        message.push('\n');
        for trailer in &plan.trailers {
            message.push_str(&one_line(trailer));
            message.push('\n');
        }
    }
    message
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a log's settings are, from the repository's root.
pub(super) fn settings_path(root: &str) -> String {
    super::load::below(root, SETTINGS)
}
