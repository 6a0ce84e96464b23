//! The height of every item: near those it is linked with, and as far from its neighbours as they need.

use super::Sizes;
use super::layers::Layered;

/// How often all columns are placed anew.
const SWEEPS: usize = 20;

/// How far a box moves to make its only line straight.
const SNAP: f64 = 16.0;

struct Heights<'a> {
    layered: &'a Layered,
    sizes: &'a Sizes,
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    /// The middle of each item.
    y: Vec<f64>,
    /// The place of each item in its column.
    place: Vec<usize>,
}

/// The middle of each item of a part; the smallest may lie anywhere.
pub(super) fn heights(layered: &Layered, sizes: &Sizes) -> Vec<f64> {
    let (left, right) = layered.neighbours();
    let count = layered.items.len();
    let mut heights = Heights {
        layered,
        sizes,
        left,
        right,
        y: vec![0.0; count],
        place: vec![0; count],
    };
    heights.stack();
    for sweep in 0..SWEEPS {
        let columns = 0..layered.layers.len();
        let columns: Vec<usize> = match sweep % 2 {
            0 => columns.collect(),
            _ => columns.rev().collect(),
        };
        for column in columns {
            heights.settle(column, sweep);
        }
    }
    heights.straighten();
    heights.snap();
    heights.y
}

impl Heights<'_> {
    /// Every column from the top down.
    fn stack(&mut self) {
        for layer in &self.layered.layers {
            let mut y = 0.0;
            for (place, &item) in layer.iter().enumerate() {
                if place > 0 {
                    y += self.apart(layer[place - 1], item);
                }
                self.y[item] = y;
                self.place[item] = place;
            }
            layer.iter().for_each(|&item| self.y[item] -= y / 2.0);
        }
    }

    /// How far apart the middles of two neighbours of a column are at least.
    fn apart(&self, above: usize, below: usize) -> f64 {
        let half = f64::from(self.sizes.height) / 2.0;
        let gap = match (self.layered.is_lane(above), self.layered.is_lane(below)) {
            (false, false) => 2.0 * half + f64::from(self.sizes.row),
            (true, true) => f64::from(self.sizes.lane),
            _ => half + f64::from(self.sizes.lane),
        };
        gap.max(1.0)
    }

    /// Where an item wants to be, and how much: long lines want to be straight more than short ones.
    fn wish(&self, item: usize, sweep: usize) -> (f64, f64) {
        let (mut sum, mut weight) = (0.0, 0.0);
        // The first sweeps bring the columns to the same height from one side each.
        let sides = [(&self.left, sweep != 1), (&self.right, sweep != 0)];
        for (near, _) in sides.iter().filter(|(_, counts)| *counts) {
            for &other in &near[item] {
                let lanes = [item, other].map(|item| u8::from(self.layered.is_lane(item)));
                let pull = [1.0, 2.0, 8.0][usize::from(lanes[0] + lanes[1])];
                sum += pull * self.y[other];
                weight += pull;
            }
        }
        match weight > 0.0 {
            true => (sum / weight, weight),
            false => (self.y[item], 0.1),
        }
    }

    /// Places a column as near as can be to where its items want to be, by pooling neighbours that push each other.
    fn settle(&mut self, column: usize, sweep: usize) {
        let layer = &self.layered.layers[column];
        // Each pool: its height as if everything stood at one point, its weight, and how many items it has.
        let mut pools: Vec<(f64, f64, usize)> = Vec::new();
        let mut offsets = Vec::with_capacity(layer.len());
        let mut offset = 0.0;
        for (place, &item) in layer.iter().enumerate() {
            if place > 0 {
                offset += self.apart(layer[place - 1], item);
            }
            offsets.push(offset);
            let (wish, weight) = self.wish(item, sweep);
            let mut pool = (wish - offset, weight, 1);
            while let Some(above) = pools.pop_if(|above| above.0 > pool.0) {
                let weight = above.1 + pool.1;
                let y = (above.0 * above.1 + pool.0 * pool.1) / weight;
                pool = (y, weight, above.2 + pool.2);
            }
            pools.push(pool);
        }
        let places = pools
            .iter()
            .flat_map(|&(y, _, count)| std::iter::repeat_n(y, count));
        for ((&item, y), offset) in layer.iter().zip(places).zip(offsets) {
            self.y[item] = y + offset;
        }
    }

    /// How high and how low an item may be while its neighbours stay.
    fn room(&self, item: usize) -> (f64, f64) {
        let layer = &self.layered.layers[self.layered.items[item].layer];
        let place = self.place[item];
        let above = place.checked_sub(1).map(|place| layer[place]);
        let below = layer.get(place + 1).copied();
        let low = above.map_or(f64::NEG_INFINITY, |above| {
            self.y[above] + self.apart(above, item)
        });
        let high = below.map_or(f64::INFINITY, |below| {
            self.y[below] - self.apart(item, below)
        });
        (low, high)
    }

    /// Gives the lanes of a line one height as far as there is room.
    fn straighten(&mut self) {
        let lanes: Vec<usize> = (0..self.y.len())
            .filter(|&item| self.layered.is_lane(item))
            .collect();
        for &start in &lanes {
            if self.next_lane(&self.left[start]).is_some() {
                continue;
            }
            let mut run = Vec::new();
            let mut room = (f64::NEG_INFINITY, f64::INFINITY);
            let mut next = Some(start);
            while let Some(lane) = next {
                let (low, high) = self.room(lane);
                let both = (room.0.max(low), room.1.min(high));
                if both.0 > both.1 {
                    self.level(&run, room);
                    run.clear();
                    room = self.room(lane);
                } else {
                    room = both;
                }
                run.push(lane);
                next = self.next_lane(&self.right[lane]);
            }
            self.level(&run, room);
        }
    }

    fn next_lane(&self, near: &[usize]) -> Option<usize> {
        let mut lanes = near.iter().filter(|&&item| self.layered.is_lane(item));
        lanes.next().copied()
    }

    fn level(&mut self, run: &[usize], (low, high): (f64, f64)) {
        let sum: f64 = run.iter().map(|&lane| self.y[lane]).sum();
        let middle = sum / run.len().max(1) as f64;
        for &lane in run {
            self.y[lane] = middle.min(high).max(low);
        }
    }

    /// Moves a box that has one line on a side a little, so that the line is straight.
    fn snap(&mut self) {
        let layered = self.layered;
        for (onward, columns) in [
            (true, 1..layered.layers.len()),
            (false, 0..layered.layers.len()),
        ] {
            for &item in columns.flat_map(|column| &layered.layers[column]) {
                let near = if onward { &self.left } else { &self.right };
                let away = if onward { &self.right } else { &self.left };
                let &[other] = near[item].as_slice() else {
                    continue;
                };
                let free = onward || away[item].is_empty();
                if layered.is_lane(item) || !free {
                    continue;
                }
                let (low, high) = self.room(item);
                let wish = self.y[other];
                if (wish - self.y[item]).abs() <= SNAP && low <= high {
                    self.y[item] = wish.min(high).max(low);
                }
            }
        }
    }
}
