//! What was in force on a day, by the steps that were taken until then.
//!
//! Each record has a life: the states it came into, day by day, as git's history tells them. What history does not reach
//! is filled in by what the files say, and said to be so. A record that is gone today was in force when it was.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::{Chip, Day, Row};
use super::told::Told;
use super::work::Work;
use crate::model::delta::{Difference, FieldTurn, What};
use crate::model::kind::{EXPIRES, Kind, OWNER};
use crate::model::link::Relation;
use crate::model::record::{Record, read_date};
use crate::model::state::{Phase, State};

/// The lives of all records, those that are gone behind the others.
pub(super) struct Past<'a> {
    lives: Vec<Life<'a>>,
    /// How much git tells of them.
    pub(super) reach: Reach,
}

/// How far back git tells what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// To the beginning.
    Whole,
    /// To a day: the clone is shallow.
    Since(Date),
    /// It tells nothing.
    Nothing,
}

/// What became of a record.
struct Life<'a> {
    /// None where it is gone.
    at: Option<usize>,
    kind: &'a Kind,
    /// Oldest first.
    moves: Vec<Move<'a>>,
    /// What git tells of it, oldest first.
    told: Vec<&'a Difference>,
    days: Vec<Date>,
}

/// Where and for which day a record is shown.
#[derive(Clone, Copy)]
pub(super) struct Seen<'p> {
    pub(super) page: &'p str,
    pub(super) day: Date,
}

/// A record came into a state; into none where it was taken away.
#[derive(Clone, Copy)]
struct Move<'a> {
    day: Date,
    state: Option<&'a str>,
}

impl<'a> Past<'a> {
    pub(super) fn new(work: &Work<'a>) -> Self {
        let index = work.index;
        let mut own: Vec<Vec<&Told<'a>>> = vec![Vec::new(); index.records.len()];
        let mut gone: BTreeMap<(&str, &str), Vec<&Told<'a>>> = BTreeMap::new();
        let committed = work.told.iter().filter(|told| told.commit.is_some());
        for told in committed {
            match (told.at, told.difference) {
                (Some(at), _) => own[at].push(told),
                (None, Some(difference)) => {
                    let name = (difference.kind.as_str(), difference.id.as_str());
                    gone.entry(name).or_default().push(told);
                }
                (None, None) => {}
            }
        }
        let own = own.into_iter().enumerate();
        let own = own.map(|(at, told)| {
            let record = &index.records[at];
            Life::new(Some(at), &record.kind, Some(record), told)
        });
        let gone = gone.into_values().filter_map(|told| {
            let kind = super::told::kind_of(work, told.first()?.difference?)?;
            Some(Life::new(None, kind, None, told))
        });
        Self {
            lives: own.chain(gone).collect(),
            reach: reach(work),
        }
    }

    /// The day of the first step that anything tells of.
    pub(super) fn begins(&self) -> Option<Date> {
        let moves = self.lives.iter().filter_map(|life| life.moves.first());
        moves.map(|first| first.day).min()
    }

    /// The lives of what was in force on a day: those of records in the order of the index, then of those that are gone.
    pub(super) fn in_force(&self, work: &Work<'a>, day: Date) -> Vec<usize> {
        let lives = self.lives.iter().enumerate();
        let live = lives.filter(|(_, life)| {
            let expired = |at: usize| {
                let last = match life.turn(day, EXPIRES) {
                    Some(turn) => turn.from.as_deref().and_then(read_date),
                    None => work.index.records[at].date(EXPIRES),
                };
                last.is_some_and(|last| last < day)
            };
            life.phase(day) == Some(Phase::Live)
                && !life
                    .at
                    .is_some_and(|at| expired(at) || self.replaced(work, at, day))
        });
        live.map(|(place, _)| place).collect()
    }

    /// A record as it was on a day; one that is gone leads nowhere.
    pub(super) fn row(&self, work: &Work<'a>, place: usize, seen: Seen<'_>) -> Row<'a> {
        let Seen { page, day } = seen;
        let life = &self.lives[place];
        let record = life.at.map(|at| &work.index.records[at]);
        let owner = life.owner(day).map(|owner| work.who(owner, page));
        let id = record.map(|record| record.id.to_string());
        let id = id.or_else(|| Some(life.told.last()?.id.clone()));
        let title = life.title(day).or(record.map(Record::title));
        let chip = life.state(day).map(Chip::from);
        Row {
            state: chip.unwrap_or_else(|| work.unknown()),
            id: id.unwrap_or_default(),
            title: title.unwrap_or_default(),
            href: life.at.map_or_else(String::new, |at| work.href(at, page)),
            owner: owner.or_else(|| work.owner(life.at?, page)),
            date: life.last(day).map(|last| Day::from(last.day)),
        }
    }

    /// The day on which a record went that is gone.
    pub(super) fn gone(&self, place: usize) -> Option<Date> {
        let life = &self.lives[place];
        let last = life.days.last().copied();
        last.filter(|_| life.at.is_none())
    }

    /// Whether another record had taken the place of one by a day.
    fn replaced(&self, work: &Work<'a>, at: usize, day: Date) -> bool {
        let naming = work.index.naming(at, Relation::Supersedes).into_iter();
        let id = work.index.records[at].id.to_string();
        // A relation that was written later was not there yet.
        let named = |by: usize| match self.lives[by].turn(day, Relation::Supersedes.name()) {
            Some(turn) => turn.from.as_deref().is_some_and(|from| {
                let mut words = from.split(|c: char| !c.is_alphanumeric() && c != '-');
                words.any(|word| word == id)
            }),
            None => true,
        };
        let mut others = naming.filter(|&by| by != at && named(by));
        others.any(|by| matches!(self.lives[by].phase(day), Some(Phase::Live | Phase::Ended)))
    }
}

