//! Where the boxes of a drawing stand: in layers, each below what its records name.
//!
//! Parts that nothing joins are laid out alone and then put side by side. In a part, edges that would close a circle are
//! turned around; a record's layer is one below the lowest of those it names; and in each layer the records are ordered
//! by the middle of their neighbours, a few times down and up. This is the way of Sugiyama, Tagawa and Toda (1981)
//! without boxes for long edges.

/// Width of a box.
pub(super) const WIDTH: usize = 230;
/// Height of a box.
pub(super) const HEIGHT: usize = 52;
/// Space between two boxes of a layer, and between two parts.
const GAP: usize = 24;
/// Space between two layers.
const BETWEEN: usize = 64;
/// How wide the drawing may grow before the next part goes below.
const WIDEST: usize = 1800;
/// How often the layers are ordered.
const SWEEPS: usize = 8;

/// Where everything stands.
pub(super) struct Layout {
    /// The left upper corner of each box.
    pub(super) places: Vec<(usize, usize)>,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// Lays out so many boxes with edges between them.
pub(super) fn layout(count: usize, edges: &[(usize, usize)]) -> Layout {
    let mut places = vec![(0, 0); count];
    let (mut x, mut y, mut row) = (GAP, GAP, 0);
    let mut width = 0;
    for part in parts(count, edges) {
        let layers = layers(&part, edges);
        let widest = layers.iter().map(Vec::len).max().unwrap_or_default();
        let wide = widest * (WIDTH + GAP) - GAP;
        let high = layers.len() * (HEIGHT + BETWEEN) - BETWEEN;
        if x > GAP && x + wide > WIDEST {
            (x, y, row) = (GAP, y + row + GAP, 0);
        }
        for (depth, layer) in layers.iter().enumerate() {
            let own = layer.len() * (WIDTH + GAP) - GAP;
            let left = x + (wide - own) / 2;
            for (place, &node) in layer.iter().enumerate() {
                places[node] = (left + place * (WIDTH + GAP), y + depth * (HEIGHT + BETWEEN));
            }
        }
        width = width.max(x + wide + GAP);
        x += wide + GAP;
        row = row.max(high);
    }
    Layout {
        places,
        width: width.max(2 * GAP),
        height: y + row + GAP,
    }
}

/// The nodes that edges join, the largest part first.
fn parts(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to) in edges {
        near[from].push(to);
        near[to].push(from);
    }
    let mut seen = vec![false; count];
    let mut parts = Vec::new();
    for start in 0..count {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let mut part = vec![start];
        let mut next = 0;
        while next < part.len() {
            for &other in &near[part[next]] {
                if !seen[other] {
                    seen[other] = true;
                    part.push(other);
                }
            }
            next += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

/// The nodes of a part by layer, each layer in its order.
fn layers(part: &[usize], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let at = |node: usize| part.binary_search(&node).ok();
    let inner: Vec<(usize, usize)> = edges
        .iter()
        .filter_map(|&(from, to)| Some((at(from)?, at(to)?)))
        .filter(|(from, to)| from != to)
        .collect();
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); part.len()];
    for &(from, to) in &inner {
        out[from].push(to);
    }
    let depth = depths(&out);
    let mut layers: Vec<Vec<usize>> =
        vec![Vec::new(); depth.iter().max().map_or(0, |most| most + 1)];
    for (node, &depth) in depth.iter().enumerate() {
        layers[depth].push(node);
    }
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); part.len()];
    for &(from, to) in &inner {
        near[from].push(to);
        near[to].push(from);
    }
    for sweep in 0..SWEEPS {
        order(&mut layers, &near, &depth, sweep);
    }
    let names = |layer: Vec<usize>| layer.into_iter().map(|node| part[node]).collect();
    layers.into_iter().map(names).collect()
}

/// How far each node is below the topmost it leads to; an edge back to a node that is still under way counts not.
fn depths(out: &[Vec<usize>]) -> Vec<usize> {
    let mut depth = vec![0; out.len()];
    let mut state = vec![0_u8; out.len()];
    for start in 0..out.len() {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.pop() {
            let Some(&to) = out[node].get(next) else {
                state[node] = 2;
                if let Some(&(above, _)) = path.last() {
                    depth[above] = depth[above].max(depth[node] + 1);
                }
                continue;
            };
            path.push((node, next + 1));
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                2 => depth[node] = depth[node].max(depth[to] + 1),
                _ => {}
            }
        }
    }
    depth
}

/// Orders each layer by the middle of its nodes' neighbours in the layers above it, in every other sweep below it.
fn order(layers: &mut [Vec<usize>], near: &[Vec<usize>], depth: &[usize], sweep: usize) {
    let down = sweep.is_multiple_of(2);
    let mut place = vec![0.0_f64; near.len()];
    let count = layers.len();
    let spread = |layer: &[usize], place: &mut [f64]| {
        for (at, &node) in layer.iter().enumerate() {
            place[node] = (at as f64 + 0.5) / layer.len() as f64;
        }
    };
    for layer in layers.iter() {
        spread(layer, &mut place);
    }
    for step in 0..count {
        let at = if down { step } else { count - 1 - step };
        let middle = |node: &usize| {
            let wanted = near[*node].iter().filter(|other| match down {
                true => depth[**other] < at,
                false => depth[**other] > at,
            });
            let places: Vec<f64> = wanted.map(|other| place[*other]).collect();
            match places.len() {
                0 => place[*node],
                some => places.iter().sum::<f64>() / some as f64,
            }
        };
        let mut keyed: Vec<(f64, usize)> = layers[at]
            .iter()
            .map(|node| (middle(node), *node))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        layers[at] = keyed.into_iter().map(|(_, node)| node).collect();
        spread(&layers[at], &mut place);
    }
}
