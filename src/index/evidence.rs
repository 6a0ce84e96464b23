//! Whether the outcome of a record was reached, as its milestones and measures tell it.
//!
//! The step that says so and the rule that looks at it afterwards ask the same.

use jiff::civil::Date;

use super::Index;
use crate::model::measure::{Measure, Milestone, Side, Target};
use crate::model::record::{Entry, Record};
use crate::model::source::Span;
use crate::model::words::{names, quoted};

/// A milestone or a measure that does not show that the outcome was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// What it is called.
    pub name: String,
    /// Where it is written, as a whole.
    pub span: Span,
    /// What is missing.
    pub why: Lack,
}

/// What a milestone or a measure lacks.
#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// A milestone is not done.
    NotDone,
    /// A measure has no reading.
    NoReading,
    /// A measure has no target that a reading could meet.
    NoTarget,
    /// The newest reading of a measure does not meet its target.
    NotMet {
        /// What was read.
        reading: String,
        /// The day.
        day: Date,
        /// What it should be.
        target: Target,
    },
    /// The newest reading is older than the newest milestone that is done.
    Older {
        /// The day of the reading.
        day: Date,
        /// The day of the milestone.
        done: Date,
    },
}

impl Index {
    /// What keeps a record from showing that its outcome was reached, but for what the reason names.
    #[must_use]
    pub fn gaps(&self, at: usize, reason: &str) -> Vec<Gap> {
        let record = &self.records[at];
        let milestones = record.milestones();
        let done = milestones.iter().filter_map(|one| one.done).max();
        let undone = milestones.iter().filter_map(of_milestone);
        let measures = record.measures();
        let unmet = measures.iter().filter_map(|one| of_measure(one, done));
        let all = undone.chain(unmet);
        all.filter(|gap| !names(reason, &gap.name)).collect()
    }

    /// What a record that was ended as reached does not show and its reason does not name; none for any other record.
    #[must_use]
    pub fn unproven(&self, at: usize) -> Vec<Gap> {
        let record = &self.records[at];
        if !rests_on_evidence(record) {
            return Vec::new();
        }
        self.gaps(at, &reason(record))
    }
}

/// Whether a step that asks for evidence leads to the state of a record.
fn rests_on_evidence(record: &Record) -> bool {
    let Some(state) = record.state() else {
        return false;
    };
    let mut steps = record.kind.steps.iter();
    steps.any(|step| step.evidence && step.to == state.name)
}

/// What the entry of the step that ended a record says, and what was said since then: entries may be added, and not
/// changed.
fn reason(record: &Record) -> String {
    let is_closing = |entry: &&Entry| {
        let step = record.kind.step(&entry.word);
        step.is_some_and(|step| step.evidence)
    };
    let closed = record.entries.iter().filter(is_closing);
    let closed = closed.filter_map(|entry| entry.date).max();
    let since = closed.or_else(|| record.date("date"));
    let said = record.entries.iter().filter(|entry| entry.date >= since);
    let said: Vec<&str> = said.map(|entry| record.source.slice(entry.body)).collect();
    said.join("\n")
}

fn of_milestone(milestone: &Milestone) -> Option<Gap> {
    milestone.done.is_none().then(|| Gap {
        name: milestone.title.clone(),
        span: milestone.span,
        why: Lack::NotDone,
    })
}

fn of_measure(measure: &Measure, done: Option<Date>) -> Option<Gap> {
    let why = match (measure.newest(), &measure.target) {
        (None, _) => Lack::NoReading,
        (_, None) => Lack::NoTarget,
        (Some(reading), Some(target)) if !target.is_met(reading.number.value) => Lack::NotMet {
            reading: reading.number.text.clone(),
            day: reading.day,
            target: target.clone(),
        },
        (Some(reading), Some(_)) => Lack::Older {
            day: reading.day,
            done: done.filter(|done| reading.day < *done)?,
        },
    };
    Some(Gap {
        name: measure.name.clone(),
        span: measure.span,
        why,
    })
}

impl Gap {
    /// What is missing, in a few words: `milestone `Shadow traffic` is not done`.
    #[must_use]
    pub fn told(&self) -> String {
        let name = &self.name;
        match &self.why {
            Lack::NotDone => format!("milestone `{name}` is not done"),
            Lack::NoReading => format!("measure `{name}` has no reading"),
            Lack::NoTarget => format!("measure `{name}` has no target"),
            Lack::NotMet {
                reading,
                day,
                target,
            } => {
                let side = match target.side {
                    Side::AtLeast => "at least",
                    Side::AtMost => "at most",
                    Side::Above => "more than",
                    Side::Below => "less than",
                };
                let number = &target.number.text;
                format!("measure `{name}` read {reading} on {day}, expected {side} {number}")
            }
            Lack::Older { day, done } => format!(
                "measure `{name}` was last read on {day}, and the last milestone was done on {done}"
            ),
        }
    }

    /// What an update would say to close it.
    #[must_use]
    pub fn mended_by(&self) -> String {
        let name = &self.name;
        match self.why {
            Lack::NotDone => format!("--done {}", quoted(name)),
            Lack::NoTarget => format!("--measure {}", quoted(&format!("{name}; target=NUMBER"))),
            _ => format!("--reading {}", quoted(&format!("{name}=NUMBER"))),
        }
    }
}
