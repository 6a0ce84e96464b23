//! Records and their relations as a graph, one file for each format.

mod dot;
mod json;
mod list;
mod mermaid;
mod svg;

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::style::Style;
use crate::model::state::Phase;
use crate::model::view::RecordView;

pub use json::GraphJson;

/// The most records that a drawing holds; layouts of more take long, and nobody reads them.
pub const DRAWN: usize = 300;

/// A graph to be shown.
pub struct Graph<'a> {
    /// The records.
    pub nodes: &'a [RecordView],
    /// Their relations.
    pub edges: &'a [Edge],
    /// The record that was asked about, and what rests on it; none where a query was asked.
    pub impact: Option<&'a Impact>,
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
    /// Whether the list is coloured.
    pub style: Style,
}

/// A relation between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place of the record that has it in the nodes.
    pub from: usize,
    /// The place of the record it names.
    pub to: usize,
    /// `depends-on`
    pub relation: &'static str,
    /// The section of the other record it is about.
    pub section: Option<String>,
    /// It is part of a circle.
    pub circular: bool,
}

/// What rests on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// The place of the record in the nodes.
    pub root: usize,
    /// What rests on it, each with what rests on that behind it.
    pub resting: Vec<Resting>,
}

/// A record that rests on another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Its place in the nodes.
    pub node: usize,
    /// The place of the record that it rests on.
    pub on: usize,
    /// By which relation: `depends-on`; `superseded-by` where the other took its place.
    pub by: &'static str,
    /// 1 for what rests on the record itself.
    pub depth: usize,
    /// Whether it was told before.
    pub told: Told,
}

/// Whether a record of a list was told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// Here, and what rests on it follows.
    Here,
    /// At another place, nearer to the record that was asked about.
    Elsewhere,
    /// Further up in the same line: a circle.
    Circle,
}

/// A way to print a graph.
pub struct Format {
    /// The word of `--format`.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// It shows what rests on a record, and nothing else.
    pub needs_impact: bool,
    /// It draws, and holds no more than [`DRAWN`] records.
    pub draws: bool,
    /// Writes it.
    pub write: fn(&Graph<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one nobody has to name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "dot",
        about: "For Graphviz",
        needs_impact: false,
        draws: false,
        write: dot::write,
    },
    Format {
        name: "mermaid",
        about: "For Markdown that draws Mermaid",
        needs_impact: false,
        draws: false,
        write: mermaid::write,
    },
    Format {
        name: "svg",
        about: "A drawing, of the 300 records with the most relations at most",
        needs_impact: false,
        draws: true,
        write: svg::write,
    },
    Format {
        name: "json",
        about: "For programs; see `declog schema output graph`",
        needs_impact: false,
        draws: false,
        write: json::write,
    },
    Format {
        name: "list",
        about: "With `--impact`: what rests on it, indented",
        needs_impact: true,
        draws: false,
        write: list::write,
    },
];

/// The colour of a record's outline: that of its state's tone.
fn stroke(node: &RecordView) -> &'static str {
    use crate::model::state::Tone;
    match node.tone {
        Some(Tone::Open) => "#0b6e99",
        Some(Tone::Good) => "#2b7a3d",
        Some(Tone::Stopped) => "#b3261e",
        Some(Tone::Risk) => "#8a6100",
        Some(Tone::Quiet) | None => "#6b6b6b",
    }
}

/// Whether it is over, or never was: such records are drawn with a broken line.
fn is_closed(node: &RecordView) -> bool {
    node.phase.is_some_and(Phase::is_closed)
}

/// The words on an edge: `amends Consequences`, `depends-on, in a circle`.
fn label(edge: &Edge) -> String {
    let mut label = edge.relation.to_owned();
    if let Some(section) = &edge.section {
        label.push(' ');
        label.push_str(section);
    }
    if edge.circular {
        label.push_str(", in a circle");
    }
    label
}
