//! The columns of one part of a drawing, with a lane in every column that a long line passes.

use std::collections::{BTreeMap, VecDeque};

use super::{Part, Plan, Sense};

/// A box with more long lines than that on one side sends them through one lane that branches.
const BUNDLED: usize = 8;

/// One part, cut into columns.
#[derive(Debug, Default)]
pub(super) struct Layered {
    /// First the boxes, then the lanes.
    pub(super) items: Vec<Item>,
    /// The items of each column from top to bottom.
    pub(super) layers: Vec<Vec<usize>>,
    /// Between items of neighbouring columns.
    pub(super) links: Vec<Link>,
    pub(super) ways: Vec<Way>,
}

/// What stands in a column.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) layer: usize,
    /// The box; none for a lane.
    pub(super) node: Option<usize>,
}

/// A piece of a line, from an item to one in the next column.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A line through the columns, from left to right.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) line: usize,
    pub(super) links: Vec<usize>,
    /// The line comes from the box on the right.
    pub(super) turned: bool,
}

/// A line between two boxes of the part, the one on the left first.
struct Span {
    line: usize,
    left: usize,
    right: usize,
    turned: bool,
}

/// Whose lane a long line takes: its own, or the one of all long lines of a box.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    Own(usize),
    From(usize),
    To(usize),
}

impl Layered {
    pub(super) fn of(plan: &Plan<'_>, part: &Part) -> Self {
        let at = |node: usize| part.nodes.partition_point(|&other| other < node);
        let count = part.nodes.len();
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
        for line in part.lines.iter().map(|&line| &plan.lines[line]) {
            if line.sense == Sense::Onward {
                out[at(line.from)].push(at(line.to));
            }
        }
        let order = order(&out);
        let mut place = vec![0; count];
        for (at, &node) in order.iter().enumerate() {
            place[node] = at;
        }
        let spans: Vec<Span> = part
            .lines
            .iter()
            .map(|&line| {
                let (from, to) = (at(plan.lines[line].from), at(plan.lines[line].to));
                let turned = place[from] > place[to];
                let (left, right) = if turned { (to, from) } else { (from, to) };
                Span {
                    line,
                    left,
                    right,
                    turned,
                }
            })
            .collect();
        let last: Vec<bool> = part
            .nodes
            .iter()
            .map(|&node| plan.nodes[node].last)
            .collect();
        let ranks = ranks(&order, &spans, &last);
        let mut layered = Self::boxes(part, &order, &ranks);
        layered.connect(&spans, &ranks);
        layered
    }

    fn boxes(part: &Part, order: &[usize], ranks: &[usize]) -> Self {
        let columns = ranks.iter().max().map_or(0, |most| most + 1);
        let mut layered = Self {
            layers: vec![Vec::new(); columns],
            ..Self::default()
        };
        for (&node, &layer) in part.nodes.iter().zip(ranks) {
            layered.items.push(Item {
                layer,
                node: Some(node),
            });
        }
        for &item in order {
            layered.layers[ranks[item]].push(item);
        }
        layered
    }

    /// Adds the lanes and the links of every line.
    fn connect(&mut self, spans: &[Span], ranks: &[usize]) {
        let (mut outs, mut ins) = (vec![0; ranks.len()], vec![0; ranks.len()]);
        for span in spans {
            if ranks[span.right] > ranks[span.left] + 1 {
                outs[span.left] += 1;
                ins[span.right] += 1;
            }
        }
        let mut lanes: BTreeMap<(Lane, usize), usize> = BTreeMap::new();
        let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (at, span) in spans.iter().enumerate() {
            let lane = match (outs[span.left] > BUNDLED, ins[span.right] > BUNDLED) {
                (true, _) => Lane::From(span.left),
                (false, true) => Lane::To(span.right),
                (false, false) => Lane::Own(at),
            };
            let mut links = Vec::new();
            let mut before = span.left;
            for layer in ranks[span.left] + 1..ranks[span.right] {
                let next = *lanes
                    .entry((lane, layer))
                    .or_insert_with(|| self.lane(layer));
                let link = known
                    .entry((before, next))
                    .or_insert_with(|| link(&mut self.links, before, next));
                links.push(*link);
                before = next;
            }
            links.push(link(&mut self.links, before, span.right));
            self.ways.push(Way {
                line: span.line,
                links,
                turned: span.turned,
            });
        }
    }

