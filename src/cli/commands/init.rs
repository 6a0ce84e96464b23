//! `declog init`: makes a log, or adopts the records that are there.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::args::{Colour, Writing};
use crate::cli::env::Env;
use crate::cli::failure::{surroundings, usage};
use crate::cli::kinds::read as own_kinds;
use crate::cli::load::{below, log, read_all};
use crate::cli::write::{Asked, Plan, carry_out, settings_path};
use crate::index::{Contents, Log};
use crate::model::kind::Dialect;
use crate::model::source::Source;
use crate::report::change::Change;
use crate::report::init::{self, Folder};
use crate::store::{Repository, StoreError};
use crate::text::kinds;

/// Make a log here, or adopt the records that are there
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct InitArgs {
    /// The log's folder; default: this one
    dir: Option<PathBuf>,
    /// Adopt the records in that folder, and read them as they are
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &InitArgs, env: &mut Env) -> anyhow::Result<u8> {
    let repository = Repository::open(&env.cwd)?;
    let start = args
        .dir
        .as_ref()
        .map_or_else(|| env.cwd.clone(), |dir| env.cwd.join(dir));
    let root = repository.relative(&start).ok_or_else(|| {
        usage(format!(
            "`{}` does not lie in this repository",
            start.display()
        ))
    })?;
    let existing = existing(&repository, args, &start, &root)?;
    let path = settings_path(existing.as_deref().unwrap_or(&root));
    let (root, plan, text) = match existing {
        Some(root) => {
            let text = repository.read_text(&path, None)?.unwrap_or_default();
            (root, Plan::default(), text)
        }
        None => {
            let text = settings(&repository, args, env, &root)?;
            (root, plan(&path, &text), text)
        }
    };
    let kinds = own_kinds(&repository, &root, None)?;
    let file = Source::new(path.as_str(), text);
    let log = log(file, root, &kinds, &env.now()?)?;
    let contents = read_all(&repository, &log, None)?;
    if let Some(folder) = &args.folder
        && contents.records.is_empty()
    {
        let message = format!(
            "`{}` holds no file that can be read as a record",
            folder.display()
        );
        return Err(usage(message)
            .with_help("a record's file name begins with a number: `0001-title.md`")
            .into());
    }
    let asked = Asked {
        dry_run: args.writing.dry_run,
        commit: args.writing.commit,
        needed: vec![path],
    };
    let change = carry_out(&repository, &plan, &asked, env)?;
    tell(&log, &contents, &change, env)?;
    Ok(0)
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
fn existing(
    repository: &Repository,
    args: &InitArgs,
    start: &Path,
    root: &str,
) -> anyhow::Result<Option<String>> {
    let Ok(place) = repository.find_log(start) else {
        return Ok(None);
    };
    if place.root != root && args.dir.is_some() {
        return Ok(None);
    }
    if args.folder.is_some() {
        let path = settings_path(&place.root);
        return Err(usage(format!("`{path}` marks a log already"))
            .with_help("set `folder` and `dialect = \"auto\"` under `[kinds.decision]` in it")
            .into());
    }
    Ok(Some(place.root))
}

fn plan(path: &str, text: &str) -> Plan {
    Plan {
        subject: "begin a decision log".to_owned(),
        ..Plan::of_file(path, None, text.to_owned())
    }
}

/// The text of the new `declog.toml`.
fn settings(
    repository: &Repository,
    args: &InitArgs,
    env: &Env,
    root: &str,
) -> anyhow::Result<String> {
    let today = env.now()?.day(&TimeZone::UTC);
    let title = name(repository, root);
    let mut text = format!(
        "# Settings of this log. `declog config` prints all of them, `declog schema settings` their shapes.\n\
         format = 1\n\n[log]\ntitle = {}\n",
        toml_edit::Value::from(title)
    );
    if let Some((kind, folder)) = adopted(repository, args, env, root)? {
        text.push_str(&adoption(&kind, &folder, today)?);
    }
    Ok(text)
}

fn adoption(kind: &str, folder: &str, today: Date) -> anyhow::Result<String> {
    let from = today.checked_add(1.day())?;
    Ok(format!(
        "\n[kinds.{kind}]\nfolder = {}\n\
         # The files were there before declog: each is read as what it turns out to be.\n\
         dialect = \"auto\"\n\n\
         [check]\n\
         # Records from before that day are only asked for what breaks others.\n\
         strict-from = {from}\n",
        toml_edit::Value::from(folder)
    ))
}

/// The kind and the folder (from the log's root) whose records are adopted, where there are any.
fn adopted(
    repository: &Repository,
    args: &InitArgs,
    env: &Env,
    root: &str,
) -> anyhow::Result<Option<(String, String)>> {
    let Some(kind) = kinds::builtin().first() else {
        return Ok(None);
    };
    let Some(named) = &args.folder else {
        let files = repository.read_folder(&below(root, &kind.folder), None)?;
        let markdown = files.iter().any(|file| file.path.ends_with(".md"));
        return Ok(markdown.then(|| (kind.name.clone(), kind.folder.clone())));
    };
    let outside = || {
        usage(format!(
            "`{}` does not lie below the log's folder",
            named.display()
        ))
    };
    let path = repository
        .relative(&env.cwd.join(named))
        .ok_or_else(outside)?;
    let inside = if root.is_empty() {
        Some(path.as_str())
    } else {
        path.strip_prefix(&format!("{root}/"))
    };
    let inside = inside.filter(|path| !path.is_empty()).ok_or_else(outside)?;
    if repository.read_folder(&path, None)?.is_empty() {
        return Err(surroundings(format!("there are no files in `{path}`")).into());
    }
    Ok(Some((kind.name.clone(), inside.to_owned())))
}

/// The folder's name, as the log's first title.
fn name(repository: &Repository, root: &str) -> String {
    let folder = match root.rsplit('/').next().filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => repository
            .root()
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    };
    let plain: String = folder
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    if plain.is_empty() {
        "Decision log".to_owned()
    } else {
        plain
    }
}

fn tell(log: &Log, contents: &Contents, change: &Change, env: &mut Env) -> anyhow::Result<()> {
    let folder = |kind: &std::sync::Arc<crate::model::kind::Kind>| Folder {
        kind: kind.plural.clone(),
        path: below(&log.root, &kind.folder),
        adopted: kind.dialect == Dialect::Auto,
        records: contents
            .records
            .iter()
            .filter(|record| record.kind.name == kind.name)
            .count(),
    };
    let kinds: Vec<Folder> = log.kinds.iter().map(folder).collect();
    let next: &[&str] = if contents.records.is_empty() {
        &["declog new \"Use PostgreSQL\" -c"]
    } else {
        &["declog list", "declog check", "declog site"]
    };
    let next: Vec<String> = next.iter().map(|&command| command.to_owned()).collect();
    let told = init::Init {
        title: &log.title,
        root: &log.root,
        kinds: &kinds,
        change,
        next: &next,
    };
    let style = env.style();
    if env.wants_json() {
        init::write_json(&told, &mut env.out)?;
    } else if !env.global.quiet || change.diff.is_some() {
        init::write(&told, style, &mut env.out)?;
    }
    Ok(())
}
