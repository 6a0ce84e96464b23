//! The language of Mermaid, which many Markdown viewers draw.

use std::io::{self, Write};

use super::{Graph, is_closed, label, stroke};
use crate::report::safe::visible;

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart BT")?;
    for (place, node) in graph.nodes.iter().enumerate() {
        let state = node.state.as_deref().unwrap_or("unknown");
        let label = [node.id.as_str(), node.title.as_str(), state].map(escaped);
        writeln!(out, "  n{place}[\"{}\"]", label.join("<br/>"))?;
        let dashes = match is_closed(node) {
            true => ",stroke-dasharray:4 3",
            false => "",
        };
        writeln!(out, "  style n{place} stroke:{}{dashes}", stroke(node))?;
    }
    for edge in graph.edges {
        let label = escaped(&label(edge));
        writeln!(out, "  n{} -->|\"{label}\"| n{}", edge.from, edge.to)?;
    }
    for (place, _) in graph
        .edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| edge.circular)
    {
        writeln!(out, "  linkStyle {place} stroke:#b3261e")?;
    }
    Ok(())
}

/// Text inside of quotes: whatever could mean something to Mermaid, to Markdown or to HTML stands as its number.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        let plain = letter.is_alphanumeric() || " .,:-/'".contains(letter) || !letter.is_ascii();
        match plain {
            true => safe.push(letter),
            false => safe.push_str(&format!("#{};", u32::from(letter))),
        }
    }
    safe
}
