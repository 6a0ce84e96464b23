//! Whether commits are there for everybody: in the history of a branch, or under a tag.

use std::collections::{BTreeSet, HashMap, HashSet};

use git2::Oid;

use super::{Repository, Result, StoreError};

impl Repository {
    /// The revisions among those that no branch, no tag and not `HEAD` leads to, or that name nothing.
    ///
    /// None in a shallow clone, which does not know what lies before its border.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn lost(&self, revisions: BTreeSet<String>) -> Result<HashSet<String>> {
        if revisions.is_empty() || self.is_shallow() {
            return Ok(HashSet::new());
        }
        let mut lost = HashSet::new();
        let mut wanted: HashMap<Oid, Vec<String>> = HashMap::new();
        for revision in revisions {
            let commit = self.named(&revision);
            match commit {
                Some(id) => wanted.entry(id).or_default().push(revision),
                None => drop(lost.insert(revision)),
            }
        }
        if !wanted.is_empty() {
            let mut look = || {
                let mut walk = self.git.revwalk()?;
                for tip in self.tips()? {
                    walk.push(tip)?;
                }
                for id in walk {
                    wanted.remove(&id?);
                    if wanted.is_empty() {
                        break;
                    }
                }
                Ok(())
            };
            look().map_err(StoreError::git("the history"))?;
        }
        lost.extend(wanted.into_values().flatten());
        Ok(lost)
    }

    /// The commit that a plain word names: an object id, a tag, a branch.
    fn named(&self, word: &str) -> Option<Oid> {
        let plain = |letter: char| letter.is_alphanumeric() || "-_./+".contains(letter);
        let is_plain = word.chars().all(plain) && !word.starts_with('-');
        if !is_plain {
            return None;
        }
        let object = self.git.revparse_single(word).ok()?;
        Some(object.peel_to_commit().ok()?.id())
    }

    /// The commits that `HEAD`, branches and tags point at.
    fn tips(&self) -> std::result::Result<Vec<Oid>, git2::Error> {
        let mut tips = Vec::new();
        let head = self.git.head().and_then(|head| head.peel_to_commit());
        tips.extend(head.map(|commit| commit.id()));
        for reference in self.git.references()? {
            // A reference may point at nothing that is there, and a tag at what is no commit.
            let commit = reference.and_then(|reference| reference.peel_to_commit());
            tips.extend(commit.map(|commit| commit.id()));
        }
        Ok(tips)
    }
}
