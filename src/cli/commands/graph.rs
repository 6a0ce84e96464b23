//! `declog graph`: relations between records, and what rests on one.

use std::collections::HashMap;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::list::{asked, asking, found};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::find;
use crate::cli::load::{Loaded, load};
use crate::index::Index;
use crate::model::link::Relation;
use crate::model::view::{Counts, RecordView};
use crate::query::graph::{self, Seen};
use crate::report::graph::{DRAWN, Edge, FORMATS, Format, Graph, Impact, Resting, Told};

/// Draw records and their relations, or what rests on a record
///
/// With `--impact` it is told what may have to change with a record: what depends on it, amends it, is an exception to it,
/// serves it, is a part of it or hands it over, and what rests on those in turn. `relates-to` carries nothing. What
/// rested on a record that it replaced rests on it too.
///
/// Records that depend on each other in a circle (or go round by another relation) are marked.
#[derive(Debug, Args)]
pub(in crate::cli) struct GraphArgs {
    /// Which records, in the words of `declog list`; default: all of them
    #[arg(conflicts_with = "impact")]
    query: Vec<String>,
    /// Only records of that kind; with `--impact`, the kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    /// What rests on that record, directly or through others
    #[arg(long, value_name = "ID")]
    impact: Option<String>,
    /// How to print it; default: `dot`, with `--impact` `list`
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))]
    format: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &GraphArgs, env: &mut Env) -> anyhow::Result<u8> {
    let format = format(args, env)?;
    env.paged = format.needs_impact;
    let loaded = load(env, &args.reading)?;
    let (loaded, mut graph, root) = chosen(loaded, args, env)?;
    let index = &loaded.index;
    if format.draws {
        narrow(&mut graph, root, env);
    }
    let nodes: Vec<RecordView> = graph.nodes.iter().map(|&at| index.view(at, None)).collect();
    let place: HashMap<usize, usize> = places(&graph);
    let edges: Vec<Edge> = graph
        .edges
        .iter()
        .map(|line| Edge {
            from: place[&line.from],
            to: place[&line.to],
            relation: line.relation.name(),
            section: line.section.clone(),
            circular: line.circular,
        })
        .collect();
    let impact = root.map(|at| impact(index, at, &place));
    let told = Graph {
        nodes: &nodes,
        edges: &edges,
        impact: impact.as_ref(),
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
        style: env.style(),
    };
    (format.write)(&told, &mut env.out)?;
    if let (Some(at), true) = (root, graph.nodes.len() == 1) {
        env.say(&format!("nothing rests on {}", index.records[at].id));
    }
    if graph.nodes.is_empty() && !env.wants_json() {
        env.say("no record answers");
    }
    Ok(0)
}

/// The format that was asked for.
fn format(args: &GraphArgs, env: &Env) -> anyhow::Result<&'static Format> {
    let name = match (&args.format, &args.impact) {
        _ if env.wants_json() => "json",
        (Some(name), _) => name,
        (None, Some(_)) => "list",
        (None, None) => FORMATS[0].name,
    };
    let format = FORMATS.iter().find(|format| format.name == name);
    let format = format.unwrap_or(&FORMATS[0]);
    if format.needs_impact && args.impact.is_none() {
        let message = format!("`--format {name}` tells what rests on a record, and none is named");
        let help = format!("declog graph --impact ID --format {name}");
        return Err(usage(message).with_help(help).into());
    }
    Ok(format)
}

/// The records and relations that were asked for, and the record whose impact they are.
fn chosen(
    loaded: Loaded,
    args: &GraphArgs,
    env: &Env,
) -> anyhow::Result<(Loaded, graph::Graph, Option<usize>)> {
    if let Some(typed) = &args.impact {
        let at = find::record(&loaded, env, args.kind.as_deref(), typed)?;
        let graph = graph::impact(&loaded.index, at);
        return Ok((loaded, graph, Some(at)));
    }
    let query = asking(&loaded, &args.query)?;
    let (loaded, counts) = asked(loaded, &query)?;
    let none = Counts::new();
    let counts = counts.as_ref().unwrap_or(&none);
    let places = found(&loaded, &query, args.kind.as_deref(), counts)?;
    let graph = graph::between(&loaded.index, &places);
    Ok((loaded, graph, None))
}

/// Leaves the records with the most relations, as many as a drawing holds, and says what is left out.
fn narrow(graph: &mut graph::Graph, root: Option<usize>, env: &Env) {
    let count = graph.nodes.len();
    if count <= DRAWN {
        return;
    }
    let mut degrees: HashMap<usize, usize> = HashMap::new();
    for line in &graph.edges {
        *degrees.entry(line.from).or_default() += 1;
        *degrees.entry(line.to).or_default() += 1;
    }
    let degree = |at: &usize| degrees.get(at).copied().unwrap_or_default();
    graph
        .nodes
        .sort_by_key(|at| (root != Some(*at), std::cmp::Reverse(degree(at)), *at));
    graph.nodes.truncate(DRAWN);
    graph.nodes.sort_unstable();
    let kept = |at: &usize| graph.nodes.binary_search(at).is_ok();
    graph
        .edges
        .retain(|line| kept(&line.from) && kept(&line.to));
    env.say(&format!(
        "drawn: the {DRAWN} records with the most relations, {} are left out; a query chooses others",
        count - DRAWN
    ));
}

fn places(graph: &graph::Graph) -> HashMap<usize, usize> {
    let nodes = graph.nodes.iter().enumerate();
    nodes.map(|(place, &at)| (at, place)).collect()
}

/// What rests on a record, as far as it is shown.
fn impact(index: &Index, root: usize, place: &HashMap<usize, usize>) -> Impact {
    let resting = graph::resting(index, root).into_iter().filter_map(|one| {
        Some(Resting {
            node: *place.get(&one.at)?,
            on: *place.get(&one.on)?,
            by: match one.by {
                Relation::Supersedes => one.by.derived_name(),
                by => by.name(),
            },
            depth: one.depth,
            told: match one.seen {
                Seen::Here => Told::Here,
                Seen::Elsewhere => Told::Elsewhere,
                Seen::Above => Told::Circle,
            },
        })
    });
    Impact {
        root: place.get(&root).copied().unwrap_or_default(),
        resting: resting.collect(),
    }
}
