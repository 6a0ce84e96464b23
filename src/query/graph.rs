//! The records as a graph: which relations there are, which go round in a circle, and what rests on a record.
//!
//! A record rests on another one when a change to that one may be a change to it: it depends on it, amends it, is an
//! exception to it, serves it, is a part of it, or hands it over. `relates-to` carries nothing. A record that replaced
//! another one carries what rested on that: so what was replaced rests on what took its place.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::index::{Index, Target};
use crate::model::link::Relation;

/// Some records and the relations between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The records, by their place in the index and in its order.
    pub nodes: Vec<usize>,
    /// The relations, as they are written.
    pub edges: Vec<Line>,
}

/// A relation between two records of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The record that has it, by its place in the index.
    pub from: usize,
    /// The record it names.
    pub to: usize,
    /// What it means.
    pub relation: Relation,
    /// The section of the other record it is about.
    pub section: Option<String>,
    /// It is part of a circle of the same relation, such as two records that depend on each other.
    pub circular: bool,
}

/// A record that rests on another one, in a list where what rests on it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// The record.
    pub at: usize,
    /// The record that it rests on.
    pub on: usize,
    /// By which relation; `Supersedes` where `on` took its place.
    pub by: Relation,
    /// How many records lie between it and the one that was asked about, and itself.
    pub depth: usize,
    /// Whether what rests on it follows.
    pub seen: Seen,
}

/// Where in a list of what rests on a record another one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Here, and what rests on it follows.
    Here,
    /// Where it is nearer to the record that was asked about.
    Elsewhere,
    /// Further up in this line: it rests on itself.
    Above,
}

/// The records at some places and every relation between two of them.
#[must_use]
pub fn between(index: &Index, places: &[usize]) -> Graph {
    let chosen: BTreeSet<usize> = places.iter().copied().collect();
    let mut edges: Vec<Line> = index
        .edges()
        .iter()
        .filter_map(|edge| match edge.to {
            Target::Record(to) => Some(Line {
                from: edge.from,
                to,
                relation: edge.relation,
                section: edge.section.clone(),
                circular: false,
            }),
            _ => None,
        })
        .filter(|line| chosen.contains(&line.from) && chosen.contains(&line.to))
        .collect();
    edges.sort_by(|a, b| {
        let key = |line: &Line| (line.from, line.relation, line.to, line.section.clone());
        key(a).cmp(&key(b))
    });
    edges.dedup();
    for relation in Relation::ALL {
        // Two records may well say of each other that they are related.
        if relation != Relation::RelatesTo {
            mark_circles(&mut edges, relation);
        }
    }
    Graph {
        nodes: chosen.into_iter().collect(),
        edges,
    }
}

/// A record, what rests on it directly or through others, and the relations that say so.
#[must_use]
pub fn impact(index: &Index, at: usize) -> Graph {
    let mut reached: Vec<usize> = reached(index, at).into_keys().collect();
    reached.push(at);
    let mut graph = between(index, &reached);
    graph.edges.retain(|line| {
        let replaced = line.relation == Relation::Supersedes
            && index.superseded_by(line.to).contains(&line.from);
        carries(line.relation) || replaced
    });
    graph
}

/// What rests on a record as a list: each record once where it is nearest, and what rests on it behind it.
#[must_use]
pub fn resting(index: &Index, at: usize) -> Vec<Resting> {
    let nearest = reached(index, at);
    let mut list: Vec<Resting> = Vec::new();
    // The line from the record that was asked about down to the one whose dependants are told next.
    let mut line = vec![at];
    let mut next: Vec<Resting> = dependants(index, at, 1);
    while let Some(mut one) = next.pop() {
        line.truncate(one.depth);
        let told_here = nearest.get(&one.at) == Some(&(one.on, one.by));
        one.seen = match line.contains(&one.at) {
            true => Seen::Above,
            false if told_here => Seen::Here,
            false => Seen::Elsewhere,
        };
        if one.seen == Seen::Here {
            line.push(one.at);
            next.extend(dependants(index, one.at, one.depth + 1));
        }
        list.push(one);
    }
    list
}

