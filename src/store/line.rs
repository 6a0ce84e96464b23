//! The checked line: the first parents of a revision, what each commit did to the record folders, what was in force
//! when it was made, and what the branches held that a merge brought.

use std::collections::{BTreeMap, HashMap, HashSet};

use git2::{Mailmap, Oid, Signature, Sort, Time};

use super::border::is_border;
use super::history::{Moved, Walk};
use super::path::RepoPath;
use super::tree::Node;
use super::{Identity, Repository, Result, Revision, StoreError};

/// Trailers by which somebody lets a commit speak for them, and whether that is consent or only a word.
const TRAILERS: [(&str, Trailer); 3] = [
    ("approved-by", Trailer::Approved),
    ("reviewed-by", Trailer::Heard),
    ("consulted-by", Trailer::Heard),
];

/// What a trailer says of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trailer {
    /// They agree.
    Approved,
    /// They have spoken.
    Heard,
}

/// A commit as evidence: who made it, and for whom it speaks.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The whole object id in hexadecimal.
    pub id: String,
    /// The author, as written.
    pub author: Identity,
    /// Seconds since 1970 of the author's date.
    pub time: i64,
    /// First line of the message.
    pub subject: String,
    /// It has several parents.
    pub is_merge: bool,
    /// Whom its trailers name, as written.
    pub trailers: Vec<(Trailer, Identity)>,
}

/// A file that a commit changed: its blobs in hexadecimal, none where it was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// From the repository's root.
    pub path: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// What decides how records are read and steps are judged, as blobs and trees in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Basis {
    /// The settings.
    pub settings: Option<String>,
    /// The `.mailmap`.
    pub mailmap: Option<String>,
    /// The folder of the log's own kinds.
    pub kinds: Option<String>,
}

/// A commit of the line, or one that a merge of the line brought.
#[derive(Clone, Debug)]
pub struct LineCommit {
    /// The commit.
    pub witness: Witness,
    /// The files it changed, against its first parent; of one that a merge brought, against all of its parents.
    pub changes: Vec<FileChange>,
    /// What was in force with it.
    pub basis: Basis,
    /// The commits that it merged, oldest first; only those that changed records, and only in a merge.
    pub merged: Vec<LineCommit>,
    /// Some of what it followed or merged lies beyond the border of a shallow clone.
    pub is_partial: bool,
}

/// Where the settings of a log and its own kinds are, from the repository's root.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The settings.
    pub settings: &'a str,
    /// The folder of the log's own kinds.
    pub kinds: &'a str,
}

/// The first parents of a revision, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    commits: Vec<Oid>,
    bases: Vec<Basis>,
}

impl Chain {
    /// Every basis that was in force, each once with the first commit of it, the oldest first.
    #[must_use]
    pub fn bases(&self) -> Vec<(&Basis, String)> {
        let mut known: HashSet<&Basis> = HashSet::new();
        let all = self.bases.iter().zip(&self.commits);
        all.filter(|(basis, _)| known.insert(basis))
            .map(|(basis, commit)| (basis, commit.to_string()))
            .collect()
    }
}

