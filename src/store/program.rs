//! Runs the user's own `git` program on this repository.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Repository, Result, StoreError};

/// How long another program's lock is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// From when on a lock is looked at that nobody seems to hold.
const HASTE: Duration = Duration::from_secs(1);

/// Variables that would point git at another repository, or read our paths as patterns.
const FOREIGN: [&str; 11] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

impl Repository {
    /// Runs git with some words, then `--` and paths taken literally; gives standard output, or standard error where
    /// git failed.
    ///
    /// A lock of another program is waited for.
    pub(super) fn run_git(
        &self,
        words: &[&str],
        paths: &[String],
        input: &str,
    ) -> Result<std::result::Result<String, String>> {
        let start = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            let output = self.start_git(words, paths, input)?;
            if output.status.success() {
                return Ok(Ok(String::from_utf8_lossy(&output.stdout).into_owned()));
            }
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            if !is_locked(&said) {
                return Ok(Err(said));
            }
            if start.elapsed() > HASTE
                && let Some(lock) = self.stale_lock(&said)
            {
                return Err(StoreError::StaleLock {
                    path: lock.path,
                    seconds: lock.age.as_secs(),
                });
            }
            if start.elapsed() > PATIENCE {
                return Err(StoreError::WaitForLock { output: said });
            }
            sleep(pause + jitter(pause));
            pause = (pause * 3 / 2).min(Duration::from_millis(250));
        }
    }

    fn start_git(&self, words: &[&str], paths: &[String], input: &str) -> Result<Output> {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(self.git.workdir().unwrap_or(&self.root));
        command.args(words).arg("--").args(paths);
        for name in FOREIGN {
            command.env_remove(name);
        }
        command
            .env("GIT_LITERAL_PATHSPECS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => StoreError::FindGit,
            _ => StoreError::RunGit { source },
        })?;
        if let Some(mut stdin) = child.stdin.take() {
            // A git that ended before it read all of it says why on standard error.
            let _ = stdin.write_all(input.as_bytes());
        }
        child
            .wait_with_output()
            .map_err(|source| StoreError::RunGit { source })
    }
}

/// Whether git failed because another program works on the same repository.
///
/// The names of locks and of git's own functions stand in its messages in every language.
fn is_locked(said: &str) -> bool {
    said.contains("index.lock") || said.contains("HEAD.lock") || said.contains("cannot lock ref")
}

/// A random part of a pause, so that writers that met once do not meet again.
pub(super) fn jitter(pause: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    pause.mul_f64((random % 1000) as f64 / 1000.0)
}
