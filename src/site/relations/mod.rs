//! The relations of the whole log as maps show them: who carries whom, which of it is wrong, and which map shows a record.

mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::address::{self, Paths};
use super::listing;
use super::work::Work;
use crate::index::{Index, Target};
use crate::model::diagnostic::Diagnostic;
use crate::model::link::Relation;
use crate::query::graph;

pub(super) use view::View;

/// The page of the map, and the folder of those of areas.
pub(super) const MAP: &str = "map.html";
pub(super) const FOLDER: &str = "map";

/// The page of the records that have no relations.
pub(super) const ORPHANS: &str = "map.orphans.html";

/// A log that relates more records than that is drawn by area first.
const AREAS_PAST: usize = 60;

/// Records on one page of a map's list, behind those that are drawn.
pub(super) const LISTED: usize = 200;

/// Every relation of a log, and the maps it is shown on.
#[derive(Default)]
pub(super) struct Relations<'a> {
    /// Each once, in the order of the records that have them.
    pub(super) edges: Vec<Edge<'a>>,
    /// The edges of each record.
    pub(super) near: Vec<Vec<usize>>,
    /// The records that name nothing and are named by nothing.
    pub(super) orphans: Vec<usize>,
    /// One map of everything, or one for each area and one for what has none.
    pub(super) scopes: Vec<Scope<'a>>,
    /// Whether the first map shows areas.
    pub(super) by_area: bool,
    /// The page on which each record is listed.
    listed: Vec<Option<String>>,
}

/// A relation between two records.
pub(super) struct Edge<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) relation: Relation,
    /// It is part of a circle.
    pub(super) circular: bool,
    /// What is wrong with it.
    pub(super) finding: Option<&'a Diagnostic>,
}

/// What one map shows.
pub(super) struct Scope<'a> {
    pub(super) path: String,
    /// The area; none for a map of everything and for what has no area.
    pub(super) area: Option<&'a str>,
    /// The records it is about that have relations, in the order of the index.
    pub(super) own: Vec<usize>,
    /// How many records it is about.
    pub(super) total: usize,
    /// Those it is about that have none.
    pub(super) orphans: Vec<usize>,
    pub(super) view: View,
}

impl Edge<'_> {
    /// The two records, the one that stands on the left first.
    pub(super) fn sides(&self) -> (usize, usize) {
        match self.relation.named_is_left() {
            Some(false) => (self.from, self.to),
            _ => (self.to, self.from),
        }
    }

    /// The record at the other end.
    pub(super) fn other(&self, at: usize) -> usize {
        if self.from == at { self.to } else { self.from }
    }
}

impl<'a> Relations<'a> {
    pub(super) fn new(index: &'a Index, findings: &HashMap<&str, Vec<&'a Diagnostic>>) -> Self {
        let all: Vec<usize> = (0..index.records.len()).collect();
        let wrong = wrong(index, findings);
        let mut edges: Vec<Edge<'_>> = Vec::new();
        let mut known: BTreeMap<(usize, usize, Relation), usize> = BTreeMap::new();
        for line in graph::between(index, &all).edges {
            let (mut from, mut to) = (line.from, line.to);
            if line.relation == Relation::RelatesTo && from > to {
                (from, to) = (to, from);
            }
            let at = *known.entry((from, to, line.relation)).or_insert_with(|| {
                edges.push(Edge {
                    from: line.from,
                    to: line.to,
                    relation: line.relation,
                    circular: false,
                    finding: None,
                });
                edges.len() - 1
            });
            let edge = &mut edges[at];
            edge.circular |= line.circular;
            let found = wrong.get(&(line.from, line.to, line.relation)).copied();
            edge.finding = edge.finding.or(found);
        }
        let mut near = vec![Vec::new(); all.len()];
        for (at, edge) in edges.iter().enumerate() {
            near[edge.from].push(at);
            if edge.to != edge.from {
                near[edge.to].push(at);
            }
        }
        let mut relations = Self {
            orphans: all.into_iter().filter(|&at| near[at].is_empty()).collect(),
            listed: vec![None; near.len()],
            edges,
            near,
            ..Self::default()
        };
        relations.divide(index);
        relations
    }