impl Repository {
    /// The first parents of `HEAD` (or a revision), with what was in force at each.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn chain(&self, places: Places<'_>, at: Option<&Revision>) -> Result<Chain> {
        let start = match at {
            Some(revision) => Some(revision.clone()),
            None => self.head_revision()?,
        };
        let mut chain = Chain::default();
        let Some(start) = start else {
            return Ok(chain);
        };
        let paths = [places.settings, ".mailmap", places.kinds];
        let mut walk = || {
            let mut known: HashMap<Oid, Basis> = HashMap::new();
            let mut commit = Some(self.git.find_commit(start.oid()?)?);
            while let Some(one) = commit {
                let tree = one.tree_id();
                let basis = match known.get(&tree) {
                    Some(basis) => basis.clone(),
                    None => self.basis(tree, paths)?,
                };
                known.insert(tree, basis.clone());
                chain.commits.push(one.id());
                chain.bases.push(basis);
                commit = one.parent(0).ok();
            }
            Ok(())
        };
        walk().map_err(StoreError::git("the first parents"))?;
        chain.commits.reverse();
        chain.bases.reverse();
        Ok(chain)
    }

    /// What each commit of the line did to the files of some folders, oldest first; those that did nothing to them and
    /// changed no basis are left out.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn line(&self, chain: &Chain, folders: &[String]) -> Result<Vec<LineCommit>> {
        let read = || {
            let odb = self.git.odb()?;
            let mut walk = Walk::new(self, &odb, folders);
            let mut line = Vec::new();
            let mut before: Option<(Oid, &Basis)> = None;
            for (id, basis) in chain.commits.iter().zip(&chain.bases) {
                let commit = self.git.find_commit(*id)?;
                let old = before.map(|(tree, _)| tree);
                let changes = walk.between((old, commit.tree_id()))?;
                if !changes.is_empty() || before.is_none_or(|(_, old)| old != basis) {
                    let merged = match commit.parent_count() > 1 && !changes.is_empty() {
                        true => self.merged(&commit, &mut walk)?,
                        false => Vec::new(),
                    };
                    line.push(LineCommit {
                        witness: witness(&commit),
                        changes: told(changes),
                        basis: basis.clone(),
                        is_partial: is_border(&commit)
                            || merged.iter().any(|one: &LineCommit| one.is_partial),
                        merged,
                    });
                }
                before = Some((commit.tree_id(), basis));
            }
            Ok(line)
        };
        read().map_err(StoreError::git("the first parents"))
    }

    /// The files of some folders at a commit of the line, with their blobs in hexadecimal.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn files_at(&self, commit: &str, folders: &[String]) -> Result<Vec<(String, String)>> {
        let read = || {
            let odb = self.git.odb()?;
            let mut walk = Walk::new(self, &odb, folders);
            let tree = self.git.find_commit(Oid::from_str(commit)?)?.tree_id();
            walk.between((None, tree))
        };
        let files = read().map_err(StoreError::git("the files of a commit"))?;
        let named = told(files).into_iter();
        Ok(named
            .filter_map(|file| Some((file.path, file.after?)))
            .collect())
    }

    /// What is in force at a revision.
    ///
    /// # Errors
    /// Git's data cannot be read.
    pub fn basis_at(&self, places: Places<'_>, at: &Revision) -> Result<Basis> {
        let paths = [places.settings, ".mailmap", places.kinds];
        let basis = self.basis(self.tree(at)?.id(), paths);
        basis.map_err(StoreError::git("the settings of a revision"))
    }

    /// Somebody as a `.mailmap` has them: its content by blob.
    #[must_use]
    pub fn people(&self, mailmap: Option<&str>) -> Names {
        let text = mailmap.map(|id| self.read_blobs(&[id]));
        let text = text.and_then(|mut contents| match contents.pop() {
            Some(crate::model::source::Content::Bytes(bytes)) => Some(bytes),
            _ => None,
        });
        let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
        Names(Mailmap::from_buffer(&text).ok())
    }

    /// The signature of a commit and what it signs, where it has one.
    #[must_use]
    pub fn signature(&self, commit: &str) -> Option<(String, Vec<u8>)> {
        let id = Oid::from_str(commit).ok()?;
        let (signature, payload) = self.git.extract_signature(&id, None).ok()?;
        let signature = String::from_utf8(signature.to_vec()).ok()?;
        Some((signature, payload.to_vec()))
    }

    /// Whether the user's git signs commits with an SSH key.
    #[must_use]
    pub fn signs(&self) -> bool {
        let config = self.git.config().and_then(|mut config| config.snapshot());
        config.is_ok_and(|config| {
            let ssh = config
                .get_str("gpg.format")
                .is_ok_and(|format| format == "ssh");
            ssh && config.get_bool("commit.gpgsign").unwrap_or(false)
        })
    }

    /// The blob that `HEAD` has at a path, in hexadecimal.
    #[must_use]
    pub fn committed_blob(&self, path: &str) -> Option<String> {
        let blob = self.head_blob(&RepoPath::new(path).ok()?).ok()??;
        Some(blob.to_string())
    }

    /// The blob that a merge under way brings at a path, in hexadecimal.
    #[must_use]
    pub fn merging_blob(&self, path: &str) -> Option<String> {
        let tree = self.git.revparse_single("MERGE_HEAD^{tree}").ok()?;
        let path = RepoPath::new(path).ok()?;
        match self.node(tree.as_tree()?, &path).ok()?? {
            Node::File(id) => Some(id.to_string()),
            _ => None,
        }
    }

    fn basis(&self, tree: Oid, paths: [&str; 3]) -> std::result::Result<Basis, git2::Error> {
        let tree = self.git.find_tree(tree)?;
        let at = |path: &str| {
            let plain = RepoPath::new(path).ok()?;
            match self.node(&tree, &plain).ok()?? {
                Node::File(id) | Node::Folder(id) => Some(id.to_string()),
                _ => None,
            }
        };
        let [settings, mailmap, kinds] = paths.map(at);
        Ok(Basis {
            settings,
            mailmap,
            kinds,
        })
    }

    /// The commits that a merge brought, oldest first, as far as they did something that none of their parents had.
    fn merged(
        &self,
        merge: &git2::Commit<'_>,
        walk: &mut Walk<'_>,
    ) -> std::result::Result<Vec<LineCommit>, git2::Error> {
        let mut revwalk = self.git.revwalk()?;
        revwalk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME | Sort::REVERSE)?;
        for parent in merge.parent_ids().skip(1) {
            revwalk.push(parent)?;
        }
        revwalk.hide(merge.parent_id(0)?)?;
        let mut all = Vec::new();
        for id in revwalk {
            let commit = self.git.find_commit(id?)?;
            let own = walk.changes(&commit)?;
            if own.is_empty() {
                continue;
            }
            let mut changes: BTreeMap<Vec<u8>, Moved> = own
                .into_iter()
                .map(|(path, after)| {
                    (
                        path,
                        Moved {
                            before: None,
                            after,
                        },
                    )
                })
                .collect();
            if let Ok(parent) = commit.parent(0) {
                let first = walk.between((Some(parent.tree_id()), commit.tree_id()))?;
                for (path, moved) in &mut changes {
                    moved.before = first.get(path).and_then(|first| first.before);
                }
            }
            all.push(LineCommit {
                witness: witness(&commit),
                changes: told(changes),
                basis: Basis::default(),
                merged: Vec::new(),
                is_partial: is_border(&commit),
            });
        }
        Ok(all)
    }
}