/// Whether a record rests on those it names with that relation.
#[must_use]
pub fn carries(relation: Relation) -> bool {
    match relation {
        Relation::DependsOn
        | Relation::Amends
        | Relation::ExceptionTo
        | Relation::Serves
        | Relation::Parent
        | Relation::HandsOver => true,
        Relation::Supersedes | Relation::RelatesTo => false,
    }
}

/// What rests on a record directly, and by which relation, each record once for a relation.
fn rests_on(index: &Index, at: usize) -> Vec<(usize, Relation)> {
    let mut found: BTreeSet<(Relation, usize)> = index
        .edges_to(at)
        .filter(|edge| carries(edge.relation))
        .map(|edge| (edge.relation, edge.from))
        .collect();
    let replaced = index.named(at, Relation::Supersedes).into_iter();
    let replaced = replaced.filter(|&old| index.superseded_by(old).contains(&at));
    found.extend(replaced.map(|old| (Relation::Supersedes, old)));
    found.into_iter().map(|(by, at)| (at, by)).collect()
}

/// The same as entries of a list, the last one first.
fn dependants(index: &Index, on: usize, depth: usize) -> Vec<Resting> {
    let found = rests_on(index, on).into_iter().rev();
    let resting = found.map(|(at, by)| Resting {
        at,
        on,
        by,
        depth,
        seen: Seen::Here,
    });
    resting.collect()
}

/// Everything that rests on a record, each with the record and the relation by which it is nearest.
fn reached(index: &Index, at: usize) -> HashMap<usize, (usize, Relation)> {
    let mut found = HashMap::new();
    let mut next = VecDeque::from([at]);
    while let Some(on) = next.pop_front() {
        for (one, by) in rests_on(index, on) {
            if one != at && !found.contains_key(&one) {
                found.insert(one, (on, by));
                next.push_back(one);
            }
        }
    }
    found
}

/// Marks the edges of a relation that lie on a circle of such edges.
fn mark_circles(edges: &mut [Line], relation: Relation) {
    let mut out: HashMap<usize, Vec<usize>> = HashMap::new();
    for line in edges.iter().filter(|line| line.relation == relation) {
        out.entry(line.from).or_default().push(line.to);
    }
    let group = groups(&out);
    for line in edges.iter_mut().filter(|line| line.relation == relation) {
        // Two records of one group reach each other, so an edge between them closes a circle.
        line.circular = line.from == line.to || group.get(&line.from) == group.get(&line.to);
    }
}

/// The strongly connected component of each node, by Tarjan's algorithm without recursion.
fn groups(out: &HashMap<usize, Vec<usize>>) -> HashMap<usize, usize> {
    let mut state = Tarjan::default();
    let mut starts: Vec<usize> = out.keys().copied().collect();
    starts.sort_unstable();
    for start in starts {
        if state.order.contains_key(&start) {
            continue;
        }
        state.open(start);
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.pop() {
            let Some(&to) = out.get(&node).and_then(|all| all.get(next)) else {
                state.close(node);
                if let Some((above, _)) = path.last() {
                    state.lower(*above, state.low[&node]);
                }
                continue;
            };
            path.push((node, next + 1));
            if !state.order.contains_key(&to) {
                state.open(to);
                path.push((to, 0));
            } else if !state.group.contains_key(&to) {
                state.lower(node, state.order[&to]);
            }
        }
    }
    state.group
}

#[derive(Default)]
struct Tarjan {
    order: HashMap<usize, usize>,
    low: HashMap<usize, usize>,
    /// Nodes that are in no group yet.
    stack: Vec<usize>,
    group: HashMap<usize, usize>,
}

impl Tarjan {
    fn open(&mut self, node: usize) {
        let order = self.order.len();
        self.order.insert(node, order);
        self.low.insert(node, order);
        self.stack.push(node);
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(&node) {
            *low = (*low).min(to);
        }
    }

    /// A node that reaches nothing older than itself closes a group.
    fn close(&mut self, node: usize) {
        if self.low[&node] != self.order[&node] {
            return;
        }
        while let Some(member) = self.stack.pop() {
            self.group.insert(member, node);
            if member == node {
                break;
            }
        }
    }
}
