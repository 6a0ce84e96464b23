//! Relations both ways, and what they say about being in force.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Index, Resolved};
use crate::model::front::Node;
use crate::model::kind::{EXPIRES, IMPLEMENTED_BY};
use crate::model::link::{Reference, Relation};
use crate::model::source::Span;
use crate::model::state::{Phase, Tone};

/// What the written side of a relation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A record, by its place in the index.
    Record(usize),
    /// Nothing that is there.
    Unknown,
    /// Several records that claim the id.
    Several(Vec<usize>),
}

impl Target {
    /// Every record that it may be.
    #[must_use]
    pub fn all(&self) -> &[usize] {
        match self {
            Self::Record(at) => std::slice::from_ref(at),
            Self::Several(all) => all,
            Self::Unknown => &[],
        }
    }
}

/// One written relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The record that writes it, by its place in the index.
    pub from: usize,
    /// What it means.
    pub relation: Relation,
    /// What it names.
    pub to: Target,
    /// The section of the other record it is about.
    pub section: Option<String>,
    /// As written.
    pub written: String,
    /// Where it is written.
    pub span: Span,
    /// The record whose file writes it: `from`, or the other one where only that says it.
    pub written_in: usize,
}

impl Index {
    /// Every written relation.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The relations a record writes, in the order written.
    pub fn edges_from(&self, at: usize) -> impl Iterator<Item = &Edge> {
        self.outgoing[at].iter().map(|&edge| &self.edges[edge])
    }

    /// The relations that name a record.
    pub fn edges_to(&self, at: usize) -> impl Iterator<Item = &Edge> {
        self.incoming[at].iter().map(|&edge| &self.edges[edge])
    }

    /// The records that a record names with that relation.
    #[must_use]
    pub fn named(&self, at: usize, relation: Relation) -> Vec<usize> {
        self.edges_from(at)
            .filter(|edge| edge.relation == relation)
            .filter_map(|edge| match edge.to {
                Target::Record(to) => Some(to),
                _ => None,
            })
            .collect()
    }

    /// The records that name a record with that relation.
    #[must_use]
    pub fn naming(&self, at: usize, relation: Relation) -> Vec<usize> {
        self.edges_to(at)
            .filter(|edge| edge.relation == relation)
            .map(|edge| edge.from)
            .collect()
    }

    /// The records that took a record's place: those naming it in `supersedes` that are live or were.
    #[must_use]
    pub fn superseded_by(&self, at: usize) -> Vec<usize> {
        let took_over = |&by: &usize| {
            by != at && matches!(self.records[by].phase(), Some(Phase::Live | Phase::Ended))
        };
        self.naming(at, Relation::Supersedes)
            .into_iter()
            .filter(took_over)
            .collect()
    }

    /// Live, not superseded and not past `expires`; none where the state is not known.
    #[must_use]
    pub fn in_force(&self, at: usize) -> Option<bool> {
        let record = &self.records[at];
        let live = record.phase()? == Phase::Live;
        let expired = record.date(EXPIRES).is_some_and(|day| day < self.log.as_of);
        Some(live && !expired && self.superseded_by(at).is_empty())
    }

    /// The last day of a record that would still be in force were that day not over.
    #[must_use]
    pub fn expired(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        let live = record.phase() == Some(Phase::Live) && self.superseded_by(at).is_empty();
        record
            .date(EXPIRES)
            .filter(|day| live && *day < self.log.as_of)
    }

    /// In force, of a kind that says what carries its records out, and nothing is said.
    #[must_use]
    pub fn is_unbuilt(&self, at: usize) -> bool {
        let record = &self.records[at];
        let asked = record.kind.field(IMPLEMENTED_BY).is_some() && self.in_force(at) == Some(true);
        asked
            && !record
                .node(IMPLEMENTED_BY)
                .is_some_and(Node::says_something)
    }

    /// What a record that is open or in force rests on and cannot yet, or no more: what is neither in force nor ended
    /// well. What has a state that nobody knows holds nothing up.
    #[must_use]
    pub fn blocked_by(&self, at: usize) -> Vec<usize> {
        if !self.is_going_on(at) {
            return Vec::new();
        }
        let mut all = self.named(at, Relation::DependsOn);
        all.retain(|&on| on != at && !self.bears(on));
        all
    }

