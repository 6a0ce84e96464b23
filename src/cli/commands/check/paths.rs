//! The files and folders that somebody asks about.

use crate::check::Held;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, usage};
use crate::cli::load::{Loaded, holds};
use crate::model::diagnostic::Diagnostic;

/// The files and folders that were named, from the repository's root; one that is not there is a mistake.
pub(super) fn folders(
    loaded: &Loaded,
    env: &Env,
    paths: &[String],
) -> Result<Vec<String>, Refused> {
    let index = &loaded.index;
    let files = || {
        let records = index
            .records
            .iter()
            .map(|record| record.source.path.as_str());
        let ignored = index.ignored.iter().map(|file| file.path.as_str());
        let baseline = index.log.baseline.file.iter();
        let others = index.unreadable.iter().chain(baseline);
        records
            .chain(ignored)
            .chain(others.map(|source| source.path.as_str()))
            .chain([index.log.file.path.as_str()])
    };
    let mut folders = Vec::new();
    for typed in paths {
        let path = loaded.repository.relative(&env.cwd.join(typed));
        let is_there = |path: &String| {
            files().any(|file| holds(path, file)) || loaded.repository.is_there(path)
        };
        match path.filter(is_there) {
            Some(path) => folders.push(path),
            None => {
                let folders = loaded.folders().join(", ");
                return Err(usage(format!("`{typed}` is not there"))
                    .with_help(format!("records are in {folders}")));
            }
        }
    }
    Ok(folders)
}

/// Findings in the files that were named.
pub(super) fn held(folders: &[String], mut held: Held) -> Held {
    let is_meant = |finding: &Diagnostic| is_within(folders, &finding.path);
    held.told.retain(is_meant);
    held.silent.retain(is_meant);
    held
}

/// Whether a file is one of those that were named; all are where none was.
pub(super) fn is_within(folders: &[String], path: &str) -> bool {
    folders.is_empty() || folders.iter().any(|folder| holds(folder, path))
}
