//! A graph for programs.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Graph, Told};
use crate::model::view::RecordView;
use crate::report::json;

/// What `graph --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct GraphJson<'a> {
    #[schemars(extend("const" = "declog.graph/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The records.
    nodes: &'a [RecordView],
    /// Their relations, as they are written.
    edges: Vec<EdgeJson<'a>>,
    /// What rests on a record; null where none was asked about.
    impact: Option<ImpactJson<'a>>,
}

/// A relation between two records.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct EdgeJson<'a> {
    /// The id of the record that has it.
    from: &'a str,
    /// The id of the record it names.
    to: &'a str,
    /// `depends-on`
    #[serde(rename = "type")]
    relation: &'a str,
    /// The section of the other record it is about.
    section: Option<&'a str>,
    /// It is part of a circle.
    circular: bool,
}

/// What rests on a record.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ImpactJson<'a> {
    /// The record that was asked about.
    id: &'a str,
    /// What rests on it, each with what rests on that behind it.
    resting: Vec<RestingJson<'a>>,
}

/// A record that rests on another one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RestingJson<'a> {
    id: &'a str,
    /// The record that it rests on.
    on: &'a str,
    /// By which relation; `superseded-by` where the other took its place.
    by: &'a str,
    /// 1 for what rests on the record itself.
    depth: usize,
    /// Whether what rests on it follows, stands elsewhere, or would be a circle.
    told: Told,
}

pub(super) fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let id = |place: usize| graph.nodes.get(place).map_or("", |node| node.id.as_str());
    let edges = graph.edges.iter().map(|edge| EdgeJson {
        from: id(edge.from),
        to: id(edge.to),
        relation: edge.relation,
        section: edge.section.as_deref(),
        circular: edge.circular,
    });
    let impact = graph.impact.map(|impact| ImpactJson {
        id: id(impact.root),
        resting: impact
            .resting
            .iter()
            .map(|one| RestingJson {
                id: id(one.node),
                on: id(one.on),
                by: one.by,
                depth: one.depth,
                told: one.told,
            })
            .collect(),
    });
    let whole = GraphJson {
        schema: "declog.graph/1",
        as_of: graph.as_of.to_string(),
        rev: graph.rev,
        nodes: graph.nodes,
        edges: edges.collect(),
        impact,
    };
    json::write(&whole, out)
}
