//! Ids that records of several branches claim, found before the branches are merged.
//!
//! A branch claims the ids of the records that it has added since it parted from another. Two branches that have added
//! different files under one id clash; a file that was renamed is the same record, and so is one that lies at the same
//! path, about which git itself asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::failure::surroundings;
use super::load::Loaded;
use crate::model::facts::{Claimant, Clash};
use crate::model::id::Id;
use crate::model::kind::Kind;
use crate::store::{Branch, Repository};
use crate::text::folder;

/// The paths of records by their ids.
type Claims = BTreeMap<Id, BTreeSet<String>>;

/// Every clash between this working tree and the branches, and among the branches.
pub(super) fn clashes(loaded: &Loaded) -> anyhow::Result<Vec<Clash>> {
    if loaded.repository.is_shallow() {
        let message = "the clone is shallow, so nobody knows where its branches parted";
        return Err(surroundings(message)
            .with_help("git fetch --unshallow")
            .into());
    }
    let mut all = Vec::new();
    for kind in &loaded.index.log.kinds {
        let mut trees = Trees {
            repository: &loaded.repository,
            kind,
            folder: loaded.below(&kind.folder),
            by_commit: HashMap::new(),
        };
        all.extend(of_kind(loaded, kind, &mut trees)?);
    }
    Ok(all)
}

/// One side of a comparison.
struct Side {
    /// The names of the branches; none for this working tree.
    names: Vec<String>,
    commit: Option<String>,
    claims: Claims,
}

fn of_kind(loaded: &Loaded, kind: &Kind, trees: &mut Trees<'_>) -> anyhow::Result<Vec<Clash>> {
    let head = match &loaded.revision {
        Some(revision) => Some(revision.id.clone()),
        None => loaded.repository.head()?.map(|head| head.id),
    };
    let mut sides = vec![Side {
        names: Vec::new(),
        commit: head.clone(),
        claims: here(loaded, kind),
    }];
    for (commit, names) in branches(&loaded.repository, head.as_deref())? {
        sides.push(Side {
            claims: trees.claims(&commit)?.clone(),
            commit: Some(commit),
            names,
        });
    }
    let mut found: BTreeMap<Id, BTreeMap<String, BTreeSet<usize>>> = BTreeMap::new();
    for (one, other) in pairs(&sides) {
        for (id, path, rival) in trees.between(&sides[one], &sides[other])? {
            let claimants = found.entry(id).or_default();
            claimants.entry(path).or_default().insert(one);
            claimants.entry(rival).or_default().insert(other);
        }
    }
    let settled = match loaded.repository.upstream_default() {
        Some(base) => trees.claims(&loaded.repository.resolve(&base)?.id)?.clone(),
        None => Claims::new(),
    };
    let clash = |(id, claimants): (Id, BTreeMap<String, BTreeSet<usize>>)| Clash {
        settled: settled.get(&id).and_then(|paths| {
            let path = paths.iter().find(|path| claimants.contains_key(*path));
            path.cloned()
        }),
        claimants: claimed(claimants, &sides),
        id,
    };
    Ok(found.into_iter().map(clash).collect())
}

/// Both places of every pair whose sides have different files under one id: others cannot clash.
fn pairs(sides: &[Side]) -> Vec<(usize, usize)> {
    let mut by_id: HashMap<&Id, Vec<(usize, &BTreeSet<String>)>> = HashMap::new();
    for (at, side) in sides.iter().enumerate() {
        for (id, paths) in &side.claims {
            by_id.entry(id).or_default().push((at, paths));
        }
    }
    let mut pairs = BTreeSet::new();
    for claims in by_id.values() {
        for (place, (one, paths)) in claims.iter().enumerate() {
            let rivals = claims[place + 1..].iter();
            let rivals = rivals.filter(|(_, others)| paths != others);
            pairs.extend(rivals.map(|(other, _)| (*one, *other)));
        }
    }
    pairs.into_iter().collect()
}

