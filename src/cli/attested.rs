//! The evidence for the steps that brought records to where they stand: `rights` judges them, pages tell them.

use std::collections::BTreeMap;

use crate::index::Index;
use crate::model::attested::Attested;
use crate::model::state::Phase;
use crate::model::taken::{Nature, Taken};
use crate::rights;

/// Of each record the last step that brought it into force, or under way, and the one that ended it; by path, then oldest
/// first. Only steps that take a right; nothing where nobody asked git.
pub(super) fn attested(index: &Index) -> Vec<Attested> {
    let mut by_path: BTreeMap<&str, Vec<&Taken>> = BTreeMap::new();
    let steps = index.facts.taken.iter().flatten();
    for taken in steps.filter(|taken| matches!(taken.nature, Nature::Step | Nature::Birth)) {
        let all = by_path.entry(&taken.path).or_default();
        match phase(taken) {
            Some(Phase::Live) => all.clear(),
            Some(Phase::Ended | Phase::Refused) => {
                all.retain(|one| phase(one) == Some(Phase::Live));
            }
            _ => continue,
        }
        all.push(taken);
    }
    let told = by_path
        .into_iter()
        .filter(|(path, _)| index.at_path(path).is_some());
    told.flat_map(|(_, all)| all)
        .filter_map(rights::attest)
        .collect()
}

fn phase(taken: &Taken) -> Option<Phase> {
    taken.kind.state(&taken.to).map(|state| state.phase)
}
