//! The history of the record folders, in one walk over the commits.
//!
//! A folder's tree id is compared with its parents' before anything is diffed, and a tree that was the newer one a
//! step ago is still at hand when it is the older one.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use git2::{Mailmap, ObjectType, Odb, Oid, Sort};

use super::listing::{Entry, Listing};
use super::path::RepoPath;
use super::tree::Node;
use super::{Repository, Result, Revision, StoreError};
use crate::model::facts::{Commit, History, Version};
use crate::model::source::Content;

/// The longest path that is followed, in bytes; no system has files with longer ones.
const LONGEST: usize = 4096;

/// What a commit did to paths: the blob after it, none where it took the file away.
pub(super) type Changes = BTreeMap<Vec<u8>, Option<Oid>>;

impl Repository {
    /// What the commits reachable from `HEAD` (or a revision) did to the files of some folders, newest first.
    ///
    /// A merge commit counts for a file only where it differs from all of its parents. Files are followed by path.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn history(&self, folders: &[String], at: Option<&Revision>) -> Result<History> {
        let mut history = History {
            shallow: self.is_shallow(),
            ..History::default()
        };
        let start = match at {
            Some(revision) => Some(revision.clone()),
            None => self.head_revision()?,
        };
        let Some(start) = start else {
            return Ok(history);
        };
        let mailmap = self.mailmap(&start)?;
        let mut walk = || {
            let mut revwalk = self.git.revwalk()?;
            revwalk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
            revwalk.push(start.oid()?)?;
            let odb = self.git.odb()?;
            let mut walk = Walk::new(self, &odb, folders);
            for id in revwalk {
                let commit = self.git.find_commit(id?)?;
                let changes = walk.changes(&commit)?;
                if !changes.is_empty() {
                    record(&mut history, describe(&commit, &mailmap), changes);
                }
            }
            Ok(())
        };
        walk().map_err(StoreError::git("the history"))?;
        Ok(history)
    }

    /// The `.mailmap` of a revision; empty where it has none.
    pub(super) fn mailmap(&self, revision: &Revision) -> Result<Mailmap> {
        let node = self.node(&self.tree(revision)?, &RepoPath::new(".mailmap")?)?;
        let text = match node {
            Some(node @ Node::File(_)) => match self.content(node) {
                Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        };
        Mailmap::from_buffer(&text).map_err(StoreError::git("`.mailmap`"))
    }
}

/// Adds a commit and what it did.
fn record(history: &mut History, commit: Commit, changes: Changes) {
    let place = history.commits.len();
    history.commits.push(commit);
    for (path, blob) in changes {
        let path = String::from_utf8_lossy(&path).into_owned();
        history.versions.entry(path).or_default().push(Version {
            commit: place,
            blob: blob.map(|id| id.to_string()),
        });
    }
}

/// A commit as it is shown.
pub(super) fn describe(commit: &git2::Commit<'_>, mailmap: &Mailmap) -> Commit {
    // A name or a mail that is empty cannot be looked up, and is what it is.
    let mapped = commit.author_with_mailmap(mailmap);
    let author = mapped.unwrap_or_else(|_| commit.author().to_owned());
    let message = String::from_utf8_lossy(commit.message_bytes());
    Commit {
        id: commit.id().to_string(),
        author: String::from_utf8_lossy(author.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(author.email_bytes()).into_owned(),
        time: author.when().seconds(),
        subject: message.lines().next().unwrap_or_default().to_owned(),
    }
}

/// A file before and after: its blobs, none where it was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// Before.
    pub(super) before: Option<Oid>,
    /// After.
    pub(super) after: Option<Oid>,
}

/// What is remembered from commit to commit.
pub(super) struct Walk<'a> {
    repository: &'a Repository,
    odb: &'a Odb<'a>,
    /// The parts of each folder; none of them lies inside another.
    folders: Vec<Vec<String>>,
    /// The folders' trees by the root's tree.
    roots: HashMap<Oid, Rc<[Option<Oid>]>>,
    /// Trees, in two generations: what was not asked for since the last turn is dropped.
    young: HashMap<Oid, Rc<Listing>>,
    old: HashMap<Oid, Rc<Listing>>,
}

