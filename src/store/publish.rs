//! Writes a site into its folder, and nothing anywhere else.
//!
//! The folder carries a marker that lists what we wrote, so that files of an earlier build can be taken away and
//! files of anybody else never are; and its own `.gitignore`, so that git never sees it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::stage::stage;
use super::{Result, StoreError};

/// The file that says that a folder is a site of ours, and lists what is in it.
const MARK: &str = ".declog-site";

/// The file that hides the folder from git.
const IGNORE: &str = ".gitignore";

/// A file of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output<'a> {
    /// Path from the site's folder, with `/` between the parts.
    pub path: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

/// How many files a site has and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that were new or different.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// Makes a folder hold exactly these files of ours.
///
/// Each file is replaced in one piece; style sheets and the like come first, then pages, then what is no longer
/// needed goes, so that a reader in between finds no page without what it refers to.
///
/// # Errors
/// The folder holds something else, a path leaves it or lies behind a link, or a file cannot be written.
pub fn publish(out: &Path, files: &[Output<'_>]) -> Result<Published> {
    if let Some(bad) = files.iter().find(|file| !is_page_path(file.path)) {
        return Err(StoreError::PagePath {
            path: bad.path.to_owned(),
        });
    }
    let earlier = open(out)?;
    let now: BTreeSet<String> = files.iter().map(|file| file.path.to_owned()).collect();
    // Both, while it is unknown which of them are there: a build that is killed leaves nothing unlisted.
    replace(&out.join(MARK), marker(earlier.union(&now)).as_bytes())?;
    replace(&out.join(IGNORE), b"*\n")?;
    make_page_folders(out, &now)?;
    let (pages, parts): (Vec<&Output<'_>>, Vec<&Output<'_>>) =
        files.iter().partition(|file| file.path.ends_with(".html"));
    let written = put(out, &parts)? + put(out, &pages)?;
    let mut removed = 0;
    for path in earlier.difference(&now) {
        removed += usize::from(remove(out, path)?);
    }
    replace(&out.join(MARK), marker(now.iter()).as_bytes())?;
    Ok(Published {
        written,
        unchanged: files.len() - written,
        removed,
    })
}

/// Makes the folder, or sees that it is ours; gives the files of the earlier build.
fn open(out: &Path) -> Result<BTreeSet<String>> {
    let failed = failed(out);
    let mark = out.join(MARK);
    match out.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(out).map_err(failed)?;
            return Ok(BTreeSet::new());
        }
        Err(error) => return Err(failed(error)),
        Ok(meta) if meta.is_symlink() => {
            return Err(StoreError::FollowLink {
                path: out.display().to_string(),
            });
        }
        Ok(_) => {}
    }
    if mark.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        let text = fs::read_to_string(&mark).map_err(failed)?;
        // The list is read like any foreign file: what leaves the folder is not ours to remove.
        let paths = text.lines().filter(|line| is_page_path(line));
        return Ok(paths.map(str::to_owned).collect());
    }
    let mut entries = fs::read_dir(out).map_err(failed)?;
    match entries.next() {
        None => Ok(BTreeSet::new()),
        Some(_) => Err(StoreError::ForeignFolder {
            path: out.to_path_buf(),
        }),
    }
}

/// The marker's text.
fn marker<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    paths.flat_map(|path| [path.as_str(), "\n"]).collect()
}

/// Whether a path names a file inside a site that can be ours.
fn is_page_path(path: &str) -> bool {
    path != MARK
        && path != IGNORE
        && !path.contains(['\\', '\n', '\0', ':'])
        && path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.eq_ignore_ascii_case(".git"))
}

/// Makes the folders that files need, none of them behind a link.
fn make_page_folders(out: &Path, paths: &BTreeSet<String>) -> Result<()> {
    let folders: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| Some(path.rsplit_once('/')?.0))
        .collect();
    for folder in folders {
        if let Some(link) = link_above(out, folder) {
            return Err(StoreError::FollowLink {
                path: link.display().to_string(),
            });
        }
        let full = out.join(folder);
        fs::create_dir_all(&full).map_err(failed(&full))?;
    }
    Ok(())
}

/// The first part of a folder's path that is a link.
fn link_above(out: &Path, folder: &str) -> Option<PathBuf> {
    let mut full = out.to_path_buf();
    folder.split('/').find_map(|part| {
        full.push(part);
        full.is_symlink().then(|| full.clone())
    })
}

/// Writes the files that differ, on several threads, and counts them.
fn put(out: &Path, files: &[&Output<'_>]) -> Result<usize> {
    files
        .par_iter()
        .map(|file| replace(&out.join(file.path), file.bytes).map(usize::from))
        .try_reduce(|| 0, |a, b| Ok(a + b))
}

/// Makes a file hold these bytes; says whether it had to be written.
fn replace(full: &Path, bytes: &[u8]) -> Result<bool> {
    let same = full
        .symlink_metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64)
        && fs::read(full).is_ok_and(|old| old == bytes);
    if same {
        return Ok(false);
    }
    let folder = full.parent().unwrap_or(Path::new("."));
    let staged = stage(folder, bytes, None).map_err(failed(full))?;
    staged
        .persist(full)
        .map_err(|error| failed(full)(error.error))?;
    Ok(true)
}

/// Takes a file of an earlier build away, and the folders that are empty without it; says whether it was there.
fn remove(out: &Path, path: &str) -> Result<bool> {
    let (folder, _) = path.rsplit_once('/').unwrap_or_default();
    let full = out.join(path);
    if (!folder.is_empty() && link_above(out, folder).is_some()) || full.symlink_metadata().is_err()
    {
        return Ok(false);
    }
    fs::remove_file(&full).map_err(failed(&full))?;
    for above in full.ancestors().skip(1).take_while(|above| *above != out) {
        if fs::remove_dir(above).is_err() {
            break;
        }
    }
    Ok(true)
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError + Copy + '_ {
    move |source| StoreError::WritePage {
        path: path.to_path_buf(),
        source,
    }
}
