//! Paths of the repository, made plain before anybody touches the file system with them.

use std::path::{Path, PathBuf};

use super::{Result, StoreError};

/// A path from the repository's root: no `.`, no `..`, no empty part, nothing in `.git`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RepoPath {
    parts: Vec<String>,
}

impl RepoPath {
    /// Makes a path plain, or says that it leaves the repository.
    pub(super) fn new(path: &str) -> Result<Self> {
        Self::plain(path).ok_or_else(|| StoreError::LeaveRepository {
            path: path.to_owned(),
        })
    }

    /// Makes a path plain; none where it leaves the repository or enters `.git`.
    pub(super) fn plain(path: &str) -> Option<Self> {
        if path.starts_with('/') || path.contains('\0') {
            return None;
        }
        let mut parts = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                // On Windows these would be a drive or a second separator.
                _ if cfg!(windows) && part.contains([':', '\\']) => return None,
                _ if part.eq_ignore_ascii_case(".git") => return None,
                _ => parts.push(part.to_owned()),
            }
        }
        Some(Self { parts })
    }

    /// The parts from the root down.
    pub(super) fn parts(&self) -> &[String] {
        &self.parts
    }

    /// The parts joined by `/`; empty for the root.
    pub(super) fn text(&self) -> String {
        self.parts.join("/")
    }

    /// The place in a working tree.
    pub(super) fn under(&self, root: &Path) -> PathBuf {
        let mut full = root.to_path_buf();
        full.extend(&self.parts);
        full
    }

    /// The first of the folders above (or the path itself) that is a symbolic link in a working tree.
    pub(super) fn link(&self, root: &Path) -> Option<String> {
        let mut full = root.to_path_buf();
        for (at, part) in self.parts.iter().enumerate() {
            full.push(part);
            let meta = full.symlink_metadata().ok()?;
            if meta.is_symlink() {
                return Some(self.parts[..=at].join("/"));
            }
        }
        None
    }
}

/// A path joined to a folder, both from the repository's root.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