    fn lane(&mut self, layer: usize) -> usize {
        let item = self.items.len();
        self.items.push(Item { layer, node: None });
        self.layers[layer].push(item);
        item
    }

    /// The items that each item is linked with in the column on its left, and in the one on its right.
    pub(super) fn neighbours(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut left = vec![Vec::new(); self.items.len()];
        let mut right = vec![Vec::new(); self.items.len()];
        for link in &self.links {
            right[link.from].push(link.to);
            left[link.to].push(link.from);
        }
        (left, right)
    }

    /// The link beside which a line's words stand: the first, unless other lines share it.
    pub(super) fn labelled(&self) -> Vec<usize> {
        let mut shared = vec![0_usize; self.links.len()];
        for &link in self.ways.iter().flat_map(|way| &way.links) {
            shared[link] += 1;
        }
        let own = |way: &Way| way.links.iter().copied().find(|&link| shared[link] == 1);
        let ways = self.ways.iter();
        ways.map(|way| own(way).unwrap_or(way.links[0])).collect()
    }

    /// Whether an item is a lane.
    pub(super) fn is_lane(&self, item: usize) -> bool {
        self.items[item].node.is_none()
    }
}

fn link(links: &mut Vec<Link>, from: usize, to: usize) -> usize {
    links.push(Link { from, to });
    links.len() - 1
}

/// An order in which every line leads onward but those that close a circle: where only circles are left, the box goes
/// first that more lines leave than reach. This is the half of a heuristic of Eades, Lin and Smyth (1993) that keeps
/// columns few; a walk in depth would make one long line of a tangle.
fn order(out: &[Vec<usize>]) -> Vec<usize> {
    let count = out.len();
    let mut ins = vec![0_usize; count];
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, all) in out.iter().enumerate() {
        for &to in all {
            ins[to] += 1;
            from[to].push(node);
        }
    }
    let mut outs: Vec<usize> = out.iter().map(Vec::len).collect();
    let mut taken = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut free: VecDeque<usize> = (0..count).filter(|&node| ins[node] == 0).collect();
    while order.len() < count {
        let best = || {
            let left = (0..count).filter(|&node| !taken[node]);
            left.min_by_key(|&node| (ins[node] as i64 - outs[node] as i64, node))
        };
        let Some(node) = free.pop_front().or_else(best) else {
            break;
        };
        if std::mem::replace(&mut taken[node], true) {
            continue;
        }
        order.push(node);
        for &before in &from[node] {
            outs[before] -= 1;
        }
        for &to in &out[node] {
            ins[to] -= 1;
            if ins[to] == 0 && !taken[to] {
                free.push_back(to);
            }
        }
    }
    order
}

/// The column of each box.
fn ranks(order: &[usize], spans: &[Span], last: &[bool]) -> Vec<usize> {
    let mut right: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    let mut named = vec![false; order.len()];
    for span in spans {
        right[span.left].push(span.right);
        named[span.right] = true;
    }
    let mut ranks = vec![0; order.len()];
    for &node in order {
        for &to in &right[node] {
            ranks[to] = ranks[to].max(ranks[node] + 1);
        }
    }
    let most = ranks.iter().max().copied().unwrap_or_default();
    // What nothing comes before stands next to what comes after it.
    for &node in order.iter().rev() {
        let next = right[node].iter().map(|&to| ranks[to]).min();
        ranks[node] = match (last[node], named[node], next) {
            (true, _, None) => most,
            (true, _, Some(next)) | (false, false, Some(next)) => next - 1,
            _ => ranks[node],
        };
    }
    ranks
}
