//! Who has what: the records somebody owns, what waits on them, what changed hands, and what falls due.
//!
//! Everything is found in one pass over the records, so that a page of a person costs what is on it.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::index::{Due as Awaited, Expected, Handed, Index};
use crate::model::people::Party;
use crate::model::record::Record;
use crate::model::state::{Phase, Who};

/// Days ahead that count as due.
const DUE: i64 = 90;

/// What everybody has, by handle, or by name where nobody is configured.
pub(super) struct Holdings<'a> {
    parties: HashMap<String, Holding<'a>>,
    areas: HashMap<String, Vec<usize>>,
    nothing: Holding<'a>,
}

/// What one person or team has.
#[derive(Default)]
pub(super) struct Holding<'a> {
    /// Owned and not closed, in the order of the index.
    pub(super) owned: Vec<usize>,
    /// How many are owned and closed.
    pub(super) closed: usize,
    /// Their move, what is due first in front.
    pub(super) waiting: Vec<Task<'a>>,
    /// What falls due soon, or is overdue, by day.
    pub(super) due: Vec<Due>,
    /// Taken over from others, newest first.
    pub(super) received: Vec<Move>,
    /// Given away, newest first.
    pub(super) given: Vec<Move>,
}

/// Something that waits on somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task<'a> {
    pub(super) at: usize,
    pub(super) todo: Todo<'a>,
    /// The team through which it waits on a person.
    pub(super) team: Option<&'a str>,
    /// The day to answer by.
    pub(super) by: Option<Date>,
    /// Since when it waits.
    pub(super) since: Option<Date>,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Todo<'a> {
    /// One of those steps.
    Step(Vec<&'a str>),
    /// A word on it before others decide.
    Consult,
}

/// Something that falls due.
pub(super) struct Due {
    pub(super) at: usize,
    pub(super) what: Duty,
    pub(super) day: Date,
}

/// Why something falls due.
pub(super) enum Duty {
    /// It has to be looked at again.
    Review,
    /// It has to be over.
    Finish,
    /// An update is expected.
    Update,
    /// A milestone of that title.
    Milestone(String),
}

/// A record that handed things over, and when that was accepted.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub(super) at: usize,
    pub(super) accepted: Option<Date>,
}

impl<'a> Holdings<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let mut all = Self {
            parties: HashMap::new(),
            areas: HashMap::new(),
            nothing: Holding::default(),
        };
        for at in 0..index.records.len() {
            all.owned(index, at);
            all.waiting(index, at);
            all.due(index, at);
            all.moved(index, at);
            all.in_areas(index, at);
        }
        for holding in all.parties.values_mut() {
            holding.waiting.sort_by_key(|task| {
                let day = |day: Option<Date>| (day.is_none(), day);
                (day(task.by), day(task.since), task.at)
            });
            holding.due.sort_by_key(|due| (due.day, due.at));
            for moves in [&mut holding.received, &mut holding.given] {
                moves.sort_by_key(|moved| std::cmp::Reverse((moved.accepted, moved.at)));
            }
        }
        all
    }

    /// What somebody has.
    pub(super) fn of(&self, handle: &str) -> &Holding<'a> {
        self.parties.get(handle).unwrap_or(&self.nothing)
    }

    /// The records that name an area, or hand it over, in the order of the index.
    pub(super) fn in_area(&self, name: &str) -> &[usize] {
        self.areas.get(name).map_or(&[], Vec::as_slice)
    }

    fn party(&mut self, handle: &str) -> &mut Holding<'a> {
        self.parties.entry(handle.to_owned()).or_default()
    }

    fn owned(&mut self, index: &'a Index, at: usize) {
        if let Some(owner) = index.owner(at) {
            let holding = self.party(owner);
            match is_over(index, at) {
                true => holding.closed += 1,
                false => holding.owned.push(at),
            }
        }
    }

    fn waiting(&mut self, index: &'a Index, at: usize) {
        if !index.is_waiting(at) {
            return;
        }
        let record = &index.records[at];
        let task = |todo| Task {
            at,
            todo,
            team: None,
            by: index.answer_by(at),
            since: record.date("date").or_else(|| index.created(at)),
        };
        for party in index.waits_on(at) {
            self.ask(index, party, &task(Todo::Step(ways(record))));
        }
        for party in must_speak(index, at) {
            self.ask(index, party, &task(Todo::Consult));
        }
    }

    /// Gives a task to a person, or to a team and everybody in it. Nobody is asked twice for one record.
    fn ask(&mut self, index: &'a Index, party: &'a str, task: &Task<'a>) {
        let asked = |holding: &Holding<'_>| {
            let last = holding.waiting.last();
            last.is_some_and(|last| last.at == task.at)
        };
        let directory = index.log.directory();
        let holding = self.party(party);
        if !asked(holding) {
            holding.waiting.push(task.clone());
        }
        let Some(Party::Team(team)) = directory.party(party) else {
            return;
        };
        let today = index.log.as_of;
        for member in &team.members {
            let person = directory.people.get(member);
            let here = person.is_some_and(|person| !person.has_left(today));
            let holding = self.party(member);
            if here && !asked(holding) {
                let team = Some(party);
                holding.waiting.push(Task {
                    team,
                    ..task.clone()
                });
            }
        }
    }

    fn due(&mut self, index: &'a Index, at: usize) {
        for (whose, due) in falls_due(index, at) {
            if let Some(whose) = whose {
                self.party(&whose).due.push(due);
            }
        }
    }

    fn moved(&mut self, index: &'a Index, at: usize) {
        let record = &index.records[at];
        let taken = matches!(record.phase(), Some(Phase::Live | Phase::Ended));
        let Some(step) = record.kind.moving_step().filter(|_| taken) else {
            return;
        };
        let state = record.kind.state(&step.to);
        let reached = state.and_then(|state| index.reached(at, state));
        let accepted = reached.map(|reached| reached.day);
        let moved = Move { at, accepted };
        let (from, to) = index.hands(at);
        if let Some(from) = from {
            self.party(from).given.push(moved);
        }
        if let Some(to) = to {
            self.party(to).received.push(moved);
        }
    }

    fn in_areas(&mut self, index: &'a Index, at: usize) {
        let named = index.records[at].areas();
        let named = named.iter().map(|area| area.value.to_owned());
        let items = index.items(at).into_iter();
        let handed = items.filter_map(|item| match item.what {
            Handed::Area(name) => Some(name),
            _ => None,
        });
        for name in named.chain(handed) {
            let records = self.areas.entry(name).or_default();
            if records.last() != Some(&at) {
                records.push(at);
            }
        }
    }
}

