//! What waits on somebody: for their decision, their word, their answer or their look, the most urgent first.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::index::{Due, Index};
use crate::model::kind::{CONSULTED, DUE, OWNER, TO};
use crate::model::record::Record;
use crate::model::state::{Phase, Who};

/// How many days ahead something that is due is shown.
pub const AHEAD: i32 = 7;

/// Something that waits on somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting<'a> {
    /// The record.
    pub at: usize,
    /// What it waits for.
    pub task: Task<'a>,
    /// The last day on which that is in time, where there is one.
    pub by: Option<Date>,
    /// Since when the record is as it is.
    pub since: Option<Date>,
    /// Why it is theirs.
    pub through: Through<'a>,
}

/// What something waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task<'a> {
    /// A decision.
    Decide,
    /// A step that is theirs to take.
    Move,
    /// A word before others decide.
    Speak,
    /// A word on how the work goes.
    Update,
    /// A milestone.
    Milestone(String),
    /// Its end.
    End,
    /// A look at whether it still holds.
    Review,
    /// Another owner than somebody who left.
    Adopt(&'a str),
}

/// Why something is somebody's, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through<'a> {
    /// It names them.
    Self_,
    /// It names a team that they are in.
    Team(&'a str),
    /// It names somebody who is away until then, and they stand in.
    Away(&'a str, Date),
    /// It names somebody who left, and they stand in.
    Left(&'a str),
}

/// What waits on a person or a team, the most urgent first: what is overdue longest, what is due, then the rest by
/// `priority` and by how long it waits.
#[must_use]
pub fn inbox<'a>(index: &'a Index, person: &'a str) -> Vec<Waiting<'a>> {
    let desk = Desk {
        index,
        parties: parties(index, person),
    };
    let mut all = Vec::new();
    for at in 0..index.records.len() {
        let mut own = desk.of(at);
        // The same thing may be theirs in several ways.
        own.sort_by(|a, b| (&a.task, a.through).cmp(&(&b.task, b.through)));
        own.dedup_by(|later, first| later.task == first.task);
        all.extend(own);
    }
    let priority = |at: usize| {
        index.records[at]
            .text("priority")?
            .trim()
            .parse::<u32>()
            .ok()
    };
    all.sort_by_key(|one| {
        let rank = priority(one.at);
        (
            (one.by.is_none(), one.by),
            (rank.is_none(), rank),
            (one.since.is_none(), one.since),
            one.at,
        )
    });
    all
}

/// The verbs of the steps that somebody may take from where a record stands.
#[must_use]
pub fn verbs<'a>(record: &'a Record, task: &Task<'_>) -> Vec<&'a str> {
    let Some(state) = record.state() else {
        return Vec::new();
    };
    let steps = record.kind.steps.iter();
    let steps = steps.filter(|step| step.from.contains(&state.name));
    let theirs = steps.filter(|step| match (task, &step.who) {
        (Task::Decide, who) => *who == Who::Decider,
        (Task::Move, Who::Field(key)) => state.waits_on.as_ref() == Some(key),
        (Task::End, Who::Field(key)) => key == OWNER,
        _ => false,
    });
    theirs.map(|step| step.verb.as_str()).collect()
}

/// Those whom the areas of an open record, or the record itself, ask to be heard before others decide, and who have not
/// spoken.
#[must_use]
pub fn unheard(index: &Index, at: usize) -> Vec<&str> {
    let record = &index.records[at];
    let waits = record.state().and_then(|state| state.waits_on.clone());
    if !index.is_waiting(at) || waits.map(Who::from) != Some(Who::Decider) {
        return Vec::new();
    }
    let directory = index.log.directory();
    let areas = record.areas();
    let asked = areas
        .iter()
        .filter_map(|area| directory.areas.get(area.value))
        .flat_map(|area| area.consult.iter().map(String::as_str));
    let listed = record.words(CONSULTED).into_iter();
    let all = asked.chain(listed.map(|word| word.value)).map(str::trim);
    let mut parties: Vec<&str> = all.filter(|party| !party.is_empty()).collect();
    parties.sort_unstable();
    parties.dedup();
    let spoken = |party: &str| {
        let mut entries = record.entries.iter();
        entries.any(|entry| {
            let person = directory.handle(entry.person.trim());
            directory.acts_for(person, party)
        })
    };
    parties.retain(|party| !spoken(party));
    parties
}

/// Everybody for whom somebody acts, and why.
fn parties<'a>(index: &'a Index, person: &'a str) -> BTreeMap<&'a str, Through<'a>> {
    let directory = index.log.directory();
    let mut all = BTreeMap::from([(person, Through::Self_)]);
    for team in directory.teams_of(person) {
        all.insert(team, Through::Team(team));
    }
    for handle in directory.handles() {
        let absence = directory.absence(handle, index.log.as_of);
        let Some(absence) = absence.filter(|absence| absence.stand_in == Some(person)) else {
            continue;
        };
        let through = match absence.until {
            Some(until) => Through::Away(handle, until),
            None => Through::Left(handle),
        };
        all.entry(handle).or_insert(through);
    }
    all
}

/// Somebody's view of the records.
struct Desk<'a> {
    index: &'a Index,
    parties: BTreeMap<&'a str, Through<'a>>,
}