    /// Whether others may rest on a record.
    fn bears(&self, at: usize) -> bool {
        let Some(state) = self.records[at].state() else {
            return true;
        };
        let ended_well = state.phase == Phase::Ended && state.tone == Tone::Good;
        self.in_force(at) == Some(true) || (ended_well && self.superseded_by(at).is_empty())
    }

    /// The line of supersession a record stands in, oldest first: itself, at most `around` of those it replaced,
    /// directly or through others, and as many of those that replaced it.
    #[must_use]
    pub fn chain(&self, at: usize, around: usize) -> Vec<usize> {
        let mut line = nearest(at, around, |here| self.named(here, Relation::Supersedes));
        line.reverse();
        line.push(at);
        line.extend(nearest(at, around, |here| {
            self.naming(here, Relation::Supersedes)
        }));
        line
    }

    /// The day a record was written: `created`, else the day of its first commit where history was fetched, or the day
    /// it names itself where that is earlier.
    #[must_use]
    pub fn created(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        record.date("created").or_else(|| {
            let commit = self.facts.history.as_ref()?.first(&record.source.path)?;
            let committed = self.log.day_of(commit.time);
            let own = record.date("date").filter(|day| *day < committed);
            Some(own.unwrap_or(committed))
        })
    }

    /// The day a record last changed: of its state, of the newest entry of its Log, or of the last commit that touched
    /// its file where history was fetched.
    #[must_use]
    pub fn updated(&self, at: usize) -> Option<Date> {
        let record = &self.records[at];
        let history = self.facts.history.as_ref();
        let touched = history.and_then(|history| history.last(&record.source.path));
        let touched = touched.map(|commit| self.log.day_of(commit.time));
        let entries = record.entries.iter().filter_map(|entry| entry.date);
        entries.chain(record.date("date")).chain(touched).max()
    }

    /// The relations that a record says others have to it and that name nothing, or too much.
    pub fn stray_mirrors(&self, at: usize) -> impl Iterator<Item = Edge> {
        let mirrors = self.records[at].mirrors.iter();
        let edges = mirrors.map(move |mirror| self.edge(at, mirror));
        edges.filter(|edge| !matches!(edge.to, Target::Record(_)))
    }

    fn edge(&self, from: usize, reference: &Reference) -> Edge {
        let record = &self.records[from];
        let (written, path) = (&reference.to.value, &record.source.path);
        let to = match self.resolve(written, Some(&record.kind), Some(path)) {
            Resolved::One(to) => Target::Record(to),
            Resolved::Unknown => Target::Unknown,
            Resolved::Several(all) => Target::Several(all),
        };
        Edge {
            from,
            relation: reference.relation,
            to,
            section: reference.section.clone(),
            written: written.clone(),
            span: reference.to.span,
            written_in: from,
        }
    }

    pub(super) fn relate(&mut self) {
        let mut edges = Vec::new();
        for (from, record) in self.records.iter().enumerate() {
            edges.extend(
                record
                    .references
                    .iter()
                    .map(|reference| self.edge(from, reference)),
            );
        }
        let mut known: HashSet<_> = edges
            .iter()
            .filter_map(|edge| match edge.to {
                Target::Record(to) => Some((edge.from, edge.relation, to)),
                _ => None,
            })
            .collect();
        // By declog's own rules the relation is the other record's to write.
        let all = self.records.iter().enumerate();
        for (at, record) in all.filter(|(_, record)| !record.is_native()) {
            for mirror in &record.mirrors {
                let edge = self.edge(at, mirror);
                if let Target::Record(by) = edge.to
                    && by != at
                    && known.insert((by, edge.relation, at))
                {
                    edges.push(Edge {
                        from: by,
                        to: Target::Record(at),
                        written: record.id.to_string(),
                        section: None,
                        ..edge
                    });
                }
            }
        }
        self.outgoing = vec![Vec::new(); self.records.len()];
        self.incoming = vec![Vec::new(); self.records.len()];
        for (at, edge) in edges.iter().enumerate() {
            self.outgoing[edge.from].push(at);
            if let Target::Record(to) = edge.to {
                self.incoming[to].push(at);
            }
        }
        self.edges = edges;
    }
}

/// The records that steps from `start` lead to, nearest first, each once, `most` of them at the most.
fn nearest(start: usize, most: usize, step: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut found = vec![start];
    let mut next = 0;
    while next < found.len() && found.len() <= most {
        for other in step(found[next]) {
            if !found.contains(&other) && found.len() <= most {
                found.push(other);
            }
        }
        next += 1;
    }
    found.remove(0);
    found
}
