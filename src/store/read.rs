//! Reads files, from the working tree or from a revision, in the same shapes.
//!
//! What cannot be read is said file by file, so that one bad file hides no other. No symbolic link is followed.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use git2::{ObjectType, Oid, Tree};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::path::{RepoPath, join};
use super::tree::Node;
use super::{Repository, Result, Revision, StoreError};
use crate::model::source::{Content, File};

/// The most bytes of a file that are read: 1 MiB.
pub(super) const BUDGET: u64 = 1 << 20;

/// From how many files on it pays to read on several threads.
const PARALLEL: usize = 64;

impl Repository {
    /// A file that must be text, such as settings; none where it is missing.
    ///
    /// # Errors
    /// It is a link, too large, no UTF-8, or cannot be read.
    pub fn read_text(&self, path: &str, at: Option<&Revision>) -> Result<Option<String>> {
        let plain = RepoPath::new(path)?;
        let path = plain.text();
        let content = match at {
            None => match plain.link(&self.root) {
                Some(_) => Content::Symlink,
                None if is_missing(&plain.under(&self.root)) => return Ok(None),
                None => read_file(&plain.under(&self.root)),
            },
            Some(revision) => match self.node(&self.tree(revision)?, &plain)? {
                None | Some(Node::Module) => return Ok(None),
                Some(node) => self.content(node),
            },
        };
        text(path, content).map(Some)
    }

    /// All files of a folder and the folders below it, sorted by path; none where there is no such folder.
    ///
    /// Folders whose name begins with `.` and other git repositories are not looked into. A link is one file of
    /// content `Symlink`; so is a folder that lies behind one.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn read_folder(&self, folder: &str, at: Option<&Revision>) -> Result<Vec<File>> {
        let plain = RepoPath::new(folder)?;
        let mut files = match at {
            None => self.folder_on_disk(&plain),
            Some(revision) => {
                let listed = self.folder_in_tree(&self.tree(revision)?, &plain)?;
                let read = |listed: Listed| match listed.node {
                    Some(node) => File {
                        content: self.content(node),
                        path: listed.path,
                    },
                    None => unnamed(listed.path),
                };
                listed.into_iter().map(read).collect()
            }
        };
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The same files of a revision as paths and blobs in hexadecimal, sorted; no links.
    ///
    /// # Errors
    /// The path leaves the repository, or git's data cannot be read.
    pub fn folder_blobs(&self, folder: &str, at: &Revision) -> Result<Vec<(String, String)>> {
        let listed = self.folder_in_tree(&self.tree(at)?, &RepoPath::new(folder)?)?;
        let blobs = listed.into_iter().filter_map(|listed| match listed.node? {
            Node::File(id) => Some((listed.path, id.to_string())),
            _ => None,
        });
        let mut blobs: Vec<(String, String)> = blobs.collect();
        blobs.sort();
        Ok(blobs)
    }

    /// The content of a blob by its object id.
    ///
    /// `Failed` where it is not there, as in a partial clone, which leaves old blobs on the server.
    #[must_use]
    pub fn read_blob(&self, id: &str) -> Content {
        blob(&self.git, id, BUDGET)
    }

    /// The contents of many blobs, in the order of their ids; read on several threads.
    #[must_use]
    pub fn read_blobs(&self, ids: &[&str]) -> Vec<Content> {
        if ids.len() <= PARALLEL {
            return ids.iter().map(|id| blob(&self.git, id, BUDGET)).collect();
        }
        let size = ids.len().div_ceil(rayon::current_num_threads());
        let chunks: Vec<&[&str]> = ids.chunks(size).collect();
        let place = self.git.path();
        let read: Vec<Vec<Content>> = chunks
            .into_par_iter()
            .map(|chunk| match git2::Repository::open(place) {
                // libgit2's handle cannot be shared by threads, so each opens its own.
                Ok(git) => chunk.iter().map(|id| blob(&git, id, BUDGET)).collect(),
                Err(error) => vec![Content::Failed(error.message().to_owned()); chunk.len()],
            })
            .collect();
        let read = read.into_iter().flatten().zip(ids);
        read.map(|(content, id)| match content {
            // What is held in memory is known to our own handle alone.
            Content::Failed(_) => blob(&self.git, id, BUDGET),
            content => content,
        })
        .collect()
    }

    /// A folder of the working tree.
    fn folder_on_disk(&self, folder: &RepoPath) -> Vec<File> {
        let root = self.root.as_path();
        if let Some(path) = folder.link(root) {
            let content = Content::Symlink;
            return vec![File { path, content }];
        }
        let mut found = Vec::new();
        let full = folder.under(root);
        if full.is_file() {
            found.push(Found::Unread(folder.text()));
        } else if !is_missing(&full) {
            list(&full, &folder.text(), &mut found);
        }
        let read = |found: Found| found.read(root);
        if found.len() > PARALLEL {
            found.into_par_iter().map(read).collect()
        } else {
            found.into_iter().map(read).collect()
        }
    }

    /// A folder of a revision.
    fn folder_in_tree(&self, tree: &Tree<'_>, folder: &RepoPath) -> Result<Vec<Listed>> {
        let mut above = Node::Folder(tree.id());
        let mut path = String::new();
        for part in folder.parts() {
            let Node::Folder(id) = above else { break };
            match self.find_tree(id)?.get_name(part) {
                Some(entry) => above = Node::of(&entry),
                None => return Ok(Vec::new()),
            }
            path = join(&path, part);
        }
        let mut files = Vec::new();
        match above {
            Node::Folder(id) => self.collect(id, &path, &mut files)?,
            Node::Module => {}
            // A file in place of a folder above holds nothing; a link there is worth a word.
            Node::File(_) if path != folder.text() => {}
            node => files.push(Listed {
                path,
                node: Some(node),
            }),
        }
        Ok(files)
    }

