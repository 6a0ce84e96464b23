//! What rests on a record, indented by how far it is from it.

use std::io::{self, Write};

use super::{Graph, Told};
use crate::model::view::RecordView;
use crate::report::safe::visible;
use crate::report::style::{Role, Style};

/// From how many steps on a line is indented no further.
const DEEPEST: usize = 40;

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(impact) = graph.impact else {
        return Ok(());
    };
    if let Some(root) = graph.nodes.get(impact.root) {
        writeln!(out, "{}", told(root, graph.style))?;
    }
    for one in &impact.resting {
        let Some(node) = graph.nodes.get(one.node) else {
            continue;
        };
        let blanks = "  ".repeat(one.depth.min(DEEPEST));
        let by = match one.by {
            "items" => "hands it over".to_owned(),
            "parent" => "part of it".to_owned(),
            by => by.replace('-', " "),
        };
        let mark = match one.told {
            Told::Here => "",
            Told::Elsewhere => " (told elsewhere)",
            Told::Circle => " (a circle)",
        };
        let by = graph.style.paint(Role::Quiet, &by).into_owned();
        writeln!(out, "{blanks}{by}: {}{mark}", told(node, graph.style))?;
    }
    Ok(())
}

/// `DEC-12 Keep the ledger (accepted)`
fn told(node: &RecordView, style: Style) -> String {
    let state = visible(node.state.as_deref().unwrap_or("unknown")).into_owned();
    let state = match Role::of_tone(node.tone) {
        Some(role) => style.paint(role, &state).into_owned(),
        None => state,
    };
    format!("{} {} ({state})", visible(&node.id), visible(&node.title))
}