impl<'a> Desk<'a> {
    fn of(&self, at: usize) -> Vec<Waiting<'a>> {
        if !self.index.is_going_on(at) {
            return Vec::new();
        }
        let mut all = self.moves(at);
        if all.iter().all(|one| one.task != Task::Decide) {
            all.extend(self.speaks(at));
        }
        all.extend(self.due(at));
        all.extend(self.left(at));
        all
    }

    fn waiting(
        &self,
        at: usize,
        task: Task<'a>,
        whose: (&str, Option<Date>),
    ) -> Option<Waiting<'a>> {
        let (party, by) = whose;
        let through = *self.parties.get(party.trim())?;
        Some(Waiting {
            at,
            task,
            by,
            since: self.index.records[at]
                .date("date")
                .or(self.index.open_since(at)),
            through,
        })
    }

    /// Whose move it is, in a live state too: work that was taken over is still to be finished.
    fn moves(&self, at: usize) -> Vec<Waiting<'a>> {
        let record = &self.index.records[at];
        let Some(whose) = record.state().and_then(|state| state.waits_on.as_deref()) else {
            return Vec::new();
        };
        let task = match Who::from(whose.to_owned()) {
            Who::Decider => Task::Decide,
            _ => Task::Move,
        };
        let by = match record.phase() {
            Some(Phase::Live) => record.date(DUE),
            _ => self.index.answer_by(at),
        };
        let people = self.index.waits_on(at).into_iter();
        let waiting = people.filter_map(|person| self.waiting(at, task.clone(), (person, by)));
        // Who stands in for somebody has not got their say in decisions.
        let theirs = |one: &Waiting<'_>| {
            let stands_in = matches!(one.through, Through::Away(..) | Through::Left(_));
            !(one.task == Task::Decide && stands_in)
        };
        waiting.filter(theirs).collect()
    }

    /// A word of those who are to be heard before others decide.
    fn speaks(&self, at: usize) -> Vec<Waiting<'a>> {
        let silent = unheard(self.index, at).into_iter();
        silent
            .filter_map(|party| self.waiting(at, Task::Speak, (party, None)))
            .collect()
    }

    /// What is due within some days, or was.
    fn due(&self, at: usize) -> Vec<Waiting<'a>> {
        let index = self.index;
        let Ok(until) = index.log.as_of.checked_add(AHEAD.days()) else {
            return Vec::new();
        };
        let owner = index.owner(at);
        let is_near = |by: &Date| *by <= until;
        let expected = index.expected(at).into_iter();
        expected
            .filter(|one| is_near(&one.by))
            .filter_map(|one| {
                let (task, whose) = match one.what {
                    Due::Update => (Task::Update, owner.map(str::to_owned)),
                    Due::Review => (Task::Review, owner.map(str::to_owned)),
                    Due::Milestone { title, owner: own } => {
                        (Task::Milestone(title), own.or(owner.map(str::to_owned)))
                    }
                    Due::End => (Task::End, owner.map(str::to_owned)),
                    Due::Answer => return None,
                };
                self.waiting(at, task, (&whose?, Some(one.by)))
            })
            .collect()
    }

    /// A record of somebody who left is whoever's stands in for them, else its area's.
    fn left(&self, at: usize) -> Option<Waiting<'a>> {
        let index = self.index;
        let directory = index.log.directory();
        let owner = index.owner(at)?;
        if !directory.is_gone(owner, index.log.as_of) {
            return None;
        }
        let absence = directory.absence(owner, index.log.as_of);
        let stand_in = absence.and_then(|absence| absence.stand_in);
        let areas = index.records[at].areas();
        let area = areas
            .iter()
            .find_map(|area| directory.areas.get(area.value));
        let there = |handle: &&str| !directory.is_gone(handle, index.log.as_of);
        let of_area = || {
            let area = area?;
            let people = [area.owner(), area.backup(), area.escalate()];
            people.into_iter().flatten().find(there)
        };
        let heir = stand_in.or_else(of_area)?;
        self.waiting(at, Task::Adopt(owner), (heir, None))
    }
}

/// Whether a record's state waits on whoever takes work over.
#[must_use]
pub fn is_answer(record: &Record) -> bool {
    let waits = record.state().and_then(|state| state.waits_on.as_deref());
    waits == Some(TO) && record.phase() == Some(Phase::Open)
}
