//! What is wrong with the relations of a map: findings, circles, and records that have none.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Serialize;

use super::super::rules;
use crate::model::diagnostic::Level;
use crate::model::link::Relation;
use crate::model::state::Tone;
use crate::site::address;
use crate::site::context::{Nav, Segment, fill};
use crate::site::relations::{Edge, ORPHANS, Scope};
use crate::site::work::Work;

/// Findings and circles that a page tells.
const MOST: usize = 40;

/// Records of a circle that are named.
const NAMED: usize = 8;

/// Orphans that are named.
const FEW: usize = 5;

#[derive(Serialize)]
pub(super) struct Wrong<'a> {
    findings: Vec<Finding<'a>>,
    more: usize,
    health: String,
    circles: Vec<Vec<Segment>>,
    more_circles: usize,
    orphans: Orphans,
}

#[derive(Serialize)]
struct Finding<'a> {
    level: Level,
    rule: &'a str,
    href: String,
    said: Vec<Segment>,
}

#[derive(Serialize)]
struct Orphans {
    total: usize,
    first: Vec<Nav>,
    more: usize,
    href: String,
}

/// The tone of a finding.
pub(super) fn tone(level: Level) -> Tone {
    match level {
        Level::Deny => Tone::Stopped,
        Level::Warn | Level::Allow => Tone::Risk,
    }
}

/// What is wrong in the whole log.
pub(super) fn everywhere<'w>(work: &'w Work<'w>, page: &str) -> Wrong<'w> {
    let all = work.relations.edges.iter().collect();
    wrong(work, all, &work.relations.orphans, page)
}

/// What is wrong with the relations of a scope's records.
pub(super) fn of<'w>(work: &'w Work<'w>, scope: &Scope<'_>, page: &str) -> Wrong<'w> {
    let near = scope.own.iter().flat_map(|&at| &work.relations.near[at]);
    let edges: BTreeSet<usize> = near.copied().collect();
    let edges = edges.into_iter().map(|edge| &work.relations.edges[edge]);
    wrong(work, edges.collect(), &scope.orphans, page)
}

fn wrong<'w>(
    work: &'w Work<'w>,
    edges: Vec<&'w Edge<'w>>,
    orphans: &[usize],
    page: &str,
) -> Wrong<'w> {
    let found = edges.iter().filter_map(|&edge| Some((edge, edge.finding?)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(_, finding)| (std::cmp::Reverse(finding.level), &finding.rule));
    let findings = found.iter().take(MOST).map(|(edge, finding)| Finding {
        level: finding.level,
        rule: &finding.rule,
        href: address::relative(page, &rules::path(work, &finding.rule)),
        said: sentence(work, edge, page),
    });
    let circles = circles(&edges);
    Wrong {
        findings: findings.collect(),
        more: found.len().saturating_sub(MOST),
        health: address::relative(page, "health.html"),
        more_circles: circles.len().saturating_sub(MOST),
        circles: (circles.into_iter().take(MOST))
            .map(|circle| around(work, circle, page))
            .collect(),
        orphans: Orphans {
            total: orphans.len(),
            more: orphans.len().saturating_sub(FEW),
            first: orphans
                .iter()
                .take(FEW)
                .map(|&at| Nav {
                    label: work.index.records[at].id.to_string(),
                    href: work.href(at, page),
                    current: false,
                })
                .collect(),
            href: address::relative(page, ORPHANS),
        },
    }
}

/// `DEC-14 rests on DEC-21, proposed`
fn sentence(work: &Work<'_>, edge: &Edge<'_>, page: &str) -> Vec<Segment> {
    let state = work.state(edge.to).word.to_lowercase();
    fill(
        &work.words.map.found,
        &[
            ("from", vec![work.segment(edge.from, page)]),
            ("relation", vec![Segment::plain(verb(work, edge.relation))]),
            ("to", vec![work.segment(edge.to, page)]),
            ("state", vec![Segment::plain(state)]),
        ],
    )
}

fn verb<'w>(work: &'w Work<'_>, relation: Relation) -> &'w str {
    let verb = work.words.map.written.get(relation.name());
    verb.map_or(relation.name(), String::as_str)
}

/// `DEC-1 rests on DEC-2, which rests on DEC-1`
fn around(work: &Work<'_>, circle: (Relation, Vec<usize>), page: &str) -> Vec<Segment> {
    let words = &work.words.map;
    let (relation, records) = circle;
    let mut said = vec![work.segment(records[0], page)];
    for (step, &at) in records.iter().enumerate().skip(1) {
        let pattern = if step == 1 {
            &words.circle
        } else {
            &words.which
        };
        if step > NAMED && step + 1 < records.len() {
            continue;
        }
        let skipped = step + 1 == records.len() && records.len() > NAMED + 2;
        if skipped {
            let more = (records.len() - NAMED - 2).to_string();
            said.push(Segment::plain(words.circle_more.replace("{n}", &more)));
        }
        said.extend(fill(
            pattern,
            &[
                ("relation", vec![Segment::plain(verb(work, relation))]),
                ("record", vec![work.segment(at, page)]),
            ],
        ));
    }
    said
}

/// A shortest circle through the first record of each group of records that lead to each other.
fn circles(edges: &[&Edge<'_>]) -> Vec<(Relation, Vec<usize>)> {
    let mut out: BTreeMap<(Relation, usize), Vec<usize>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.circular) {
        out.entry((edge.relation, edge.from))
            .or_default()
            .push(edge.to);
    }
    let mut told: BTreeSet<(Relation, usize)> = BTreeSet::new();
    let mut circles = Vec::new();
    for &(relation, start) in out.keys() {
        if told.contains(&(relation, start)) {
            continue;
        }
        let mut before: BTreeMap<usize, usize> = BTreeMap::new();
        let mut next = VecDeque::from([start]);
        while let Some(at) = next.pop_front() {
            for &to in out.get(&(relation, at)).into_iter().flatten() {
                if let std::collections::btree_map::Entry::Vacant(entry) = before.entry(to) {
                    entry.insert(at);
                    next.push_back(to);
                }
            }
        }
        told.extend(before.keys().map(|&at| (relation, at)));
        // Back from the start along the way that first led to it.
        let mut circle = vec![start];
        while let Some(&at) = circle.last().and_then(|at| before.get(at)) {
            circle.push(at);
            if at == start {
                circle.reverse();
                circles.push((relation, circle));
                break;
            }
        }
    }
    circles
}
