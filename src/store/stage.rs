//! A new text beside the place it is meant for, ready to be renamed.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// How the names of files begin that wait for their renaming; never a record's name.
const PREFIX: &str = ".declog-";

/// How they end.
const SUFFIX: &str = ".tmp";

/// Writes bytes into a hidden file of a folder: with the given mode, or as the user's other new files.
pub(super) fn stage(
    folder: &Path,
    bytes: &[u8],
    mode: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The umask takes away from this, as from any file that is made.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut staged = builder.tempfile_in(folder).map_err(plain)?;
    staged.write_all(bytes).map_err(plain)?;
    if let Some(mode) = mode {
        staged.as_file().set_permissions(mode)?;
    }
    Ok(staged)
}

/// Where a file of ours waits to be swept away, beside its place.
pub(super) fn aside(full: &Path) -> PathBuf {
    full.with_file_name(format!("{PREFIX}{}{SUFFIX}", std::process::id()))
}

/// What the system said, without the name of a file that nobody has seen.
fn plain(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Other => error,
        kind => io::Error::from(kind),
    }
}

/// Makes a folder and those above it, and gives those that were not there, the outermost first.
pub(super) fn make_folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
        .collect();
    let mut made = Vec::new();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_path_buf()),
            // Somebody else made it just now.
            Err(_) if folder.is_dir() => {}
            Err(error) => {
                remove_folders(&made);
                return Err(error);
            }
        }
    }
    Ok(made)
}

/// Takes folders away again that `make_folders` made and that are still empty.
pub(super) fn remove_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        // One that is no longer empty is somebody else's by now, and stays.
        let _ = fs::remove_dir(folder);
    }
}

/// Takes away what a writer that was killed has left beside its place; to be called by whoever has the lock.
pub(super) fn sweep(folder: &Path) {
    for left in leftovers(folder) {
        let _ = fs::remove_file(left);
    }
}

/// The files of a folder that wait for a renaming.
pub(super) fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PREFIX)
            && name.ends_with(SUFFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    });
    ours.map(|entry| entry.path()).collect()
}
