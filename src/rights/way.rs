//! The steps that lead from one state of a kind to another.

use std::collections::{HashMap, VecDeque};

use crate::model::kind::Kind;
use crate::model::state::Step;

/// The fewest steps from one state to another, in order; none where no steps lead there.
///
/// A squashed change may hold several. A state that relations bring about is reached from those that are over with it.
#[must_use]
pub fn way<'a>(kind: &'a Kind, from: &str, to: &str) -> Option<Vec<&'a Step>> {
    let mut came: HashMap<&str, &'a Step> = HashMap::new();
    let mut ahead = VecDeque::from([from]);
    let mut states: HashMap<&str, &str> = HashMap::new();
    while let Some(state) = ahead.pop_front() {
        if state == to {
            let mut steps = Vec::new();
            let mut at = to;
            while at != from {
                steps.push(*came.get(at)?);
                at = states.get(at)?;
            }
            steps.reverse();
            return Some(steps);
        }
        let next = kind.steps.iter();
        for step in next.filter(|step| step.from.iter().any(|name| name == state)) {
            if step.to != from && !came.contains_key(step.to.as_str()) {
                came.insert(&step.to, step);
                states.insert(&step.to, state);
                ahead.push_back(&step.to);
            }
        }
    }
    None
}
