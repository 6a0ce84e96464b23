//! What changed lately: the steps of records and what was reported of them, day by day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::MOST;
use crate::model::kind::Kind;
use crate::model::state::{Icon, Step, Tone};
use crate::site::context::{Chip, Day, Segment, fill};
use crate::site::work::Work;

/// Days back that count as lately.
const LATELY: i64 = 14;

/// What changed on one day.
#[derive(Serialize)]
pub(super) struct Changed {
    date: Day,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    tone: Tone,
    icon: Icon,
    segments: Vec<Segment>,
}

/// What happened to a record on a day.
struct Event<'a> {
    at: usize,
    who: Option<&'a str>,
    state: Option<Chip>,
    what: What<'a>,
}

/// What sort of thing happened.
#[derive(Clone, Copy)]
enum What<'a> {
    /// It came into a state of that name, by the step of that verb where there is one alone.
    Moved(&'a str, Option<&'a str>),
    /// Somebody reported how the work goes.
    Reported,
    /// Its text changed.
    Revised,
}

pub(super) fn changed(work: &Work<'_>, page: &str) -> Vec<Changed> {
    let today = work.index.log.as_of;
    let from = today.checked_sub(LATELY.days()).unwrap_or(today);
    let mut days: BTreeMap<Date, Vec<Event<'_>>> = BTreeMap::new();
    for at in 0..work.index.records.len() {
        for (date, event) in events(work, at) {
            if date > from && date <= today {
                days.entry(date).or_default().push(event);
            }
        }
    }
    let mut left = MOST;
    let mut changed = Vec::new();
    for (date, mut events) in days.into_iter().rev() {
        events.truncate(left);
        left -= events.len();
        if !events.is_empty() {
            changed.push(Changed {
                date: Day::from(date),
                items: events.iter().map(|event| item(work, event, page)).collect(),
            });
        }
    }
    changed
}

/// What happened to a record and what was reported of it; a version that only brought a report is told once.
fn events<'w>(work: &Work<'w>, at: usize) -> Vec<(Date, Event<'w>)> {
    let record = &work.index.records[at];
    let reports = record.entries.iter().filter_map(|entry| {
        let health = record.kind.health(&entry.word)?;
        let event = Event {
            at,
            who: Some(entry.person.as_str()).filter(|person| !person.is_empty()),
            state: Some(Chip::from(health)),
            what: What::Reported,
        };
        Some((entry.date?, event))
    });
    let reports: Vec<(Date, Event<'_>)> = reports.collect();
    let mut events = changes(work, at);
    events.retain(|(date, event)| {
        event.state.is_some() || reports.iter().all(|(reported, _)| reported != date)
    });
    events.extend(reports);
    events
}

/// The story of a record where git was asked for it, else the days its file names.
fn changes<'w>(work: &Work<'w>, at: usize) -> Vec<(Date, Event<'w>)> {
    let record = &work.index.records[at];
    let stories = work.index.facts.stories.as_ref();
    if let Some(story) = stories.and_then(|stories| stories.get(&record.source.path)) {
        let events = story.iter().enumerate().map(|(place, change)| {
            let state = change.state.as_deref();
            let before = || {
                story[place + 1..]
                    .iter()
                    .find_map(|one| one.state.as_deref())
            };
            let step = |to| before().and_then(|from| only_step(&record.kind, from, to));
            let event = Event {
                at,
                who: Some(change.person.as_ref().unwrap_or(&change.author)),
                state: state
                    .and_then(|name| record.kind.state(name))
                    .map(Chip::from),
                what: state.map_or(What::Revised, |to| What::Moved(to, step(to))),
            };
            (change.date, event)
        });
        return events.collect();
    }
    let event = record.date("date").or(record.date("created")).map(|date| {
        let event = Event {
            at,
            who: None,
            state: Some(work.state(at)),
            what: What::Moved(record.state().map_or("", |state| &state.name), None),
        };
        (date, event)
    });
    event.into_iter().collect()
}

/// The verb of the step that leads from one state to another, where only one does.
fn only_step<'k>(kind: &'k Kind, from: &str, to: &str) -> Option<&'k str> {
    let leads = |step: &&Step| step.to == to && step.from.iter().any(|state| state == from);
    let mut steps = kind.steps.iter().filter(leads);
    let only = steps.next().filter(|_| steps.next().is_none());
    only.map(|step| step.verb.as_str())
}

fn item(work: &Work<'_>, event: &Event<'_>, page: &str) -> Item {
    let words = &work.words.change;
    let pattern = match (event.who, event.what) {
        (None, _) => &words.nobody,
        (_, What::Reported) => &words.reported,
        (_, What::Revised) => &words.revised,
        (_, What::Moved(state, verb)) => {
            let by_step = verb.and_then(|verb| words.step.get(verb));
            let by_state = || words.state.get(state);
            by_step.or_else(by_state).unwrap_or(&words.other)
        }
    };
    let title = work.index.records[event.at].title();
    let state = event.state.as_ref().map_or("", |state| state.word.as_str());
    let values = [
        (
            "who",
            event
                .who
                .map(|who| work.who(who, page).segment())
                .into_iter()
                .collect(),
        ),
        ("state", vec![Segment::plain(state.to_lowercase())]),
        (
            "record",
            vec![
                Segment::plain(work.index.records[event.at].id.to_string()).mono(),
                Segment::plain(" "),
                Segment::link(title, work.href(event.at, page)),
            ],
        ),
    ];
    Item {
        tone: event.state.as_ref().map_or(Tone::Quiet, |state| state.tone),
        icon: event.state.as_ref().map_or(Icon::Ring, |state| state.icon),
        segments: fill(pattern, &values),
    }
}