/// What of a record in force is overdue or falls due soon, and who has to see to it.
pub(super) fn falls_due(index: &Index, at: usize) -> Vec<(Option<String>, Due)> {
    if index.in_force(at) != Some(true) {
        return Vec::new();
    }
    let today = index.log.as_of;
    let until = today.checked_add(DUE.days()).unwrap_or(today);
    let soon = index.expected(at).into_iter();
    let soon = soon.filter(|expected| expected.by <= until);
    let all = soon.filter_map(|Expected { what, by }| {
        let whose = index.answers_for(at).map(str::to_owned);
        let (whose, what) = match what {
            // Whoever is asked has it among what waits on them.
            Awaited::Answer => return None,
            Awaited::Review => (whose, Duty::Review),
            Awaited::Update => (whose, Duty::Update),
            Awaited::End => (whose, Duty::Finish),
            Awaited::Milestone { title, owner } => (owner.or(whose), Duty::Milestone(title)),
        };
        Some((whose, Due { at, what, day: by }))
    });
    all.collect()
}

/// Closed, or replaced by others.
pub(super) fn is_over(index: &Index, at: usize) -> bool {
    let phase = index.records[at].phase();
    phase.is_some_and(Phase::is_closed) || !index.superseded_by(at).is_empty()
}

/// The steps that whoever a record waits on may take.
fn ways(record: &Record) -> Vec<&str> {
    let Some(state) = record.state() else {
        return Vec::new();
    };
    let whose = state.waits_on.clone().map(Who::from);
    let steps = record.kind.steps.iter();
    let ways =
        steps.filter(|step| step.from.contains(&state.name) && Some(&step.who) == whose.as_ref());
    ways.map(|step| step.verb.as_str()).collect()
}

/// Those who must have spoken before a record that waits on deciders goes on, and have not.
fn must_speak(index: &Index, at: usize) -> Vec<&str> {
    let record = &index.records[at];
    let whose = record.state().and_then(|state| state.waits_on.clone());
    if whose.map(Who::from) != Some(Who::Decider) {
        return Vec::new();
    }
    let directory = index.log.directory();
    let spoke = |party: &str| {
        let mut entries = record.entries.iter();
        entries.any(|entry| directory.acts_for(&entry.person, party))
    };
    let areas = record.areas();
    let areas = areas
        .iter()
        .filter_map(|area| directory.areas.get(area.value));
    let asked = areas.flat_map(|area| area.consult.iter().map(String::as_str));
    asked.filter(|party| !spoke(party)).collect()
}
