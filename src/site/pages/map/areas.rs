//! The map of a large log: its areas, and how many relations lead from one to the other.

use std::collections::BTreeMap;

use super::{Group, Head, MENTIONS, Mention};
use crate::model::drawing::{Sense, Side};
use crate::site::address;
use crate::site::picture::{self, Drawn, Picture, Shown};
use crate::site::relations::areas;
use crate::site::work::Work;

/// The most areas that are drawn, and the most lines between them; the list has all.
const DRAWN: usize = 120;
const LINES: usize = 360;

/// Areas that one is told to have to do with, where there are too many to draw.
const FEW: usize = 6;

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

    /// Whether the drawing leaves something out.
    pub(super) fn is_cut(&self) -> bool {
        let shown = self.shown();
        shown.len() < self.names.len() || self.lines(&shown).len() < self.counts.len()
    }

    /// The areas that are drawn: those with the most relations to others.
    fn shown(&self) -> Vec<usize> {
        let mut sums = vec![0; self.names.len()];
        for (&(from, to), count) in &self.counts {
            sums[from] += count;
            sums[to] += count;
        }
        let mut shown: Vec<usize> = (0..self.names.len()).collect();
        shown.sort_by_key(|&at| (std::cmp::Reverse(sums[at]), at));
        shown.truncate(DRAWN);
        shown.sort_unstable();
        shown
    }

    /// The lines that are drawn between them: those of the most relations.
    fn lines(&self, shown: &[usize]) -> Vec<((usize, usize), usize)> {
        let there = |at: &usize| shown.binary_search(at).is_ok();
        let counts = self.counts.iter();
        let mut lines: Vec<_> = counts
            .filter(|((from, to), _)| there(from) && there(to))
            .map(|(&pair, &count)| (pair, count))
            .collect();
        lines.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
        lines.truncate(LINES);
        lines.sort_unstable();
        lines
    }

    pub(super) fn picture(&self, work: &Work<'_>, page: &str) -> Picture {
        let areas = self.shown();
        let place = |at: usize| areas.partition_point(|&other| other < at);
        let boxes = areas.iter().map(|&at| {
            let (scope, name) = (&work.relations.scopes[at], &self.names[at]);
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
        let lines = self.lines(&areas).into_iter();
        let drawn = lines.map(|((from, to), count)| Drawn {
            from: place(from),
            to: place(to),
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
        picture::draw(boxes.collect(), drawn.collect())
    }

    pub(super) fn heads(&self, work: &Work<'_>, page: &str) -> Vec<Head> {
        let words = &work.words.map;
        // What carries each area, and what each carries.
        let mut near: Vec<[Vec<(usize, usize)>; 2]> = vec![Default::default(); self.names.len()];
        for (&(from, to), &count) in &self.counts {
            near[to][0].push((from, count));
            near[from][1].push((to, count));
        }
        let heads = near.into_iter().enumerate().map(|(at, sides)| {
            let scope = &work.relations.scopes[at];
            let groups = [&words.area_left, &words.area_right].into_iter().zip(sides);
            let groups = groups.filter(|(_, all)| !all.is_empty());
            Head {
                at: None,
                state: None,
                id: None,
                title: self.names[at].clone(),
                href: address::relative(page, &scope.path),
                note: Some(work.words.count_of("record", scope.total)),
                groups: groups
                    .map(|(word, all)| self.group(work, (word, all), page))
                    .collect(),
                more: None,
            }
        });
        heads.collect()
    }

    /// The areas with the most relations of one sort, by name, and how many more there are.
    fn group(
        &self,
        work: &Work<'_>,
        (word, mut all): (&str, Vec<(usize, usize)>),
        page: &str,
    ) -> Group {
        let most = match self.names.len() > DRAWN {
            true => FEW,
            false => MENTIONS,
        };
        let more = all.len().saturating_sub(most);
        all.sort_by_key(|&(at, count)| (std::cmp::Reverse(count), at));
        all.truncate(most);
        all.sort_unstable();
        let mentions = all.into_iter().map(|(at, count)| Mention {
            id: None,
            title: self.names[at].clone(),
            href: address::relative(page, &work.relations.scopes[at].path),
            note: Some(work.words.map.relations.of(count)),
        });
        Group {
            word: word.to_owned(),
            mentions: mentions.collect(),
            more,
        }
    }
}
