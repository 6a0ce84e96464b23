//! Commits that nobody made: what the working tree or git's index would become, and what merging it would give.
//!
//! They are held in memory behind git's own objects, so that everything which reads a revision reads them too. Nothing
//! is written: an object that the repository has already is not even touched.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use git2::{IndexConflict, IndexEntry, MergeOptions, ObjectType, Odb, Oid, Status};
use git2::{StatusOptions, StatusShow};

use super::memory::{Leaf, Leaves, commit, kept};
use super::obstacle::MERGE;
use super::path::RepoPath;
use super::revision::unix_lines;
use super::{Identity, Repository, Result, Revision, StoreError};

/// The mode of a plain file, of one that can be run, and of a link.
const PLAIN: u32 = 0o100_644;
const RUN: u32 = 0o100_755;
const LINK: u32 = 0o120_000;

/// The flag of an entry of the index whose file a sparse checkout leaves out, in the extended flags.
const SKIPPED: u16 = 1 << 14;

/// The flag of an entry of the index that stands for a file nobody has added yet, in the extended flags.
const INTENDED: u16 = 1 << 13;

/// Nobody: the author of a merge that nobody has made yet.
const NOBODY: &str = "nobody <nobody>";

/// Of a larger file nothing but that it is large matters to anybody: 16 MiB.
const LARGE: u64 = 16 << 20;

/// What a commit nobody made holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// The files of the working tree, without those that git ignores.
    WorkingTree,
    /// What is to be committed: git's index, or the file that git has put in its place while it commits.
    Staged(Option<PathBuf>),
}

/// What merging a commit onto another would give.
#[derive(Clone, Debug)]
pub struct Imagined {
    /// The merge: its first parent is what was merged onto.
    pub revision: Revision,
    /// The files that both sides changed so that somebody has to decide; they are as the first parent has them.
    pub conflicts: Vec<String>,
}

impl Repository {
    /// Whether a sparse checkout leaves a file out of the working tree.
    #[must_use]
    pub fn is_left_out(&self, path: &str) -> bool {
        let index = self.git.index().ok();
        let entry = index.and_then(|index| index.get_path(Path::new(path), 0));
        entry.is_some_and(|entry| entry.flags_extended & SKIPPED != 0)
    }

    /// A commit of what is drafted, by that author (or nobody) at that second since 1970; none where it is what `HEAD` holds.
    ///
    /// A merge that is under way gives it the merged commit as a second parent.
    ///
    /// # Errors
    /// The index cannot be read (`UnreadableIndex` of what is staged) or has conflicts; a file
    /// of the working tree cannot be read.
    pub fn imagine(
        &self,
        draft: &Draft,
        author: Option<&Identity>,
        time: i64,
    ) -> Result<Option<Revision>> {
        let head = self.head_revision()?;
        let memory = self.memory()?;
        let old = match &head {
            Some(head) => self.tree(head)?.id(),
            None => kept(&memory, ObjectType::Tree, &[])
                .map_err(StoreError::git("a tree without files"))?,
        };
        let tree = match draft {
            Draft::WorkingTree => self.working_tree(&memory, old)?,
            Draft::Staged(index) => self.staged(&memory, index.as_deref())?,
        };
        let merged = self.git.find_reference("MERGE_HEAD").ok();
        let merged = merged.filter(|_| self.unfinished() == Some(MERGE));
        let merged = merged.and_then(|merged| Some(merged.target()?.to_string()));
        if tree == old && merged.is_none() {
            return Ok(None);
        }
        let head = head.into_iter().map(|head| head.id);
        let parents: Vec<String> = head.chain(merged).collect();
        let author = author.map_or_else(
            || NOBODY.to_owned(),
            |author| format!("{} <{}>", line(&author.name), line(&author.email)),
        );
        Ok(Some(commit(&memory, (tree, &parents), (&author, time))?))
    }

