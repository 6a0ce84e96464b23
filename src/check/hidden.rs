//! Which rules cannot judge everything where a clone does not have the whole history.

use super::custom::own_cards;
use super::rules::{Adopted, RULES, Rule};
use super::{Needs, Options, needs, steps};
use crate::index::Index;
use crate::model::settings::StrictFrom;

/// What may lie beyond the border of a shallow clone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// The log was there, so steps may have been taken.
    Steps,
    /// Only files may have come.
    Files,
}

/// The rules of such a run that would judge what lies before the border of a shallow clone, in the order of their ids.
///
/// They are those that ask for steps, in a log that has records; for revisions, where records name some; and for the day
/// that a file came, where only that decides what a record is asked for, and a file may have come late enough.
#[must_use]
pub fn hidden(index: &Index, options: &Options, beyond: Beyond) -> Vec<String> {
    let mut needs = needs(index, options);
    needs.steps &= beyond == Beyond::Steps && !index.records.is_empty();
    let rules = RULES.iter().filter(|rule| asks(rule, index, &needs));
    let rules = rules.map(|rule| rule.card.id.to_owned());
    let own = own_cards(&index.log).into_iter();
    let own = own
        .filter(|_| asks_days(index, &needs))
        .map(|own| own.card().id.to_owned());
    let all = rules.chain(own);
    let mut all: Vec<String> = all.filter(|rule| options.wants(index, rule)).collect();
    all.sort();
    all
}

fn asks(rule: &Rule, index: &Index, needs: &Needs) -> bool {
    let steps = needs.steps && rule.card.group == steps::GROUP;
    let revisions = !needs.revisions.is_empty() && rule.card.id == "handoff-revision-gone";
    let days = asks_days(index, needs) && rule.adopted != Adopted::Judged;
    steps || revisions || days
}

fn asks_days(index: &Index, needs: &Needs) -> bool {
    let from = index.log.settings.check.strict_from.as_ref();
    let from = from.and_then(StrictFrom::day);
    needs.history && from.is_some_and(|from| from <= index.log.as_of)
}
