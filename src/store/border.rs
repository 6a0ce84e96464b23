//! The border of a shallow clone: commits of whose parents it has no more than the names.

use git2::{Commit, Sort};

use super::{Repository, Result, Revision, StoreError};

impl Repository {
    /// The commits that led to `HEAD` (or a revision) and whose parents lie beyond the border of a shallow clone.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn border(&self, at: Option<&Revision>) -> Result<Vec<Revision>> {
        let start = match at {
            Some(revision) => Some(revision.clone()),
            None => self.head_revision()?,
        };
        let Some(start) = start.filter(|_| self.is_shallow()) else {
            return Ok(Vec::new());
        };
        let walk = || {
            let mut revwalk = self.git.revwalk()?;
            revwalk.set_sorting(Sort::NONE)?;
            revwalk.push(start.oid()?)?;
            let mut border = Vec::new();
            for id in revwalk {
                let commit = self.git.find_commit(id?)?;
                if is_border(&commit) {
                    border.push(Revision::of(&commit));
                }
            }
            Ok(border)
        };
        walk().map_err(StoreError::git("the border of the clone"))
    }
}

/// Whether a commit names parents that the clone does not have.
pub(super) fn is_border(commit: &Commit<'_>) -> bool {
    let header = commit.raw_header_bytes();
    let named = header
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(b"parent "));
    named.count() > commit.parents().count()
}
