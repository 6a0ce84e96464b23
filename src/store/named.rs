//! Files that the user named, wherever they lie.

use std::fs;
use std::io;
use std::path::Path;

use super::stage::stage;
use super::{Result, StoreError};

/// The text of a file that the user named.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn read_named(path: &Path) -> Result<String> {
    let name = || path.display().to_string();
    let bytes = fs::read(path).map_err(|source| StoreError::ReadFile {
        path: name(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| StoreError::DecodeFile {
        path: name(),
        byte: error.utf8_error().valid_up_to(),
    })
}

/// Makes a file that the user named hold a text, in place of what it held.
///
/// The file is replaced in one piece and keeps its mode. What is no plain file (a link, a device) is written into.
///
/// # Errors
/// It cannot be written, and is as it was before; its folder is not there.
pub fn write_named(path: &Path, text: &str) -> Result<()> {
    let written = match path.symlink_metadata() {
        Ok(meta) if !meta.is_file() => fs::write(path, text),
        Ok(meta) => replace(path, text, Some(meta.permissions())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, text, None),
        Err(error) => Err(error),
    };
    written.map_err(|source| StoreError::WriteFile {
        path: path.display().to_string(),
        source,
    })
}

fn replace(path: &Path, text: &str, mode: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let staged = stage(folder.unwrap_or(Path::new(".")), text.as_bytes(), mode)?;
    staged.persist(path).map_err(|error| error.error)?;
    Ok(())
}
