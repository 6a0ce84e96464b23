//! Every file of the repository, by its path.

use std::collections::BTreeSet;

use git2::Oid;

use super::discover::slashed;
use super::tree::Node;
use super::{Repository, Result, Revision};

impl Repository {
    /// The path of every file that git knows, and of every other one in the working tree that git does not ignore; of a
    /// submodule its folder with a `/` behind it. Sorted.
    ///
    /// # Errors
    /// The revision cannot be read.
    pub fn paths(&self, at: Option<&Revision>) -> Result<Vec<String>> {
        let mut found = BTreeSet::new();
        match at {
            Some(revision) => self.in_tree(self.tree(revision)?.id(), &mut found)?,
            None => {
                self.known(&mut found)?;
                found.extend(self.on_disk());
            }
        }
        Ok(found.into_iter().collect())
    }

    /// What git's index has, or the newest commit where the index cannot be read.
    fn known(&self, found: &mut BTreeSet<String>) -> Result<()> {
        /// The mode of a submodule.
        const MODULE: u32 = 0o160_000;
        if let Ok(index) = self.git.index() {
            found.extend(index.iter().filter_map(|entry| {
                let path = String::from_utf8(entry.path).ok()?;
                Some(match entry.mode == MODULE {
                    true => format!("{path}/"),
                    false => path,
                })
            }));
            return Ok(());
        }
        match self.head_revision()? {
            Some(head) => self.in_tree(self.tree(&head)?.id(), found),
            None => Ok(()),
        }
    }

    fn in_tree(&self, tree: Oid, found: &mut BTreeSet<String>) -> Result<()> {
        let mut waiting = vec![(String::new(), tree)];
        while let Some((folder, tree)) = waiting.pop() {
            for entry in &self.find_tree(tree)? {
                let Ok(name) = entry.name() else { continue };
                let path = format!("{folder}{name}");
                match Node::of(&entry) {
                    Node::Folder(id) => waiting.push((format!("{path}/"), id)),
                    Node::Module => {
                        found.insert(format!("{path}/"));
                    }
                    Node::File(_) | Node::Link(_) => {
                        found.insert(path);
                    }
                }
            }
        }
        Ok(())
    }

    /// The files of the working tree, those in hidden folders too; not those of repositories inside of it.
    fn on_disk(&self) -> impl Iterator<Item = String> {
        let start = self.root.clone();
        // What the machine and not the repository ignores would differ from clone to clone.
        let walk = ignore::WalkBuilder::new(&self.root)
            .hidden(false)
            .ignore(false)
            .git_global(false)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let own = entry.path() == start
                    || !is_folder
                    || entry.path().join(".git").symlink_metadata().is_err();
                own && entry.file_name() != ".git"
            })
            .build();
        walk.flatten()
            .filter(|entry| !entry.file_type().is_some_and(|kind| kind.is_dir()))
            .filter_map(|entry| slashed(entry.path().strip_prefix(&self.root).ok()?))
    }
}
