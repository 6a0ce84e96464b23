//! What files there are in the working tree, and how they begin.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::discover::slashed;
use super::path::RepoPath;
use super::read::read_file;
use super::{Repository, Result};
use crate::model::source::Content;

impl Repository {
    /// The files of a folder of the working tree and of the folders below it that are wanted, sorted by path.
    ///
    /// Those that git ignores and does not know are left out; hidden folders, other repositories and whatever lies
    /// behind a link are not looked into.
    ///
    /// # Errors
    /// The path leaves the repository.
    pub fn survey(&self, folder: &str, wanted: fn(&str) -> bool) -> Result<Vec<String>> {
        let plain = RepoPath::new(folder)?;
        if plain.link(&self.root).is_some() {
            return Ok(Vec::new());
        }
        let mut found: BTreeSet<String> = self.walked(&plain).filter(|path| wanted(path)).collect();
        let tracked = self.tracked(&plain, &found);
        found.extend(tracked.into_iter().filter(|path| wanted(path)));
        Ok(found.into_iter().collect())
    }

    /// How each file begins, in the order of the paths; empty for one that cannot be read.
    #[must_use]
    pub fn heads(&self, paths: &[String], bytes: usize) -> Vec<Vec<u8>> {
        let root = self.root.as_path();
        let read = |path: &String| head(&root.join(path), bytes).unwrap_or_default();
        paths.into_par_iter().map(read).collect()
    }

    /// What somebody reads in each file of the working tree, in the order of the paths and on several threads; nothing
    /// where a file is over the budget of 1 MiB, is no plain file, or cannot be read.
    pub fn each_file<T: Send>(
        &self,
        paths: &[String],
        read: impl Fn(&str, &[u8]) -> Option<T> + Sync,
    ) -> Vec<Option<T>> {
        let root = self.root.as_path();
        let one = |path: &String| match read_file(&root.join(path)) {
            Content::Bytes(bytes) => read(path, &bytes),
            _ => None,
        };
        paths.into_par_iter().map(one).collect()
    }

    /// The plain files that a walk meets.
    fn walked(&self, folder: &RepoPath) -> impl Iterator<Item = String> {
        let top = folder.under(&self.root);
        let start = top.clone();
        // What the machine and not the repository ignores would differ from clone to clone.
        let walk = ignore::WalkBuilder::new(&top)
            .ignore(false)
            .git_global(false)
            .filter_entry(move |entry| {
                entry.path() == start
                    || !entry.file_type().is_some_and(|kind| kind.is_dir())
                    || (entry.file_name() != "node_modules"
                        && entry.path().join(".git").symlink_metadata().is_err())
            })
            .build();
        walk.flatten()
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .filter_map(|entry| slashed(entry.path().strip_prefix(&self.root).ok()?))
    }

    /// The other files that git knows, whatever it would ignore; none where the index cannot be read.
    fn tracked(&self, folder: &RepoPath, found: &BTreeSet<String>) -> Vec<String> {
        let Ok(index) = self.git.index() else {
            return Vec::new();
        };
        let within = match folder.text() {
            text if text.is_empty() => text,
            text => format!("{text}/"),
        };
        let known = index
            .iter()
            .filter_map(|entry| String::from_utf8(entry.path).ok());
        known
            .filter(|path| path.starts_with(&within) && !found.contains(path))
            .filter(|path| self.is_plain_file(path))
            .collect()
    }

    /// Whether a file is there, no link leads to it, and no folder above it is hidden.
    fn is_plain_file(&self, path: &str) -> bool {
        let Some(plain) = RepoPath::plain(path) else {
            return false;
        };
        let hidden = plain.parts().iter().any(|part| part.starts_with('.'));
        !hidden && plain.link(&self.root).is_none() && plain.under(&self.root).is_file()
    }
}

fn head(full: &Path, bytes: usize) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(full)?
        .take(bytes as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}
