//! What a file held before, newest first, along the first parents of `HEAD`.

use super::path::RepoPath;
use super::tree::Node;
use super::{Repository, Result, StoreError};
use crate::model::source::Content;

impl Repository {
    /// Hands over each content that a file had, from the one of `HEAD` backwards, as long as more is wanted.
    ///
    /// It ends where the file was not there, and where the clone does. A merge is one change: what the branch did
    /// before it is not looked at.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn earlier(&self, path: &str, wanted: &mut dyn FnMut(Content) -> bool) -> Result<()> {
        let plain = RepoPath::new(path)?;
        let Some(head) = self.head_revision()? else {
            return Ok(());
        };
        let failed = || StoreError::git(format!("the history of `{path}`"));
        let mut commit = head.oid().and_then(|id| self.git.find_commit(id));
        let mut last = None;
        loop {
            let one = commit.map_err(failed())?;
            let tree = one.tree().map_err(failed())?;
            let Some(Node::File(blob)) = self.node(&tree, &plain)? else {
                return Ok(());
            };
            if last != Some(blob) && !wanted(self.content(Node::File(blob))) {
                return Ok(());
            }
            last = Some(blob);
            // A shallow clone has no more of the parent than its name.
            match one.parent(0) {
                Ok(parent) => commit = Ok(parent),
                Err(_) => return Ok(()),
            }
        }
    }
}
