//! Where the boxes and lines of a drawing stand: in columns, each right of what its boxes come from.
//!
//! Parts that nothing joins are laid out alone and packed. In a part, lines that would close a circle are turned around;
//! a box stands one column right of the last of those it comes from; a line that is longer than that takes a lane through
//! every column between, so that it never runs behind a box; columns are ordered until few lines cross; and heights are
//! found that keep neighbours near each other. This is the way of Sugiyama, Tagawa and Toda (1981). Nothing here is
//! random, and no depth of a graph is a depth of calls.

mod layers;
mod order;
mod pack;
mod place;
mod route;

use self::layers::Layered;

/// A point in pixels, from the left and from the top.
pub type Point = (i32, i32);

/// How large the parts of a drawing are, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Of a box.
    pub width: i32,
    /// Of a box.
    pub height: i32,
    /// Between two boxes of a column.
    pub row: i32,
    /// Between two columns, at least.
    pub column: i32,
    /// Around a lane.
    pub lane: i32,
    /// Between two lines where they leave a box, at most.
    pub port: i32,
    /// How wide the drawing may be before the next part goes below, unless one part is wider.
    pub page: i32,
}

/// What the left or the right side of a box looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Straight down.
    #[default]
    Flat,
    /// A point that sticks out, so deep.
    Point(i32),
    /// A notch, so deep.
    Notch(i32),
    /// Half a circle.
    Round,
}

/// A box.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Its left side.
    pub left: Side,
    /// Its right side.
    pub right: Side,
    /// Stands as far right as it may.
    pub last: bool,
}

/// On which side of the other one the box stands that a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// On the left.
    Onward,
    /// On either.
    Either,
}

/// A line between two boxes.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The place of a box in the nodes.
    pub from: usize,
    /// The place of the other one.
    pub to: usize,
    /// How the two stand to each other.
    pub sense: Sense,
    /// How wide its words are; 0 where it has none.
    pub label: i32,
}

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The boxes.
    pub nodes: &'a [Node],
    /// The lines; one that names a box which is not there is left out.
    pub lines: &'a [Line],
    /// How large everything is.
    pub sizes: Sizes,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The left upper corner of each box.
    pub boxes: Vec<Point>,
    /// The corners of each line, from the box it comes from to the other; nothing for a line that was left out.
    pub routes: Vec<Vec<Point>>,
    /// The middle of each line's words.
    pub labels: Vec<Option<Point>>,
    /// All of it.
    pub width: i32,
    /// All of it.
    pub height: i32,
}

/// Boxes that lines join, directly or through others.
#[derive(Debug, Default)]
struct Part {
    /// In ascending order.
    nodes: Vec<usize>,
    /// Those between two different boxes.
    lines: Vec<usize>,
}

/// Lays out a drawing.
#[must_use]
pub fn lay_out(plan: &Plan<'_>) -> Drawing {
    let mut drawing = Drawing {
        boxes: vec![(0, 0); plan.nodes.len()],
        routes: vec![Vec::new(); plan.lines.len()],
        labels: vec![None; plan.lines.len()],
        ..Drawing::default()
    };
    let parts = parts(plan);
    let mut sizes = Vec::with_capacity(parts.len());
    for part in &parts {
        let layered = order::ordered(Layered::of(plan, part));
        let heights = place::heights(&layered, &plan.sizes);
        sizes.push(route::draw(plan, &layered, &heights, &mut drawing));
    }
    let corners = pack::packed(&sizes, &plan.sizes);
    for (part, &(x, y)) in parts.iter().zip(&corners) {
        for &node in &part.nodes {
            moved(&mut drawing.boxes[node], (x, y));
        }
        for &line in &part.lines {
            let points = drawing.routes[line].iter_mut();
            points
                .chain(&mut drawing.labels[line])
                .for_each(|point| moved(point, (x, y)));
        }
    }
    for (&(x, y), &(width, height)) in corners.iter().zip(&sizes) {
        drawing.width = drawing.width.max(x + width);
        drawing.height = drawing.height.max(y + height);
    }
    route::loops(plan, &mut drawing);
    drawing
}

/// A line as the `d` of a path: straight along lanes, bent between columns.
#[must_use]
pub fn path(route: &[Point]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in route.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| route[before]);
        path.push_str(&match before {
            None => format!("M{x} {y}"),
            Some((_, before)) if before == y => format!("H{x}"),
            Some((before, _)) if before == x => format!("V{y}"),
            Some((before_x, before_y)) => {
                let middle = i32::midpoint(before_x, x);
                format!("C{middle} {before_y} {middle} {y} {x} {y}")
            }
        });
    }
    path
}

impl Side {
    /// How far inside the box's width the side lies, so far above or below its middle.
    #[must_use]
    pub fn inset(self, off: i32, height: i32) -> i32 {
        let half = f64::from(height.max(2)) / 2.0;
        let off = f64::from(off.abs()).min(half);
        let inset = match self {
            Self::Flat => 0.0,
            Self::Point(deep) => f64::from(deep) * off / half,
            Self::Notch(deep) => f64::from(deep) * (1.0 - off / half),
            Self::Round => half - (half * half - off * off).max(0.0).sqrt(),
        };
        inset.round() as i32
    }
}

fn moved(point: &mut Point, by: Point) {
    point.0 += by.0;
    point.1 += by.1;
}

/// The parts of a drawing, by their first box.
fn parts(plan: &Plan<'_>) -> Vec<Part> {
    let count = plan.nodes.len();
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); count];
    let known = |line: &&Line| line.from < count && line.to < count;
    for line in plan.lines.iter().filter(known) {
        near[line.from].push(line.to);
        near[line.to].push(line.from);
    }
    let mut part_of = vec![usize::MAX; count];
    let mut parts: Vec<Part> = Vec::new();
    for start in 0..count {
        if part_of[start] != usize::MAX {
            continue;
        }
        let mut nodes = vec![start];
        part_of[start] = parts.len();
        let mut next = 0;
        while next < nodes.len() {
            for &other in &near[nodes[next]] {
                if part_of[other] == usize::MAX {
                    part_of[other] = parts.len();
                    nodes.push(other);
                }
            }
            next += 1;
        }
        nodes.sort_unstable();
        parts.push(Part {
            nodes,
            lines: Vec::new(),
        });
    }
    for (at, line) in plan.lines.iter().enumerate() {
        if known(&line) && line.from != line.to {
            parts[part_of[line.from]].lines.push(at);
        }
    }
    parts
}
