//! Finds the git repository of a folder, and the log in it.

use std::path::{Component, Path, PathBuf};

use git2::ErrorCode;

use super::{Feature, Result, StoreError};

/// The file that marks a log.
const MARK: &str = "declog.toml";

/// How many entries the search for other logs looks at before it leaves off.
const SEARCH: usize = 50_000;

/// A git repository with a working tree.
pub struct Repository {
    pub(super) git: git2::Repository,
    pub(super) root: PathBuf,
}

/// Where a log lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPlace {
    /// Its folder from the repository's root; empty at the root.
    pub root: String,
}

impl Repository {
    /// Opens the repository that a folder lies in: its own or the nearest above, a linked worktree or a submodule too.
    ///
    /// # Errors
    /// There is none, it is bare, it belongs to somebody else, or it uses what libgit2 cannot read.
    pub fn open(start: &Path) -> Result<Self> {
        // Each object read would be hashed again, which doubles the time of a walk and finds what `git fsck` finds.
        git2::opts::strict_hash_verification(false);
        let start = start
            .canonicalize()
            .map_err(|source| StoreError::ReadFile {
                path: start.display().to_string(),
                source,
            })?;
        let git = git2::Repository::discover(&start).map_err(|error| refusal(&start, &error))?;
        let Some(root) = git.workdir() else {
            return Err(StoreError::BareRepository {
                path: git.path().to_path_buf(),
            });
        };
        let root = root.canonicalize().map_err(|source| StoreError::ReadFile {
            path: root.display().to_string(),
            source,
        })?;
        Ok(Self { git, root })
    }

    /// The working tree's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the repository may be called: the name of its folder, and that of the place it was cloned from.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let folder = self.root.file_name();
        let folder = folder.map(|name| name.to_string_lossy().into_owned());
        let origin = self.git.find_remote("origin").ok();
        let origin = origin.map(|remote| String::from_utf8_lossy(remote.url_bytes()).into_owned());
        let origin = origin.and_then(|url| {
            let plain = url.trim_end_matches('/');
            let plain = plain.strip_suffix(".git").unwrap_or(plain);
            plain.rsplit(['/', ':']).next().map(str::to_owned)
        });
        folder.into_iter().chain(origin).collect()
    }

    /// A path of the machine as a path from the repository's root; none where it lies outside.
    ///
    /// The path need not exist; links among its folders are followed.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        let absolute = std::path::absolute(path).ok()?;
        let mut plain = PathBuf::new();
        for part in absolute.components() {
            match part {
                Component::ParentDir => {
                    plain.pop();
                }
                other => plain.push(other),
            }
        }
        let (real, rest) = plain.ancestors().find_map(|above| {
            let rest = plain.strip_prefix(above).ok()?;
            Some((above.canonicalize().ok()?, rest))
        })?;
        slashed(real.join(rest).strip_prefix(&self.root).ok()?)
    }

    /// The log of a folder: `declog.toml` is looked for from there upwards, no higher than the repository's root.
    ///
    /// # Errors
    /// `NoLog`, which names the logs elsewhere in the repository.
    pub fn find_log(&self, start: &Path) -> Result<LogPlace> {
        let here = self.relative(start).unwrap_or_default();
        let mut folder = here.as_str();
        loop {
            if self.is_marked(folder) {
                return Ok(LogPlace {
                    root: folder.to_owned(),
                });
            }
            if folder.is_empty() {
                return Err(StoreError::NoLog {
                    start: start.to_path_buf(),
                    below: self.logs(),
                });
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// The roots of all logs in the working tree, sorted; ignored and hidden folders and other repositories are not
    /// looked into.
    #[must_use]
    pub fn logs(&self) -> Vec<String> {
        let root = self.root.clone();
        let mut found: Vec<String> = ignore::WalkBuilder::new(&self.root)
            .filter_entry(move |entry| {
                entry.path() == root
                    || (entry.file_name() != "node_modules"
                        && entry.path().join(".git").symlink_metadata().is_err())
            })
            .build()
            .take(SEARCH)
            .flatten()
            .filter(|entry| entry.file_name() == MARK)
            .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
            .filter_map(|entry| {
                let folder = entry.path().parent()?.strip_prefix(&self.root).ok()?;
                slashed(folder)
            })
            .collect();
        found.sort();
        found
    }

    /// Whether a folder holds a `declog.toml`, even one that cannot be read.
    fn is_marked(&self, folder: &str) -> bool {
        let mark = self.root.join(folder).join(MARK);
        mark.symlink_metadata().is_ok_and(|meta| !meta.is_dir())
    }
}

/// A relative path with `/` between its parts; none where a part is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Turns libgit2's refusal to open a repository into what the user can do something about.
fn refusal(start: &Path, error: &git2::Error) -> StoreError {
    let above = start
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    let path = above.unwrap_or(start).to_path_buf();
    if error.code() == ErrorCode::Owner {
        return StoreError::ForeignOwner { path };
    }
    if let Some((_, name)) = error
        .message()
        .split_once("unsupported extension name extensions.")
    {
        let feature = Feature::of(name.trim());
        return StoreError::UnsupportedRepository { path, feature };
    }
    if error.message().contains("object format") {
        let feature = Feature::Sha256;
        return StoreError::UnsupportedRepository { path, feature };
    }
    if above.is_none() && error.code() == ErrorCode::NotFound {
        return StoreError::FindRepository {
            start: start.to_path_buf(),
        };
    }
    StoreError::OpenRepository {
        path,
        reason: error.message().to_owned(),
    }
}
