//! `declog init`: makes a log, or adopts the records that are there.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::adopt::{Begun, Wanted, begin, existing, extras, left, search, told};
use crate::cli::args::{Colour, Writing};
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::plan::Plan;
use crate::cli::write::{Asked, Remember, carry_out, settings_path};
use crate::model::kind::{Dialect, Kind};
use crate::model::settings::Ids;
use crate::report::init::{self, Init, Left};
use crate::report::place::Place;
use crate::store::{Repository, StoreError};
use crate::text::beginning::Drafts;

/// Make a log, or adopt the records that are there
///
/// Without --folder the repository is searched for folders of records, tests and examples last. One that is found is
/// read as it is. Several that belong to parts of the repository become a log each. Nothing is changed in any record,
/// and a second run changes nothing at all.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct InitArgs {
    /// The log's folder, which is searched with all below it; default: this one
    dir: Option<PathBuf>,
    /// Adopt the records in that folder, and search for no others
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Write people, teams and areas as settings, where they are drafted as remarks
    #[arg(long)]
    people: bool,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &InitArgs, env: &mut Env) -> anyhow::Result<u8> {
    let repository = Repository::open(&env.cwd)?;
    let start = args
        .dir
        .as_ref()
        .map_or_else(|| env.cwd.clone(), |dir| env.cwd.join(dir));
    let top = repository.relative(&start).ok_or_else(|| {
        usage(format!(
            "`{}` does not lie in this repository",
            start.display()
        ))
    })?;
    let (logs, left) = match there(&repository, args, &start, &top)? {
        Some(root) => {
            let begun = existing(&repository, &root, env)?;
            same_folder(&repository, args, &begun, env)?;
            (vec![begun], Vec::new())
        }
        None => made(&repository, args, &top, env)?,
    };
    let mut plan = plan(&logs);
    let extras = extras(&repository, &logs, &args.wanted, env)?;
    plan.files.extend(extras.files);
    let asked = Asked {
        // Where nothing is to be written, what is there is told.
        dry_run: args.writing.dry_run && !plan.files.is_empty(),
        commit: args.writing.commit && !plan.files.is_empty(),
        needed: logs
            .iter()
            .map(|begun| settings_path(&begun.log.root))
            .collect(),
        remember: Remember::Yes,
    };
    let lock = match asked.dry_run || plan.files.is_empty() {
        true => None,
        false => Some(repository.lock()?),
    };
    let change = carry_out(&repository, &plan, &asked, env)?;
    drop(lock);
    let told: Vec<init::Log> = logs.iter().map(told).collect();
    tell(
        &Init {
            logs: &told,
            left: &left,
            add: &extras.add,
            change: &change,
            next: &next(&logs, &change.place),
        },
        env,
    )
}

/// Makes a log for a command that found none, if whoever sits there says yes.
pub(super) fn begins(error: &anyhow::Error, env: &mut Env) -> anyhow::Result<bool> {
    let nowhere = matches!(
        error.downcast_ref::<StoreError>(),
        Some(StoreError::NoLog { below, .. }) if below.is_empty()
    );
    let agreed = nowhere
        && if env.global.yes {
            !env.wants_json()
        } else {
            env.may_ask() && env.agrees("There is no log in this repository. Make one?")?
        };
    if agreed {
        let top = InitArgs {
            dir: Some(Repository::open(&env.cwd)?.root().to_owned()),
            ..InitArgs::default()
        };
        let chosen = std::mem::replace(&mut env.global.color, Colour::Never);
        run(&top, env)?;
        env.global.color = chosen;
        // The answer of the command itself is its own output.
        let told = std::mem::take(&mut env.out);
        env.say(String::from_utf8_lossy(&told).trim_end());
    }
    Ok(agreed)
}

/// The root of the log that is there already, where this would be the same one.
fn there(
    repository: &Repository,
    args: &InitArgs,
    start: &Path,
    top: &str,
) -> anyhow::Result<Option<String>> {
    let Ok(place) = repository.find_log(start) else {
        return Ok(None);
    };
    if place.root != top && args.dir.is_some() {
        return Ok(None);
    }
    Ok(Some(place.root))
}

