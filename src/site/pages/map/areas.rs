//! The map of a large log: its areas, and how many relations lead from one to the other.

use std::collections::BTreeMap;

use super::{Group, Head, Mention};
use crate::model::drawing::{Sense, Side};
use crate::site::address;
use crate::site::picture::{self, Drawn, Picture, Shown};
use crate::site::relations::areas;
use crate::site::work::Work;

/// The most areas that are drawn; the list has all.
const DRAWN: usize = 150;

/// How many relations lead from the area at one place to that at another.
type Counts = BTreeMap<(usize, usize), usize>;

/// The areas that have a map, in the order of their maps.
pub(super) struct Areas {
    names: Vec<String>,
    counts: Counts,
}

impl Areas {
    pub(super) fn of(work: &Work<'_>) -> Self {
        let scopes = &work.relations.scopes;
        let place: BTreeMap<Option<&str>, usize> = (scopes.iter().enumerate())
            .map(|(place, scope)| (scope.area, place))
            .collect();
        let of = |at: usize| {
            let named = work.index.records[at].areas();
            areas(named.iter().map(|area| area.value))
        };
        let mut counts = Counts::new();
        for edge in &work.relations.edges {
            let (left, right) = edge.sides();
            let (left, right) = (of(left), of(right));
            // Records that share an area are its own business.
            if left.intersection(&right).next().is_some() {
                continue;
            }
            for from in &left {
                for to in &right {
                    if let (Some(&from), Some(&to)) = (place.get(from), place.get(to)) {
                        *counts.entry((from, to)).or_default() += 1;
                    }
                }
            }
        }
        let names = scopes.iter().map(|scope| match scope.area {
            Some(area) => work.area(area, "").name,
            None => work.words.map.no_area.clone(),
        });
        Self {
            names: names.collect(),
            counts,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn picture(&self, work: &Work<'_>, page: &str) -> Picture {
        let scopes = work.relations.scopes.iter().zip(&self.names);
        let shown = scopes.take(DRAWN).map(|(scope, name)| {
            let records = work.words.count_of("record", scope.total);
            Shown {
                href: address::relative(page, &scope.path),
                shape: (Side::Flat, Side::Flat),
                last: false,
                state: None,
                said: format!("{name}, {records}"),
                id: records,
                title: name.clone(),
                look: "",
            }
        });
        let counts = self.counts.iter();
        let counts = counts.filter(|((from, to), _)| *from < DRAWN && *to < DRAWN);
        let drawn = counts.map(|(&(from, to), &count)| Drawn {
            from,
            to,
            tone: None,
            said: work
                .words
                .map
                .leads
                .of(count)
                .replace("{from}", &self.names[from])
                .replace("{to}", &self.names[to]),
            label: Some(count.to_string()),
            width: (1.25 + (count as f64).log2() * 0.3).min(3.0),
            sense: Sense::Onward,
        });
        picture::draw(shown.collect(), drawn.collect())
    }

    pub(super) fn heads(&self, work: &Work<'_>, page: &str) -> Vec<Head> {
        let words = &work.words.map;
        let scopes = work.relations.scopes.iter().enumerate();
        let mention = |at: usize, count: usize| Mention {
            id: None,
            title: self.names[at].clone(),
            href: address::relative(page, &work.relations.scopes[at].path),
            note: Some(words.relations.of(count)),
        };
        let heads = scopes.map(|(at, scope)| {
            let left = self.counts.iter().filter(|((_, to), _)| *to == at);
            let right = self.counts.iter().filter(|((from, _), _)| *from == at);
            let left: Vec<Mention> = left.map(|((from, _), n)| mention(*from, *n)).collect();
            let right: Vec<Mention> = right.map(|((_, to), n)| mention(*to, *n)).collect();
            let groups = [(&words.area_left, left), (&words.area_right, right)];
            let groups = groups.into_iter().filter(|(_, all)| !all.is_empty());
            Head {
                at: None,
                state: None,
                id: None,
                title: self.names[at].clone(),
                href: address::relative(page, &scope.path),
                note: Some(work.words.count_of("record", scope.total)),
                groups: groups
                    .map(|(word, mentions)| Group {
                        word: word.clone(),
                        mentions,
                        more: 0,
                    })
                    .collect(),
                more: None,
            }
        });
        heads.collect()
    }
}