/// Who people are by a `.mailmap`.
pub struct Names(Option<Mailmap>);

impl Names {
    /// A person as the file has them.
    #[must_use]
    pub fn resolve(&self, person: &Identity) -> Identity {
        match &self.0 {
            Some(mailmap) => super::identity::mapped(mailmap, person.clone()),
            None => person.clone(),
        }
    }
}

fn told(changes: BTreeMap<Vec<u8>, Moved>) -> Vec<FileChange> {
    let text = |id: Option<Oid>| id.map(|id| id.to_string());
    let change = |(path, moved): (Vec<u8>, Moved)| FileChange {
        path: String::from_utf8_lossy(&path).into_owned(),
        before: text(moved.before),
        after: text(moved.after),
    };
    changes.into_iter().map(change).collect()
}

fn witness(commit: &git2::Commit<'_>) -> Witness {
    let author = identity(&commit.author());
    let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
    Witness {
        id: commit.id().to_string(),
        author,
        time: commit.author().when().seconds(),
        subject: message.lines().next().unwrap_or_default().to_owned(),
        is_merge: commit.parent_count() > 1,
        trailers: trailers(&message),
    }
}

fn identity(signature: &Signature<'_>) -> Identity {
    Identity {
        name: String::from_utf8_lossy(signature.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(signature.email_bytes()).into_owned(),
    }
}

/// Whom the trailers of a message name: `Approved-by: Ana Ng <ana@example.org>`.
fn trailers(message: &str) -> Vec<(Trailer, Identity)> {
    let Ok(all) = git2::message_trailers_bytes(message) else {
        return Vec::new();
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let read = |(key, value): (&[u8], &[u8])| {
        let key = text(key).to_lowercase();
        let (_, what) = TRAILERS.iter().find(|(name, _)| *name == key)?;
        let value = text(value);
        let (name, mail) = value.trim().split_once('<')?;
        let email = mail.split('>').next()?.trim().to_owned();
        // A name of nothing makes no signature; whoever it is is told by the mail.
        Signature::new("x", &email, &Time::new(0, 0)).ok()?;
        let name = name.trim().to_owned();
        Some((*what, Identity { name, email }))
    };
    all.iter().filter_map(read).collect()
}
