//! Records that lead back to themselves.
//!
//! A graph is given as the places that each place leads to; what the lines mean is the caller's business.

use std::collections::HashMap;

/// The group of each node, named by one of its members: nodes that reach each other are in one group.
///
/// These are the strongly connected components, found by Tarjan's algorithm without recursion.
#[must_use]
pub fn groups(out: &HashMap<usize, Vec<usize>>) -> HashMap<usize, usize> {
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
