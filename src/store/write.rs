//! Writes files: all of them or none, each as a whole, and only over what was read.
//!
//! Every new text is first written beside its place. Only when all of them are there, and no file was changed in
//! between, are they renamed, which the file system does in one piece; when a renaming fails, those before it are
//! taken back.

use std::fs::{self, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::path::RepoPath;
use super::stage::{make_folders, remove_folders, stage};
use super::{Repository, Result, StoreError};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the repository's root.
    pub path: String,
    /// The whole new text.
    pub text: String,
    /// What must be there before.
    pub expect: Expect,
}

/// What must stand at a path for it to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    New,
    /// A file of exactly this text.
    Was(String),
}

impl Repository {
    /// Writes all files or none.
    ///
    /// # Errors
    /// A path leaves the repository or lies behind a link, a file is not what was expected, or cannot be written. All
    /// is as it was before, then.
    pub fn write(&self, files: &[NewFile]) -> Result<()> {
        let mut made = Vec::new();
        let written = self.write_all(files, &mut made);
        if written.is_err() {
            remove_folders(&made);
        }
        written
    }

    fn write_all(&self, files: &[NewFile], made: &mut Vec<PathBuf>) -> Result<()> {
        let mut staged = Vec::with_capacity(files.len());
        for file in files {
            staged.push(self.prepare(file, made)?);
        }
        for one in &staged {
            one.check()?;
        }
        let mut done: Vec<Placed> = Vec::with_capacity(staged.len());
        for one in staged {
            match one.place() {
                Ok(placed) => done.push(placed),
                Err(error) => {
                    for placed in done.iter().rev() {
                        placed.take_back();
                    }
                    return Err(error);
                }
            }
        }
        for placed in &done {
            sync_folder(&placed.full);
        }
        Ok(())
    }

    /// Writes a text beside its place.
    fn prepare<'a>(&self, file: &'a NewFile, made: &mut Vec<PathBuf>) -> Result<Staged<'a>> {
        let plain = RepoPath::new(&file.path)?;
        if let Some(path) = plain.link(&self.root) {
            return Err(StoreError::FollowLink { path });
        }
        let full = plain.under(&self.root);
        let Some(folder) = full.parent().filter(|_| !plain.parts().is_empty()) else {
            return Err(StoreError::LeaveRepository {
                path: file.path.clone(),
            });
        };
        let mut write = || {
            made.extend(make_folders(folder)?);
            let mode = match &file.expect {
                Expect::New => None,
                Expect::Was(_) => full.symlink_metadata().ok().map(|meta| meta.permissions()),
            };
            let temporary = stage(folder, file.text.as_bytes(), mode.clone())?;
            temporary.as_file().sync_all()?;
            Ok((temporary, mode))
        };
        let (temporary, mode) = write().map_err(failed(&file.path))?;
        Ok(Staged {
            file,
            full,
            mode,
            temporary,
        })
    }
}

/// A text that waits beside its place.
struct Staged<'a> {
    file: &'a NewFile,
    full: PathBuf,
    mode: Option<Permissions>,
    temporary: NamedTempFile,
}

impl<'a> Staged<'a> {
    /// Whether the place is still as expected.
    fn check(&self) -> Result<()> {
        let path = self.file.path.clone();
        match &self.file.expect {
            Expect::New if self.full.symlink_metadata().is_ok() => {
                Err(StoreError::AlreadyExists { path })
            }
            Expect::New => Ok(()),
            Expect::Was(old) => match fs::read(&self.full) {
                Ok(now) if now == old.as_bytes() => Ok(()),
                Ok(_) => Err(StoreError::ChangedMeanwhile { path }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    Err(StoreError::ChangedMeanwhile { path })
                }
                Err(source) => Err(StoreError::ReadFile { path, source }),
            },
        }
    }

    /// Renames it into its place.
    fn place(self) -> Result<Placed<'a>> {
        let path = &self.file.path;
        match &self.file.expect {
            Expect::New => {
                self.temporary
                    .persist_noclobber(&self.full)
                    .map_err(|error| match error.error.kind() {
                        io::ErrorKind::AlreadyExists => {
                            StoreError::AlreadyExists { path: path.clone() }
                        }
                        _ => failed(path)(error.error),
                    })?;
            }
            Expect::Was(_) => {
                self.temporary
                    .persist(&self.full)
                    .map_err(|error| failed(path)(error.error))?;
            }
        }
        Ok(Placed {
            expect: &self.file.expect,
            full: self.full,
            mode: self.mode,
        })
    }
}

/// A text that is in its place.
struct Placed<'a> {
    expect: &'a Expect,
    full: PathBuf,
    mode: Option<Permissions>,
}

impl Placed<'_> {
    /// Puts back what was there; a failure here leaves the new text, which is whole.
    fn take_back(&self) {
        match self.expect {
            Expect::New => {
                let _ = fs::remove_file(&self.full);
            }
            Expect::Was(old) => {
                let folder = self.full.parent().unwrap_or(Path::new("."));
                if let Ok(temporary) = stage(folder, old.as_bytes(), self.mode.clone()) {
                    let _ = temporary.persist(&self.full);
                }
            }
        }
    }
}

/// Makes a renaming last through a power cut, where the system can.
fn sync_folder(full: &Path) {
    if cfg!(unix)
        && let Some(folder) = full.parent()
        && let Ok(folder) = fs::File::open(folder)
    {
        // A file system that cannot do it has done the renaming all the same.
        let _ = folder.sync_all();
    }
}

fn failed(path: &str) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::WriteFile { path, source }
}
