//! Commits our own files by the user's own `git`, so that hooks, signing and filters work as in any commit of theirs.
//!
//! A commit made from a tree alone would leave the index saying that the new files were deleted; `git commit --only`
//! takes the named files from the working tree and leaves all else in the index as it is. The files are staged before:
//! a git that is killed after it made the commit and before it wrote the index would otherwise leave one that says what
//! was there before, and the user's next commit would take ours back.

use std::path::Path;

use git2::{ObjectType, Oid};

use super::path::RepoPath;
use super::revision::SHORT;
use super::{Repository, Result, StoreError};

/// What is to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitRequest {
    /// The files, from the repository's root; exactly these.
    pub paths: Vec<String>,
    /// The whole message, trailers included.
    pub message: String,
}

/// The commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The whole object id in hexadecimal.
    pub id: String,
    /// The id cut to a length for people.
    pub short: String,
}

impl Repository {
    /// Commits some files and nothing else; what the user has staged or changed besides stays as it is.
    ///
    /// # Errors
    /// Git is not there, a hook or git said no, or another program held git's lock for ten seconds. The files stay as
    /// they are; what we added to the index is taken out again.
    pub fn commit(&self, request: &CommitRequest) -> Result<Commit> {
        let before = self.head_revision()?.map(|head| head.id);
        let staged = self.stage(&request.paths)?;
        let words = ["commit", "--only", "-q", "--cleanup=whitespace", "-F", "-"];
        let failure = match self.run_git(&words, &staged, &request.message) {
            Ok(Ok(_)) => {
                // The commit is made, whatever becomes of this.
                let _ = self.follow(&staged);
                return self.newest();
            }
            Ok(Err(output)) => StoreError::CommitFailed { output },
            Err(error) => error,
        };
        // A git that was killed may have made the commit all the same.
        if self.head_revision()?.map(|head| head.id) != before {
            return self.newest();
        }
        self.unstage(&staged);
        Err(failure)
    }

    /// Makes the index say of files what the new commit says: a hook that formats them adds them to the commit alone.
    fn follow(&self, paths: &[String]) -> Result<()> {
        let Ok(mut index) = self.git.index() else {
            return Ok(());
        };
        let _ = index.read(false);
        let mut behind = Vec::new();
        for path in paths {
            let entry = index.get_path(Path::new(path), 0).map(|entry| entry.id);
            if entry != self.head_blob(&RepoPath::new(path)?)? {
                behind.push(path.clone());
            }
        }
        if !behind.is_empty() {
            self.unstage(&behind);
        }
        Ok(())
    }

    /// Stages files as they are, those that are gone too; gives those that git knows then.
    fn stage(&self, paths: &[String]) -> Result<Vec<String>> {
        let failed = |output| StoreError::CommitFailed { output };
        let known = self
            .run_git(&["ls-files", "-z"], paths, "")?
            .map_err(failed)?;
        let is_known = |path: &String| known.split('\0').any(|other| other == path);
        let is_there = |path: &String| self.root.join(path).symlink_metadata().is_ok();
        let mut ours = paths.to_vec();
        // What git never knew does not have to be taken from it.
        ours.retain(|path| is_known(path) || is_there(path));
        match self.run_git(&["add"], &ours, "") {
            Ok(Ok(_)) => Ok(ours),
            Ok(Err(output)) => {
                self.unstage(&ours);
                Err(failed(output))
            }
            Err(error) => Err(error),
        }
    }

    /// Takes files out of the index where it has them with just these texts, or where it lacks those that have none: it
    /// says what `HEAD` says then.
    pub fn unstage_texts(&self, files: &[(String, Option<String>)]) {
        let Ok(mut index) = self.git.index() else {
            return;
        };
        let _ = index.read(false);
        let is_so = |(path, text): &&(String, Option<String>)| {
            let there = index.get_path(Path::new(path), 0).map(|entry| entry.id);
            let wanted = text
                .as_ref()
                .map(|text| Oid::hash_object(ObjectType::Blob, text.as_bytes()));
            match (there, wanted) {
                (there, None) => there.is_none(),
                (there, Some(wanted)) => wanted.ok() == there,
            }
        };
        let paths: Vec<String> = files
            .iter()
            .filter(is_so)
            .map(|(path, _)| path.clone())
            .collect();
        if !paths.is_empty() {
            self.unstage(&paths);
        }
    }

    /// Takes out of the index what a commit of ours that was not made has staged: it says what `HEAD` says then.
    pub fn unstage(&self, paths: &[String]) {
        // The failure that brought us here is the one to tell.
        let _ = self.run_git(&["reset", "-q"], paths, "");
    }

    /// The commit that `HEAD` names now.
    fn newest(&self) -> Result<Commit> {
        let head = self.resolve("HEAD")?;
        Ok(Commit {
            short: head.id[..SHORT].to_owned(),
            id: head.id,
        })
    }
}
