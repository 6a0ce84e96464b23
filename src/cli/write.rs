//! What every writing command does once its new texts are ready: check them in memory, write, commit, tell.

use std::collections::HashSet;

use super::args::Writing;
use super::env::Env;
use super::facts::{Stories, with_facts};
use super::failure::{FORBIDDEN, finding, forbidden};
use super::load::{Loaded, SETTINGS};
use crate::check::{self, Options};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::model::source::{Content, File};
use crate::report::change::{Before, Change, Changed};
use crate::report::{change, diff};
use crate::store::{CommitRequest, Expect, NewFile, Obstacle, Repository};
use crate::text::parse;

/// New texts, and what to call the commit.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The files, in the order they are told.
    pub(super) files: Vec<Planned>,
    /// First line of the commit's message, without `declog: `.
    pub(super) subject: String,
    /// Trailers of the commit's message.
    pub(super) trailers: Vec<String>,
}

/// One file as it is to be.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// The record; none for a file that is none.
    pub(super) id: Option<Id>,
    /// From the repository's root.
    pub(super) path: String,
    /// What is there; none for a new file.
    pub(super) old: Option<String>,
    /// What is to be there.
    pub(super) new: String,
    /// The state before.
    pub(super) from: Option<String>,
    /// The state after.
    pub(super) to: Option<String>,
}

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
) -> anyhow::Result<()> {
    let commit = wants_commit(&loaded, writing);
    let loaded = hold_against_rules(loaded, plan)?;
    let settings = loaded.settings.path.clone();
    let done = carry_out(
        &loaded.repository,
        plan,
        &Asked {
            dry_run: writing.dry_run,
            commit,
            settings,
        },
        env,
    )?;
    if let Some(done) = done {
        tell(&done, env)?;
    }
    Ok(())
}

/// What of a plan is wanted.
pub(super) struct Asked {
    /// Print the diff only.
    pub(super) dry_run: bool,
    /// Commit what is written.
    pub(super) commit: bool,
    /// The log's settings, which the first commit takes along.
    pub(super) settings: String,
}

/// Writes and commits a plan; none where only the diff was wanted.
pub(super) fn carry_out(
    repository: &Repository,
    plan: &Plan,
    asked: &Asked,
    env: &mut Env,
) -> anyhow::Result<Option<Change>> {
    for file in &plan.files {
        if repository.is_ignored(&file.path)? {
            return Err(forbidden(format!("git ignores `{}`", file.path))
                .with_help(format!(
                    "`git check-ignore -v {}` names the pattern",
                    file.path
                ))
                .into());
        }
    }
    if asked.dry_run {
        let files: Vec<_> = plan
            .files
            .iter()
            .map(|file| diff::FileDiff {
                path: &file.path,
                old: file.old.as_deref(),
                new: Some(&file.new),
            })
            .collect();
        let style = env.style();
        diff::write(&files, style, &mut env.out)?;
        return Ok(None);
    }
    let paths: Vec<String> = plan.files.iter().map(|file| file.path.clone()).collect();
    let obstacle = if asked.commit {
        repository.obstacle(&paths)?
    } else {
        None
    };
    let mut done = Change {
        changed: changed(repository, plan)?,
        commit: None,
        up: up(repository, env),
    };
    repository.write(&new_files(plan))?;
    if asked.commit {
        match obstacle {
            None => done.commit = Some(commit(repository, plan, asked, env)?),
            Some(obstacle) => env.say(&left(&obstacle, plan)),
        }
    }
    Ok(Some(done))
}

/// Prints what was done.
pub(super) fn tell(done: &Change, env: &mut Env) -> anyhow::Result<()> {
    if env.wants_json() {
        change::write_json(done, &mut env.out)?;
    } else {
        change::write(done, &mut env.out)?;
    }
    Ok(())
}

