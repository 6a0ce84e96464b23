//! The lines of a part: where they leave and reach boxes, their corners, and the middle of their words.

use std::collections::BTreeMap;

use super::layers::Layered;
use super::{Drawing, Plan, Point, Sizes};

/// What is kept free beside words, and the height of a line of them.
const BESIDE: i32 = 20;
const WORDS: i32 = 15;

/// How far a line from a box to itself goes over the box.
const OVER: i32 = 12;

/// The corners of a part, while it stands at the left upper corner of the drawing.
struct Part<'a> {
    plan: &'a Plan<'a>,
    layered: &'a Layered,
    /// The left end of each column.
    columns: Vec<i32>,
    /// The middle of each item.
    middles: Vec<i32>,
    /// Where each link begins and ends.
    ends: Vec<(i32, i32)>,
}

/// Draws a part into the left upper corner; how large it is.
pub(super) fn draw(
    plan: &Plan<'_>,
    layered: &Layered,
    heights: &[f64],
    drawing: &mut Drawing,
) -> Point {
    let top = |item: usize| match layered.is_lane(item) {
        true => 0.0,
        false => f64::from(plan.sizes.height) / 2.0,
    };
    let items = 0..layered.items.len();
    let highest = items.clone().map(|item| heights[item] - top(item));
    let highest = highest.fold(f64::INFINITY, f64::min);
    let middle = |item: usize| (heights[item] - highest).round() as i32;
    let middles: Vec<i32> = items.clone().map(middle).collect();
    let lowest = items.map(|item| middles[item] + top(item) as i32);
    let height = lowest.max().unwrap_or_default();
    let columns = columns(plan, layered);
    let width = columns.last().map_or(0, |last| last + plan.sizes.width);
    let mut part = Part {
        ends: layered
            .links
            .iter()
            .map(|link| (middles[link.from], middles[link.to]))
            .collect(),
        plan,
        layered,
        columns,
        middles,
    };
    part.spread();
    part.write(drawing);
    part.label(drawing);
    (width, height)
}

/// A line from a box to itself goes over its right corner.
pub(super) fn loops(plan: &Plan<'_>, drawing: &mut Drawing) {
    let selves = plan.lines.iter().enumerate();
    for (at, line) in selves.filter(|(_, line)| line.from == line.to) {
        let Some(&(x, y)) = drawing.boxes.get(line.from) else {
            continue;
        };
        let (start, end) = (x + plan.sizes.width - 48, x + plan.sizes.width - 28);
        drawing.routes[at] = vec![(start, y), (start, y - OVER), (end, y - OVER), (end, y)];
        let words = (line.label > 0).then_some((start - line.label / 2 - 6, y - OVER));
        drawing.labels[at] = words;
    }
}

/// The left end of each column; words stand between two.
fn columns(plan: &Plan<'_>, layered: &Layered) -> Vec<i32> {
    let Sizes { width, column, .. } = plan.sizes;
    let mut gaps = vec![column; layered.layers.len()];
    for (way, link) in layered.ways.iter().zip(layered.labelled()) {
        let label = plan.lines[way.line].label;
        if label > 0 {
            let gap = &mut gaps[layered.items[layered.links[link].from].layer];
            *gap = (*gap).max(label + 2 * BESIDE);
        }
    }
    let mut x = 0;
    gaps.iter()
        .map(|gap| {
            let left = x;
            x += width + gap;
            left
        })
        .collect()
}

impl Part<'_> {
    /// Spreads the links on the sides of each box, in the order of where they come from or lead to.
    fn spread(&mut self) {
        let mut from: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut to: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, link) in self.layered.links.iter().enumerate() {
            from.entry(link.from).or_default().push(at);
            to.entry(link.to).or_default().push(at);
        }
        for (item, mut links) in from {
            links.sort_by_key(|&at| (self.middles[self.layered.links[at].to], at));
            for (at, y) in self.ports(item, &links) {
                self.ends[at].0 = y;
            }
        }
        for (item, mut links) in to {
            links.sort_by_key(|&at| (self.ends[at].0, at));
            for (at, y) in self.ports(item, &links) {
                self.ends[at].1 = y;
            }
        }
    }

    fn ports(&self, item: usize, links: &[usize]) -> Vec<(usize, i32)> {
        if self.layered.is_lane(item) {
            return Vec::new();
        }
        let Sizes { port, height, .. } = self.plan.sizes;
        let gaps = links.len().saturating_sub(1) as f64;
        let step = f64::from(port).min(f64::from(height - 16) / gaps.max(1.0));
        let ports = links.iter().enumerate().map(|(place, &at)| {
            let off = (place as f64 - gaps / 2.0) * step;
            (at, self.middles[item] + off.round() as i32)
        });
        ports.collect()
    }

    fn write(&self, drawing: &mut Drawing) {
        let Sizes { width, height, .. } = self.plan.sizes;
        for (at, item) in self.layered.items.iter().enumerate() {
            if let Some(node) = item.node {
                drawing.boxes[node] = (self.columns[item.layer], self.middles[at] - height / 2);
            }
        }
        for way in &self.layered.ways {
            let mut points: Vec<Point> = Vec::new();
            for &at in &way.links {
                let (link, (y, end)) = (&self.layered.links[at], self.ends[at]);
                let (from, to) = (&self.layered.items[link.from], &self.layered.items[link.to]);
                let right = self.columns[from.layer] + width;
                let left = self.columns[to.layer];
                let side = |node: Option<usize>| node.map(|node| self.plan.nodes[node]);
                let inset = side(from.node).map_or(0, |node| {
                    node.right.inset(y - self.middles[link.from], height)
                });
                points.push((right - inset, y));
                let inset = side(to.node).map_or(0, |node| {
                    node.left.inset(end - self.middles[link.to], height)
                });
                points.push((left + inset, end));
            }
            points = straight(points);
            if way.turned {
                points.reverse();
            }
            drawing.routes[way.line] = points;
        }
    }

    /// Puts words into a gap that their line passes, below each other where they would meet.
    fn label(&self, drawing: &mut Drawing) {
        let mut gaps: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
        for (way, link) in self.layered.ways.iter().zip(self.layered.labelled()) {
            if self.plan.lines[way.line].label > 0 {
                let layer = self.layered.items[self.layered.links[link].from].layer;
                let y = i32::midpoint(self.ends[link].0, self.ends[link].1);
                gaps.entry(layer).or_default().push((y, way.line));
            }
        }
        for (layer, mut labels) in gaps {
            labels.sort_unstable();
            let right = self.columns[layer] + self.plan.sizes.width;
            let x = i32::midpoint(right, self.columns[layer + 1]);
            let mut free = i32::MIN;
            for (y, line) in labels {
                let y = y.max(free);
                drawing.labels[line] = Some((x, y));
                free = y + WORDS;
            }
        }
    }
}

/// The same line without corners that are none.
fn straight(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., before, last] = kept.as_slice()
            && before.1 == last.1
            && last.1 == point.1
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
