//! Writes files: all of them or none, each as a whole, and only over what was read.
//!
//! Every new text is first written beside its place. Only when all of them are there, and no file was changed in
//! between, are they renamed, which the file system does in one piece, and then those that are to go are taken away;
//! when a renaming fails, those before it are taken back.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::discover::slashed;
use super::path::RepoPath;
use super::stage::{aside, make_folders, remove_folders, stage, sweep};
use super::{Repository, Result, StoreError};

/// A file to be written, or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the repository's root.
    pub path: String,
    /// The whole new text; none for a file that is to go.
    pub text: Option<String>,
    /// What must be there before.
    pub expect: Expect,
    /// The file whose mode a new one gets, where it is that file in another place.
    pub like: Option<String>,
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
    /// Writes all files or none; gives the folders that were made for them, the outermost first.
    ///
    /// # Errors
    /// A path leaves the repository or lies behind a link, a file is not what was expected, or cannot be written. All
    /// is as it was before, then.
    pub fn write(&self, files: &[NewFile]) -> Result<Vec<String>> {
        let mut made = Vec::new();
        if let Err(error) = self.write_all(files, &mut made) {
            remove_folders(&made);
            return Err(error);
        }
        let below = made
            .iter()
            .filter_map(|folder| folder.strip_prefix(&self.root).ok());
        Ok(below.filter_map(slashed).collect())
    }

    /// Takes folders away that hold nothing any more, the outermost last; others stay.
    pub fn remove_empty(&self, folders: &[String]) {
        for folder in folders.iter().rev() {
            if let Ok(plain) = RepoPath::new(folder)
                && plain.link(&self.root).is_none()
                && !plain.parts().is_empty()
            {
                let _ = fs::remove_dir(plain.under(&self.root));
            }
        }
    }

    fn write_all(&self, files: &[NewFile], made: &mut Vec<PathBuf>) -> Result<()> {
        self.sweep_beside(files);
        let mut staged = Vec::with_capacity(files.len());
        for file in files {
            staged.push(self.prepare(file, made)?);
        }
        for one in &staged {
            one.check()?;
        }
        // What goes goes last: a text that moves is there twice, and never nowhere.
        staged.sort_by_key(|one| one.temporary.is_none());
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

    /// Takes away what an earlier writer, which was killed, has left beside the places of these files.
    fn sweep_beside(&self, files: &[NewFile]) {
        let folders = files.iter().filter_map(|file| {
            let plain = RepoPath::new(&file.path).ok()?;
            let is_inside = plain.link(&self.root).is_none();
            plain
                .under(&self.root)
                .parent()
                .filter(|_| is_inside)
                .map(Path::to_path_buf)
        });
        folders
            .collect::<BTreeSet<_>>()
            .iter()
            .for_each(|folder| sweep(folder));
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
            let model = match (&file.expect, &file.like) {
                (Expect::Was(_), _) => Some(full.clone()),
                (Expect::New, like) => like.as_ref().map(|path| self.root.join(path)),
            };
            let mode = model.and_then(|path| Some(path.symlink_metadata().ok()?.permissions()));
            let Some(text) = &file.text else {
                return Ok((None, mode));
            };
            let temporary = stage(folder, text.as_bytes(), mode.clone())?;
            temporary.as_file().sync_all()?;
            Ok((Some(temporary), mode))
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

/// A text that waits beside its place, or a file that waits to go.
struct Staged<'a> {
    file: &'a NewFile,
    full: PathBuf,
    mode: Option<Permissions>,
    temporary: Option<NamedTempFile>,
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

    /// Renames it into its place, or takes the file away.
    fn place(self) -> Result<Placed<'a>> {
        let path = &self.file.path;
        match (self.temporary, &self.file.expect) {
            (None, _) => fs::remove_file(&self.full).map_err(failed(path))?,
            (Some(temporary), Expect::New) => {
                temporary.persist_noclobber(&self.full).map_err(|error| {
                    match error.error.kind() {
                        io::ErrorKind::AlreadyExists => {
                            StoreError::AlreadyExists { path: path.clone() }
                        }
                        _ => failed(path)(error.error),
                    }
                })?;
            }
            (Some(temporary), Expect::Was(_)) => {
                temporary
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

/// A text that is in its place, or a file that is gone.
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
                if fs::remove_file(&self.full).is_err() {
                    // A disk that removes nothing any more may still rename: the next writer sweeps it away.
                    let _ = fs::rename(&self.full, aside(&self.full));
                }
            }
            Expect::Was(old) => {
                let folder = self.full.parent().unwrap_or(Path::new("."));
                let staged = stage(folder, old.as_bytes(), self.mode.clone());
                let renamed = staged.is_ok_and(|staged| staged.persist(&self.full).is_ok());
                if !renamed {
                    // A disk that renames nothing any more may still take the text itself.
                    let _ = fs::write(&self.full, old);
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