    /// Adds all files of a tree.
    fn collect(&self, id: Oid, folder: &str, files: &mut Vec<Listed>) -> Result<()> {
        for entry in &self.find_tree(id)? {
            let Ok(name) = entry.name() else {
                let name = String::from_utf8_lossy(entry.name_bytes());
                files.push(Listed {
                    path: join(folder, &name),
                    node: None,
                });
                continue;
            };
            let path = join(folder, name);
            match Node::of(&entry) {
                Node::Folder(_) if name.starts_with('.') => {}
                Node::Folder(id) => self.collect(id, &path, files)?,
                Node::Module => {}
                node => files.push(Listed {
                    path,
                    node: Some(node),
                }),
            }
        }
        Ok(())
    }

    /// The content of an entry of a tree.
    pub(super) fn content(&self, node: Node) -> Content {
        self.content_up_to(node, BUDGET)
    }

    /// What is in a node of a tree; `TooLarge` over so many bytes.
    pub(super) fn content_up_to(&self, node: Node, budget: u64) -> Content {
        match node {
            Node::Link(_) => Content::Symlink,
            Node::File(id) => blob(&self.git, &id.to_string(), budget),
            Node::Folder(_) | Node::Module => Content::Failed("is a folder".to_owned()),
        }
    }
}

/// The text of a content that must be one.
pub(super) fn text(path: String, content: Content) -> Result<String> {
    match content {
        Content::Bytes(bytes) => String::from_utf8(bytes).map_err(|error| StoreError::DecodeFile {
            path,
            byte: error.utf8_error().valid_up_to(),
        }),
        Content::TooLarge(size) => Err(StoreError::LargeFile { path, size }),
        Content::Symlink => Err(StoreError::FollowLink { path }),
        Content::Failed(reason) => Err(StoreError::ReadFile {
            path,
            source: io::Error::other(reason),
        }),
    }
}

/// Reads a file of the working tree that nobody has looked at yet, links unfollowed.
pub(super) fn read_file(full: &Path) -> Content {
    read_up_to(full, BUDGET)
}

/// A file of the working tree; `TooLarge` over so many bytes.
pub(super) fn read_up_to(full: &Path, budget: u64) -> Content {
    let read = || {
        let meta = full.symlink_metadata()?;
        if meta.is_symlink() {
            return Ok(Content::Symlink);
        }
        if !meta.is_file() {
            // Opening a pipe would wait for somebody to write into it.
            return Ok(Content::Failed("is not a regular file".to_owned()));
        }
        if meta.len() > budget {
            return Ok(Content::TooLarge(meta.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default() + 1);
        fs::File::open(full)?
            .take(budget + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > budget {
            return Ok(Content::TooLarge(bytes.len() as u64));
        }
        Ok(Content::Bytes(bytes))
    };
    read().unwrap_or_else(|error: io::Error| Content::Failed(error.to_string()))
}

/// A file of a revision; what it is where its name can be told.
struct Listed {
    path: String,
    node: Option<Node>,
}

/// A file that a folder's listing gave.
enum Found {
    /// Its path; it is still to be read.
    Unread(String),
    /// It cannot be read, and that is known already.
    Known(File),
}

impl Found {
    fn read(self, root: &Path) -> File {
        match self {
            Self::Known(file) => file,
            Self::Unread(path) => File {
                content: read_file(&root.join(&path)),
                path,
            },
        }
    }
}

/// Lists a folder and the folders below it.
fn list(full: &Path, folder: &str, found: &mut Vec<Found>) {
    let entries = match fs::read_dir(full) {
        Ok(entries) => entries,
        Err(error) => return found.push(Found::Known(failed(folder.to_owned(), &error))),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.push(Found::Known(failed(folder.to_owned(), &error)));
                continue;
            }
        };
        let name = entry.file_name();
        let path = join(folder, &name.to_string_lossy());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name.to_str().is_none() {
            found.push(Found::Known(unnamed(path)));
        } else if !is_folder {
            found.push(Found::Unread(path));
        } else if !name.to_string_lossy().starts_with('.') && !is_repository(&entry.path()) {
            list(&entry.path(), &path, found);
        }
    }
}

/// Whether there is nothing at a path, for sure.
fn is_missing(full: &Path) -> bool {
    full.symlink_metadata().is_err_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        )
    })
}

/// Whether a folder is a git repository of its own.
fn is_repository(full: &Path) -> bool {
    full.join(".git").symlink_metadata().is_ok()
}

fn failed(path: String, error: &io::Error) -> File {
    File {
        path,
        content: Content::Failed(error.to_string()),
    }
}

fn unnamed(path: String) -> File {
    File {
        path,
        content: Content::Failed("its name is not UTF-8".to_owned()),
    }
}

/// Reads a blob, unless its header says that it is over the budget.
fn blob(git: &git2::Repository, id: &str, budget: u64) -> Content {
    let read = || {
        let id = Oid::from_str(id)?;
        let odb = git.odb()?;
        let (size, kind) = odb.read_header(id)?;
        if kind != ObjectType::Blob {
            return Err(git2::Error::from_str("it is no blob"));
        }
        if size as u64 > budget {
            return Ok(Content::TooLarge(size as u64));
        }
        Ok(Content::Bytes(odb.read(id)?.data().to_vec()))
    };
    read().unwrap_or_else(|error| Content::Failed(error.message().to_owned()))
}
