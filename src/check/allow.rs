//! What records let pass by a comment, and which rules nobody lets pass that way.

use std::collections::HashSet;

use super::steps;
use crate::index::Index;
use crate::model::allow::Allow;
use crate::model::record::Record;

/// The heading of the rules about comments that let something pass, and about the baseline.
pub(super) const GROUP: &str = "Suppression";

/// The heading of the rules about what must not be in a record.
const SAFETY: &str = "Safety";

/// Why a comment lets nothing pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It names no rule.
    Ruleless,
    /// There is no such rule.
    Unknown,
    /// A record cannot let that rule pass: whoever writes it would be their own judge.
    Forbidden,
    /// It gives no reason.
    Reasonless,
}

/// Why a comment lets nothing pass; none where it does.
pub(super) fn fault(index: &Index, allow: &Allow) -> Option<Fault> {
    let rule = allow.rule.value.as_str();
    if rule.is_empty() {
        Some(Fault::Ruleless)
    } else if !super::is_rule(rule, &index.log.settings) {
        Some(Fault::Unknown)
    } else if !is_allowable(rule) {
        Some(Fault::Forbidden)
    } else if allow.reason.is_empty() {
        Some(Fault::Reasonless)
    } else {
        None
    }
}

/// The comments of a record that let a rule pass, each rule once.
pub(super) fn allows<'a>(index: &Index, record: &'a Record) -> Vec<&'a Allow> {
    let mut named = HashSet::new();
    let sound = record.allows.iter();
    sound
        .filter(|allow| fault(index, allow).is_none() && named.insert(allow.rule.value.as_str()))
        .collect()
}

/// What records let pass: the paths of their files with the rules.
pub(super) fn silenced(index: &Index) -> HashSet<(&str, &str)> {
    let all = index.records.iter().flat_map(|record| {
        let path = record.source.path.as_str();
        let named = allows(index, record).into_iter();
        named.map(move |allow| (path, allow.rule.value.as_str()))
    });
    all.collect()
}

/// Whether a record may let a rule pass.
fn is_allowable(rule: &str) -> bool {
    let group = super::rule(rule).map(|rule| rule.card.group);
    group.is_none_or(|group| ![steps::GROUP, SAFETY, GROUP].contains(&group))
}