    /// The merge of a commit onto another, at that second since 1970.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn imagine_merge(&self, onto: &Revision, head: &Revision, time: i64) -> Result<Imagined> {
        let memory = self.memory()?;
        let failed = || StoreError::git("what merging would give");
        let (ours, theirs) = (self.tree(onto)?.id(), self.tree(head)?.id());
        let fork = self.fork(&onto.id, &head.id)?;
        let (tree, conflicts) = match fork {
            Some(fork) if fork == onto.id => (theirs, Vec::new()),
            Some(fork) if fork == head.id => (ours, Vec::new()),
            _ => {
                let merge = || {
                    let one = self.git.find_commit(onto.oid()?)?;
                    let other = self.git.find_commit(head.oid()?)?;
                    let options = MergeOptions::new();
                    self.git.merge_commits(&one, &other, Some(&options))
                };
                let index = merge().map_err(failed())?;
                let (leaves, conflicts) = settled(&index).map_err(failed())?;
                let tree = self.grown(&memory, None, leaves).map_err(failed())?;
                (tree, conflicts)
            }
        };
        let parents = [onto.id.clone(), head.id.clone()];
        Ok(Imagined {
            revision: commit(&memory, (tree, &parents), (NOBODY, time))?,
            conflicts,
        })
    }

    /// The tree of the working tree.
    fn working_tree(&self, memory: &Odb<'_>, old: Oid) -> Result<Oid> {
        let mut leaves = Leaves::new();
        for path in self.differing(old)? {
            let leaf = self.leaf(memory, old, &path)?;
            leaves.insert(path.into_bytes(), leaf);
        }
        self.grown(memory, Some(old), leaves)
            .map_err(StoreError::git("the working tree"))
    }

    /// The files of the working tree that may differ from a tree.
    fn differing(&self, old: Oid) -> Result<Vec<String>> {
        let mut options = StatusOptions::new();
        options
            .show(StatusShow::IndexAndWorkdir)
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .exclude_submodules(true);
        let Ok(statuses) = self.git.statuses(Some(&mut options)) else {
            return self.all_differing(old);
        };
        let mut paths = Vec::new();
        for status in statuses
            .iter()
            .filter(|status| status.status() != Status::IGNORED)
        {
            let path = String::from_utf8_lossy(status.path_bytes()).into_owned();
            let gone = status.status().contains(Status::WT_DELETED);
            if RepoPath::plain(&path).is_some() && !(gone && self.is_left_out(&path)) {
                paths.push(path);
            }
        }
        Ok(paths)
    }

    /// The same without the index, which libgit2 does not read where it is split or sparse: every file that is there,
    /// and every one of the tree.
    fn all_differing(&self, old: Oid) -> Result<Vec<String>> {
        let mut stored = Vec::new();
        self.list_tree(old, "", &mut stored)?;
        let is_seen = |path: &str| !path.split('/').any(|part| part.starts_with('.'));
        let mut all: HashSet<String> = stored.into_iter().map(|file| file.path).collect();
        all.retain(|path| is_seen(path));
        all.extend(self.survey("", |_| true)?);
        Ok(all.into_iter().collect())
    }

    /// A file of the working tree as git would store it; none where it is not there.
    fn leaf(&self, memory: &Odb<'_>, old: Oid, path: &str) -> Result<Option<Leaf>> {
        let plain = RepoPath::new(path)?;
        let full = plain.under(&self.root);
        let failed = |source| StoreError::ReadFile {
            path: path.to_owned(),
            source,
        };
        let Ok(meta) = full.symlink_metadata() else {
            return Ok(None);
        };
        let stored = StoreError::git(format!("`{path}`"));
        if meta.is_symlink() {
            let target = full.read_link().map_err(failed)?;
            let target = target.to_string_lossy().replace('\\', "/");
            let blob = kept(memory, ObjectType::Blob, target.as_bytes()).map_err(stored)?;
            return Ok(Some((LINK, blob)));
        }
        if !meta.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let file = std::fs::File::open(&full).map_err(failed)?;
        file.take(LARGE).read_to_end(&mut bytes).map_err(failed)?;
        let tree = self.find_tree(old)?;
        let known = tree.get_path(Path::new(path)).ok();
        let before = known
            .as_ref()
            .and_then(|entry| self.git.find_blob(entry.id()).ok());
        // Git stores what came with plain line ends with plain line ends, whatever the checkout made of them.
        let plain_before = before.is_some_and(|blob| !has_crlf(blob.content()));
        let bytes = match plain_before && has_crlf(&bytes) {
            true => unix_lines(&bytes),
            false => bytes,
        };
        let mode = match known {
            Some(entry) if entry.filemode() == RUN.cast_signed() => RUN,
            _ => PLAIN,
        };
        let blob = kept(memory, ObjectType::Blob, &bytes).map_err(stored)?;
        Ok(Some((mode, blob)))
    }

    /// The tree of git's index.
    fn staged(&self, memory: &Odb<'_>, file: Option<&Path>) -> Result<Oid> {
        let mut index = match file {
            Some(file) => git2::Index::open(file),
            None => self.git.index(),
        }
        .map_err(unreadable)?;
        index.read(true).map_err(unreadable)?;
        if index.has_conflicts() {
            return Err(StoreError::UnreadableIndex {
                reason: "it holds conflicts of a merge".to_owned(),
                command: "git status",
            });
        }
        let added = index
            .iter()
            .filter(|entry| entry.flags_extended & INTENDED == 0);
        let leaves = added.map(|entry| (entry.path.clone(), leaf_of(&entry)));
        self.grown(memory, None, leaves.collect())
            .map_err(StoreError::git("what is staged"))
    }
}

/// The files of a merge; where somebody has to decide, the one of the first side, and the path.
fn settled(index: &git2::Index) -> std::result::Result<(Leaves, Vec<String>), git2::Error> {
    let stage = |entry: &IndexEntry| (entry.flags >> 12) & 3;
    let merged = index.iter().filter(|entry| stage(entry) == 0);
    let mut leaves: Leaves = merged
        .map(|entry| (entry.path.clone(), leaf_of(&entry)))
        .collect();
    let mut conflicts = Vec::new();
    for conflict in index.conflicts()? {
        let IndexConflict {
            ancestor,
            our,
            their,
        } = conflict?;
        let named = [&our, &their, &ancestor].into_iter().flatten().next();
        conflicts.extend(named.map(|entry| String::from_utf8_lossy(&entry.path).into_owned()));
        leaves.extend(our.map(|our| (our.path.clone(), leaf_of(&our))));
    }
    conflicts.sort();
    conflicts.dedup();
    Ok((leaves, conflicts))
}

/// A file of the index; a folder that a sparse index holds whole is one too.
fn leaf_of(entry: &IndexEntry) -> Option<Leaf> {
    Some((entry.mode, entry.id))
}

/// An index that is split or sparse is told by the name of what it cannot be read without.
fn unreadable(error: git2::Error) -> StoreError {
    let (reason, command) = match error.message() {
        said if said.contains("'link'") => {
            ("the index is split", "git update-index --no-split-index")
        }
        said if said.contains("'sdir'") => (
            "the index is sparse",
            "git sparse-checkout reapply --no-sparse-index",
        ),
        said => (said, "git status"),
    };
    StoreError::UnreadableIndex {
        reason: reason.to_owned(),
        command,
    }
}

/// A name or a mail as a commit can hold it.
fn line(text: &str) -> String {
    text.chars()
        .filter(|letter| !matches!(letter, '<' | '>' | '\n' | '\0'))
        .collect()
}

fn has_crlf(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\r\n")
}
