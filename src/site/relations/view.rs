//! Which records and relations a map draws: no more than anybody can read.

use std::collections::BTreeSet;

use super::Relations;

/// The most records that are drawn, and the most relations.
const NODES: usize = 300;
const EDGES: usize = 600;

/// What is drawn of a scope.
#[derive(Default)]
pub(in crate::site) struct View {
    /// The records, in the order of the index: the scope's own, and those beyond it that its own have to do with.
    pub(in crate::site) nodes: Vec<usize>,
    /// The relations that at least one of the scope's own records has.
    pub(in crate::site) edges: Vec<usize>,
}

impl View {
    /// Of those records the ones with the most relations, and their neighbours as far as there is room.
    pub(super) fn of(relations: &Relations<'_>, own: &[usize]) -> Self {
        let mut most = own.to_vec();
        most.sort_by_key(|&at| (std::cmp::Reverse(relations.near[at].len()), at));
        most.truncate(NODES);
        let mut beyond = beyond(relations, own, &most);
        beyond.truncate(NODES - most.len());
        loop {
            let view = Self::between(relations, &most, &beyond);
            if view.edges.len() <= EDGES || most.len() < 2 {
                return view;
            }
            match beyond.is_empty() {
                true => most.truncate(most.len() * 2 / 3),
                false => beyond.truncate(beyond.len() / 2),
            }
        }
    }

    /// Whether it draws a record.
    pub(in crate::site) fn draws(&self, at: usize) -> bool {
        self.nodes.binary_search(&at).is_ok()
    }

    fn between(relations: &Relations<'_>, own: &[usize], beyond: &[usize]) -> Self {
        let chosen: BTreeSet<usize> = own.iter().chain(beyond).copied().collect();
        let mut edges = BTreeSet::new();
        for &at in own {
            let near = relations.near[at].iter();
            edges.extend(near.filter(|&&edge| chosen.contains(&relations.edges[edge].other(at))));
        }
        let ends = edges.iter().map(|&edge: &usize| &relations.edges[edge]);
        let nodes: BTreeSet<usize> = ends.flat_map(|edge| [edge.from, edge.to]).collect();
        Self {
            nodes: nodes.into_iter().collect(),
            edges: edges.into_iter().collect(),
        }
    }
}

/// The neighbours of some records that are not their like, those with the most relations to them first.
fn beyond(relations: &Relations<'_>, own: &[usize], of: &[usize]) -> Vec<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for &at in of {
        for &edge in &relations.near[at] {
            let other = relations.edges[edge].other(at);
            if own.binary_search(&other).is_err() {
                *counts.entry(other).or_insert(0_usize) += 1;
            }
        }
    }
    let mut beyond: Vec<(usize, usize)> = counts.into_iter().collect();
    beyond.sort_by_key(|&(at, count)| (std::cmp::Reverse(count), at));
    beyond.into_iter().map(|(at, _)| at).collect()
}
