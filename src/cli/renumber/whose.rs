//! Of an id that two records have: which of them a line means, from what its writer could know.
//!
//! A line that came with a commit in which only one of them was there means that one.

use std::collections::{BTreeSet, HashMap};

use crate::cli::load::Loaded;
use crate::model::record::Record;
use crate::text::folder;

/// Which record a place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Holder {
    /// The one that gets another number.
    Moving,
    /// One that keeps it.
    Other,
    /// Nobody can tell.
    Unknown,
}

/// Tells which record a place means.
pub(in crate::cli) struct Whose<'a> {
    loaded: &'a Loaded,
    moving: &'a Record,
    /// The files of the others that have the id.
    others: BTreeSet<String>,
    /// A commit whose history is not this branch's: what it does not have, the branch added.
    base: Option<String>,
    lines: HashMap<String, Vec<Option<String>>>,
    commits: HashMap<Option<String>, Holder>,
}

impl<'a> Whose<'a> {
    /// Others have the same id in this working tree, or none; `base` is the commit that the branch is to be merged into.
    pub(in crate::cli) fn new(
        loaded: &'a Loaded,
        moving: &'a Record,
        base: Option<String>,
    ) -> Self {
        let index = &loaded.index;
        let same = index
            .with_id(&moving.id)
            .iter()
            .map(|at| &index.records[*at].source.path);
        let others = same.filter(|path| **path != moving.source.path);
        Self {
            loaded,
            moving,
            others: others.cloned().collect(),
            base,
            lines: HashMap::new(),
            commits: HashMap::new(),
        }
    }

    /// Which record a place of a record's text means.
    pub(in crate::cli) fn holder(&mut self, record: &Record, at: usize) -> anyhow::Result<Holder> {
        if self.others.is_empty() {
            return Ok(Holder::Moving);
        }
        let source = &record.source;
        if !self.lines.contains_key(&source.path) {
            let origins = self.loaded.repository.origins(&source.path, &source.text)?;
            self.lines.insert(source.path.clone(), origins);
        }
        let line = source.position(at).line;
        let origins = &self.lines[&source.path];
        let commit = origins.get(line - 1).cloned().flatten();
        if commit.is_none() && origins.iter().all(Option::is_none) && self.is_new_alone()? {
            // A file that nobody has committed yet goes with a record that nobody has committed yet.
            return Ok(Holder::Moving);
        }
        if let Some(known) = self.commits.get(&commit) {
            return Ok(*known);
        }
        let holder = self.known_at(commit.as_deref())?;
        self.commits.insert(commit, holder);
        Ok(holder)
    }

    /// Which of the records the writer of a commit could mean; of one that is not made yet, its parent is asked.
    fn known_at(&self, commit: Option<&str>) -> anyhow::Result<Holder> {
        let repository = &self.loaded.repository;
        let head = repository.head()?.map(|head| head.id);
        let Some(asked) = commit.map(str::to_owned).or(head) else {
            return Ok(Holder::Unknown);
        };
        let there = self.claimants(&asked)?;
        let has_moving = there.contains(&self.moving.source.path);
        let has_other = there.iter().any(|path| self.others.contains(path));
        // Whoever has not committed a line yet may mean what is not committed yet either.
        let has_new = commit.is_none() && self.others.iter().any(|path| !there.contains(path));
        Ok(match (has_moving, has_other) {
            (true, false) if commit.is_some() => Holder::Moving,
            (false, true) if commit.is_some() => Holder::Other,
            // Another one has come since, perhaps with this line.
            (_, false) | (false, true) => Holder::Unknown,
            (true, true) if has_new => Holder::Unknown,
            (true, true) => self.on_branch(&asked, &there)?,
        })
    }

    /// Whether the record that moves is the only one of them that nobody has committed yet.
    fn is_new_alone(&self) -> anyhow::Result<bool> {
        let Some(head) = self.loaded.repository.head()? else {
            return Ok(false);
        };
        let there = self.claimants(&head.id)?;
        let others = self.others.iter().all(|path| there.contains(path));
        Ok(others && !there.contains(&self.moving.source.path))
    }

    /// Which of the records that were there in a commit its writer meant: what the branch has added, if it is one.
    fn on_branch(&self, commit: &str, there: &BTreeSet<String>) -> anyhow::Result<Holder> {
        let Some(base) = &self.base else {
            return Ok(Holder::Unknown);
        };
        let settled = self.claimants(base)?;
        if settled.contains(&self.moving.source.path) {
            return Ok(Holder::Unknown);
        }
        if self.loaded.repository.is_in(commit, base)? {
            return Ok(Holder::Other);
        }
        let mut added = there.iter().filter(|path| !settled.contains(*path));
        Ok(match added.all(|path| *path == self.moving.source.path) {
            true => Holder::Moving,
            false => Holder::Unknown,
        })
    }

    /// The files that had the id in a commit.
    fn claimants(&self, commit: &str) -> anyhow::Result<BTreeSet<String>> {
        claimants(self.loaded, self.moving, commit)
    }
}

/// The files of a record's kind that have its id in a commit.
pub(in crate::cli) fn claimants(
    loaded: &Loaded,
    record: &Record,
    commit: &str,
) -> anyhow::Result<BTreeSet<String>> {
    let folder = loaded.below(&record.kind.folder);
    let files = loaded.repository.stored(&folder, commit)?;
    let paths = files.iter().map(|file| file.path.as_str());
    let claims = folder::claims(&record.kind, &folder, paths).into_iter();
    let same = claims.filter(|(id, _)| *id == record.id);
    Ok(same.map(|(_, path)| path.to_owned()).collect())
}
