//! Objects that are held in memory, in front of those of the repository: trees and commits that nobody made.
//!
//! An object that the repository has already is not even touched.

use std::collections::BTreeMap;

use git2::{ObjectType, Odb, OdbLookupFlags, Oid};

use super::{Repository, Result, Revision, StoreError};

/// The mode of a folder.
const FOLDER: u32 = 0o040_000;

/// Objects in memory are asked for before those on disk.
const FIRST: i32 = 1000;

/// A file of a tree: its mode and its content.
pub(super) type Leaf = (u32, Oid);

/// The files that differ from a tree, by path; none for one that is gone.
pub(super) type Leaves = BTreeMap<Vec<u8>, Option<Leaf>>;

/// The object id of a content, in hexadecimal; none where libgit2 cannot say.
#[must_use]
pub fn blob_id(content: &[u8]) -> Option<String> {
    let id = Oid::hash_object(ObjectType::Blob, content).ok()?;
    Some(id.to_string())
}

impl Repository {
    /// Git's objects, with room in memory for those that nobody has made.
    pub(super) fn memory(&self) -> Result<Odb<'_>> {
        let memory = || {
            let odb = self.git.odb()?;
            odb.add_new_mempack_backend(FIRST)?;
            Ok(odb)
        };
        memory().map_err(StoreError::git("its objects"))
    }

    /// A tree with some files changed.
    pub(super) fn grown(
        &self,
        memory: &Odb<'_>,
        old: Option<Oid>,
        leaves: Leaves,
    ) -> std::result::Result<Oid, git2::Error> {
        let mut entries: BTreeMap<Vec<u8>, Leaf> = BTreeMap::new();
        if let Some(old) = old {
            for entry in &self.git.find_tree(old)? {
                let mode = entry.filemode_raw().cast_unsigned();
                entries.insert(entry.name_bytes().to_vec(), (mode, entry.id()));
            }
        }
        let mut below: BTreeMap<Vec<u8>, Leaves> = BTreeMap::new();
        for (path, leaf) in leaves {
            match path.iter().position(|byte| *byte == b'/') {
                Some(at) => {
                    let inside = below.entry(path[..at].to_vec()).or_default();
                    inside.insert(path[at + 1..].to_vec(), leaf);
                }
                None => {
                    entries.remove(&path);
                    entries.extend(leaf.map(|leaf| (path, leaf)));
                }
            }
        }
        for (name, inside) in below {
            let folder = entries.get(&name).filter(|(mode, _)| *mode == FOLDER);
            let folder = folder.map(|(_, id)| *id);
            let is_file = folder.is_none() && entries.contains_key(&name);
            if is_file && inside.values().all(Option::is_none) {
                continue;
            }
            let grown = self.grown(memory, folder, inside)?;
            entries.remove(&name);
            if !self.git.find_tree(grown)?.is_empty() {
                entries.insert(name, (FOLDER, grown));
            }
        }
        kept(memory, ObjectType::Tree, &written(entries))
    }
}

/// A commit that is held in memory.
pub(super) fn commit(
    memory: &Odb<'_>,
    (tree, parents): (Oid, &[String]),
    (author, time): (&str, i64),
) -> Result<Revision> {
    let mut text = format!("tree {tree}\n");
    for parent in parents {
        text.push_str(&format!("parent {parent}\n"));
    }
    text.push_str(&format!(
        "author {author} {time} +0000\ncommitter {author} {time} +0000\n\n"
    ));
    let id = kept(memory, ObjectType::Commit, text.as_bytes())
        .map_err(StoreError::git("a commit that nobody made"))?;
    Ok(Revision {
        id: id.to_string(),
        time,
    })
}

/// The id of an object, which is put into memory unless the repository has it.
pub(super) fn kept(
    memory: &Odb<'_>,
    kind: ObjectType,
    bytes: &[u8],
) -> std::result::Result<Oid, git2::Error> {
    let id = Oid::hash_object(kind, bytes)?;
    // Writing an object that is there would renew the date of its file.
    match memory.exists_ext(id, OdbLookupFlags::NO_REFRESH) {
        true => Ok(id),
        false => memory.write(kind, bytes),
    }
}

/// The bytes of a tree, in git's order: a folder's name counts as if it ended in `/`.
fn written(entries: BTreeMap<Vec<u8>, Leaf>) -> Vec<u8> {
    let mut entries: Vec<(Vec<u8>, Leaf)> = entries.into_iter().collect();
    entries.sort_by_cached_key(|(name, (mode, _))| {
        let end: &[u8] = if *mode == FOLDER { b"/" } else { b"" };
        [name, end].concat()
    });
    let mut bytes = Vec::new();
    for (name, (mode, id)) in entries {
        bytes.extend(format!("{mode:o} ").into_bytes());
        bytes.extend(name);
        bytes.push(0);
        bytes.extend(id.as_bytes());
    }
    bytes
}
