//! Relations that lead from a record back to itself.

use super::findings::{Findings, edit, on};
use super::mend::{self, Wrong};
use crate::index::{Edge, Index, Target};
use crate::model::link::Relation;

/// How many records of a circle are named.
const SHOWN: usize = 6;

/// How far a walk has come with a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walked {
    NotYet,
    /// It stands on the way that is walked, at that place.
    OnTheWay(usize),
    Done,
}

/// Adds a finding for each relation that closes a circle.
///
/// Every way is walked once, from the first record on. What leads back to a record on the way closes a circle; without
/// those relations there is none, and taking one of them out brings no other.
pub(super) fn report(
    index: &Index,
    rule: &'static str,
    relation: Relation,
    findings: &mut Findings,
) {
    let mut walked = vec![Walked::NotYet; index.records.len()];
    for start in 0..index.records.len() {
        if walked[start] != Walked::NotYet {
            continue;
        }
        walked[start] = Walked::OnTheWay(0);
        let mut way = vec![(start, related(index, start, relation))];
        while let Some((here, next)) = way.last_mut() {
            let Some((edge, to)) = next.next() else {
                walked[*here] = Walked::Done;
                way.pop();
                continue;
            };
            match walked[to] {
                Walked::NotYet => {
                    walked[to] = Walked::OnTheWay(way.len());
                    way.push((to, related(index, to, relation)));
                }
                Walked::OnTheWay(place) => {
                    let round = way[place..].iter().map(|(at, _)| *at);
                    let message =
                        circle(index, relation, (edge.from, way.len() - 1 - place), round);
                    tell(index, rule, (edge, message), findings);
                }
                Walked::Done => {}
            }
        }
    }
}

/// What a record has that relation to.
fn related(
    index: &Index,
    at: usize,
    relation: Relation,
) -> impl Iterator<Item = (&Edge, usize)> + use<'_> {
    index.edges_from(at).filter_map(move |edge| match edge.to {
        Target::Record(to) if edge.relation == relation => Some((edge, to)),
        _ => None,
    })
}

/// The circle as seen from the record that closes it, with so many others before it on the way.
fn circle(
    index: &Index,
    relation: Relation,
    (closing, others): (usize, usize),
    way: impl Iterator<Item = usize>,
) -> String {
    let name = |at: usize| format!("`{}`", index.records[at].id);
    let key = relation.name();
    if others == 0 {
        return format!("`{key}` names the record itself");
    }
    let mut names = vec![name(closing)];
    names.extend(way.take(others.min(SHOWN)).map(name));
    if others > SHOWN {
        names.push("…".to_owned());
    }
    names.push(name(closing));
    format!("`{key}` goes round in a circle: {}", names.join(" → "))
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
