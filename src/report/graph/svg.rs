//! A drawing that needs no script: boxes in columns, each right of what it rests on, and an arrow for each relation.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Edge, Graph, is_closed, label, stroke};
use crate::model::drawing::{Line, Node, Plan, Point, Sense, Sizes, lay_out, path};
use crate::model::link::Relation;
use crate::model::view::RecordView;
use crate::report::safe::visible;

/// How many cells of a title fit into a box.
const CELLS: usize = 30;

const CIRCLE: &str = "#b3261e";
const ARROW: &str = "#6b6b6b";

/// How large everything is.
const SIZES: Sizes = Sizes {
    width: 230,
    height: 52,
    row: 24,
    column: 56,
    lane: 14,
    port: 10,
    page: 1800,
};

/// What is kept free around the drawing.
const MARGIN: i32 = 24;

/// How wide a letter of a line's words is, in tenths of a pixel.
const LETTER: i32 = 56;

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let nodes = vec![Node::default(); graph.nodes.len()];
    let lines: Vec<Line> = graph.edges.iter().map(line).collect();
    let drawing = lay_out(&Plan {
        nodes: &nodes,
        lines: &lines,
        sizes: SIZES,
    });
    let (width, height) = (drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"-{MARGIN} -{MARGIN} {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">"
    )?;
    for (name, colour) in [("arrow", ARROW), ("circle", CIRCLE)] {
        writeln!(
            out,
            "<defs><marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{colour}\"/></marker></defs>"
        )?;
    }
    writeln!(
        out,
        "<rect x=\"-{MARGIN}\" y=\"-{MARGIN}\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>"
    )?;
    for (edge, route) in graph.edges.iter().zip(&drawing.routes) {
        arrow(graph, edge, route, out)?;
    }
    for (edge, place) in graph.edges.iter().zip(&drawing.labels) {
        words(edge, *place, out)?;
    }
    for (node, place) in graph.nodes.iter().zip(&drawing.boxes) {
        record(node, *place, out)?;
    }
    writeln!(out, "</svg>")
}

/// A relation as a line from the box that stands on the left.
fn line(edge: &Edge) -> Line {
    let named_is_left = Relation::named(edge.relation).and_then(Relation::named_is_left);
    let (from, to) = match named_is_left {
        Some(false) => (edge.from, edge.to),
        _ => (edge.to, edge.from),
    };
    let letters = i32::try_from(label(edge).width()).unwrap_or_default();
    Line {
        from,
        to,
        sense: named_is_left.map_or(Sense::Either, |_| Sense::Onward),
        label: letters * LETTER / 10,
    }
}

/// An arrow from the record that has a relation to the one it names.
fn arrow(graph: &Graph<'_>, edge: &Edge, route: &[Point], out: &mut dyn Write) -> io::Result<()> {
    let mut route = route.to_vec();
    if line(edge).from != edge.from {
        route.reverse();
    }
    let (name, colour) = look(edge);
    let dashes = match edge.relation {
        "relates-to" => " stroke-dasharray=\"3 3\"",
        _ => "",
    };
    let id = |place: usize| graph.nodes.get(place).map_or("", |node| node.id.as_str());
    let told = format!("{} {} {}", id(edge.from), label(edge), id(edge.to));
    writeln!(
        out,
        "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\"{dashes} marker-end=\"url(#{name})\"><title>{}</title></path>",
        path(&route),
        escaped(&told)
    )
}

fn words(edge: &Edge, place: Option<Point>, out: &mut dyn Write) -> io::Result<()> {
    let Some((x, y)) = place else {
        return Ok(());
    };
    let colour = look(edge).1;
    writeln!(
        out,
        "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"10\" fill=\"{colour}\" stroke=\"#fff\" \
         stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
        y + 3,
        escaped(&label(edge))
    )
}

/// The name of an edge's arrowhead, and its colour.
fn look(edge: &Edge) -> (&'static str, &'static str) {
    match edge.circular {
        true => ("circle", CIRCLE),
        false => ("arrow", ARROW),
    }
}

fn record(node: &RecordView, (x, y): Point, out: &mut dyn Write) -> io::Result<()> {
    let Sizes { width, height, .. } = SIZES;
    let state = node.state.as_deref().unwrap_or("unknown");
    let dashes = match is_closed(node) {
        true => " stroke-dasharray=\"4 3\"",
        false => "",
    };
    let colour = stroke(node);
    writeln!(
        out,
        "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"#fff\" \
         stroke=\"{colour}\" stroke-width=\"1.5\"{dashes}/>",
        escaped(&format!("{} {} ({state})", node.id, node.title))
    )?;
    let (left, first, second) = (x + 10, y + 21, y + 40);
    writeln!(
        out,
        "<text x=\"{left}\" y=\"{first}\" font-weight=\"bold\">{}<tspan font-weight=\"normal\" fill=\"{colour}\"> {}</tspan></text>",
        escaped(&node.id),
        escaped(state)
    )?;
    writeln!(
        out,
        "<text x=\"{left}\" y=\"{second}\">{}</text></g>",
        escaped(&cut(&visible(&node.title)))
    )
}

/// As much of a title as a box holds; all of it is in the box's own title.
fn cut(text: &str) -> String {
    if text.width() <= CELLS {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used >= CELLS {
            break;
        }
        kept.push_str(grapheme);
    }
    format!("{}…", kept.trim_end())
}

fn escaped(text: &str) -> String {
    let text = visible(text).replace('&', "&amp;");
    text.replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
