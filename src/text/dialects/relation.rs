//! What prose says of other records: `Superseded by [9. Title](0009-title.md)`, `Amends ADR 4`.

use super::claim::is_choice;
use super::clause::{Clause, clauses};
use super::{Page, Part, mask, mention, near, told::Told};
use crate::model::front::{Node, Value};
use crate::model::kind::Kind;
use crate::model::link::Relation;
use crate::model::source::{Span, Spanned};

/// How far behind a phrase, in bytes, that which it is about may begin.
const FAR: usize = 512;

/// Which side of a relation a phrase stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The record itself does it.
    Writes,
    /// Another one does it to the record.
    Suffers,
}

/// Phrases at the start of a clause, and what they say.
const PHRASES: [(&str, Relation, Side); 31] = [
    ("supersedes by", Relation::Supersedes, Side::Suffers),
    ("supersedes", Relation::Supersedes, Side::Writes),
    ("supercedes", Relation::Supersedes, Side::Writes),
    ("superseeds", Relation::Supersedes, Side::Writes),
    ("replaces", Relation::Supersedes, Side::Writes),
    ("obsoletes", Relation::Supersedes, Side::Writes),
    ("superseded", Relation::Supersedes, Side::Suffers),
    ("superceded", Relation::Supersedes, Side::Suffers),
    ("superseeded", Relation::Supersedes, Side::Suffers),
    ("superceeded", Relation::Supersedes, Side::Suffers),
    ("replaced with", Relation::Supersedes, Side::Suffers),
    ("moved to", Relation::Supersedes, Side::Suffers),
    ("replaced by", Relation::Supersedes, Side::Suffers),
    ("obsoleted by", Relation::Supersedes, Side::Suffers),
    ("ersetzt durch", Relation::Supersedes, Side::Suffers),
    ("ersetzt", Relation::Supersedes, Side::Writes),
    ("remplace", Relation::Supersedes, Side::Writes),
    ("reemplaza", Relation::Supersedes, Side::Writes),
    ("substitui", Relation::Supersedes, Side::Writes),
    ("取代", Relation::Supersedes, Side::Writes),
    ("替代", Relation::Supersedes, Side::Writes),
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
        let text = without_menus(page.kind, &part.text);
        let mut end = 0;
        for clause in clauses(page.kind, &text) {
            if clause.at >= end {
                end = paragraph_end(&text, clause.at);
            }
            said(page, (part, &text[clause.at..end]), &clause, told);
        }
    }
}

/// A text without the lines that list the states there are, each byte at its place: what they name is an example.
fn without_menus(kind: &Kind, text: &str) -> String {
    let is_menu = |line: &str| {
        let value = line
            .split_once([':', '：'])
            .map_or(line, |(_, value)| value);
        line.contains(['|', '/', ',']) && (is_choice(kind, line) || is_choice(kind, value))
    };
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match is_menu(line) {
            true => mask::blank(line, &mut out),
            false => out.push_str(line),
        }
    }
    out
}

/// Where the paragraph ends that a place is in.
fn paragraph_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let ends = ["\n\n", "\n\r\n"].map(|end| rest.find(end));
    let end = ends.into_iter().flatten().min();
    end.map_or(text.len(), |end| at + end)
}

fn said(page: &Page<'_>, (part, text): (&Part, &str), clause: &Clause, told: &mut Told) {
    let Some((length, relation, side)) = phrase(text) else {
        return;
    };
    let after = &text[length..];
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
        let span = match part.at {
            Some(at) => Span::new(at + one.span.start, at + one.span.end),
            None => part.span,
        };
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

/// Whether a text begins with words that say that its record takes the place of another, as `Ersetzt [3](0003-x.md)`.
pub(super) fn supersedes_another(kind: &Kind, text: &str) -> bool {
    matches!(
        phrase(text),
        Some((length, Relation::Supersedes, Side::Writes))
            if !mention::read(kind, near(&text[length..], FAR), 0).is_empty()
    )
}

/// The phrase that a clause begins with, and its length.
fn phrase(text: &str) -> Option<(usize, Relation, Side)> {
    if let Some(verb) = suffered(text) {
        let by = text.find('被').map_or(0, |at| at + '被'.len_utf8());
        return (by <= verb).then_some((by, Relation::Supersedes, Side::Suffers));
    }
    PHRASES.iter().find_map(|(phrase, relation, side)| {
        let start = text.get(..phrase.len())?;
        let ends = text[phrase.len()..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric() || u32::from(next) >= 0x2e80);
        (ends && start.to_lowercase() == *phrase).then_some((phrase.len(), *relation, *side))
    })
}

/// `superseded by`, `superseded on 2020-01-05 by`, `superseded in part by`: how long what stands before the name is.
fn until_by(after: &str) -> usize {
    let after = near(after, FAR);
    let link = after.find('[').unwrap_or(after.len());
    let by = after[..link]
        .find("by ")
        .or_else(|| after[..link].find("by\n"));
    by.map_or(0, |at| at + 3)
}

/// `被 [ADR-9](0009-x.md) 取代`, `已被 ADR-9 取代`: where the verb stands, which follows the name.
pub(super) fn suffered(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('已').unwrap_or(text);
    rest.strip_prefix('被')?;
    let near = near(text, FAR);
    let clause = &near[..near.find(['\n', '。', '；']).unwrap_or(near.len())];
    let mut verbs = ["取代", "替代", "替换"].into_iter();
    verbs.find_map(|verb| clause.find(verb))
}

fn writes(page: &Page<'_>, relation: Relation, found: Vec<Spanned<String>>, told: &mut Told) {
    let key = relation.name();
    if page.kind.field(key).is_none() {
        return;
    }
    for one in found {
        told.written(relation, one);
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
