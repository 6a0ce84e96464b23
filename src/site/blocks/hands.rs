//! From whom to whom work goes, and whose move it is.

use serde::Serialize;

use super::Site;
use super::stages::{Stage, stages};
use crate::model::kind::{FROM, Field, FieldType, Kind, TO};
use crate::model::state::Phase;
use crate::site::context::{Segment, Who, fill};
use crate::site::whereabouts::home;

/// The strip and the stages below it.
#[derive(Serialize)]
pub(in crate::site) struct Hands {
    sides: Vec<Side>,
    stages: Vec<Stage>,
}

#[derive(Serialize)]
struct Side {
    label: String,
    who: Vec<Who>,
    note: Vec<Segment>,
}

pub(super) fn block(site: &Site<'_>) -> Option<Hands> {
    let kind = &site.record.kind;
    let (from, to) = (person(kind, FROM)?, person(kind, TO)?);
    let (gives, takes) = site.work.index.hands(site.at);
    Some(Hands {
        sides: vec![
            side(site, from, gives),
            side(site, to, takes),
            waiting(site),
        ],
        stages: stages(site),
    })
}

/// Whether records of a kind go from somebody to somebody.
pub(super) fn shows(kind: &Kind) -> bool {
    person(kind, FROM).is_some() && person(kind, TO).is_some()
}

fn person<'k>(kind: &'k Kind, key: &str) -> Option<&'k Field> {
    let field = kind.field(key)?;
    (field.shape == FieldType::Person).then_some(field)
}

fn side(site: &Site<'_>, field: &Field, handle: Option<&str>) -> Side {
    let note = handle.and_then(|handle| home(site.work, handle));
    let who = handle.map(|handle| site.work.who(handle, &site.page));
    Side {
        label: field.label.clone(),
        who: who.into_iter().collect(),
        note: note.map(Segment::plain).into_iter().collect(),
    }
}

/// Whose move it is; of a live record, which waits for nothing, who has it in hand.
fn waiting(site: &Site<'_>) -> Side {
    let words = &site.work.words.hands;
    let since = site.record.date("date");
    let who = site.work.index.waits_on(site.at).into_iter();
    let who: Vec<Who> = who.map(|who| site.work.who(who, &site.page)).collect();
    let note = since.filter(|_| !who.is_empty());
    Side {
        label: match site.record.phase() {
            Some(Phase::Live) => words.with.clone(),
            _ => words.waiting_on.clone(),
        },
        who,
        note: note.map_or_else(Vec::new, |since| {
            fill(&words.since, &[("date", vec![Segment::day(since)])])
        }),
    }
}
