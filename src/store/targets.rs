//! What the paths that links point to are.
//!
//! Links of the file system are followed as long as they stay inside the repository, and nothing outside is touched.

use std::collections::HashMap;
use std::path::{Component, Path};

use git2::Tree;

use super::path::RepoPath;
use super::read::{read_file, read_up_to, text};
use super::tree::Node;
use super::{Repository, Result, Revision};
use crate::model::facts::Entry;
use crate::model::source::Content;

/// How many links are followed for one path, as the system itself limits it.
const HOPS: usize = 40;

/// Most bytes of a file that a page shows.
const ASSET: u64 = 8 * 1024 * 1024;

/// What stands at one place.
#[derive(Clone, Debug)]
enum Place {
    Folder,
    File,
    /// A link and its target as written.
    Link(String),
    Missing,
}

impl Repository {
    /// What each path is; a path from the repository's root, which may contain `..`.
    ///
    /// # Errors
    /// The revision cannot be read.
    pub fn targets<'a>(
        &self,
        paths: impl Iterator<Item = &'a str>,
        at: Option<&Revision>,
    ) -> Result<HashMap<String, Entry>> {
        let tree = at.map(|revision| self.tree(revision)).transpose()?;
        let mut seen = HashMap::new();
        let mut look = |parts: &[String]| {
            seen.entry(parts.join("/"))
                .or_insert_with(|| self.place(parts, tree.as_ref()))
                .clone()
        };
        Ok(paths
            .map(|path| {
                let entry = match RepoPath::plain(path).and_then(|p| settle(&p, &mut look)) {
                    Some((_, Place::Folder)) => Entry::Folder,
                    Some((_, Place::File)) => Entry::File(None),
                    _ => Entry::Missing,
                };
                (path.to_owned(), entry)
            })
            .collect())
    }

    /// Whether there is a file or folder at a path of the working tree.
    #[must_use]
    pub fn is_there(&self, path: &str) -> bool {
        let at = RepoPath::plain(path);
        at.is_some_and(|at| at.under(&self.root).symlink_metadata().is_ok())
    }

    /// The bytes of a file that a page shows, such as an image; none where git does not know the file, where it lies
    /// outside of the repository, or where it is over 8 MiB.
    ///
    /// # Errors
    /// The revision cannot be read.
    pub fn read_asset(&self, path: &str, at: Option<&Revision>) -> Result<Option<Vec<u8>>> {
        let tree = at.map(|revision| self.tree(revision)).transpose()?;
        let mut look = |parts: &[String]| self.place(parts, tree.as_ref());
        let settled = RepoPath::plain(path).and_then(|plain| settle(&plain, &mut look));
        let Some((path, Place::File)) = settled else {
            return Ok(None);
        };
        let content = match &tree {
            None if !self.is_known(&path.text())? => return Ok(None),
            None => read_up_to(&path.under(&self.root), ASSET),
            Some(tree) => match self.node(tree, &path)? {
                Some(node) => self.content_up_to(node, ASSET),
                None => return Ok(None),
            },
        };
        Ok(match content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        })
    }

    /// The text of the file that a path leads to, for its headings; none where there is none to be had: no such
    /// file, not UTF-8, over the budget.
    ///
    /// # Errors
    /// The revision cannot be read.
    pub fn read_target(&self, path: &str, at: Option<&Revision>) -> Result<Option<String>> {
        let tree = at.map(|revision| self.tree(revision)).transpose()?;
        let mut look = |parts: &[String]| self.place(parts, tree.as_ref());
        let settled = RepoPath::plain(path).and_then(|plain| settle(&plain, &mut look));
        let Some((path, Place::File)) = settled else {
            return Ok(None);
        };
        let content = match &tree {
            None => read_file(&path.under(&self.root)),
            Some(tree) => match self.node(tree, &path)? {
                Some(node) => self.content(node),
                None => return Ok(None),
            },
        };
        Ok(text(path.text(), content).ok())
    }

    /// What stands at a place whose folders are known to be no links.
    fn place(&self, parts: &[String], tree: Option<&Tree<'_>>) -> Place {
        let Some(path) = RepoPath::plain(&parts.join("/")) else {
            return Place::Missing;
        };
        let Some(tree) = tree else {
            return on_disk(&path.under(&self.root));
        };
        match self.node(tree, &path) {
            Ok(Some(Node::Folder(_) | Node::Module)) => Place::Folder,
            Ok(Some(Node::File(_))) => Place::File,
            Ok(Some(Node::Link(id))) => match self.read_blob(&id.to_string()) {
                Content::Bytes(target) => {
                    Place::Link(String::from_utf8_lossy(&target).into_owned())
                }
                _ => Place::Missing,
            },
            Ok(None) | Err(_) => Place::Missing,
        }
    }
}

/// What stands at a place of the working tree.
fn on_disk(full: &Path) -> Place {
    match full.symlink_metadata() {
        Ok(meta) if meta.is_dir() => Place::Folder,
        Ok(meta) if meta.is_file() => Place::File,
        Ok(meta) if meta.is_symlink() => match full.read_link() {
            Ok(target) if target.components().all(is_relative) => {
                Place::Link(target.to_string_lossy().replace('\\', "/"))
            }
            // An absolute target means another place on another machine, so it is none here either.
            _ => Place::Missing,
        },
        _ => Place::Missing,
    }
}

/// Whether a part of a path can stand in a relative one.
fn is_relative(part: Component<'_>) -> bool {
    matches!(
        part,
        Component::Normal(_) | Component::CurDir | Component::ParentDir
    )
}

/// Follows a path part by part; none where it leaves the repository or goes round in a circle.
fn settle(path: &RepoPath, look: &mut impl FnMut(&[String]) -> Place) -> Option<(RepoPath, Place)> {
    let mut here: Vec<String> = Vec::new();
    let mut rest: Vec<String> = path.parts().iter().rev().cloned().collect();
    let mut place = Place::Folder;
    let mut hops = 0;
    while let Some(part) = rest.pop() {
        match part.as_str() {
            "" | "." => continue,
            ".." => {
                here.pop()?;
                place = Place::Folder;
                continue;
            }
            _ => here.push(part),
        }
        place = look(&here);
        match &place {
            Place::Link(target) if !target.starts_with('/') && hops < HOPS => {
                hops += 1;
                here.pop();
                rest.extend(target.split('/').rev().map(str::to_owned));
                place = Place::Folder;
            }
            Place::Folder => {}
            Place::File if rest.iter().all(|part| part.is_empty() || part == ".") => {}
            _ => return None,
        }
    }
    Some((RepoPath::plain(&here.join("/"))?, place))
}