    /// The page and the anchor at which a record that has relations is listed with them.
    pub(super) fn place_of(&self, work: &Work<'_>, at: usize) -> Option<(&str, String)> {
        let anchor = anchor(work.addresses.page(at));
        self.listed[at].as_deref().map(|page| (page, anchor))
    }

    /// Says which maps there are.
    fn divide(&mut self, index: &'a Index) {
        let mut groups: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (at, record) in index.records.iter().enumerate() {
            for area in areas(record.areas().iter().map(|area| area.value)) {
                groups.entry(area).or_default().push(at);
            }
        }
        let related = self.near.len() - self.orphans.len();
        let used = |records: &Vec<usize>| records.iter().any(|&at| !self.near[at].is_empty());
        groups.retain(|_, records| used(records));
        self.by_area = related > AREAS_PAST && groups.len() > 1;
        if !self.by_area {
            let all = (0..self.near.len()).collect();
            return self.add(MAP.to_owned(), None, all);
        }
        let mut taken = Paths::default();
        for (area, records) in groups {
            let stem = address::slug(area.unwrap_or_default());
            let path = taken.free(&format!("{FOLDER}/{stem}"));
            self.add(path, area, records);
        }
    }

    fn add(&mut self, path: String, area: Option<&'a str>, records: Vec<usize>) {
        let total = records.len();
        let (orphans, own): (Vec<usize>, Vec<usize>) = records
            .into_iter()
            .partition(|&at| self.near[at].is_empty());
        let scope = Scope {
            view: View::of(self, &own),
            path,
            area,
            own,
            total,
            orphans,
        };
        for page in 1..=scope.pages() {
            for at in scope.heads(page) {
                self.listed[at].get_or_insert_with(|| listing::page_path(&scope.path, page));
            }
        }
        self.scopes.push(scope);
    }
}

impl Scope<'_> {
    /// How many pages its list has: what is drawn is on the first.
    pub(super) fn pages(&self) -> usize {
        1 + self.undrawn().count().div_ceil(LISTED)
    }

    /// The records that a page of its list is about.
    pub(super) fn heads(&self, page: usize) -> Vec<usize> {
        match page.checked_sub(2) {
            None => {
                let drawn = self.own.iter().copied();
                drawn.filter(|at| self.view.draws(*at)).collect()
            }
            Some(before) => self.undrawn().skip(before * LISTED).take(LISTED).collect(),
        }
    }

    fn undrawn(&self) -> impl Iterator<Item = usize> {
        let own = self.own.iter().copied();
        own.filter(|at| !self.view.draws(*at))
    }

    /// Whether it is about a record.
    pub(super) fn has(&self, at: usize) -> bool {
        self.own.binary_search(&at).is_ok()
    }
}

/// Where a list tells of the record of a page: the page's path without its ending, which is no other record's.
pub(super) fn anchor(page: &str) -> String {
    page.strip_suffix(".html").unwrap_or(page).replace('/', ".")
}

/// The areas that a record stands under: those it names, else none.
pub(super) fn areas<'a>(named: impl Iterator<Item = &'a str>) -> BTreeSet<Option<&'a str>> {
    let mut areas: BTreeSet<Option<&str>> = named.map(Some).collect();
    if areas.is_empty() {
        areas.insert(None);
    }
    areas
}

/// What is said worst about each relation between two records.
fn wrong<'a>(
    index: &'a Index,
    findings: &HashMap<&str, Vec<&'a Diagnostic>>,
) -> HashMap<(usize, usize, Relation), &'a Diagnostic> {
    let mut wrong = HashMap::new();
    for edge in index.edges() {
        let Target::Record(to) = edge.to else {
            continue;
        };
        let path = index.records[edge.written_in].source.path.as_str();
        let about = |finding: &&&Diagnostic| {
            let span = finding.span.map(|span| span.range());
            span.is_some_and(|span| {
                edge.span.start >= span.start && edge.span.range().end <= span.end
            })
        };
        let all = findings.get(path).into_iter().flatten();
        // Of several that are as bad, the first.
        let worst = all.filter(about).rev().max_by_key(|finding| finding.level);
        if let Some(&finding) = worst {
            wrong
                .entry((edge.from, to, edge.relation))
                .or_insert(finding);
        }
    }
    wrong
}
