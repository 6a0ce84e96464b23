//! Git's trees, read by path.

use git2::{ErrorCode, ObjectType, Oid, Tree, TreeEntry};

use super::path::RepoPath;
use super::{Repository, Result, Revision, StoreError};

/// The file mode of a symbolic link in a tree.
const LINK: i32 = 0o120_000;

/// What stands at a path of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A folder's tree.
    Folder(Oid),
    /// A file's content.
    File(Oid),
    /// A symbolic link, its target as a blob.
    Link(Oid),
    /// A commit of another repository.
    Module,
}

impl Node {
    /// What an entry is.
    pub(super) fn of(entry: &TreeEntry<'_>) -> Self {
        match entry.kind() {
            Some(ObjectType::Tree) => Self::Folder(entry.id()),
            Some(ObjectType::Commit) => Self::Module,
            _ if entry.filemode_raw() & 0o170_000 == LINK => Self::Link(entry.id()),
            _ => Self::File(entry.id()),
        }
    }
}

impl Repository {
    /// The root tree of a revision.
    pub(super) fn tree(&self, revision: &Revision) -> Result<Tree<'_>> {
        let read = || self.git.find_commit(revision.oid()?)?.tree();
        read().map_err(StoreError::git(format!("the commit `{}`", revision.id)))
    }

    /// What stands at a path of a tree; the path itself may be a link, the folders above may not.
    pub(super) fn node(&self, tree: &Tree<'_>, path: &RepoPath) -> Result<Option<Node>> {
        let mut node = Node::Folder(tree.id());
        for part in path.parts() {
            let Node::Folder(id) = node else {
                return Ok(None);
            };
            let folder = self.find_tree(id)?;
            match folder.get_name(part) {
                Some(entry) => node = Node::of(&entry),
                None => return Ok(None),
            }
        }
        Ok(Some(node))
    }

    /// A tree by its id.
    pub(super) fn find_tree(&self, id: Oid) -> Result<Tree<'_>> {
        self.git
            .find_tree(id)
            .map_err(StoreError::git(format!("the tree `{id}`")))
    }

    /// The blob at a path of `HEAD`; none where there is no commit yet or no such file.
    pub(super) fn head_blob(&self, path: &RepoPath) -> Result<Option<Oid>> {
        let Some(head) = self.head_revision()? else {
            return Ok(None);
        };
        match self.node(&self.tree(&head)?, path)? {
            Some(Node::File(id) | Node::Link(id)) => Ok(Some(id)),
            _ => Ok(None),
        }
    }
}

/// Whether libgit2 said that something is not there, rather than that it failed.
pub(super) fn is_absent(error: &git2::Error) -> bool {
    matches!(error.code(), ErrorCode::NotFound | ErrorCode::UnbornBranch)
}
