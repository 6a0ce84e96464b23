//! What the last writing commands did, so that it can be taken back: kept in the user's own folder, never in git's.
//!
//! A deed is written down before its files are, and again when it is done. One that is found unfinished was
//! interrupted: each of its files is as it was or as it was to be, and is taken back all the same.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::stage::stage;
use super::{Repository, Result, StoreError};

/// How many deeds are kept.
const KEPT: usize = 20;

/// The shape of the files.
const FORMAT: u32 = 1;

/// What one command wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    format: u32,
    /// What the command did: the first line of its commit, without `declog: `.
    pub subject: String,
    /// Its files, before and after.
    pub files: Vec<Kept>,
    /// The folders that were made for them, the outermost first.
    pub folders: Vec<String>,
    /// Whether it is over, and how.
    pub stage: Stage,
}

/// How far a command came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It has begun to write; a commit is to follow.
    Committing,
    /// It has begun to write.
    Writing,
    /// Its files are written, and the commit is the user's.
    Written,
    /// It made this commit.
    Committed(String),
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// From the repository's root.
    pub path: String,
    /// Its text before; none where it was not there.
    pub old: Option<String>,
    /// Its text after; none where it is gone.
    pub new: Option<String>,
}

impl Deed {
    /// A deed that is about to be done.
    #[must_use]
    pub fn new(subject: &str, files: Vec<Kept>, stage: Stage) -> Self {
        Self {
            format: FORMAT,
            subject: subject.to_owned(),
            files,
            folders: Vec::new(),
            stage,
        }
    }

    /// Whether it was interrupted, as far as anybody can tell who has the lock.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.stage, Stage::Committing | Stage::Writing)
    }
}

/// The deeds done in one working tree.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
}

/// The place of a deed in its journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry(u64);

impl Repository {
    /// The journal of this working tree, in the user's folder for such things.
    #[must_use]
    pub fn journal(&self, state: &Path) -> Journal {
        let hash = Sha256::digest(self.root.as_os_str().as_encoded_bytes());
        let name: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Journal {
            folder: state.join("declog").join("undo").join(name),
        }
    }
}

impl Journal {
    /// Writes down what is about to be done, and forgets what is older than twenty deeds.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn begin(&self, deed: &Deed) -> Result<Entry> {
        self.make().map_err(self.failed())?;
        let known = self.entries();
        let next = known.last().map_or(1, |entry| entry.0 + 1);
        let entry = Entry(next);
        self.write(entry, deed)?;
        let old = (known.len() + 1).saturating_sub(KEPT);
        for entry in &known[..old] {
            self.forget(*entry);
        }
        Ok(entry)
    }

    /// Writes down how it went.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write(&self, entry: Entry, deed: &Deed) -> Result<()> {
        let mut text = serde_json::to_vec(deed).map_err(|error| self.failed()(error.into()))?;
        text.push(b'\n');
        let write = || -> io::Result<()> {
            let mut staged = stage(&self.folder, &text, None)?;
            staged.flush()?;
            staged.as_file().sync_all()?;
            staged
                .persist(self.file(entry))
                .map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(self.failed())
    }

    /// The deed done last; none where none is kept that this version can read.
    #[must_use]
    pub fn last(&self) -> Option<(Entry, Deed)> {
        let entry = self.entries().pop()?;
        let text = fs::read(self.file(entry)).ok()?;
        let deed: Deed = serde_json::from_slice(&text).ok()?;
        (deed.format == FORMAT).then_some((entry, deed))
    }

    /// Forgets a deed.
    pub fn forget(&self, entry: Entry) {
        let _ = fs::remove_file(self.file(entry));
    }

    /// Every deed that is kept, the oldest first.
    fn entries(&self) -> Vec<Entry> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut entries: Vec<Entry> = files
            .filter_map(|file| {
                let name = file.file_name();
                name.to_str()?
                    .strip_suffix(".json")?
                    .parse()
                    .ok()
                    .map(Entry)
            })
            .collect();
        entries.sort_by_key(|entry| entry.0);
        entries
    }

    /// Makes the folder, for nobody else to look into: it holds what records said.
    fn make(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&self.folder)
    }

    fn file(&self, entry: Entry) -> PathBuf {
        self.folder.join(format!("{:08}.json", entry.0))
    }

    fn failed(&self) -> impl FnOnce(io::Error) -> StoreError + use<> {
        let path = self.folder.display().to_string();
        move |source| StoreError::WriteFile { path, source }
    }
}
