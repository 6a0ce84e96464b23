//! Impact and circles on random graphs, against what the definition says.

use declog::index::Index;
use declog::model::link::Relation;
use declog::query::graph::{Seen, between, carries, impact, resting};
use proptest::prelude::*;

use super::index;

/// The keys that a decision may write, as often as they matter.
const KEYS: [&str; 5] = [
    "depends-on",
    "amends",
    "supersedes",
    "relates-to",
    "exception-to",
];

/// The files of decisions with those relations between them.
fn log(count: usize, edges: &[(usize, usize, usize)], states: &[bool]) -> Index {
    let texts: Vec<(String, String)> = (0..count)
        .map(|at| {
            let mut text = String::from("---\nstatus: ");
            text.push_str(if states[at] { "accepted" } else { "proposed" });
            for (which, key) in KEYS.iter().enumerate() {
                let to = edges
                    .iter()
                    .filter(|edge| edge.0 % count == at && edge.1 % KEYS.len() == which);
                let to: Vec<String> = to
                    .map(|edge| format!("DEC-{}", edge.2 % count + 1))
                    .collect();
                if !to.is_empty() {
                    text.push_str(&format!("\n{key}: [{}]", to.join(", ")));
                }
            }
            text.push_str("\n---\n# X\n");
            (format!("{:04}-x.md", at + 1), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    index(&files)
}

/// Which nodes reach which, by Warshall's algorithm.
fn closure(count: usize, edges: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<bool>> {
    let mut reach = vec![vec![false; count]; count];
    for (from, to) in edges {
        reach[from][to] = true;
    }
    for middle in 0..count {
        for from in 0..count {
            for to in 0..count {
                reach[from][to] |= reach[from][middle] && reach[middle][to];
            }
        }
    }
    reach
}

proptest! {
    #[test]
    fn impact_and_circles_are_what_they_say(
        count in 1..9_usize,
        edges in prop::collection::vec((0..9_usize, 0..5_usize, 0..9_usize), 0..20),
        states in prop::collection::vec(any::<bool>(), 9),
        root in 0..9_usize,
    ) {
        let index = log(count, &edges, &states);
        let all: Vec<usize> = (0..count).collect();
        let written: Vec<(usize, Relation, usize)> = edges
            .iter()
            .map(|edge| (edge.0 % count, Relation::named(KEYS[edge.1 % KEYS.len()]).unwrap(), edge.2 % count))
            .collect();
        // Circles: an edge whose end leads back to its start by the same relation.
        for line in &between(&index, &all).edges {
            let same = written.iter().filter(|edge| edge.1 == line.relation).map(|edge| (edge.0, edge.2));
            let reach = closure(count, same);
            let expected = line.relation != Relation::RelatesTo && reach[line.to][line.from];
            prop_assert_eq!(line.circular, expected, "{:?}", line);
        }
        // Impact: all that leads to the root by relations that carry, and from what was replaced to what replaced it.
        let root = root % count;
        let rests = written.iter().filter_map(|&(from, relation, to)| match relation {
            relation if carries(relation) => Some((from, to)),
            Relation::Supersedes if from != to && states[from] => Some((to, from)),
            _ => None,
        });
        let reach = closure(count, rests);
        let mut expected: Vec<usize> = all.iter().copied().filter(|&at| at == root || reach[at][root]).collect();
        let graph = impact(&index, root);
        prop_assert_eq!(&graph.nodes, &expected);
        // The list has each of them once where it is nearest, and never goes on below a circle.
        let list = resting(&index, root);
        let mut here: Vec<usize> = list.iter().filter(|one| one.seen == Seen::Here).map(|one| one.at).collect();
        here.sort_unstable();
        expected.retain(|&at| at != root);
        prop_assert_eq!(here, expected);
        for (place, one) in list.iter().enumerate() {
            let deeper = list.get(place + 1).is_some_and(|next| next.depth > one.depth);
            prop_assert!(one.seen == Seen::Here || !deeper);
        }
    }
}
