//! `requires-status`: where the records stand that a field names.

use super::{Case, Found};
use crate::check::custom::condition::{any, means};
use crate::index::{Resolved, Target};
use crate::model::custom::{Aspect, Standings};
use crate::model::kind::{Stage, covers};
use crate::model::source::Span;

/// Every record that is named and stands in none of the states it may. What names nothing is another rule's to tell.
pub(super) fn settled(case: &Case<'_>) -> Vec<Found> {
    let Some((allowed, while_in)) = allowed(case) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (to, span) in named(case) {
        let other = &case.index.records[to];
        if let Some(state) = other.state().filter(|state| !covers(allowed, state)) {
            let words = allowed.iter().map(Stage::name);
            found.push(Found {
                message: format!(
                    "`{}` is `{}`, expected {}{while_in}",
                    other.id,
                    state.name,
                    any(words)
                ),
                span: Some(span),
                ..Found::default()
            });
        }
    }
    found
}

/// The states that named records may have, and for which state of this record that is so.
fn allowed<'a>(case: &'a Case<'_>) -> Option<(&'a [Stage], String)> {
    match case.asked.rule.requires_status.as_ref()? {
        Standings::Any(stages) => Some((stages, String::new())),
        Standings::ByOwn(table) => {
            let state = case.record.state()?;
            let by_name = table.get(&state.name);
            let stages = by_name.or_else(|| {
                let mut rows = table.iter();
                rows.find(|(word, _)| means(word, state))
                    .map(|(_, stages)| stages)
            })?;
            let own = format!(" while `{}` is `{}`", case.record.id, state.name);
            Some((stages, own))
        }
    }
}

/// The records that the field names, each with the place of the reference.
fn named(case: &Case<'_>) -> Vec<(usize, Span)> {
    let Aspect::Key(key) = case.asked.aspect else {
        return Vec::new();
    };
    let record = case.record;
    let relation = record.kind.field(key).and_then(|field| field.relation());
    if let Some(relation) = relation {
        let edges = case.index.edges_from(case.at);
        let edges = edges.filter(|edge| edge.relation == relation);
        let to = |target: &Target| match target {
            Target::Record(to) => Some(*to),
            _ => None,
        };
        return edges
            .filter_map(|edge| Some((to(&edge.to)?, edge.span)))
            .collect();
    }
    let words = record.words(key);
    let named = words.iter().filter_map(|word| {
        let path = Some(record.source.path.as_str());
        match case.index.resolve(word.value, Some(&record.kind), path) {
            Resolved::One(to) => Some((to, word.span)),
            _ => None,
        }
    });
    named.collect()
}
