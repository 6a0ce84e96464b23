//! What keeps us from committing, asked before anything is written; and what git knows and ignores.

use std::path::Path;

use git2::RepositoryState;

use super::path::RepoPath;
use super::{Repository, Result, StoreError};

/// Why files are written and not committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no `git` program on the `PATH`.
    NoGit,
    /// The user is in the middle of something: `merge`, `rebase`, `cherry-pick`, `revert`, `bisect` or `am`.
    Unfinished(&'static str),
    /// These files have changes of the user's that no commit has yet, sorted.
    UserChanges(Vec<String>),
}

/// What [`Repository::unfinished`] calls a merge.
pub const MERGE: &str = "merge";

impl Repository {
    /// What keeps a commit of some files from being ours alone; to be asked before they are written.
    ///
    /// A file that git does not know counts as the user's change, but a `declog.toml` does not.
    ///
    /// # Errors
    /// Git failed to say.
    pub fn obstacle(&self, paths: &[String]) -> Result<Option<Obstacle>> {
        if let Some(operation) = self.unfinished() {
            return Ok(Some(Obstacle::Unfinished(operation)));
        }
        // `--no-optional-locks`: a question must not rewrite the user's index.
        let words = [
            "--no-optional-locks",
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
        ];
        let said = match self.run_git(&words, paths, "") {
            Ok(Ok(said)) => said,
            Ok(Err(output)) => return Err(StoreError::CommitFailed { output }),
            Err(StoreError::FindGit) => return Ok(Some(Obstacle::NoGit)),
            Err(error) => return Err(error),
        };
        let mut changed: Vec<String> = said
            .split_terminator('\0')
            .filter_map(|line| line.split_at_checked(3))
            .filter(|(state, path)| *state != "?? " || !is_settings(path))
            .map(|(_, path)| path.to_owned())
            .collect();
        changed.sort();
        // A file that was taken out of the index and still lies there is named twice.
        changed.dedup();
        Ok((!changed.is_empty()).then_some(Obstacle::UserChanges(changed)))
    }

    /// Whether git ignores a file; one that it knows already is not ignored.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn is_ignored(&self, path: &str) -> Result<bool> {
        let plain = RepoPath::new(path)?.text();
        Ok(self.matches_ignore(&plain) && !self.is_known(&plain)?)
    }

    /// Whether a file is in the index or in the commit of `HEAD`.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn is_known(&self, path: &str) -> Result<bool> {
        let plain = RepoPath::new(path)?;
        let text = plain.text();
        // A split or sparse index cannot be read; then the commit alone has to say.
        let indexed = self.git.index().is_ok_and(|mut index| {
            let _ = index.read(false);
            index.get_path(Path::new(&text), 0).is_some()
        });
        Ok(indexed || self.head_blob(&plain)?.is_some())
    }

    /// What the user has begun and not ended.
    #[must_use]
    pub fn unfinished(&self) -> Option<&'static str> {
        match self.git.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some(MERGE),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some("revert"),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some("cherry-pick")
            }
            RepositoryState::Bisect => Some("bisect"),
            RepositoryState::ApplyMailbox => Some("am"),
            RepositoryState::Rebase
            | RepositoryState::RebaseInteractive
            | RepositoryState::RebaseMerge
            | RepositoryState::ApplyMailboxOrRebase => Some("rebase"),
        }
    }
}

/// Whether a path is a log's settings.
fn is_settings(path: &str) -> bool {
    path == "declog.toml" || path.ends_with("/declog.toml")
}
