//! Which commits a path comes from, and which paths lie between two revisions.

use std::collections::{BTreeMap, HashSet};

use git2::{BlameOptions, Delta, DiffOptions, Oid, Sort};

use super::history::Walk;
use super::path::RepoPath;
use super::revision::SHORT;
use super::{Repository, Result, Revision, StoreError};

/// A commit and all that its author said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Short object id.
    pub commit: String,
    /// The first line of the message.
    pub subject: String,
    /// The whole message.
    pub message: String,
    /// The files that it touched, from the repository's root; empty where nobody asked.
    pub paths: Vec<String>,
}

impl Told {
    fn of(commit: &git2::Commit<'_>, paths: Vec<String>) -> Self {
        let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
        Self {
            commit: commit.id().to_string()[..SHORT].to_owned(),
            subject: message.lines().next().unwrap_or_default().to_owned(),
            message,
            paths,
        }
    }
}

impl Repository {
    /// The commits of some whole object ids, in their order.
    ///
    /// # Errors
    /// One of them is not there.
    pub fn told(&self, commits: &[String]) -> Result<Vec<Told>> {
        let read = |id: &String| {
            let commit = self.git.find_commit(Oid::from_str(id)?)?;
            Ok(Told::of(&commit, Vec::new()))
        };
        let all: std::result::Result<_, git2::Error> = commits.iter().map(read).collect();
        all.map_err(StoreError::git("a commit"))
    }

    /// The commit that brought each line of a file of a revision.
    ///
    /// # Errors
    /// The path leaves the repository, or names no file of the revision.
    pub fn origins_at(
        &self,
        path: &str,
        lines: usize,
        at: &Revision,
    ) -> Result<Vec<Option<String>>> {
        let plain = RepoPath::new(path)?.text();
        let origins = || {
            let mut options = BlameOptions::new();
            options.newest_commit(at.oid()?);
            let blame = self.git.blame_file(plain.as_ref(), Some(&mut options))?;
            let origin = |line: usize| {
                let commit = blame.get_line(line)?.final_commit_id();
                (!commit.is_zero()).then(|| commit.to_string())
            };
            Ok((1..=lines).map(origin).collect())
        };
        origins().map_err(StoreError::git(format!("who wrote the lines of `{plain}`")))
    }

    /// The commits that last touched the files of a folder, newest first, looked for among the newest `most` commits of
    /// `HEAD` (or a revision).
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn last_touches(
        &self,
        folder: &str,
        most: usize,
        at: Option<&Revision>,
    ) -> Result<Vec<Told>> {
        let start = match at {
            Some(revision) => Some(revision.clone()),
            None => self.head_revision()?,
        };
        let Some(start) = start else {
            return Ok(Vec::new());
        };
        let walk = || {
            let mut revwalk = self.git.revwalk()?;
            revwalk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
            revwalk.push(start.oid()?)?;
            let odb = self.git.odb()?;
            let mut walk = Walk::new(self, &odb, &[folder.to_owned()]);
            let mut seen = HashSet::new();
            let mut found = Vec::new();
            for id in revwalk.take(most) {
                let commit = self.git.find_commit(id?)?;
                let changes = walk.changes(&commit)?;
                let touched: Vec<String> = changes
                    .into_iter()
                    .filter(|(path, blob)| seen.insert(path.clone()) && blob.is_some())
                    .map(|(path, _)| String::from_utf8_lossy(&path).into_owned())
                    .collect();
                if !touched.is_empty() {
                    found.push(Told::of(&commit, touched));
                }
            }
            Ok(found)
        };
        walk().map_err(StoreError::git("the history"))
    }

    /// The commits that a newer revision has and an older one has not, newest first, with all that each of them touched.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn between(&self, base: &Revision, head: Option<&Revision>) -> Result<Vec<Told>> {
        let head = match head {
            Some(head) => Some(head.clone()),
            None => self.head_revision()?,
        };
        let Some(head) = head else {
            return Ok(Vec::new());
        };
        let walk = || {
            let mut revwalk = self.git.revwalk()?;
            revwalk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
            revwalk.push(head.oid()?)?;
            revwalk.hide(base.oid()?)?;
            let odb = self.git.odb()?;
            let mut walk = Walk::new(self, &odb, &[String::new()]);
            let mut found = Vec::new();
            for id in revwalk {
                let commit = self.git.find_commit(id?)?;
                let changes = walk.changes(&commit)?.into_keys();
                let paths = changes.map(|path| String::from_utf8_lossy(&path).into_owned());
                found.push(Told::of(&commit, paths.collect()));
            }
            Ok(found)
        };
        walk().map_err(StoreError::git("the commits between two revisions"))
    }

    /// The paths that differ between a revision and another one, or the working tree: each with whether it is there in
    /// the end; a file that moved is two paths.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn changed(
        &self,
        base: &Revision,
        head: Option<&Revision>,
    ) -> Result<BTreeMap<String, bool>> {
        let old = self.tree(base)?;
        let new = head.map(|head| self.tree(head)).transpose()?;
        let diff = || {
            let mut options = DiffOptions::new();
            options
                .include_untracked(true)
                .recurse_untracked_dirs(true)
                .ignore_submodules(true);
            let diff = match &new {
                Some(new) => self
                    .git
                    .diff_tree_to_tree(Some(&old), Some(new), Some(&mut options)),
                None => self
                    .git
                    .diff_tree_to_workdir_with_index(Some(&old), Some(&mut options)),
            }?;
            let path = |delta: git2::DiffDelta<'_>| {
                let file = delta.new_file().path_bytes();
                let path = file.or_else(|| delta.old_file().path_bytes())?;
                let there = delta.status() != Delta::Deleted;
                Some((String::from_utf8_lossy(path).into_owned(), there))
            };
            Ok(diff.deltas().filter_map(path).collect())
        };
        diff().map_err(StoreError::git("what differs between two revisions"))
    }
}
