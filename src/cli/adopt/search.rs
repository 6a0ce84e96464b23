//! Where the records of a repository are: in the folder that is named, else in those that look like it.

use std::path::Path;

use super::{existing, own_kinds};
use crate::cli::env::Env;
use crate::cli::failure::{Refused, surroundings, usage};
use crate::cli::load::below;
use crate::index::Log;
use crate::store::Repository;
use crate::text::discover::{
    Candidate, Choice, HEAD, Head, Place, candidates, choose, is_read, matters,
};

/// What was found below a folder.
#[derive(Default)]
pub(in crate::cli) struct Found {
    /// The logs to be: the folder of each, and that of its records, where there are any.
    pub(in crate::cli) logs: Vec<(String, Option<String>)>,
    /// Logs that are there already.
    pub(in crate::cli) existing: Vec<String>,
    /// Folders that look like records and are left alone.
    pub(in crate::cli) left: Vec<Candidate>,
}

/// Looks for records in the folder that is named, else everywhere below `top`.
pub(in crate::cli) fn search(
    repository: &Repository,
    top: &str,
    named: Option<&Path>,
    env: &Env,
) -> anyhow::Result<Found> {
    let kinds = own_kinds(repository, top, None)?;
    let around = around(repository, top, env)?;
    let is_taken = |path: &str| {
        around
            .as_ref()
            .is_some_and(|log| log.kind_of(path).is_some())
    };
    if is_taken(top) {
        return Err(taken(top).into());
    }
    if let Some(named) = named {
        let folder = named_folder(repository, top, named, env)?;
        if is_taken(&folder) {
            return Err(taken(&folder).into());
        }
        return Ok(Found {
            logs: vec![(top.to_owned(), Some(folder))],
            ..Found::default()
        });
    }
    let _progress = env.progress("looking for records");
    let is_inside =
        |path: &str, folder: &str| folder.is_empty() || path.starts_with(&format!("{folder}/"));
    let mut there = repository.logs();
    there.retain(|log| is_inside(log, top));
    let mut paths = repository.survey(top, matters)?;
    paths.retain(|path| !is_taken(path) && !there.iter().any(|log| is_inside(path, log)));
    // A part of a repository has a name of its own, and a log below says where records are.
    let names = match (top, there.as_slice()) {
        ("", []) => repository.names(),
        _ => Vec::new(),
    };
    let Choice { logs, left } = match kinds.first() {
        Some(kind) => choose(
            candidates(kind, &heads(repository, paths), top, &names),
            top,
            &there,
        ),
        None => Choice::default(),
    };
    let mut logs: Vec<(String, Option<String>)> = logs
        .into_iter()
        .map(|Place { root, folder }| (root, Some(folder)))
        .collect();
    if logs.is_empty() && there.is_empty() {
        logs.push((top.to_owned(), None));
    }
    Ok(Found {
        logs,
        existing: there,
        left,
    })
}

/// A folder of records is one log's.
fn taken(folder: &str) -> Refused {
    usage(format!(
        "`{folder}` holds records of a log that is there already"
    ))
    .with_help("change `folder` in its declog.toml first")
}

/// The log that a folder lies in.
fn around(repository: &Repository, top: &str, env: &Env) -> anyhow::Result<Option<Log>> {
    match repository.find_log(&repository.root().join(top)) {
        Ok(place) => Ok(Some(existing(repository, &place.root, env)?.log)),
        Err(_) => Ok(None),
    }
}

/// How each file begins; those that only have to be there are not opened.
fn heads(repository: &Repository, paths: Vec<String>) -> Vec<Head> {
    let (read, there): (Vec<String>, Vec<String>) =
        paths.into_iter().partition(|path| is_read(path));
    let texts = repository.heads(&read, HEAD);
    let texts = texts
        .into_iter()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let read = read
        .into_iter()
        .zip(texts)
        .map(|(path, text)| Head { path, text });
    let there = there.into_iter().map(|path| Head {
        path,
        text: String::new(),
    });
    read.chain(there).collect()
}

/// The folder that somebody named, from the repository's root.
fn named_folder(
    repository: &Repository,
    top: &str,
    named: &Path,
    env: &Env,
) -> anyhow::Result<String> {
    let outside = || {
        usage(format!(
            "`{}` does not lie below the log's folder",
            named.display()
        ))
    };
    let path = repository
        .relative(&env.cwd.join(named))
        .ok_or_else(outside)?;
    if path != top && !top.is_empty() && !path.starts_with(&format!("{top}/")) {
        return Err(outside().into());
    }
    if repository.read_folder(&path, None)?.is_empty() {
        let shown = if path.is_empty() { "." } else { &path };
        return Err(surroundings(format!("there are no files in `{shown}`")).into());
    }
    Ok(below("", &path))
}
