//! Which commit brought each line of a file.

use git2::{BlameOptions, Oid};

use super::path::RepoPath;
use super::{Repository, Result, StoreError};

impl Repository {
    /// The commit that brought each line of a text which stands at a path now; none for a line that no commit has.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn origins(&self, path: &str, text: &str) -> Result<Vec<Option<String>>> {
        let plain = RepoPath::new(path)?;
        let lines = text.split_inclusive('\n').count();
        if self.head_blob(&plain)?.is_none() {
            return Ok(vec![None; lines]);
        }
        let plain = plain.text();
        let origins = || {
            let mut options = BlameOptions::new();
            let whole = self.git.blame_file(plain.as_ref(), Some(&mut options))?;
            let blame = whole.blame_buffer(text.as_bytes())?;
            let origin = |line: usize| {
                let commit = blame.get_line(line)?.final_commit_id();
                (!commit.is_zero()).then(|| commit.to_string())
            };
            Ok((1..=lines).map(origin).collect())
        };
        origins().map_err(StoreError::git(format!("who wrote the lines of `{plain}`")))
    }

    /// Whether a commit is in the history of another one, or is that one.
    ///
    /// # Errors
    /// One of them is not there.
    pub fn is_in(&self, commit: &str, newer: &str) -> Result<bool> {
        let is_in = || {
            let (commit, newer) = (Oid::from_str(commit)?, Oid::from_str(newer)?);
            Ok(commit == newer || self.git.graph_descendant_of(newer, commit)?)
        };
        is_in().map_err(StoreError::git(format!("the history of `{newer}`")))
    }

    /// The branch that `origin`, or the upstream of `HEAD`, counts as its first: `origin/main`; none where nobody says.
    #[must_use]
    pub fn upstream_default(&self) -> Option<String> {
        let head = self.git.head().ok();
        let own = head.as_ref().and_then(|head| {
            let remote = self.git.branch_upstream_remote(head.name().ok()?).ok()?;
            remote.as_str().map(str::to_owned).ok()
        });
        let remote = own.unwrap_or_else(|| "origin".to_owned());
        let name = format!("refs/remotes/{remote}/HEAD");
        let reference = self.git.find_reference(&name).ok()?;
        let target = reference.symbolic_target().ok()??.to_owned();
        let target = target.strip_prefix("refs/remotes/")?.to_owned();
        self.resolve(&target).is_ok().then_some(target)
    }

    /// The newest commit that others have: of the first branch of the upstream, else of the upstream of `HEAD`; the
    /// one of `HEAD` where there is neither. None before the first commit.
    #[must_use]
    pub fn newest_upstream(&self) -> Option<String> {
        let named = [self.upstream_default(), Some("@{upstream}".to_owned())];
        let names = named.into_iter().flatten().chain(["HEAD".to_owned()]);
        let mut commits = names.filter_map(|name| self.resolve(&name).ok());
        commits.next().map(|revision| revision.id)
    }
}