/// Whether the folder that is named, if one is, is adopted by the log that is there.
fn same_folder(
    repository: &Repository,
    args: &InitArgs,
    begun: &Begun,
    env: &Env,
) -> anyhow::Result<()> {
    let Some(named) = &args.folder else {
        return Ok(());
    };
    let named = repository.relative(&env.cwd.join(named));
    let log = &begun.log;
    let is_same = |kind: &Kind| {
        kind.dialect == Dialect::Auto && named.as_deref() == Some(log.folder(kind).as_str())
    };
    if log.kinds.iter().any(|kind| is_same(kind)) {
        return Ok(());
    }
    let path = &log.file.path;
    Err(usage(format!("`{path}` marks a log already"))
        .with_help("set `folder` and `dialect = \"auto\"` under `[kinds.decision]` in it")
        .into())
}

/// The logs to be, with those that are there below, and the folders that are left alone.
fn made(
    repository: &Repository,
    args: &InitArgs,
    top: &str,
    env: &Env,
) -> anyhow::Result<(Vec<Begun>, Vec<Left>)> {
    let found = search(repository, top, args.folder.as_deref(), env)?;
    let drafts = if args.people {
        Drafts::Settings
    } else {
        Drafts::Remarks
    };
    let mut logs = Vec::new();
    for (root, folder) in &found.logs {
        let begun = begin(repository, (root, folder.as_deref()), drafts, env)?;
        match folder {
            Some(folder) if args.folder.is_none() && begun.contents.records.is_empty() => {
                env.say(&format!(
                    "`{folder}` looks like a folder of records, and no file of it can be read as one"
                ));
            }
            _ => logs.push(begun),
        }
    }
    if logs.is_empty() && found.existing.is_empty() {
        logs.push(begin(repository, (top, None), drafts, env)?);
    }
    if let (Some(named), Some(begun)) = (&args.folder, logs.first())
        && begun.contents.records.is_empty()
        && begun.log.settings.log.ids != Ids::Stem
    {
        let message = format!(
            "`{}` holds no file that can be read as a record",
            named.display()
        );
        return Err(usage(message)
            .with_help("a record's file name begins with a number: `0001-title.md`")
            .into());
    }
    for root in &found.existing {
        logs.push(existing(repository, root, env)?);
    }
    let left = left(&found, top, &env.place(repository));
    Ok((logs, left))
}

fn plan(logs: &[Begun]) -> Plan {
    let new = logs.iter().filter(|begun| !begun.existing);
    let plans =
        new.map(|begun| Plan::of_file(&begun.log.file.path, None, begun.log.file.text.clone()));
    let files: Vec<_> = plans.flat_map(|plan| plan.files).collect();
    let subject = match files.len() {
        0 => "say how decisions are kept",
        1 => "begin a decision log",
        _ => "begin decision logs",
    };
    Plan {
        files,
        subject: subject.to_owned(),
        ..Plan::default()
    }
}

/// The commands worth typing next, for the first log.
fn next(logs: &[Begun], place: &Place) -> Vec<String> {
    let Some(first) = logs.first() else {
        return Vec::new();
    };
    let next: &[&str] = if first.contents.records.is_empty() {
        &["new \"Use PostgreSQL\" -c"]
    } else {
        &["list", "check", "site"]
    };
    let inside = match first.log.root.as_str() {
        "" => String::new(),
        root => format!("-C {} ", place.word(root)),
    };
    next.iter()
        .map(|command| format!("declog {inside}{command}"))
        .collect()
}

fn tell(told: &Init<'_>, env: &mut Env) -> anyhow::Result<u8> {
    let style = env.style();
    if env.wants_json() {
        init::write_json(told, &mut env.out)?;
    } else if !env.global.quiet || told.change.diff.is_some() {
        init::write(told, style, &mut env.out)?;
    }
    Ok(0)
}
