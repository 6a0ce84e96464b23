//! A drawing that needs no script: boxes in layers, an arrow for each relation.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::layout::{HEIGHT, Layout, WIDTH, layout};
use super::{Edge, Graph, is_closed, label, stroke};
use crate::model::view::RecordView;
use crate::report::safe::visible;

/// How many cells of a title fit into a box.
const CELLS: usize = 30;

const CIRCLE: &str = "#b3261e";
const ARROW: &str = "#6b6b6b";

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let edges: Vec<(usize, usize)> = graph
        .edges
        .iter()
        .map(|edge| (edge.from, edge.to))
        .collect();
    let layout = layout(graph.nodes.len(), &edges);
    let (width, height) = (layout.width, layout.height);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">"
    )?;
    for (name, colour) in [("arrow", ARROW), ("circle", CIRCLE)] {
        writeln!(
            out,
            "<defs><marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{colour}\"/></marker></defs>"
        )?;
    }
    writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")?;
    for edge in graph.edges {
        arrow(graph, edge, &layout, out)?;
    }
    for (node, place) in graph.nodes.iter().zip(&layout.places) {
        record(node, *place, out)?;
    }
    writeln!(out, "</svg>")
}

/// A curve from the middle of a box to that of another, from the sides that face each other.
fn arrow(graph: &Graph<'_>, edge: &Edge, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    let (from, to) = (layout.places[edge.from], layout.places[edge.to]);
    let middle = |place: (usize, usize)| place.0 + WIDTH / 2;
    let (x, other_x) = (middle(from), middle(to));
    let (y, other_y) = match from.1.cmp(&to.1) {
        std::cmp::Ordering::Greater => (from.1, to.1 + HEIGHT),
        std::cmp::Ordering::Less => (from.1 + HEIGHT, to.1),
        std::cmp::Ordering::Equal => (from.1, to.1),
    };
    // Between two boxes of one layer, and from a box to itself, the curve goes over them.
    let bend = match y == other_y {
        true => y.saturating_sub(36),
        false => usize::midpoint(y, other_y),
    };
    let (start, end) = match edge.from == edge.to {
        true => (x - 40, x + 40),
        false => (x, other_x),
    };
    let (name, colour) = match edge.circular {
        true => ("circle", CIRCLE),
        false => ("arrow", ARROW),
    };
    let dashes = match edge.relation {
        "relates-to" => " stroke-dasharray=\"3 3\"",
        _ => "",
    };
    let id = |place: usize| graph.nodes.get(place).map_or("", |node| node.id.as_str());
    let told = format!("{} {} {}", id(edge.from), label(edge), id(edge.to));
    writeln!(
        out,
        "<path d=\"M{start} {y}C{start} {bend} {end} {bend} {end} {other_y}\" fill=\"none\" stroke=\"{colour}\"{dashes} \
         marker-end=\"url(#{name})\"><title>{}</title></path>",
        escaped(&told)
    )?;
    let (word_x, word_y) = (usize::midpoint(start, end), usize::midpoint(y, other_y));
    let word_y = if y == other_y { bend + 8 } else { word_y };
    writeln!(
        out,
        "<text x=\"{word_x}\" y=\"{word_y}\" text-anchor=\"middle\" font-size=\"10\" fill=\"{colour}\" stroke=\"#fff\" \
         stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
        escaped(&label(edge))
    )
}

fn record(node: &RecordView, (x, y): (usize, usize), out: &mut dyn Write) -> io::Result<()> {
    let state = node.state.as_deref().unwrap_or("unknown");
    let dashes = match is_closed(node) {
        true => " stroke-dasharray=\"4 3\"",
        false => "",
    };
    let colour = stroke(node);
    writeln!(
        out,
        "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\" fill=\"#fff\" \
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
