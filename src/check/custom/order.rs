//! `order`: the sections or keys that are there stand in the order that is named.

use super::subject::Value;
use super::{Case, Found};
use crate::check::custom::condition::quoted;
use crate::model::custom::Aspect;
use crate::model::kind::Kind;

/// A value that the order names, and its place in the order.
struct Placed<'a> {
    value: &'a Value<'a>,
    rank: usize,
}

/// The fewest values that have to move for all to stand in order.
pub(super) fn in_order(case: &Case<'_>) -> Vec<Found> {
    let Some(order) = &case.asked.rule.order else {
        return Vec::new();
    };
    let meant = |word| Meant::by(&case.record.kind, case.asked.aspect, word);
    let names: Vec<Meant<'_>> = order.iter().map(|name| meant(name)).collect();
    let values = case.subject.values.iter().filter_map(|value| {
        let own = meant(&value.text);
        let rank = names.iter().position(|name| *name == own)?;
        Some(Placed { value, rank })
    });
    let all: Vec<Placed<'_>> = values.collect();
    let kept = longest_rise(&all);
    let moved = (0..all.len()).filter(|at| kept.binary_search(at).is_err());
    moved
        .map(|at| Found {
            message: format!(
                "{} is out of order, expected {}",
                quoted(&all[at].value.text),
                where_to(&all, &kept, at)
            ),
            span: all[at].value.span,
            ..Found::default()
        })
        .collect()
}

/// What a word of the order or of the record stands for, whichever of several words it is.
#[derive(PartialEq)]
enum Meant<'a> {
    /// A section of the kind by its id, or a field by its key.
    Known(&'a str),
    /// Only what it says, whatever the case.
    Word(String),
}

impl<'a> Meant<'a> {
    fn by(kind: &'a Kind, aspect: Aspect<'_>, word: &str) -> Self {
        let known = match aspect {
            Aspect::Sections => kind.section_for(word).map(|section| section.id.as_str()),
            _ => kind.field(word).map(|field| field.key.as_str()),
        };
        known.map_or_else(|| Self::Word(word.to_lowercase()), Self::Known)
    }
}

/// The places of the most values that stand in order as they are; of equally many, those that end soonest in it.
fn longest_rise(all: &[Placed<'_>]) -> Vec<usize> {
    // The last place of the best rise of each length, and the place before each on its rise.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (at, placed) in all.iter().enumerate() {
        let length = ends.partition_point(|&end| all[end].rank <= placed.rank);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rise = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rise.push(at);
        next = before[at];
    }
    rise.reverse();
    rise
}

/// Where a value belongs among those that stay.
fn where_to(all: &[Placed<'_>], kept: &[usize], at: usize) -> String {
    let rank = all[at].rank;
    let name = |place: usize| quoted(&all[place].value.text);
    let lower = &kept[..kept.partition_point(|&place| all[place].rank < rank)];
    let higher = &kept[kept.partition_point(|&place| all[place].rank <= rank)..];
    match (lower.last(), higher.first()) {
        (Some(&after), _) if after > at => format!("after {}", name(after)),
        (_, Some(&before)) => format!("before {}", name(before)),
        (Some(&after), None) => format!("after {}", name(after)),
        (None, None) => "elsewhere".to_owned(),
    }
}
