//! The language of Graphviz.

use std::io::{self, Write};

use super::{Graph, is_closed, label, stroke};
use crate::report::safe::visible;

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph log {{")?;
    writeln!(out, "  rankdir=BT;")?;
    writeln!(out, "  node [shape=box, fontname=\"sans-serif\"];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10];")?;
    for (place, node) in graph.nodes.iter().enumerate() {
        let state = node.state.as_deref().unwrap_or("unknown");
        // `\n` is Graphviz's own sign for a new line in a label.
        let label = [node.id.as_str(), node.title.as_str(), state].map(escaped);
        let style = match is_closed(node) {
            true => "rounded,dashed",
            false => "rounded",
        };
        writeln!(
            out,
            "  n{place} [label=\"{}\", style=\"{style}\", color=\"{}\"];",
            label.join("\\n"),
            stroke(node)
        )?;
    }
    for edge in graph.edges {
        let (from, to) = (edge.from, edge.to);
        let colour = match edge.circular {
            true => ", color=\"#b3261e\"",
            false => "",
        };
        let label = escaped(&label(edge));
        writeln!(out, "  n{from} -> n{to} [label=\"{label}\"{colour}];")?;
    }
    writeln!(out, "}}")
}

/// Text inside of quotes, where a backslash begins a sign of Graphviz's own.
fn escaped(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('"', "\\\"")
}
