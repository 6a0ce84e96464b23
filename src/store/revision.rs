//! Revisions: what a word names, where `HEAD` is, and whether the working tree differs from it.

use std::collections::HashSet;
use std::path::Path;

use git2::{Oid, StatusOptions};

use super::path::RepoPath;
use super::tree::is_absent;
use super::{Repository, Result, StoreError};
use crate::model::source::{Content, File};

/// How many characters of an object id are shown; a fixed number, so that every clone shows the same.
pub(super) const SHORT: usize = 10;

/// A commit that records are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The whole object id in hexadecimal.
    pub id: String,
    /// Seconds since 1970 of the committer's date.
    pub time: i64,
}

impl Revision {
    /// The id as libgit2 has it.
    pub(super) fn oid(&self) -> std::result::Result<Oid, git2::Error> {
        Oid::from_str(&self.id)
    }

    /// The revision of a commit.
    pub(super) fn of(commit: &git2::Commit<'_>) -> Self {
        Self {
            id: commit.id().to_string(),
            time: commit.time().seconds(),
        }
    }
}

/// Where `HEAD` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The whole object id in hexadecimal.
    pub id: String,
    /// The id cut to a length for people.
    pub short: String,
    /// Seconds since 1970 of the committer's date.
    pub time: i64,
    /// The branch's name; none where `HEAD` is detached.
    pub branch: Option<String>,
}

impl Repository {
    /// The commit that a revision names.
    ///
    /// # Errors
    /// `ResolveRevision` where it names none.
    pub fn resolve(&self, revision: &str) -> Result<Revision> {
        self.git
            .revparse_single(revision)
            .and_then(|object| object.peel_to_commit())
            .map(|commit| Revision::of(&commit))
            .map_err(|_| StoreError::ResolveRevision {
                revision: revision.to_owned(),
            })
    }

    /// The first parents of `HEAD` (or a revision), newest first, as far as the clone has them.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn first_parents(&self, at: Option<&Revision>) -> Result<Vec<Revision>> {
        let start = match at {
            Some(revision) => Some(revision.clone()),
            None => self.head_revision()?,
        };
        let walk = || {
            let mut all = Vec::new();
            let start = start.map(|start| self.git.find_commit(start.oid()?));
            let mut commit = start.transpose()?;
            while let Some(one) = commit {
                all.push(Revision::of(&one));
                commit = one.parent(0).ok();
            }
            Ok(all)
        };
        walk().map_err(StoreError::git("the first parents"))
    }

    /// The newest commit among the first parents of `HEAD` that was committed no later than a second since 1970.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn last_before(&self, time: i64) -> Result<Option<Revision>> {
        let Some(head) = self.head_revision()? else {
            return Ok(None);
        };
        let walk = || {
            let mut commit = self.git.find_commit(head.oid()?)?;
            while commit.time().seconds() > time {
                if commit.parent_count() == 0 {
                    return Ok(None);
                }
                commit = commit.parent(0)?;
            }
            Ok(Some(Revision::of(&commit)))
        };
        walk().map_err(StoreError::git("the first parents of `HEAD`"))
    }

    /// Where `HEAD` is; none before the first commit.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn head(&self) -> Result<Option<Head>> {
        let Some(revision) = self.head_revision()? else {
            return Ok(None);
        };
        let reference = self.git.head().map_err(StoreError::git("`HEAD`"))?;
        let branch = reference
            .is_branch()
            .then(|| String::from_utf8_lossy(reference.shorthand_bytes()).into_owned());
        Ok(Some(Head {
            short: revision.id[..SHORT].to_owned(),
            id: revision.id,
            time: revision.time,
            branch,
        }))
    }

    /// Whether the clone is shallow, so that what lies before its border is unknown.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.git.is_shallow()
    }

    /// Whether the working tree of any of these folders (or files) differs from `HEAD`; an untracked file differs.
    ///
    /// # Errors
    /// A folder or git's data cannot be read.
    pub fn dirty(&self, folders: &[String]) -> Result<bool> {
        let mut options = StatusOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .disable_pathspec_match(true);
        for folder in folders {
            let plain = RepoPath::new(folder)?;
            if !plain.parts().is_empty() {
                options.pathspec(plain.text());
            }
        }
        match self.git.statuses(Some(&mut options)) {
            Ok(statuses) => Ok(!statuses.is_empty()),
            // A split or sparse index: then the working tree is compared with the tree itself.
            Err(_) => self.differs(folders),
        }
    }

    /// The commit of `HEAD`; none before the first.
    pub(super) fn head_revision(&self) -> Result<Option<Revision>> {
        match self.git.head().and_then(|head| head.peel_to_commit()) {
            Ok(commit) => Ok(Some(Revision::of(&commit))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(StoreError::git("`HEAD`")(error)),
        }
    }

    /// `dirty` without the index: file by file, line ends aside.
    fn differs(&self, folders: &[String]) -> Result<bool> {
        let head = self.head_revision()?;
        for folder in folders {
            let there = match &head {
                Some(head) => self.read_folder(folder, Some(head))?,
                None => Vec::new(),
            };
            let known: HashSet<&str> = there.iter().map(|file| file.path.as_str()).collect();
            let mut here = self.read_folder(folder, None)?;
            here.retain(|file| {
                known.contains(file.path.as_str()) || !self.matches_ignore(&file.path)
            });
            if !here.iter().map(stored).eq(there.iter().map(stored)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the rules of `.gitignore` and its like name a path, tracked or not.
    pub(super) fn matches_ignore(&self, path: &str) -> bool {
        self.git
            .status_should_ignore(Path::new(path))
            .unwrap_or(false)
    }
}

/// A file with its line ends as git stores them.
fn stored(file: &File) -> File {
    let mut file = file.clone();
    if let Content::Bytes(bytes) = &mut file.content {
        *bytes = unix_lines(bytes);
    }
    file
}

/// Bytes with plain line ends.
pub(super) fn unix_lines(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            plain.push(*byte);
        }
    }
    plain
}
