//! What the rules of a run have found, for those rules that are about that.

use std::collections::HashSet;

use super::Options;
use crate::index::Index;
use crate::model::diagnostic::Diagnostic;

/// What a run has found so far.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) options: &'a Options,
    /// Everything, whether anybody is told of it or not.
    pub(super) raw: &'a [Diagnostic],
    /// What is told, at the level that counts.
    pub(super) told: &'a [Diagnostic],
}

impl Found<'_> {
    /// The rules that found something in each file, as paths with rules.
    pub(super) fn places(&self) -> HashSet<(&str, &str)> {
        let all = self.raw.iter();
        all.map(|finding| (finding.path.as_str(), finding.rule.as_ref()))
            .collect()
    }

    /// Whether a rule would have told what it has to find: it was to run, and nothing that it asks for was unknown.
    pub(super) fn is_judged(&self, index: &Index, rule: &str) -> bool {
        self.options.wants(index, rule) && is_known(index, rule)
    }
}

/// Whether the facts that a rule asks for were there.
fn is_known(index: &Index, rule: &str) -> bool {
    let facts = &index.facts;
    let from = index.log.settings.check.strict_from.as_ref();
    if facts.shallow && from.is_some_and(|from| from.day().is_some()) {
        // Nobody knows which records are spared.
        return false;
    }
    match super::rule(rule).map(|rule| rule.card.group) {
        _ if rule == "broken-link" => facts.targets.is_some(),
        // Nobody tells a revision that is nowhere from one that nobody asked for.
        _ if rule == "handoff-revision-gone" => !facts.lost.is_empty(),
        Some(super::steps::GROUP) => facts.taken.is_some() && !facts.shallow,
        // The clone's border hides since when something is as it is.
        Some("Time") => !facts.shallow,
        _ => true,
    }
}
