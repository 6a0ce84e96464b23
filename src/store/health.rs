//! What keeps the repository from being written, for whoever asks what is wrong: locks that were left behind, files of
//! ours that were, and the `git` program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::path::RepoPath;
use super::stage::leftovers;
use super::{Repository, Result, StoreError};

/// A lock of git's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitLock {
    /// Its file.
    pub path: PathBuf,
    /// How old it is.
    pub age: Duration,
    /// Whether a program is at work that may hold it.
    pub owner: Owner,
}

/// What is known of whoever made a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A program of git's is at work in this repository, or has the file open.
    Alive,
    /// None is.
    Gone,
    /// The system does not tell.
    Unknown,
}

impl Repository {
    /// Git's locks in this repository, by path.
    #[must_use]
    pub fn git_locks(&self) -> Vec<GitLock> {
        let own = self.git.path();
        let common = self.git.commondir();
        let mut found = Vec::new();
        locks_in(own, &mut found);
        if own != common {
            // The index and the head there are those of the first working tree.
            let mut shared = Vec::new();
            locks_in(common, &mut shared);
            shared.retain(|path| !path.ends_with("index.lock") && !path.ends_with("HEAD.lock"));
            found.extend(shared);
        }
        locks_below(&common.join("refs"), &mut found);
        found.sort();
        found.dedup();
        let lock = |path: PathBuf| {
            let meta = path.symlink_metadata().ok()?;
            let age = meta.modified().ok()?.elapsed().unwrap_or_default();
            let owner = self.owner(&path);
            Some(GitLock { path, age, owner })
        };
        found.into_iter().filter_map(lock).collect()
    }

    /// The lock that git named as the one in its way, where it and every other was left behind.
    pub(super) fn stale_lock(&self, said: &str) -> Option<GitLock> {
        let locks = self.git_locks();
        let stale = locks.iter().all(|lock| lock.owner == Owner::Gone);
        let mut named = locks.into_iter();
        let named = named.find(|lock| said.contains(&*lock.path.to_string_lossy()));
        named.filter(|_| stale)
    }

    /// Files that a declog which was killed has left in some folders, from the repository's root; to be called by
    /// whoever has the lock.
    #[must_use]
    pub fn leftovers(&self, folders: &[String]) -> Vec<String> {
        let plain = folders
            .iter()
            .filter_map(|folder| RepoPath::new(folder).ok());
        let real = plain.filter(|folder| folder.link(&self.root).is_none());
        let mut pending: Vec<PathBuf> = real.map(|folder| folder.under(&self.root)).collect();
        let mut found = Vec::new();
        while let Some(folder) = pending.pop() {
            found.extend(leftovers(&folder));
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
            let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            // What lies in another repository is its own writer's.
            let folders = folders.map(|entry| entry.path()).filter(|folder| {
                !folder.ends_with(".git") && folder.join(".git").symlink_metadata().is_err()
            });
            pending.extend(folders);
        }
        let below = found
            .iter()
            .filter_map(|path| path.strip_prefix(&self.root).ok());
        let mut below: Vec<String> = below.filter_map(super::discover::slashed).collect();
        below.sort();
        below
    }

    /// Takes one of those files away.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove_leftover(&self, path: &str) -> Result<()> {
        let full = RepoPath::new(path)?.under(&self.root);
        fs::remove_file(full).map_err(|source| StoreError::WriteFile {
            path: path.to_owned(),
            source,
        })
    }

    /// Whether somebody may be at work behind a lock.
    fn owner(&self, lock: &Path) -> Owner {
        let Ok(processes) = fs::read_dir("/proc") else {
            return Owner::Unknown;
        };
        let mut trees = self.other_trees();
        trees.push(self.root.clone());
        let numbered = processes.flatten().filter(|entry| {
            let name = entry.file_name();
            name.to_string_lossy()
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        });
        for process in numbered.map(|entry| entry.path()) {
            let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
            // Of another user's program nobody tells where it works.
            let inside = || match fs::read_link(process.join("cwd")) {
                Ok(cwd) => trees.iter().any(|tree| cwd.starts_with(tree)),
                Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
            };
            if name.trim().starts_with("git") && inside() {
                return Owner::Alive;
            }
            let files = fs::read_dir(process.join("fd"))
                .into_iter()
                .flatten()
                .flatten();
            let mut open = files.filter_map(|file| fs::read_link(file.path()).ok());
            if open.any(|file| file == lock) {
                return Owner::Alive;
            }
        }
        Owner::Gone
    }
}

/// What `git --version` says; none where there is no such program.
#[must_use]
pub fn git_version() -> Option<String> {
    let output = Command::new("git").arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The locks that lie in a folder itself.
fn locks_in(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let paths = files.map(|entry| entry.path());
    // Our own is no file that has to go.
    found.extend(paths.filter(|path| {
        path.extension().is_some_and(|ending| ending == "lock")
            && !path.ends_with(super::lock::FILE)
    }));
}

/// The locks of a folder and of those below it.
fn locks_below(folder: &Path, found: &mut Vec<PathBuf>) {
    locks_in(folder, found);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        locks_below(&entry.path(), found);
    }
}
