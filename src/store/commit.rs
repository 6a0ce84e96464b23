//! Commits our own files by the user's own `git`, so that hooks, signing and filters work as in any commit of theirs.
//!
//! A commit made from a tree alone would leave the index saying that the new files were deleted; `git commit --only`
//! takes the named files from the working tree and leaves all else in the index as it is.

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
        let added = self.announce(&request.paths)?;
        let words = ["commit", "--only", "-q", "--cleanup=whitespace", "-F", "-"];
        let committed = self.run_git(&words, &request.paths, &request.message);
        let failure = match committed {
            Ok(Ok(_)) => return self.newest(),
            Ok(Err(output)) => StoreError::CommitFailed { output },
            Err(error) => error,
        };
        self.withdraw(&added);
        Err(failure)
    }

    /// Tells the index of the files it does not know yet, without their content; gives those.
    fn announce(&self, paths: &[String]) -> Result<Vec<String>> {
        let known = self
            .run_git(&["ls-files", "-z"], paths, "")?
            .map_err(|output| StoreError::CommitFailed { output })?;
        let mut new = paths.to_vec();
        new.retain(|path| !known.split('\0').any(|other| other == path));
        if new.is_empty() {
            return Ok(new);
        }
        match self.run_git(&["add", "-N"], &new, "") {
            Ok(Ok(_)) => Ok(new),
            Ok(Err(output)) => {
                self.withdraw(&new);
                Err(StoreError::CommitFailed { output })
            }
            Err(error) => Err(error),
        }
    }

    /// Takes out of the index what `announce` put there.
    fn withdraw(&self, added: &[String]) {
        if !added.is_empty() {
            let words = ["rm", "--cached", "-f", "-q", "--ignore-unmatch"];
            // The failure that brought us here is the one to tell.
            let _ = self.run_git(&words, added, "");
        }
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