/// The claimants by their paths, with the names of the sides that have them.
fn claimed(claimants: BTreeMap<String, BTreeSet<usize>>, sides: &[Side]) -> Vec<Claimant> {
    let claimant = |(path, at): (String, BTreeSet<usize>)| {
        // What lies in this working tree is told as such, wherever else it is.
        let names = match at.contains(&0) {
            true => BTreeSet::new(),
            false => at.iter().flat_map(|at| &sides[*at].names).collect(),
        };
        Claimant {
            branches: names.into_iter().cloned().collect(),
            path,
        }
    };
    let mut all: Vec<Claimant> = claimants.into_iter().map(claimant).collect();
    all.sort();
    all
}

/// The records of the kind in this working tree.
fn here(loaded: &Loaded, kind: &Kind) -> Claims {
    let mut claims = Claims::new();
    for record in &loaded.index.records {
        if record.kind.name == kind.name {
            let paths = claims.entry(record.id.clone()).or_default();
            paths.insert(record.source.path.clone());
        }
    }
    claims
}

/// The branches by their commits, without those that this working tree or their own local branch has in it.
fn branches(
    repository: &Repository,
    head: Option<&str>,
) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let all = repository.branches()?;
    let own = |branch: &Branch| {
        let (_, name) = branch.name.split_once('/').filter(|_| branch.is_remote)?;
        all.iter()
            .find(|other| other.name == name && !other.is_remote)
    };
    let mut by_commit: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for branch in all
        .iter()
        .filter(|branch| Some(branch.commit.as_str()) != head)
    {
        let newer = own(branch)
            .map(|own| own.commit.as_str())
            .filter(|own| *own != branch.commit);
        let mut behind = false;
        for newer in newer.into_iter().chain(head) {
            behind |= repository.is_in(&branch.commit, newer)?;
        }
        if !behind {
            let names = by_commit.entry(branch.commit.clone()).or_default();
            names.push(branch.name.clone());
        }
    }
    Ok(by_commit)
}

/// What the commits have in the folder of a kind.
struct Trees<'a> {
    repository: &'a Repository,
    kind: &'a Kind,
    folder: String,
    by_commit: HashMap<String, Claims>,
}

impl Trees<'_> {
    fn claims(&mut self, commit: &str) -> anyhow::Result<&Claims> {
        if !self.by_commit.contains_key(commit) {
            let files = self.repository.stored(&self.folder, commit)?;
            let mut claims = Claims::new();
            let paths = files.iter().map(|file| file.path.as_str());
            for (id, path) in folder::claims(self.kind, &self.folder, paths) {
                claims.entry(id).or_default().insert(path.to_owned());
            }
            self.by_commit.insert(commit.to_owned(), claims);
        }
        Ok(&self.by_commit[commit])
    }

    /// The ids that both sides have given to different files since they parted, with a file of each.
    fn between(&mut self, one: &Side, other: &Side) -> anyhow::Result<Vec<(Id, String, String)>> {
        let fork = match (&one.commit, &other.commit) {
            (Some(one), Some(other)) => self.repository.fork(one, other)?,
            _ => None,
        };
        let before = match &fork {
            Some(fork) => self.claims(fork)?.clone(),
            None => Claims::new(),
        };
        let mut found = Vec::new();
        for (id, paths) in &one.claims {
            let Some(rivals) = other.claims.get(id) else {
                continue;
            };
            let old = before.get(id);
            let added = |path: &&String| old.is_none_or(|old| !old.contains(*path));
            // What both sides have, one of them may have renamed.
            let new = paths
                .iter()
                .filter(added)
                .filter(|path| !rivals.contains(*path));
            let rivals: Vec<&String> = rivals
                .iter()
                .filter(added)
                .filter(|path| !paths.contains(*path))
                .collect();
            for path in new {
                found.extend(
                    rivals
                        .iter()
                        .map(|rival| (id.clone(), path.clone(), (*rival).clone())),
                );
            }
        }
        Ok(found)
    }
}
