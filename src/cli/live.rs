//! What only a record in a live state has: updates and reviews.

use super::failure::{Refused, forbidden};
use crate::model::record::Record;
use crate::model::state::{Phase, State};

/// Refuses a record that is not live, with the step that makes it so where there is one.
pub(super) fn live(record: &Record, what: &str) -> Result<(), Refused> {
    let id = &record.id;
    let Some(state) = record.state() else {
        let message = format!("the state of {id} is not known, and only a live record {what}");
        return Err(forbidden(message).with_help(format!("declog edit {id}")));
    };
    if state.phase == Phase::Live {
        return Ok(());
    }
    let kind = &record.kind;
    let is_live = |state: &State| state.phase == Phase::Live;
    let mut steps = kind.steps.iter();
    let step = steps
        .find(|step| step.from.contains(&state.name) && kind.state(&step.to).is_some_and(is_live));
    let help = match step {
        Some(step) => format!("`declog {} {id}` comes first", step.verb),
        None => format!("`declog note {id} -m \"…\"` adds a word"),
    };
    let message = format!("{id} is `{}`, and only a live record {what}", state.name);
    Err(forbidden(message).with_help(help))
}
