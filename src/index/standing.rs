//! Where a record stands, put together from its state, its dates and those who supersede it.

use super::Index;
use crate::model::record::Record;
use crate::model::standing::{Other, Signed, Standing};
use crate::model::state::{Phase, State};

impl Index {
    /// Where a record stands on the day that counts as today.
    #[must_use]
    pub fn standing(&self, at: usize) -> Standing {
        let record = &self.records[at];
        if !matches!(record.phase(), Some(Phase::Open | Phase::Refused)) {
            let by = self.superseded_by(at);
            if !by.is_empty() {
                return self.superseded(record, &by);
            }
        }
        let Some(state) = record.state() else {
            return Standing::Unknown {
                as_written: record.status.as_ref().map(|status| status.value.clone()),
            };
        };
        let name = state.name.clone();
        let says = state.says.clone();
        let date = record.date("date");
        match state.phase {
            Phase::Live => match record.date("expires").filter(|day| *day < self.log.as_of) {
                Some(on) => Standing::Expired { on },
                None => Standing::Live {
                    state: name,
                    says,
                    since: date,
                    until: record.date("expires"),
                    by: self.signed(record, state),
                    health: self.health(at).map(|health| health.name.clone()),
                    due: record.date("due"),
                },
            },
            Phase::Open => Standing::Open {
                state: name,
                says,
                since: date.or_else(|| self.created(at)),
                not_yet: not_yet(record, state),
            },
            Phase::Refused => Standing::Refused {
                state: name,
                says,
                on: date,
            },
            Phase::Ended => Standing::Ended {
                state: name,
                says,
                on: date,
            },
        }
    }

    /// The people in the field that a step into this state signs.
    fn signed(&self, record: &Record, state: &State) -> Option<Signed> {
        let mut steps = record.kind.steps.iter();
        let key = steps.find_map(|step| step.signs.as_deref().filter(|_| step.to == state.name))?;
        let directory = self.log.directory();
        let words = record.words(key);
        let people: Vec<_> = words
            .iter()
            .map(|name| directory.named(name.value))
            .collect();
        let label = record.kind.field(key)?.label.clone();
        (!people.is_empty()).then_some(Signed { label, people })
    }

    /// The day is the record's own once its state says so too; before that it is the day the first successor went live.
    fn superseded(&self, record: &Record, by: &[usize]) -> Standing {
        let stored = record.kind.superseded.is_some()
            && record.state().map(|state| &state.name) == record.kind.superseded.as_ref();
        let own = record.date("date").filter(|_| stored);
        let theirs = || {
            by.iter()
                .filter(|&&by| self.records[by].phase() == Some(Phase::Live))
                .filter_map(|&by| self.records[by].date("date"))
                .min()
        };
        let others = by.iter().map(|&by| Other {
            id: self.records[by].id.to_string(),
            title: self.records[by].title().to_owned(),
        });
        Standing::Superseded {
            by: others.collect(),
            on: own.or_else(theirs),
        }
    }
}

fn not_yet(record: &Record, state: &State) -> Option<String> {
    if state.waits_on.as_deref() == Some("decider") {
        return Some("decided".into());
    }
    let kind = &record.kind;
    let ways = kind
        .steps
        .iter()
        .filter(|step| step.from.contains(&state.name));
    ways.filter_map(|step| kind.state(&step.to))
        .find(|state| state.phase == Phase::Live)
        .map(|state| state.name.clone())
}
