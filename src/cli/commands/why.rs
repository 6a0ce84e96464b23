//! `declog why`: the records that govern a path, and what says so.

use clap::Args;

use crate::cli::args::Reading;
use crate::cli::between::Between;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::load::{Loaded, load};
use crate::cli::scene;
use crate::model::facts::Entry;
use crate::query::why::{Answer, Scene, why};
use crate::report;
use crate::report::safe::visible;
use crate::report::why::{About, Governing, Replacement, Strange};
use crate::store::StoreError;

/// Show which decisions govern a file, a folder or a change, and what says so
///
/// Strongest evidence first: a pattern of the record's own (`governs`), a guardrail of an area that the path belongs to,
/// the record's id in the file, its id in the message of a commit that last touched the lines, and last what else is in
/// force in the area.
///
/// Of a folder, the commits are those that last touched each file below it, among the newest 1000. Files that git
/// ignores, binary files and files over 1 MiB are not looked into; nor are records, whose relations `declog show` tells.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhyArgs {
    /// A file, a folder, or a line of a file as `src/ledger.rs:120`; it need not be there
    #[arg(
        value_name = "PATH[:LINE]",
        required_unless_present = "diff",
        conflicts_with = "diff"
    )]
    path: Option<String>,
    /// All paths that a change touches: from BASE to HEAD, from where they parted with `...`, or to the working tree
    #[arg(long, value_name = "BASE[..HEAD]", conflicts_with_all = ["rev", "at"])]
    diff: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &WhyArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let (loaded, scene, about) = match (&args.diff, &args.path) {
        (Some(change), _) => of_change(change, env)?,
        (None, path) => of_path(args, path.as_deref().unwrap_or("."), env)?,
    };
    let answer = why(&loaded.index, &scene);
    if answer.governing.is_empty() && !env.wants_json() {
        env.say(&format!("no record governs {}", told(&about)));
    }
    print(&loaded, &answer, &about, env)?;
    Ok(0)
}

fn of_change(change: &str, env: &Env) -> anyhow::Result<(Loaded, Scene, About)> {
    let mut loaded = load(env, &Reading::default())?;
    let between = Between::read(&loaded.repository, change)?;
    if let Some(head) = &between.head {
        let reading = Reading {
            rev: Some(head.id.clone()),
            at: None,
        };
        loaded = load(env, &reading)?;
    }
    let scene = scene::of_change(&loaded, &between)?;
    let about = About::Change {
        written: change.to_owned(),
        base: between.base.id.clone(),
        head: between.head.as_ref().map(|head| head.id.clone()),
        paths: scene.files.len(),
    };
    Ok((loaded, scene, about))
}

fn of_path(args: &WhyArgs, typed: &str, env: &Env) -> anyhow::Result<(Loaded, Scene, About)> {
    let loaded = load(env, &args.reading)?;
    let (path, line) = place(&loaded, env, typed)?;
    let entry = entry(&loaded, &path)?;
    let mut scene = Scene::default();
    match &entry {
        Entry::Folder if line.is_some() => {
            let message = format!("`{path}` is a folder, which has no lines");
            return Err(usage(message).into());
        }
        Entry::Folder => scene = scene::of_folder(&loaded, &path)?,
        Entry::File(_) => {
            let lines;
            (scene, lines) = scene::of_file(&loaded, &path, line)?;
            if let Some(line) = line.filter(|line| !(1..=lines).contains(line)) {
                let message = format!("`{path}` has no line {line}");
                let help = match lines {
                    0 => "it has no lines of text".to_owned(),
                    _ => format!("its last line is {lines}"),
                };
                return Err(usage(message).with_help(help).into());
            }
        }
        Entry::Missing => {
            env.say(&format!("{} is not there", visible(typed)));
            scene.folders.push(path.clone());
        }
    }
    if let Some(at) = loaded.index.at_path(&path) {
        let id = &loaded.index.records[at].id;
        env.say(&format!("this is {id} itself: declog show {id}"));
    }
    let about = About::Path {
        exists: entry != Entry::Missing,
        is_folder: entry == Entry::Folder,
        path,
        line,
    };
    Ok((loaded, scene, about))
}

/// The path from the repository's root, and the line, of `PATH[:LINE]`; what is there whole is a path.
fn place(loaded: &Loaded, env: &Env, typed: &str) -> anyhow::Result<(String, Option<usize>)> {
    let plain = |text: &str| {
        let path = loaded.repository.relative(&env.cwd.join(text));
        path.ok_or_else(|| StoreError::LeaveRepository {
            path: text.to_owned(),
        })
    };
    let whole = plain(typed)?;
    let numbered = typed.rsplit_once(':').and_then(|(path, line)| {
        let line = line.parse().ok()?;
        Some((path, line)).filter(|_| !path.is_empty())
    });
    match numbered {
        Some((path, line)) if entry(loaded, &whole)? == Entry::Missing => {
            Ok((plain(path)?, Some(line)))
        }
        _ => Ok((whole, None)),
    }
}

fn entry(loaded: &Loaded, path: &str) -> anyhow::Result<Entry> {
    let at = loaded.revision.as_ref();
    let mut found = loaded.repository.targets([path].into_iter(), at)?;
    Ok(found.remove(path).unwrap_or(Entry::Missing))
}

fn told(about: &About) -> String {
    match about {
        About::Path { path, .. } if path.is_empty() => "this repository".to_owned(),
        About::Path { path, line, .. } => match line {
            Some(line) => format!("{path}:{line}"),
            None => path.clone(),
        },
        About::Change { written, .. } => format!("what {written} touches"),
    }
}

fn print(loaded: &Loaded, answer: &Answer, about: &About, env: &mut Env) -> anyhow::Result<()> {
    let index = &loaded.index;
    let governing = answer.governing.iter().map(|one| {
        let replaced = index.superseded_by(one.at);
        let replaced = replaced.into_iter().map(|by| Replacement {
            id: index.records[by].id.to_string(),
            title: index.records[by].title().to_owned(),
        });
        Governing {
            record: index.view(one.at, None),
            standing: index.standing(one.at),
            superseded_by: replaced.collect(),
            evidence: &one.evidence,
        }
    });
    let governing: Vec<Governing<'_>> = governing.collect();
    let strange: Vec<Strange> = answer
        .strange
        .iter()
        .map(|citation| Strange {
            id: citation.id.to_string(),
            path: citation.path.clone(),
            line: citation.line,
        })
        .collect();
    let why = report::why::Why {
        about,
        governing: &governing,
        strange: &strange,
        directory: index.log.directory(),
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
    };
    if env.wants_json() {
        report::why::write_json(&why, &mut env.out)?;
    } else {
        let style = env.style();
        report::why::write(&why, style, &mut env.out)?;
    }
    Ok(())
}
