//! When a record came into a state, and who brought it there.

use jiff::civil::Date;

use super::Index;
use crate::model::state::State;

/// The day a state was reached, and who brought the record there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached<'a> {
    /// The day.
    pub day: Date,
    /// By handle or name, where anything says so.
    pub who: Option<&'a str>,
}

impl Index {
    /// When a record last came into a state: by its Log, else by git's history, else by the dates in its file.
    #[must_use]
    pub fn reached(&self, at: usize, state: &State) -> Option<Reached<'_>> {
        let record = &self.records[at];
        let kind = &record.kind;
        let entries = record.entries.iter().filter(|entry| {
            let step = kind.step(&entry.word);
            step.is_some_and(|step| step.to == state.name)
        });
        let told = entries.filter_map(|entry| {
            Some(Reached {
                day: entry.date?,
                who: Some(entry.person.as_str()).filter(|person| !person.is_empty()),
            })
        });
        told.max_by_key(|reached| reached.day)
            .or_else(|| self.reached_in_history(at, state))
            .or_else(|| {
                let is_now = record.state().is_some_and(|now| now.name == state.name);
                let is_first = kind.first_state().name == state.name;
                let now = record.date("date").filter(|_| is_now);
                let day = now.or_else(|| self.created(at).filter(|_| is_first))?;
                Some(Reached { day, who: None })
            })
    }

    fn reached_in_history(&self, at: usize, state: &State) -> Option<Reached<'_>> {
        let stories = self.facts.stories.as_ref()?;
        let mut changes = stories.get(&self.records[at].source.path)?.iter();
        let change = changes.find(|change| change.state.as_deref() == Some(&state.name))?;
        Some(Reached {
            day: change.date,
            who: Some(change.person.as_deref().unwrap_or(&change.author)),
        })
    }
}
