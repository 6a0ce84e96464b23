//! A file of ours outside of the repository, for a text that somebody is still writing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::{Result, StoreError};

/// A text in a temporary file, removed unless it is kept.
pub struct Scratch {
    path: TempPath,
}

impl Scratch {
    /// Writes a text into a new file whose name ends with `name`.
    ///
    /// # Errors
    /// The system's folder for temporary files cannot be written.
    pub fn create(name: &str, text: &str) -> Result<Self> {
        let failed = |source| StoreError::WriteFile {
            path: name.to_owned(),
            source,
        };
        let mut file = Builder::new()
            .prefix("declog-")
            .suffix(&format!("-{name}"))
            .tempfile()
            .map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        Ok(Self {
            path: file.into_temp_path(),
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in it now.
    ///
    /// # Errors
    /// It is gone, or no longer UTF-8.
    pub fn read(&self) -> Result<String> {
        let path = || self.path.display().to_string();
        let bytes = fs::read(&self.path).map_err(|source| StoreError::ReadFile {
            path: path(),
            source,
        })?;
        String::from_utf8(bytes).map_err(|error| StoreError::DecodeFile {
            path: path(),
            byte: error.utf8_error().valid_up_to(),
        })
    }

    /// Leaves the file where it is.
    #[must_use]
    pub fn keep(self) -> PathBuf {
        let path = self.path.to_path_buf();
        self.path.keep().unwrap_or(path)
    }
}
