//! A repository of its own, made whole from commits that are given: the example log.
//!
//! This is the one place that writes commits without the `git` program: nobody has worked in the repository yet, so
//! there is no index, no hook and no filter of theirs to respect.

use std::fs;
use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{Index, IndexEntry, IndexTime, Oid, RepositoryInitOptions, Signature, Time};

use super::{Identity, Repository, Result, StoreError};

/// The branch of the new repository.
const BRANCH: &str = "main";

/// The setting that remembers the last commit that was given.
const MARK: &str = "declog.demo";

/// A commit to be made.
#[derive(Clone, Debug)]
pub struct NewCommit {
    /// Author and committer.
    pub author: Identity,
    /// Seconds since 1970.
    pub time: i64,
    /// Minutes that the author's clock is ahead of UTC.
    pub offset: i32,
    /// The whole message.
    pub message: String,
    /// Paths from the root with their new text; without one the file goes.
    pub files: Vec<(String, Option<String>)>,
}

/// What is at the place of a new repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing, or an empty folder.
    Free,
    /// A repository made by [`found`], as it was made.
    Untouched,
    /// Anything else.
    Taken,
}

/// Looks at the place of a new repository.
#[must_use]
pub fn ground(folder: &Path) -> Ground {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ground::Free,
        Ok(true) => Ground::Free,
        Ok(false) if is_untouched(folder) == Some(true) => Ground::Untouched,
        _ => Ground::Taken,
    }
}

fn is_untouched(folder: &Path) -> Option<bool> {
    // A repository further up is somebody else's.
    folder.join(".git").symlink_metadata().ok()?;
    let repository = Repository::open(folder).ok()?;
    let made = repository.git.config().ok()?.get_string(MARK).ok()?;
    let head = repository.head().ok()??;
    let clean = !repository.dirty(&[String::new()]).ok()?;
    Some(made == head.id && clean)
}

/// Makes a repository in a folder that is free: the commits one after the other, and the files of the last. Whoever
/// works there next does so as `user`.
///
/// # Errors
/// The folder or git's data cannot be written.
pub fn found(folder: &Path, commits: &[NewCommit], user: &Identity) -> Result<()> {
    let failed = |error: git2::Error| StoreError::WriteFile {
        path: folder.display().to_string(),
        source: std::io::Error::other(error.message().to_owned()),
    };
    write(folder, commits, user).map_err(failed)
}

fn write(
    folder: &Path,
    commits: &[NewCommit],
    user: &Identity,
) -> std::result::Result<(), git2::Error> {
    let mut options = RepositoryInitOptions::new();
    options
        .initial_head(BRANCH)
        .no_reinit(true)
        .external_template(false);
    let git = git2::Repository::init_opts(folder, &options)?;
    let mut config = git.config()?.open_level(git2::ConfigLevel::Local)?;
    config.set_str("user.name", &user.name)?;
    config.set_str("user.email", &user.email)?;
    // The same bytes on every system.
    config.set_str("core.autocrlf", "false")?;
    let mut index = Index::new()?;
    let mut head: Option<Oid> = None;
    for commit in commits {
        for (path, text) in &commit.files {
            match text {
                Some(text) => index.add(&entry(path, git.blob(text.as_bytes())?, text.len()))?,
                None => index.remove(Path::new(path), 0)?,
            }
        }
        let tree = git.find_tree(index.write_tree_to(&git)?)?;
        let time = Time::new(commit.time, commit.offset);
        let author = Signature::new(&commit.author.name, &commit.author.email, &time)?;
        let parent = head.map(|head| git.find_commit(head)).transpose()?;
        let parents: Vec<_> = parent.iter().collect();
        let made = git.commit(None, &author, &author, &commit.message, &tree, &parents)?;
        head = Some(made);
    }
    if let Some(head) = head {
        git.reference(
            &format!("refs/heads/{BRANCH}"),
            head,
            true,
            "the example log",
        )?;
        git.checkout_head(Some(CheckoutBuilder::new().force()))?;
        config.set_str(MARK, &head.to_string())?;
    }
    Ok(())
}

fn entry(path: &str, id: Oid, size: usize) -> IndexEntry {
    let never = IndexTime::new(0, 0);
    IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: u32::try_from(size).unwrap_or_default(),
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}
