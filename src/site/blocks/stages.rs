//! How far a record has come: the states on its way, each with the day it was reached or should be.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::Serialize;

use super::Site;
use crate::model::kind::Kind;
use crate::model::state::{Phase, State};
use crate::site::context::{Chip, Day, Who};

/// One state on the way.
#[derive(Serialize)]
pub(super) struct Stage {
    state: Chip,
    /// `reached`, `now` or `ahead`.
    when: &'static str,
    /// The day it was reached; of one that lies ahead, the day by which it should be.
    date: Option<Day>,
    who: Option<Who>,
}

/// The states that a record goes through as a rule, and the one it is in.
pub(super) fn stages(site: &Site<'_>) -> Vec<Stage> {
    let Some(now) = site.record.state() else {
        return Vec::new();
    };
    let way = way(site, now);
    let here = way.iter().position(|state| state.name == now.name);
    let here = here.unwrap_or(way.len());
    let stages = way.iter().enumerate().map(|(at, state)| {
        let reached = site.work.index.reached(site.at, state);
        let (when, date, who) = match at.cmp(&here) {
            Ordering::Greater => ("ahead", ahead(site, state), None),
            order => {
                let who = reached.as_ref().and_then(|reached| reached.who);
                let when = if order.is_eq() { "now" } else { "reached" };
                (when, reached.map(|reached| reached.day), who)
            }
        };
        Stage {
            state: Chip::from(*state),
            when,
            date: date.map(Day::from),
            who: who.map(|who| site.work.who(who, &site.page)),
        }
    });
    stages.collect()
}

/// The straight way from the first state. A state beside it is put where it belongs; one that ends the record closes it.
fn way<'w>(site: &Site<'w>, now: &'w State) -> Vec<&'w State> {
    let kind = &site.record.kind;
    let place = |state: &State| kind.states.iter().position(|one| one.name == state.name);
    let mut way = straight(kind);
    if way.iter().any(|state| state.name == now.name) {
        return way;
    }
    if now.phase.is_closed() {
        way.retain(|state| site.work.index.reached(site.at, state).is_some());
        way.push(now);
        return way;
    }
    let behind = way.iter().position(|state| place(state) > place(now));
    way.insert(behind.unwrap_or(way.len()), now);
    way
}

/// From each state the first step that leads further and not out of it.
fn straight(kind: &Kind) -> Vec<&State> {
    let mut way = vec![kind.first_state()];
    while let Some(here) = way.last() {
        let mut steps = kind.steps.iter();
        let next = steps.find_map(|step| {
            let next = kind
                .state(&step.to)
                .filter(|_| step.from.contains(&here.name))?;
            let back = way.iter().any(|state| state.name == next.name);
            (next.phase != Phase::Refused && !back).then_some(next)
        });
        match next {
            Some(next) => way.push(next),
            None => break,
        }
    }
    way
}

/// By when a state that lies ahead should be reached: the answer of whoever was asked, or the end.
fn ahead(site: &Site<'_>, state: &State) -> Option<Date> {
    match state.phase {
        Phase::Live => site.work.index.answer_by(site.at),
        Phase::Ended => site.record.date("due"),
        _ => None,
    }
}
