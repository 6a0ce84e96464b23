//! Relations that lead from a record back to itself.

use std::collections::{HashMap, HashSet, VecDeque};

use super::findings::{Findings, edit, on};
use super::mend::{self, Wrong};
use crate::index::{Edge, Index, Target, groups};
use crate::model::link::Relation;

/// How many records of a circle are named.
const SHOWN: usize = 6;

/// Adds a finding for each circle of a relation, on the first record in it.
pub(super) fn report(
    index: &Index,
    rule: &'static str,
    relation: Relation,
    findings: &mut Findings,
) {
    let mut out: HashMap<usize, Vec<usize>> = HashMap::new();
    for (edge, to) in related(index, relation) {
        if edge.from == to {
            let message = format!("`{}` names the record itself", relation.name());
            tell(index, rule, (edge, message), findings);
        } else {
            out.entry(edge.from).or_default().push(to);
        }
    }
    let group = groups(&out);
    let mut told = HashSet::new();
    // Records come in their order, so the first of each group is met first.
    for at in 0..index.records.len() {
        let Some(own) = group.get(&at).filter(|own| !told.contains(*own)) else {
            continue;
        };
        let inside = |to: &usize| group.get(to) == Some(own);
        if !out.get(&at).is_some_and(|all| all.iter().any(inside)) {
            continue;
        }
        told.insert(*own);
        let round = way_round(at, |here| {
            let all = out.get(&here).into_iter().flatten();
            all.copied().filter(inside).collect()
        });
        let leads = |edge: &&Edge| {
            let to = round.first().copied().map(Target::Record);
            edge.relation == relation && Some(&edge.to) == to.as_ref()
        };
        if let Some(edge) = index.edges_from(at).find(leads) {
            let message = circle(index, at, relation, &round);
            tell(index, rule, (edge, message), findings);
        }
    }
}

/// What has that relation to what.
fn related(index: &Index, relation: Relation) -> impl Iterator<Item = (&Edge, usize)> {
    let all = index.edges().iter();
    all.filter_map(move |edge| match edge.to {
        Target::Record(to) if edge.relation == relation => Some((edge, to)),
        _ => None,
    })
}

/// The shortest way from a place back to it, without the place it begins at.
fn way_round(start: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut from: HashMap<usize, usize> = HashMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(here) = waiting.pop_front() {
        for to in next(here) {
            if from.contains_key(&to) {
                continue;
            }
            from.insert(to, here);
            if to == start {
                waiting.clear();
                break;
            }
            waiting.push_back(to);
        }
    }
    let mut way = vec![start];
    let mut here = start;
    while let Some(&before) = from.get(&here).filter(|before| **before != start) {
        way.push(before);
        here = before;
    }
    way.reverse();
    way
}

fn circle(index: &Index, at: usize, relation: Relation, round: &[usize]) -> String {
    let name = |at: usize| format!("`{}`", index.records[at].id);
    let mut names = vec![name(at)];
    match round {
        [first @ .., last] if first.len() >= SHOWN => {
            names.extend(first[..SHOWN - 1].iter().map(|at| name(*at)));
            names.push("…".to_owned());
            names.push(name(*last));
        }
        all => names.extend(all.iter().map(|at| name(*at))),
    }
    let names = names.join(" → ");
    format!("`{}` goes round in a circle: {names}", relation.name())
}

fn tell(
    index: &Index,
    rule: &'static str,
    (edge, message): (&Edge, String),
    findings: &mut Findings,
) {
    // The other side may be the one that says so.
    let record = &index.records[edge.written_in];
    let wrong = Wrong {
        key: edge.relation.name(),
        written: &edge.written,
        span: edge.span,
    };
    let help = match edge.written_in == edge.from && edge.section.is_none() {
        true => mend::command(record, wrong, None),
        false => edit(record),
    };
    findings.add(
        on(record, rule, message)
            .with_span(edge.span)
            .with_help(help),
    );
}
