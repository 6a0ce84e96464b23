//! Which facts of git and of the file system the rules will ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::strictness::is_adopted;
use super::{Options, globs, link, rules, steps};
use crate::index::Index;

/// The facts to fetch before a run; what is not fetched is not judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The history of the record folders.
    pub history: bool,
    /// The steps that were taken.
    pub steps: bool,
    /// The files that name records which are not there.
    pub citations: bool,
    /// The paths that links lead to.
    pub targets: Vec<LinkTarget>,
    /// The paths of all files of the repository.
    pub paths: bool,
    /// The revisions that records name.
    pub revisions: BTreeSet<String>,
}

/// A path that a link leads to and that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// From the repository's root.
    pub path: String,
    /// A link names one of its headings.
    pub headings: bool,
}

/// What the rules will ask for in a run with those options.
#[must_use]
pub fn needs(index: &Index, options: &Options) -> Needs {
    let targets = if options.wants(index, "broken-link") {
        link_targets(index)
    } else {
        Vec::new()
    };
    let named = (0..index.records.len()).filter_map(|at| index.revision(at));
    let wanted = options.wants(index, "handoff-revision-gone");
    Needs {
        history: needs_history(index),
        steps: rules::RULES
            .iter()
            .any(|rule| rule.card.group == steps::GROUP && options.wants(index, rule.card.id)),
        citations: options.wants(index, "unresolved-citation"),
        targets,
        paths: options.wants(index, "glob-matches-nothing") && !globs::written(index).is_empty(),
        revisions: named.filter(|_| wanted).map(str::to_owned).collect(),
    }
}

/// The paths that links of records lead to, by path and once each; records themselves are left out.
#[must_use]
pub fn link_targets(index: &Index) -> Vec<LinkTarget> {
    let mut targets: BTreeMap<String, bool> = BTreeMap::new();
    for record in &index.records {
        let file = &record.source.path;
        let places = record
            .links
            .iter()
            .filter_map(|link| link::read(&link.target, file))
            .filter(|place| index.linked(&place.path).is_none());
        for place in places {
            let headings = place.fragment.is_some() && link::has_headings(&place.path);
            *targets.entry(place.path).or_default() |= headings;
        }
    }
    let target = |(path, headings)| LinkTarget { path, headings };
    targets.into_iter().map(target).collect()
}

/// Only a day in `strict-from` is compared with days, and only a record that says when it was written does without git.
fn needs_history(index: &Index) -> bool {
    let strict_from = index.log.settings.check.strict_from.as_ref();
    if strict_from.is_none_or(|from| from.day().is_none()) {
        return false;
    }
    let undated = index
        .records
        .iter()
        .any(|record| record.date("created").is_none());
    let mut unreadable = index.unreadable.iter();
    undated || unreadable.any(|source| is_adopted(index, &source.path))
}
