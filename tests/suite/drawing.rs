//! Drawings: no two boxes on one place, no line behind a box, and the same graph drawn the same.

use declog::model::drawing::{Drawing, Line, Node, Plan, Point, Sense, Side, Sizes, lay_out, path};
use proptest::prelude::*;

const SIZES: Sizes = Sizes {
    width: 200,
    height: 50,
    row: 24,
    column: 60,
    lane: 14,
    port: 9,
    page: 1000,
};

fn line(from: usize, to: usize) -> Line {
    Line {
        from,
        to,
        sense: Sense::Onward,
        label: 0,
    }
}

fn draw(nodes: &[Node], lines: &[Line]) -> Drawing {
    lay_out(&Plan {
        nodes,
        lines,
        sizes: SIZES,
    })
}

/// Whether something lies inside a box and not only at its edge.
fn inside((left, top): Point, (low_x, high_x): (i32, i32), (low_y, high_y): (i32, i32)) -> bool {
    low_x < left + SIZES.width && high_x > left && low_y < top + SIZES.height && high_y > top
}

/// Fails on two boxes that meet, on a line behind a box, and on one that begins or ends elsewhere than at its boxes.
fn assert_readable(drawing: &Drawing, lines: &[Line]) {
    for (at, &(x, y)) in drawing.boxes.iter().enumerate() {
        assert!(
            x >= 0 && y >= 0 && x + SIZES.width <= drawing.width,
            "box {at}"
        );
        assert!(y + SIZES.height <= drawing.height, "box {at}");
        for (other, &place) in drawing.boxes.iter().enumerate().skip(at + 1) {
            let meet = inside(place, (x, x + SIZES.width), (y, y + SIZES.height));
            assert!(!meet, "boxes {at} and {other} meet");
        }
    }
    for (at, (line, route)) in lines.iter().zip(&drawing.routes).enumerate() {
        if line.from == line.to {
            continue;
        }
        let (first, last) = (route[0], route[route.len() - 1]);
        for (end, node) in [(first, line.from), (last, line.to)] {
            let (x, y) = drawing.boxes[node];
            let beside = end.0 == x || end.0 == x + SIZES.width;
            assert!(
                beside && (y..=y + SIZES.height).contains(&end.1),
                "line {at} misses its box"
            );
        }
        for two in route.windows(2) {
            let (from, to) = (two[0], two[1]);
            let across = (from.0.min(to.0), from.0.max(to.0));
            let down = (from.1.min(to.1), from.1.max(to.1));
            for (node, &place) in drawing.boxes.iter().enumerate() {
                assert!(
                    !inside(place, across, down),
                    "line {at} runs behind box {node}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_is_readable(
        count in 1_usize..40,
        pairs in prop::collection::vec((0_usize..40, 0_usize..40, any::<bool>(), 0_i32..90), 0..120),
        last in prop::collection::vec(any::<bool>(), 40),
    ) {
        let nodes: Vec<Node> = (0..count).map(|at| Node { last: last[at], ..Node::default() }).collect();
        let lines: Vec<Line> = pairs
            .iter()
            .map(|&(from, to, onward, label)| Line {
                from: from % count,
                to: to % count,
                sense: if onward { Sense::Onward } else { Sense::Either },
                label,
            })
            .collect();
        let drawing = draw(&nodes, &lines);
        assert_readable(&drawing, &lines);
        prop_assert_eq!(draw(&nodes, &lines), drawing);
    }
}

#[test]
fn what_carries_stands_left_of_what_is_carried() {
    let nodes = [
        Node::default(),
        Node::default(),
        Node::default(),
        Node {
            last: true,
            ..Node::default()
        },
    ];
    let lines = [line(0, 1), line(1, 2), line(0, 3)];
    let drawing = draw(&nodes, &lines);
    let columns: Vec<i32> = drawing.boxes.iter().map(|place| place.0).collect();
    assert_eq!(columns, [0, 260, 520, 520]);
    assert_eq!(path(&drawing.routes[1]), "M460 48C490 48 490 25 520 25");
}

#[test]
fn a_circle_is_drawn_with_a_line_that_leads_back() {
    let nodes = [Node::default(); 3];
    let drawing = draw(&nodes, &[line(0, 1), line(1, 2), line(2, 0), line(1, 1)]);
    let back = &drawing.routes[2];
    assert!(back[0].0 > back[back.len() - 1].0, "{back:?}");
    let (x, y) = drawing.boxes[1];
    let over = [
        (x + 152, y),
        (x + 152, y - 12),
        (x + 172, y - 12),
        (x + 172, y),
    ];
    assert_eq!(drawing.routes[3], over);
}

#[test]
fn a_line_that_names_no_box_is_left_out() {
    let drawing = draw(&[Node::default()], &[line(0, 7), line(9, 9)]);
    assert_eq!(drawing.routes, [Vec::new(), Vec::new()]);
    assert_eq!((drawing.width, drawing.height), (SIZES.width, SIZES.height));
    assert_eq!(draw(&[], &[]), Drawing::default());
}

#[test]
fn lines_end_at_the_outline_of_a_pointed_box() {
    let point = Node {
        left: Side::Point(12),
        ..Node::default()
    };
    let drawing = draw(
        &[Node::default(), Node::default(), point],
        &[line(0, 2), line(1, 2)],
    );
    let ends: Vec<Point> = drawing
        .routes
        .iter()
        .map(|route| route[route.len() - 1])
        .collect();
    let (x, y) = drawing.boxes[2];
    assert_eq!(ends, [(x + 2, y + 20), (x + 2, y + 30)]);
}

/// Long chains, hubs and everything at once are drawn without a stack that grows or lanes without end.
#[test]
fn large_graphs_are_drawn() {
    let nodes = vec![Node::default(); 300];
    let chain: Vec<Line> = (1..300).map(|at| line(at - 1, at)).collect();
    let hub: Vec<Line> = (2..300).map(|at| line(0, at)).collect();
    let comb = [chain.clone(), hub].concat();
    let dense: Vec<Line> = (0..300)
        .flat_map(|from| (1..4).map(move |step| line(from, (from * 7 + step * 31) % 300)))
        .collect();
    for lines in [&chain, &comb, &dense] {
        let start = std::time::Instant::now();
        let drawing = draw(&nodes, lines);
        eprintln!(
            "300 boxes and {} lines in {:.1?}",
            lines.len(),
            start.elapsed()
        );
        assert_readable(&drawing, lines);
        let corners: usize = drawing.routes.iter().map(Vec::len).sum();
        assert!(corners < 30_000, "{corners} corners");
    }
}
