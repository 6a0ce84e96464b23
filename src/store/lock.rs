//! One writer at a time, over all working trees of a repository.
//!
//! The system itself lets go of the lock when a program ends, however it ends, so that none is ever left behind. The
//! file stays; in it stands who wrote last.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::program::jitter;
use super::{Repository, Result, StoreError};

/// The file in the folder that all working trees share.
pub(super) const FILE: &str = "declog.lock";

/// How many bytes a writer leaves in it.
const SIGNATURE: u64 = 13;

/// How long one and the same writer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Repository {
    /// Waits until nobody else writes with declog in any working tree of this repository.
    ///
    /// # Errors
    /// Git's folder cannot be written, or one writer did not end for ten seconds.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.git.commondir().join(FILE);
        let failed = |source| StoreError::Lock {
            path: path.clone(),
            source,
        };
        // A repository may come from a stranger: what else there may be is not written to, or waited for.
        if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            return Err(failed(io::Error::other("it is no plain file")));
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        let mut since = Instant::now();
        let mut last = String::new();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                // A file system without locks: git's own have to do.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    break;
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            let holder = holder(&file);
            if holder != last {
                last = holder;
                since = Instant::now();
            }
            if since.elapsed() > PATIENCE {
                return Err(StoreError::WaitForWriter {
                    path,
                    process: last,
                });
            }
            sleep(jitter(Duration::from_millis(20)));
        }
        sign(&mut file);
        Ok(Lock { _file: file })
    }
}

/// The process that wrote last; nothing where that cannot be read.
fn holder(mut file: &File) -> String {
    let mut text = String::new();
    let _ = file.seek(SeekFrom::Start(0));
    let _ = file.take(SIGNATURE).read_to_string(&mut text);
    text.trim().to_owned()
}

/// Writes down who has the lock. It is there to be told, so that a full disk is no failure here.
fn sign(file: &mut File) {
    let _ = file.seek(SeekFrom::Start(0));
    let process = format!("{:<12}\n", std::process::id());
    let _ = file.write_all(process.as_bytes());
}