impl<'a> Walk<'a> {
    /// A walk that looks at nothing but some folders.
    pub(super) fn new(repository: &'a Repository, odb: &'a Odb<'a>, folders: &[String]) -> Self {
        let mut plain: Vec<Vec<String>> = folders
            .iter()
            .filter_map(|folder| RepoPath::plain(folder))
            .map(|path| path.parts().to_vec())
            .collect();
        plain.sort();
        plain.dedup_by(|inner, outer| inner.starts_with(outer));
        Self {
            repository,
            odb,
            folders: plain,
            roots: HashMap::new(),
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }

    /// What a commit did that none of its parents had.
    pub(super) fn changes(
        &mut self,
        commit: &git2::Commit<'_>,
    ) -> std::result::Result<Changes, git2::Error> {
        let new = self.subtrees(commit.tree_id())?;
        let mut parents = Vec::with_capacity(commit.parent_count());
        for parent in commit.parents() {
            parents.push(self.subtrees(parent.tree_id())?);
        }
        let mut changes = Changes::new();
        for (at, folder) in self.folders.clone().iter().enumerate() {
            let mut olds: Vec<Option<Oid>> = parents.iter().map(|parent| parent[at]).collect();
            if olds.is_empty() {
                olds.push(None);
            }
            if olds.contains(&new[at]) {
                continue;
            }
            let path = folder.join("/").into_bytes();
            let mut all: Option<Changes> = None;
            for old in olds {
                let mut one = Changes::new();
                self.diff((old, new[at]), &path, &mut one)?;
                all = Some(match all {
                    None => one,
                    Some(mut all) => {
                        all.retain(|path, _| one.contains_key(path));
                        all
                    }
                });
            }
            changes.extend(all.unwrap_or_default());
        }
        Ok(changes)
    }

    /// The files of our folders that differ between two root trees, the older of which may not be there: the blob
    /// before and after.
    pub(super) fn between(
        &mut self,
        (old, new): (Option<Oid>, Oid),
    ) -> std::result::Result<BTreeMap<Vec<u8>, Moved>, git2::Error> {
        let news = self.subtrees(new)?;
        let olds = match old {
            Some(old) => self.subtrees(old)?,
            None => vec![None; news.len()].into(),
        };
        let mut all = BTreeMap::new();
        for (at, folder) in self.folders.clone().iter().enumerate() {
            if olds[at] == news[at] {
                continue;
            }
            let path = folder.join("/").into_bytes();
            let mut there = Changes::new();
            let mut back = Changes::new();
            self.diff((olds[at], news[at]), &path, &mut there)?;
            self.diff((news[at], olds[at]), &path, &mut back)?;
            for (path, after) in there {
                let before = back.get(&path).copied().flatten();
                all.insert(path, Moved { before, after });
            }
        }
        Ok(all)
    }

    /// The trees of our folders in a root tree.
    fn subtrees(&mut self, root: Oid) -> std::result::Result<Rc<[Option<Oid>]>, git2::Error> {
        if let Some(known) = self.roots.get(&root) {
            return Ok(Rc::clone(known));
        }
        let mut found = Vec::with_capacity(self.folders.len());
        for folder in &self.folders {
            let mut at = Some(root);
            for part in folder {
                let Some(id) = at else { break };
                let tree = self.repository.git.find_tree(id)?;
                at = tree
                    .get_name(part)
                    .filter(|entry| entry.kind() == Some(ObjectType::Tree))
                    .map(|entry| entry.id());
            }
            found.push(at);
        }
        let found: Rc<[Option<Oid>]> = found.into();
        self.roots.insert(root, Rc::clone(&found));
        Ok(found)
    }

    /// Adds the files that differ between an old and a new tree, folder after folder: a hostile one nests thousands.
    fn diff(
        &mut self,
        trees: (Option<Oid>, Option<Oid>),
        folder: &[u8],
        changes: &mut Changes,
    ) -> std::result::Result<(), git2::Error> {
        let tree = |entry: Option<Entry<'_>>| entry.and_then(|entry| entry.tree());
        let file = |entry: Option<Entry<'_>>| entry.and_then(|entry| entry.file());
        let mut ahead = vec![(trees, folder.to_vec())];
        while let Some(((old, new), folder)) = ahead.pop() {
            let (old, new) = (self.listing(old)?, self.listing(new)?);
            for (before, after) in Listing::compare(&old, &new) {
                let Some(name) = after.or(before).map(|entry| entry.name) else {
                    continue;
                };
                let path = match folder.is_empty() {
                    true => name.to_vec(),
                    false => [folder.as_slice(), b"/", name].concat(),
                };
                if file(before) != file(after) {
                    changes.insert(path.clone(), file(after));
                }
                if tree(before) != tree(after) && path.len() <= LONGEST {
                    ahead.push(((tree(before), tree(after)), path));
                }
            }
        }
        Ok(())
    }

    /// The entries of a tree; none for no tree.
    fn listing(&mut self, id: Option<Oid>) -> std::result::Result<Rc<Listing>, git2::Error> {
        /// How many trees a generation holds.
        const GENERATION: usize = 64;
        let Some(id) = id else {
            return Ok(Rc::new(Listing::new(&[])));
        };
        if let Some(known) = self.young.get(&id) {
            return Ok(Rc::clone(known));
        }
        let listing = match self.old.get(&id) {
            Some(known) => Rc::clone(known),
            None => Rc::new(Listing::new(self.odb.read(id)?.data())),
        };
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, Rc::clone(&listing));
        Ok(listing)
    }
}
