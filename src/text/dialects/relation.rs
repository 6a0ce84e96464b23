//! What prose says of other records: `Superseded by [9. Title](0009-title.md)`, `Amends ADR 4`.

use super::clause::{Clause, clauses};
use super::{Page, Part, mention, told::Told};
use crate::model::front::{Node, Value};
use crate::model::link::Relation;
use crate::model::source::{Span, Spanned};

/// Which side of a relation a phrase stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The record itself does it.
    Writes,
    /// Another one does it to the record.
    Suffers,
}

/// Phrases at the start of a clause, and what they say.
const PHRASES: [(&str, Relation, Side); 22] = [
    ("supersedes by", Relation::Supersedes, Side::Suffers),
    ("supersedes", Relation::Supersedes, Side::Writes),
    ("supercedes", Relation::Supersedes, Side::Writes),
    ("superseeds", Relation::Supersedes, Side::Writes),
    ("replaces", Relation::Supersedes, Side::Writes),
    ("obsoletes", Relation::Supersedes, Side::Writes),
    ("superseded", Relation::Supersedes, Side::Suffers),
    ("superceded", Relation::Supersedes, Side::Suffers),
    ("superseeded", Relation::Supersedes, Side::Suffers),
    ("replaced by", Relation::Supersedes, Side::Suffers),
    ("obsoleted by", Relation::Supersedes, Side::Suffers),
    ("ersetzt durch", Relation::Supersedes, Side::Suffers),
    ("abgelöst durch", Relation::Supersedes, Side::Suffers),
    ("remplacé par", Relation::Supersedes, Side::Suffers),
    ("remplacée par", Relation::Supersedes, Side::Suffers),
    ("reemplazado por", Relation::Supersedes, Side::Suffers),
    ("substituído por", Relation::Supersedes, Side::Suffers),
    ("amends", Relation::Amends, Side::Writes),
    ("clarifies", Relation::Amends, Side::Writes),
    ("amended by", Relation::Amends, Side::Suffers),
    ("clarified by", Relation::Amends, Side::Suffers),
    ("depends on", Relation::DependsOn, Side::Writes),
];

/// Adds what the words beside the state and above the first section say of other records.
pub(super) fn read(page: &Page<'_>, told: &mut Told) {
    let head = page
        .head()
        .into_iter()
        .map(|span| Part::at(page.text(span), span.start));
    let prose: Vec<Part> = told.prose.drain(..).chain(head).collect();
    for part in &prose {
        for clause in clauses(page.kind, &part.text) {
            said(page, part, &clause, told);
        }
    }
}

fn said(page: &Page<'_>, part: &Part, clause: &Clause, told: &mut Told) {
    let text = &part.text[clause.at..];
    let Some((length, relation, side)) = phrase(text) else {
        return;
    };
    let end = text.find("\n\n").unwrap_or(text.len());
    let after = &text[length..end];
    let skipped = if side == Side::Suffers {
        until_by(after)
    } else {
        0
    };
    let found = mention::read(page.kind, &after[skipped..], clause.at + length + skipped);
    let partial = clause.is_in_part || super::claim::is_in_part(after);
    let relation = if partial && relation == Relation::Supersedes {
        Relation::Amends
    } else {
        relation
    };
    let moved = |one: Spanned<String>| {
        let span = part.at.map_or_else(Span::default, |at| {
            Span::new(at + one.span.start, at + one.span.end)
        });
        Spanned::new(one.value, span)
    };
    let found: Vec<_> = found.into_iter().map(moved).collect();
    if found.is_empty() {
        return;
    }
    match side {
        Side::Writes => writes(page, relation, found, told),
        Side::Suffers => {
            if relation == Relation::Supersedes && told.state.is_none() {
                superseded(page, part, clause, told);
            }
            for one in found {
                told.mirrored(relation, one);
            }
        }
    }
}

/// The phrase that a clause begins with, and its length.
fn phrase(text: &str) -> Option<(usize, Relation, Side)> {
    PHRASES.iter().find_map(|(phrase, relation, side)| {
        let start = text.get(..phrase.len())?;
        let ends = text[phrase.len()..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric());
        (ends && start.to_lowercase() == *phrase).then_some((phrase.len(), *relation, *side))
    })
}

/// `superseded by`, `superseded on 2020-01-05 by`, `superseded in part by`: how long what stands before the name is.
fn until_by(after: &str) -> usize {
    let link = after.find('[').unwrap_or(after.len());
    let by = after[..link]
        .find("by ")
        .or_else(|| after[..link].find("by\n"));
    by.map_or(0, |at| at + 3)
}

fn writes(page: &Page<'_>, relation: Relation, found: Vec<Spanned<String>>, told: &mut Told) {
    let key = relation.name();
    if page.kind.field(key).is_none() {
        return;
    }
    for one in found {
        let node = Node {
            span: one.span,
            value: Value::Scalar(one.value),
        };
        match told
            .pairs
            .iter_mut()
            .find(|pair| pair.key.value == key)
            .map(|pair| &mut pair.node.value)
        {
            Some(Value::List(items)) if items.iter().any(|item| item.value == node.value) => {}
            Some(Value::List(items)) => items.push(node),
            _ => {
                let list = Node {
                    span: node.span,
                    value: Value::List(vec![node]),
                };
                told.add(key, list.span, list);
            }
        }
    }
}

/// A text that says nothing of its state but that another record has taken its place.
fn superseded(page: &Page<'_>, part: &Part, clause: &Clause, told: &mut Told) {
    let kind = page.kind;
    let state = kind
        .superseded
        .as_ref()
        .and_then(|name| kind.states.iter().position(|state| state.name == *name));
    let line = part.text[clause.at..].lines().next().unwrap_or_default();
    if let (Some(state), Some(at)) = (state, part.at)
        && !told.has("status")
    {
        told.state = Some(state);
        let span = Span::new(at + clause.at, at + clause.at + line.trim_end().len());
        let node = Node {
            span,
            value: Value::Scalar(line.trim_end().to_owned()),
        };
        told.add("status", span, node);
    }
}
