//! What other branches and other working trees of the repository have in a folder: names only, nothing is checked out.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use git2::{BranchType, ErrorCode, Oid};

use super::path::RepoPath;
use super::tree::Node;
use super::{Repository, Result, StoreError};

/// A branch, local or remote-tracking.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// As git names it: `main`, `origin/main`.
    pub name: String,
    /// Its newest commit, as a whole object id.
    pub commit: String,
    /// It stands for a branch of another repository.
    pub is_remote: bool,
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// From the repository's root.
    pub path: String,
    /// Its content, as an object id.
    pub blob: String,
}

impl Repository {
    /// Every local and remote-tracking branch, by name; a name that stands for another one is left out.
    ///
    /// # Errors
    /// Git's references cannot be read.
    pub fn branches(&self) -> Result<Vec<Branch>> {
        let failed = || StoreError::git("the branches");
        let mut found = Vec::new();
        for branch in self.git.branches(None).map_err(failed())? {
            let (branch, kind) = branch.map_err(failed())?;
            let reference = branch.get();
            // `origin/HEAD` is whatever it points at; a branch may point at nothing that is there.
            let (Some(target), Ok(name)) = (reference.target(), branch.name_bytes()) else {
                continue;
            };
            let name = String::from_utf8_lossy(name).into_owned();
            if kind == BranchType::Remote && name.ends_with("/HEAD") {
                continue;
            }
            found.push(Branch {
                name,
                commit: target.to_string(),
                is_remote: kind == BranchType::Remote,
            });
        }
        found.sort();
        Ok(found)
    }

    /// The files of a folder in a commit, by path; none where the commit is not there or has no such folder.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn stored(&self, folder: &str, commit: &str) -> Result<Vec<Stored>> {
        let plain = RepoPath::new(folder)?;
        let mut found = Vec::new();
        if let Some(tree) = self.folder_of(&plain, commit)? {
            self.list_tree(tree, &plain.text(), &mut found)?;
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// The paths of a folder's files elsewhere: in any branch and in any other working tree.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn elsewhere(&self, folder: &str) -> Result<BTreeSet<String>> {
        let plain = RepoPath::new(folder)?;
        let mut seen = HashSet::new();
        let mut files = Vec::new();
        let mut commits: Vec<String> = self.branches()?.into_iter().map(|one| one.commit).collect();
        commits.extend(self.head_revision()?.map(|head| head.id));
        for commit in commits {
            let tree = self.folder_of(&plain, &commit)?;
            if let Some(tree) = tree.filter(|tree| seen.insert(*tree)) {
                self.list_tree(tree, &plain.text(), &mut files)?;
            }
        }
        let mut found: BTreeSet<String> = files.into_iter().map(|file| file.path).collect();
        for root in self.other_trees() {
            found.extend(on_disk(&root, &plain));
        }
        Ok(found)
    }

    /// The commit where two commits parted, as a whole object id; none where they have no history in common.
    ///
    /// # Errors
    /// One of them is not there.
    pub fn fork(&self, one: &str, other: &str) -> Result<Option<String>> {
        let base = || {
            self.git
                .merge_base(Oid::from_str(one)?, Oid::from_str(other)?)
        };
        match base() {
            Ok(base) => Ok(Some(base.to_string())),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(StoreError::git(format!(
                "where `{one}` and `{other}` parted"
            ))(error)),
        }
    }

    /// Whether a commit is in the history of any local branch.
    ///
    /// # Errors
    /// Git's references cannot be read.
    pub fn is_on_a_branch(&self, commit: &str) -> Result<bool> {
        let branches = self.branches()?;
        let mut local = branches.iter().filter(|branch| !branch.is_remote);
        Ok(local.any(|branch| self.is_in(commit, &branch.commit).unwrap_or(false)))
    }

    /// The other working trees of this repository that are there.
    pub(super) fn other_trees(&self) -> Vec<PathBuf> {
        let mut trees: Vec<PathBuf> = Vec::new();
        if self.git.is_worktree() {
            // The folder that all of them share lies in the first one, unless that is bare.
            let main = git2::Repository::open(self.git.commondir());
            trees.extend(
                main.ok()
                    .and_then(|main| main.workdir().map(Path::to_path_buf)),
            );
        }
        let names = self.git.worktrees().ok();
        let names = names
            .iter()
            .flat_map(|names| names.iter().flatten().flatten());
        trees.extend(names.filter_map(|name| {
            let tree = self.git.find_worktree(name).ok()?;
            Some(tree.path().to_path_buf())
        }));
        let real = trees.iter().filter_map(|tree| tree.canonicalize().ok());
        real.filter(|tree| *tree != self.root).collect()
    }

    /// The tree of a folder in a commit.
    fn folder_of(&self, folder: &RepoPath, commit: &str) -> Result<Option<Oid>> {
        let tree = || self.git.find_commit(Oid::from_str(commit)?)?.tree();
        let tree = match tree() {
            Ok(tree) => tree,
            // A shallow clone has no more of it than its name.
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::git(format!("the commit `{commit}`"))(error)),
        };
        Ok(match self.node(&tree, folder)? {
            Some(Node::Folder(id)) => Some(id),
            _ => None,
        })
    }

    pub(super) fn list_tree(&self, tree: Oid, path: &str, found: &mut Vec<Stored>) -> Result<()> {
        for entry in &self.find_tree(tree)? {
            // A name that is no text names no record.
            let Ok(name) = entry.name() else { continue };
            let path = match path {
                "" => name.to_owned(),
                above => format!("{above}/{name}"),
            };
            match Node::of(&entry) {
                Node::Folder(id) if !name.starts_with('.') => self.list_tree(id, &path, found)?,
                Node::File(id) => found.push(Stored {
                    path,
                    blob: id.to_string(),
                }),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The paths of a folder's files in another working tree.
fn on_disk(root: &Path, folder: &RepoPath) -> Vec<String> {
    if folder.link(root).is_some() {
        return Vec::new();
    }
    let files = ignore::WalkBuilder::new(folder.under(root))
        .standard_filters(false)
        .hidden(true)
        .build();
    let files = files
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files
        .filter_map(|entry| super::discover::slashed(entry.path().strip_prefix(root).ok()?))
        .collect()
}
