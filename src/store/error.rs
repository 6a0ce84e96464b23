//! What can stop this room: one variant for each thing it was doing, with the place where it happened.
//!
//! The message says what and where; `next` gives the command that helps, where there is one.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why the store cannot go on.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no git repository from a folder upwards.
    #[error("`{}` is not inside a git repository", .start.display())]
    FindRepository {
        /// Where the search began.
        start: PathBuf,
    },
    /// The repository has no working tree.
    #[error("`{}` is a bare repository, which has no working tree to read", .path.display())]
    BareRepository {
        /// The repository.
        path: PathBuf,
    },
    /// The repository's files belong to another user and git was not told to trust them.
    #[error("`{}` belongs to another user, and `safe.directory` does not name it", .path.display())]
    ForeignOwner {
        /// The repository.
        path: PathBuf,
    },
    /// The repository uses a part of git's format that cannot be read here.
    #[error("`{}` uses {feature}, which declog cannot read", .path.display())]
    UnsupportedRepository {
        /// The repository.
        path: PathBuf,
        /// What it uses.
        feature: Feature,
    },
    /// The repository is there and could not be opened.
    #[error("cannot open the repository `{}`: {reason}", .path.display())]
    OpenRepository {
        /// The repository.
        path: PathBuf,
        /// Why, in libgit2's words.
        reason: String,
    },
    /// No `declog.toml` from the working folder up to the repository's root.
    #[error("found no `declog.toml` from `{}` up to the repository's root", .start.display())]
    NoLog {
        /// Where the search began.
        start: PathBuf,
        /// The logs that lie elsewhere in the repository: their roots, sorted.
        below: Vec<String>,
    },
    /// A revision names no commit of this repository.
    #[error("`{revision}` names no commit of this repository")]
    ResolveRevision {
        /// The revision as written.
        revision: String,
    },
    /// Git's data could not be read.
    #[error("cannot read {what} from git: {reason}")]
    ReadGit {
        /// What was being read.
        what: String,
        /// Why, in libgit2's words.
        reason: String,
    },
    /// Git's index cannot be checked.
    #[error("cannot read what is staged: {reason}")]
    UnreadableIndex {
        /// Why, in libgit2's words where they are its.
        reason: String,
        /// The command that helps.
        command: &'static str,
    },
    /// A file or folder could not be read.
    #[error("cannot read `{path}`: {source}")]
    ReadFile {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A file that must be text is not UTF-8.
    #[error("`{path}` is not UTF-8: byte {byte} begins no character")]
    DecodeFile {
        /// The file.
        path: String,
        /// The first byte that is wrong, from 0.
        byte: usize,
    },
    /// A file that must be read is over the budget.
    #[error("`{path}` has {size} bytes, more than the 1 MiB that is read")]
    LargeFile {
        /// The file.
        path: String,
        /// Its size in bytes.
        size: u64,
    },
    /// A symbolic link stands where a file or folder of the repository is needed.
    #[error("`{path}` is a symbolic link, which is not followed")]
    FollowLink {
        /// The link.
        path: String,
    },
    /// A path leads out of the repository, or into git's own folder.
    #[error("`{path}` does not lie inside the repository")]
    LeaveRepository {
        /// The path as given.
        path: String,
    },
    /// A file to be replaced is not what it was when it was read.
    #[error("`{path}` was changed by somebody else while declog was at work")]
    ChangedMeanwhile {
        /// The file.
        path: String,
    },
    /// A new file's place is taken.
    #[error("`{path}` is already there")]
    AlreadyExists {
        /// The file.
        path: String,
    },
    /// A file could not be written; everything is as it was before.
    #[error("cannot write `{path}`: {source}")]
    WriteFile {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The `git` program is not on the `PATH`.
    #[error("found no `git` program on the `PATH`, so nothing is committed")]
    FindGit,
    /// The `git` program could not be started.
    #[error("cannot run `git`: {source}")]
    RunGit {
        /// Why.
        source: io::Error,
    },
    /// `git commit` said no; the files stay in the working tree.
    #[error("`git commit` failed: {output}")]
    CommitFailed {
        /// What git and its hooks printed on standard error.
        output: String,
    },
    /// Another program kept git's lock for all the time we wait.
    #[error("another program holds git's lock: {output}")]
    WaitForLock {
        /// What git said, with the lock's path.
        output: String,
    },
    /// A lock that a program of git's has left behind.
    #[error("`{}` was left behind {seconds} seconds ago by a git that is gone", .path.display())]
    StaleLock {
        /// The lock's file.
        path: PathBuf,
        /// How old it is.
        seconds: u64,
    },
    /// The lock of declog's own could not be had.
    #[error("cannot lock `{}`: {source}", .path.display())]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// One writer did not end for all the time we wait.
    #[error("process {process} has been writing with declog for ten seconds; its lock is `{}`", .path.display())]
    WaitForWriter {
        /// The lock's file.
        path: PathBuf,
        /// The number of the process.
        process: String,
    },
    /// Git knows no name or mail to commit with.
    #[error("git knows no name and mail for you")]
    NoIdentity,
    /// A folder meant for a site holds something else.
    #[error("`{}` is not empty and is no site of declog's", .path.display())]
    ForeignFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A page's path leads out of the site's folder.
    #[error("`{path}` is no path inside a site")]
    PagePath {
        /// The path as given.
        path: String,
    },
    /// A file of a site could not be written.
    #[error("cannot write `{}`: {source}", .path.display())]
    WritePage {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl StoreError {
    /// The command that helps, where there is one.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        let command = match self {
            Self::FindRepository { .. } => "git init".to_owned(),
            Self::BareRepository { .. } => "git worktree add ../worktree".to_owned(),
            Self::ForeignOwner { path } => {
                format!("git config --global --add safe.directory '{}'", path.display())
            }
            Self::UnsupportedRepository { feature, .. } => return feature.next(),
            Self::NoLog { below, .. } => match below.first() {
                Some(first) => format!("declog -C {first}"),
                None => "declog init".to_owned(),
            },
            Self::ResolveRevision { .. } => "git log --oneline".to_owned(),
            Self::NoIdentity => {
                "git config --global user.name 'Your Name' && git config --global user.email you@example.com".to_owned()
            }
            Self::ReadGit { .. } => "git fsck".to_owned(),
            Self::UnreadableIndex { command, .. } => (*command).to_owned(),
            Self::WaitForLock { .. } | Self::WaitForWriter { .. } | Self::StaleLock { .. } => "declog doctor".to_owned(),
            _ => return None,
        };
        Some(command)
    }

    /// A failure of libgit2 while it read `what`.
    pub(super) fn git(what: impl Into<String>) -> impl FnOnce(git2::Error) -> Self {
        let what = what.into();
        move |error| Self::ReadGit {
            what,
            reason: error.message().to_owned(),
        }
    }
}

/// A part of git's repository format that libgit2 does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Objects named by SHA-256.
    Sha256,
    /// References kept as a reftable.
    Reftable,
    /// Objects left on the server.
    PartialClone,
    /// Another extension, by its name.
    Extension(String),
}

impl Feature {
    /// The feature of an extension's name as it stands in git's configuration.
    pub(super) fn of(extension: &str) -> Self {
        match extension.to_ascii_lowercase().as_str() {
            "objectformat" => Self::Sha256,
            "refstorage" => Self::Reftable,
            "partialclone" => Self::PartialClone,
            _ => Self::Extension(extension.to_owned()),
        }
    }

    /// The command that gives a repository without it.
    fn next(&self) -> Option<String> {
        let command = match self {
            Self::Sha256 => "git init --object-format=sha1",
            Self::Reftable => "git refs migrate --ref-format=files",
            Self::PartialClone => {
                "git fetch --refetch --no-filter && git config --unset extensions.partialClone"
            }
            Self::Extension(_) => return None,
        };
        Some(command.to_owned())
    }
}

impl std::fmt::Display for Feature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sha256 => f.write_str("SHA-256 objects"),
            Self::Reftable => f.write_str("a reftable"),
            Self::PartialClone => f.write_str("a partial clone"),
            Self::Extension(name) => write!(f, "the git extension `{name}`"),
        }
    }
}
