//! The order of the items in each column, in which few links cross.

use super::layers::Layered;

/// How often the columns are ordered, and how often neighbours are tried the other way round.
const SWEEPS: usize = 14;
const TURNS: usize = 4;

/// The links of every item, and where each item stands in its column.
struct Order {
    layers: Vec<Vec<usize>>,
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    place: Vec<usize>,
}

/// The same with its columns in order.
pub(super) fn ordered(mut layered: Layered) -> Layered {
    let (left, right) = layered.neighbours();
    let mut order = Order {
        place: vec![0; layered.items.len()],
        layers: first(&layered, &left, &right),
        left,
        right,
    };
    order.settle();
    let mut best = (order.crossings(), order.layers.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        order.sweep(sweep);
        if sweep % 4 > 1 {
            order.turn();
        }
        let crossings = order.crossings();
        if crossings < best.0 {
            best = (crossings, order.layers.clone());
        }
    }
    order.layers = best.1;
    order.settle();
    for _ in 0..TURNS {
        if !order.turn() {
            break;
        }
    }
    layered.layers = order.layers;
    layered
}

/// The order in which a walk through the links meets the items, so that what belongs together begins together.
fn first(layered: &Layered, left: &[Vec<usize>], right: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut met = vec![false; layered.items.len()];
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); layered.layers.len()];
    for &start in layered.layers.iter().flatten() {
        let mut next = vec![start];
        while let Some(item) = next.pop() {
            if std::mem::replace(&mut met[item], true) {
                continue;
            }
            layers[layered.items[item].layer].push(item);
            next.extend(left[item].iter().rev());
            next.extend(right[item].iter().rev());
        }
    }
    layers
}

impl Order {
    fn settle(&mut self) {
        for layer in &self.layers {
            for (place, &item) in layer.iter().enumerate() {
                self.place[item] = place;
            }
        }
    }

    /// Orders every column by the middle of its items' neighbours in the column before it: from left to right, and in
    /// every other sweep from right to left.
    fn sweep(&mut self, sweep: usize) {
        let onward = sweep.is_multiple_of(2);
        let count = self.layers.len();
        for step in 1..count {
            let (at, before) = match onward {
                true => (step, step - 1),
                false => (count - 1 - step, count - step),
            };
            let near = if onward { &self.left } else { &self.right };
            let (own, other) = (self.layers[at].len(), self.layers[before].len());
            let part = |item: usize, of: usize| (self.place[item] as f64 + 0.5) / of as f64;
            let mut keyed: Vec<(f64, usize)> = self.layers[at]
                .iter()
                .map(|&item| {
                    let places = near[item].iter().map(|&near| part(near, other));
                    match near[item].len() {
                        0 => (part(item, own), item),
                        some => (places.sum::<f64>() / some as f64, item),
                    }
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (place, &(_, item)) in keyed.iter().enumerate() {
                self.place[item] = place;
                self.layers[at][place] = item;
            }
        }
    }

    /// Changes neighbours of a column over where fewer links cross then; whether any were.
    fn turn(&mut self) -> bool {
        let mut turned = false;
        for at in 0..self.layers.len() {
            let sides: Vec<[Vec<usize>; 2]> = self.layers[at]
                .iter()
                .map(|&item| [&self.left, &self.right].map(|near| self.places(&near[item])))
                .collect();
            let mut slots: Vec<usize> = (0..sides.len()).collect();
            for place in 1..slots.len() {
                let (above, below) = (&sides[slots[place - 1]], &sides[slots[place]]);
                let now = inverted(&above[0], &below[0]) + inverted(&above[1], &below[1]);
                let then = inverted(&below[0], &above[0]) + inverted(&below[1], &above[1]);
                if then < now {
                    slots.swap(place - 1, place);
                    turned = true;
                }
            }
            self.layers[at] = slots.iter().map(|&slot| self.layers[at][slot]).collect();
            for (place, &item) in self.layers[at].iter().enumerate() {
                self.place[item] = place;
            }
        }
        turned
    }

    fn places(&self, items: &[usize]) -> Vec<usize> {
        let mut places: Vec<usize> = items.iter().map(|&item| self.place[item]).collect();
        places.sort_unstable();
        places
    }

    /// How many pairs of links cross.
    fn crossings(&self) -> usize {
        let between = self.layers.windows(2).map(|two| {
            let mut sums = vec![0_usize; two[1].len() + 1];
            let (mut crossings, mut drawn) = (0, 0);
            for &item in &two[0] {
                let places = self.places(&self.right[item]);
                for &place in &places {
                    crossings += drawn - sum(&sums, place + 1);
                }
                drawn += places.len();
                places.iter().for_each(|&place| add(&mut sums, place + 1));
            }
            crossings
        });
        between.sum()
    }
}

/// How many pairs there are of a place of the first and a smaller one of the second, both ascending.
fn inverted(first: &[usize], second: &[usize]) -> usize {
    let mut smaller = 0;
    let counted = first.iter().map(|place| {
        while second.get(smaller).is_some_and(|other| other < place) {
            smaller += 1;
        }
        smaller
    });
    counted.sum()
}

/// The sum of the first numbers of a tree after Fenwick (1994).
fn sum(sums: &[usize], mut count: usize) -> usize {
    let mut total = 0;
    while count > 0 {
        total += sums[count];
        count &= count - 1;
    }
    total
}

fn add(sums: &mut [usize], mut at: usize) {
    while at < sums.len() {
        sums[at] += 1;
        at += at & at.wrapping_neg();
    }
}
