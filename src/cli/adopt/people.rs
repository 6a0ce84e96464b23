//! Who may belong to a log: the authors of its records, and the code owners.

use std::collections::BTreeMap;

use crate::store::Repository;
use crate::text::codeowners::{self, Rule};
use crate::text::roster::{self, Author, Roster};

/// A draft, and how much of the past it is from.
#[derive(Default)]
pub(super) struct Drafted {
    /// The draft.
    pub(super) roster: Roster,
    /// The clone does not hold the whole past.
    pub(super) shallow: bool,
}

/// Drafts who there is, from the commits that touched the folders and from the code owners of what lies below `root`.
pub(super) fn draft(
    repository: &Repository,
    folders: &[String],
    root: &str,
) -> anyhow::Result<Drafted> {
    let (authors, shallow) = authors(repository, folders)?;
    let rules = rules(repository);
    Ok(Drafted {
        roster: roster::draft(&authors, &rules, root),
        shallow,
    })
}

fn authors(repository: &Repository, folders: &[String]) -> anyhow::Result<(Vec<Author>, bool)> {
    if folders.is_empty() {
        return Ok((Vec::new(), false));
    }
    let history = repository.history(folders, None)?;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for commit in &history.commits {
        *counts.entry((&commit.author, &commit.email)).or_default() += 1;
    }
    let authors = counts.into_iter().map(|((name, email), commits)| Author {
        name: name.to_owned(),
        email: email.to_owned(),
        commits,
    });
    Ok((authors.collect(), history.shallow))
}

/// The first file of code owners that can be read; one that cannot says nothing.
fn rules(repository: &Repository) -> Vec<Rule> {
    let mut texts = codeowners::PLACES
        .iter()
        .filter_map(|path| repository.read_text(path, None).ok().flatten());
    texts
        .next()
        .map_or_else(Vec::new, |text| codeowners::parse(&text))
}