impl<'a> Life<'a> {
    /// The life of a record, of which git tells those things, newest first.
    fn new(
        at: Option<usize>,
        kind: &'a Kind,
        record: Option<&'a Record>,
        told: Vec<&Told<'a>>,
    ) -> Self {
        let told = told.into_iter().rev();
        let told = told.filter_map(|told| Some((told.day?, told.difference?)));
        let told: Vec<(Date, &'a Difference)> = told.collect();
        let is_born = told
            .first()
            .is_some_and(|(_, first)| first.what == What::Added);
        let mut moves = match record {
            Some(record) if !is_born => by_file(record, &told),
            _ => Vec::new(),
        };
        let turns = told
            .iter()
            .filter(|(_, one)| one.delta.state.is_some())
            .count();
        for &(day, one) in &told {
            // Another file had the id as well, and went; this one stayed.
            let other = record.is_some_and(|record| record.source.path != one.path);
            let state = match (one.what, &one.delta.state) {
                (What::Removed, _) if other => continue,
                (What::Removed, _) => None,
                (What::Added, _) => one.state.as_deref(),
                (_, Some(turn)) => turn.to.as_deref(),
                _ => continue,
            };
            let said = said(kind, one).filter(|said| *said <= day);
            // A record that came as it is today says itself since when.
            let own = record.filter(|_| one.what == What::Added && turns == 0);
            let own = own.and_then(|record| record.date("date"));
            let own = own.filter(|own| *own < day);
            let day = said.or(own).unwrap_or(day);
            // Steps follow on each other in the order of their commits, whatever day their entries name.
            let before = moves.last().map_or(day, |last: &Move<'_>| last.day);
            moves.push(Move {
                day: day.max(before),
                state,
            });
        }
        moves.sort_by_key(|one| one.day);
        let (days, told) = told.into_iter().unzip();
        Self {
            at,
            kind,
            moves,
            told,
            days,
        }
    }

    fn last(&self, day: Date) -> Option<Move<'a>> {
        let until = self.moves.partition_point(|one| one.day <= day);
        self.moves[..until].last().copied()
    }

    fn state(&self, day: Date) -> Option<&'a State> {
        self.kind.state(self.last(day)?.state?)
    }

    fn phase(&self, day: Date) -> Option<Phase> {
        self.state(day).map(|state| state.phase)
    }

    /// What it was called on a day: as it was last told before, else as it was called before it changed.
    fn title(&self, day: Date) -> Option<&'a str> {
        let until = self.days.partition_point(|one| *one <= day);
        let later = self.told[until..].iter();
        let changed = later.filter_map(|one| one.delta.title.as_ref()?.from.as_deref());
        let before = self.told[..until].last().map(|one| one.title.as_str());
        before.or(changed.into_iter().next())
    }

    /// Who owned it before the first change of its owner behind a day; none where that did not change.
    fn owner(&self, day: Date) -> Option<&'a str> {
        self.turn(day, OWNER)?.from.as_deref()
    }

    /// The first change of a field behind a day.
    fn turn(&self, day: Date, key: &str) -> Option<&'a FieldTurn> {
        let until = self.days.partition_point(|one| *one <= day);
        let later = self.told[until..].iter();
        let mut fields = later.flat_map(|one| &one.delta.fields);
        fields.find(|field| field.key == key)
    }
}

/// The day on which an entry says that a record came into the state it is in.
fn said(kind: &Kind, one: &Difference) -> Option<Date> {
    let state = one.state.as_deref()?;
    let entries = one.delta.entries.iter();
    let steps = entries.filter(|entry| {
        let step = kind.step(&entry.word);
        step.is_some_and(|step| step.to == state)
    });
    let days = steps.filter_map(|entry| read_date(entry.date.as_deref()?));
    days.max()
}

/// What a file says of the time before git tells of it: the steps in its Log, and its state where they do not.
fn by_file<'a>(record: &'a Record, told: &[(Date, &'a Difference)]) -> Vec<Move<'a>> {
    let first = told.first().map(|(day, _)| *day);
    let turns = told.iter().find_map(|(_, one)| one.delta.state.as_ref());
    let state = match turns {
        Some(turn) => turn.from.as_deref(),
        None => record.state().map(|state| state.name.as_str()),
    };
    let entries = record.entries.iter().rev();
    let mut moves: Vec<Move<'_>> = entries
        .filter_map(|entry| {
            let step = record.kind.step(&entry.word)?;
            let day = entry
                .date
                .filter(|day| first.is_none_or(|first| *day < first))?;
            let state = Some(step.to.as_str());
            Some(Move { day, state })
        })
        .collect();
    let is_told = moves.iter().any(|one| one.state == state);
    let own = record.date("date").filter(|_| turns.is_none());
    let day = own.or(record.date("created")).or(first);
    if let Some(day) = day.filter(|_| !is_told) {
        moves.push(Move { day, state });
    }
    moves
}

fn reach(work: &Work<'_>) -> Reach {
    let facts = &work.index.facts;
    let commits = facts.history.iter().flat_map(|history| &history.commits);
    let Some(first) = commits.map(|commit| commit.time).min() else {
        return Reach::Nothing;
    };
    match facts.shallow
        || facts
            .history
            .as_ref()
            .is_some_and(|history| history.shallow)
    {
        true => Reach::Since(work.index.log.day_of(first)),
        false => Reach::Whole,
    }
}
