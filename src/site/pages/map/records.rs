//! The records of one map: drawn, and as a list that says the same.

use std::collections::HashMap;

use super::{Group, Head, MENTIONS, Mention, Saying, is_closed, sayings, wrong};
use crate::model::drawing::Sense;
use crate::site::picture::{self, Drawn, Picture, Shown};
use crate::site::relations::{Edge, Scope, anchor};
use crate::site::work::Work;

/// The drawing of what a scope shows.
pub(super) fn picture(work: &Work<'_>, scope: &Scope<'_>, page: &str) -> Picture {
    let kinds = &work.index.log.kinds;
    let shapes = picture::shapes(kinds);
    let shown = scope.view.nodes.iter().map(|&at| {
        let record = &work.index.records[at];
        let kind = kinds.iter().position(|kind| kind.name == record.kind.name);
        let state = work.chip(at);
        let id = record.id.to_string();
        Shown {
            href: work.href(at, page),
            shape: kind.map_or_else(Default::default, |kind| shapes[kind]),
            last: picture::is_outcome(&record.kind),
            said: format!("{id} {} {}", state.word, record.title()),
            state: Some(state),
            id,
            title: record.title().to_owned(),
            look: match (is_closed(work, at), scope.has(at)) {
                (true, true) => "closed",
                (true, false) => "closed away",
                (false, true) => "",
                (false, false) => "away",
            },
        }
    });
    let place: HashMap<usize, usize> = (scope.view.nodes.iter().enumerate())
        .map(|(place, &at)| (at, place))
        .collect();
    let edges = scope.view.edges.iter().map(|&at| &work.relations.edges[at]);
    let drawn = edges.map(|edge| drawn(work, edge, &place));
    picture::draw(shown.collect(), drawn.collect())
}

fn drawn(work: &Work<'_>, edge: &Edge<'_>, place: &HashMap<usize, usize>) -> Drawn {
    let (left, right) = edge.sides();
    Drawn {
        from: place[&left],
        to: place[&right],
        tone: edge.finding.map(|finding| wrong::tone(finding.level)),
        said: said(work, edge),
        label: edge.finding.map(|finding| finding.rule.to_string()),
        width: 1.25,
        sense: match edge.relation.named_is_left() {
            Some(_) => Sense::Onward,
            None => Sense::Either,
        },
    }
}

/// A relation as one sentence.
fn said(work: &Work<'_>, edge: &Edge<'_>) -> String {
    let id = |at: usize| &work.index.records[at].id;
    let name = edge.relation.name();
    let word = work.words.map.written.get(name);
    let word = word.map_or(name, String::as_str);
    format!("{} {word} {}", id(edge.from), id(edge.to))
}

/// The records of a page of the list: on the first what is drawn and nothing else, on the others all there is.
pub(super) fn heads(work: &Work<'_>, scope: &Scope<'_>, number: usize, page: &str) -> Vec<Head> {
    let sayings = sayings(work);
    let all = scope.heads(number).into_iter();
    all.map(|at| head(work, (scope, number == 1), (at, &sayings), page))
        .collect()
}

fn head(
    work: &Work<'_>,
    (scope, drawn): (&Scope<'_>, bool),
    (at, sayings): (usize, &[Saying<'_>]),
    page: &str,
) -> Head {
    let record = &work.index.records[at];
    let near = &work.relations.near[at];
    let told = |edge: &&usize| !drawn || scope.view.edges.binary_search(edge).is_ok();
    let told: Vec<&Edge<'_>> = (near.iter().filter(told))
        .map(|&edge| &work.relations.edges[edge])
        .collect();
    let most = if drawn { usize::MAX } else { MENTIONS };
    let groups = sayings.iter().filter_map(|saying| {
        let others = (told.iter()).filter_map(|edge| other(edge, at, saying));
        let others: Vec<usize> = others.collect();
        (!others.is_empty()).then(|| Group {
            word: saying.word.to_owned(),
            more: others.len().saturating_sub(most),
            mentions: (others.into_iter().take(most))
                .map(|other| mention(work, other, page))
                .collect(),
        })
    });
    Head {
        at: Some(anchor(work.addresses.page(at))),
        state: Some(work.chip(at)),
        id: Some(record.id.to_string()),
        title: record.title().to_owned(),
        href: work.href(at, page),
        note: None,
        groups: groups.collect(),
        more: (near.len() > told.len()).then(|| work.words.map.undrawn.of(near.len() - told.len())),
    }
}

/// The record at the other end of an edge, where that is what is said.
fn other(edge: &Edge<'_>, at: usize, saying: &Saying<'_>) -> Option<usize> {
    let fits = match (edge.relation.named_is_left(), saying.derived) {
        (None, _) => edge.from == at || edge.to == at,
        (Some(_), false) => edge.from == at,
        (Some(_), true) => edge.to == at,
    };
    (edge.relation == saying.relation && fits).then(|| edge.other(at))
}

fn mention(work: &Work<'_>, at: usize, page: &str) -> Mention {
    let record = &work.index.records[at];
    Mention {
        id: Some(record.id.to_string()),
        title: record.title().to_owned(),
        href: work.href(at, page),
        note: is_closed(work, at).then(|| work.state(at).word.to_lowercase()),
    }
}