/// Refuses a plan whose texts bring findings at deny that were not there before.
fn hold_against_rules(loaded: Loaded, plan: &Plan) -> anyhow::Result<Loaded> {
    let options = Options {
        allow_empty: check::Emptiness::Allowed,
        ..Options::default()
    };
    let loaded = with_facts(loaded, &options, Stories::Left)?;
    let key = |finding: &Diagnostic| (finding.rule, finding.path.clone(), finding.message.clone());
    let before: HashSet<_> = check::run(&loaded.index, &options)
        .iter()
        .map(key)
        .collect();
    let Loaded {
        repository,
        index,
        settings,
        revision,
    } = loaded;
    let index = planned(index, plan);
    let loaded = with_facts(
        Loaded {
            repository,
            index,
            settings,
            revision,
        },
        &options,
        Stories::Left,
    )?;
    let new = check::run(&loaded.index, &options);
    let bad = new
        .iter()
        .find(|finding| finding.level == Level::Deny && !before.contains(&key(finding)));
    match bad {
        Some(bad) => Err(finding(FORBIDDEN, bad, loaded.index.source(&bad.path)).into()),
        None => Ok(loaded),
    }
}

/// The index as it will be.
fn planned(index: Index, plan: &Plan) -> Index {
    let (log, mut contents) = index.into_contents();
    for file in &plan.files {
        let inside = |kind: &&std::sync::Arc<Kind>| {
            let folder = super::load::below(&log.root, &kind.folder);
            file.path
                .strip_prefix(&folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let Some(kind) = log.kinds.iter().find(inside) else {
            continue;
        };
        contents
            .records
            .retain(|record| record.source.path != file.path);
        contents
            .unreadable
            .retain(|source| source.path != file.path);
        contents
            .problems
            .retain(|problem| problem.path != file.path);
        let content = Content::Bytes(file.new.clone().into_bytes());
        let parsed = parse::parse(
            kind,
            File {
                path: file.path.clone(),
                content,
            },
        );
        contents.problems.extend(parsed.problems);
        match parsed.outcome {
            parse::Outcome::Record(record) => contents.records.push(*record),
            parse::Outcome::Unreadable(source) => contents.unreadable.push(source),
            parse::Outcome::Ignored(_) => {}
        }
    }
    Index::build(log, contents)
}

/// What leads from the working folder to the repository's root.
fn up(repository: &Repository, env: &Env) -> String {
    let here = repository.relative(&env.cwd).unwrap_or_default();
    "../".repeat(here.split('/').filter(|part| !part.is_empty()).count())
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
    Ok(all)
}

fn new_files(plan: &Plan) -> Vec<NewFile> {
    let new = |file: &Planned| NewFile {
        path: file.path.clone(),
        text: file.new.clone(),
        expect: file.old.clone().map_or(Expect::New, Expect::Was),
    };
    plan.files.iter().map(new).collect()
}

fn commit(
    repository: &Repository,
    plan: &Plan,
    asked: &Asked,
    env: &Env,
) -> anyhow::Result<String> {
    let mut paths: Vec<String> = plan.files.iter().map(|file| file.path.clone()).collect();
    if !paths.contains(&asked.settings) && !repository.is_known(&asked.settings)? {
        env.say(&format!(
            "committing `{}` along with it, which git had not seen yet",
            asked.settings
        ));
        paths.push(asked.settings.clone());
    }
    let mut message = format!("declog: {}\n", one_line(&plan.subject));
    if !plan.trailers.is_empty() {
        message.push('\n');
        for trailer in &plan.trailers {
            message.push_str(&one_line(trailer));
            message.push('\n');
        }
    }
    Ok(repository.commit(&CommitRequest { paths, message })?.id)
}

/// Why the commit is left to the user, and the command for it.
fn left(obstacle: &Obstacle, plan: &Plan) -> String {
    let why = match obstacle {
        Obstacle::NoGit => "found no `git` program".to_owned(),
        Obstacle::Unfinished(what) => format!("a {what} is under way"),
        Obstacle::UserChanges(paths) => format!(
            "{} had changes of yours",
            super::find::names(paths.iter().map(String::as_str))
        ),
    };
    let paths: Vec<&str> = plan.files.iter().map(|file| file.path.as_str()).collect();
    let paths = paths.join(" ");
    let command = match obstacle {
        Obstacle::Unfinished(_) => format!("git add {paths}"),
        _ => format!("git add -N {paths} && git commit --only {paths}"),
    };
    format!("written, not committed: {why}\n  help: `{command}`")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a log's settings are, from the repository's root.
pub(super) fn settings_path(root: &str) -> String {
    super::load::below(root, SETTINGS)
}
