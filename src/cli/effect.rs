//! What a step does besides moving its own record: replaced records leave force, handed-over work changes owners.

use std::collections::HashSet;

use super::failure::{Refused, forbidden, surroundings};
use super::find::names;
use super::plan::{Plan, Planned};
use super::taker::planned;
use crate::index::{Handed, Index, Item};
use crate::model::change::{Change, NewValue};
use crate::model::kind::{FROM, OWNER, TO};
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::source::Source;
use crate::model::state::Phase;
use crate::text::{edit, settings};

/// Writes the state of every record that a record supersedes.
pub(super) fn supersede(index: &Index, at: usize, plan: &mut Plan) -> anyhow::Result<()> {
    let by = &index.records[at];
    for old in index.named(at, Relation::Supersedes) {
        let record = &index.records[old];
        let Some(state) = record.kind.superseded.clone() else {
            continue;
        };
        // It left force on an earlier day, which its date keeps.
        if record.state().is_some_and(|now| now.name == state) {
            continue;
        }
        if let Some(phase @ (Phase::Open | Phase::Refused)) = record.phase() {
            return Err(forbidden(format!(
                "{} supersedes {}, which never was in force ({phase})",
                by.id, record.id
            ))
            .with_help(format!("declog set {} supersedes-={}", by.id, record.id))
            .into());
        }
        if plan.has(&record.source.path) {
            continue;
        }
        let set = |key: &str, value: String| Change::Set(key.to_owned(), NewValue::Scalar(value));
        let change = Change::All(vec![
            set("status", state.clone()),
            set("date", index.log.as_of.to_string()),
        ]);
        plan.files
            .push(planned(record, edit::edit(record, &change)?, &state));
    }
    Ok(())
}

/// Gives everything that a record hands over to whoever takes it.
pub(super) fn move_owner(index: &Index, at: usize, plan: &mut Plan) -> anyhow::Result<()> {
    let handoff = &index.records[at];
    let to = match index.hands(at) {
        (Some(_), Some(to)) => to,
        (None, _) => return Err(no_hand(handoff, FROM).into()),
        (_, None) => return Err(no_hand(handoff, TO).into()),
    };
    let mut moved = Vec::new();
    for item in index.items(at) {
        // Written twice, it is still one thing.
        if moved.contains(&item.what) {
            continue;
        }
        moved.push(item.what.clone());
        match item.what {
            Handed::Record(item) => record_to(&index.records[item], to, plan)?,
            Handed::Area(area) => area_to(&index.log.file, &area, to, plan)?,
            Handed::Unknown => return Err(nothing(handoff, &item).into()),
        }
    }
    Ok(())
}

/// The other offers of what some records hand over, which nobody can accept any more once it has moved.
pub(super) fn void(index: &Index, places: &[usize]) -> Vec<String> {
    let moved: HashSet<Handed> = places
        .iter()
        .flat_map(|&at| index.items(at))
        .map(|item| item.what)
        .filter(|what| *what != Handed::Unknown)
        .collect();
    let others = (0..index.records.len()).filter(|at| !places.contains(at));
    let others = others.filter(|&at| index.is_on_offer(at));
    let void = others.filter_map(|at| {
        let items = index.items(at).into_iter();
        let lost = items.filter(|item| moved.contains(&item.what));
        let lost = names(
            lost.map(|item| item.written)
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str),
        );
        let id = &index.records[at].id;
        (!lost.is_empty()).then(|| format!("{id} offers {lost} too, which changed hands just now"))
    });
    void.collect()
}

/// Refuses to hand something over to whoever gives it away.
pub(super) fn changes_hands(index: &Index, at: usize) -> Result<(), Refused> {
    let Some(hand) = index.same_hand(at) else {
        return Ok(());
    };
    let id = &index.records[at].id;
    let message = format!("`{hand}` gives and receives {id}, so nothing changes hands");
    let refused = forbidden(message).of_rule("receiver-is-sender");
    Err(refused.with_help(format!("declog set {id} {TO}=…")))
}

/// Refuses to hand over what is not there, or is somebody else's than the giver's or their team's.
pub(super) fn are_theirs(index: &Index, at: usize) -> Result<(), Refused> {
    let record = &index.records[at];
    let (Some(from), _) = index.hands(at) else {
        return match record.kind.field(FROM) {
            Some(_) => Err(no_hand(record, FROM)),
            None => Ok(()),
        };
    };
    for item in index.items(at) {
        if item.what == Handed::Unknown {
            return Err(nothing(record, &item));
        }
        if !index.is_of(&item, from) {
            let holder = index.holder(&item);
            let whose = holder.map_or_else(|| "nobody".to_owned(), |holder| format!("`{holder}`"));
            let message = format!(
                "`{}` belongs to {whose}, not to `{from}`, who hands it over",
                item.written
            );
            let refused = forbidden(message).of_rule("not-theirs-to-hand-over");
            return Err(
                refused.with_help(format!("declog set {} items-={}", record.id, item.written))
            );
        }
    }
    Ok(())
}

/// The refusal of a handoff that does not say who gives or who takes.
fn no_hand(record: &Record, key: &str) -> Refused {
    forbidden(format!("{} has no `{key}`", record.id))
        .with_help(format!("declog set {} {key}=…", record.id))
}

fn nothing(record: &Record, item: &Item) -> Refused {
    forbidden(format!(
        "`{}` is nothing that can be handed over",
        item.written
    ))
    .with_help(format!("declog set {} items-={}", record.id, item.written))
}

fn record_to(record: &Record, to: &str, plan: &mut Plan) -> anyhow::Result<()> {
    if plan.has(&record.source.path) {
        let message = format!("{} is handed over twice in one change", record.id);
        return Err(forbidden(message)
            .with_help("take the steps one after the other")
            .into());
    }
    let change = Change::Set(OWNER.to_owned(), NewValue::Scalar(to.to_owned()));
    let state = record.state().map(|state| state.name.clone());
    let new = edit::edit(record, &change)?;
    plan.trailers.push(format!("Declog-Record: {}", record.id));
    plan.files.push(Planned {
        to: state.clone(),
        ..planned(record, new, state.as_deref().unwrap_or_default())
    });
    Ok(())
}

/// An area's owner stands in the settings, where one change may move several.
fn area_to(file: &Source, area: &str, to: &str, plan: &mut Plan) -> anyhow::Result<()> {
    let change = |text: &str| {
        settings::set(text, &["areas", area, OWNER], to).ok_or_else(|| {
            surroundings(format!(
                "the owner of area `{area}` cannot be changed without touching more of `{}`",
                file.path
            ))
            .with_help(format!(
                "write `owner = \"{to}\"` under `[areas.{area}]` in your editor"
            ))
        })
    };
    if let Some(planned) = plan.files.iter_mut().find(|one| one.path == file.path) {
        planned.new = change(&planned.new)?;
        return Ok(());
    }
    plan.files.push(Planned {
        id: None,
        path: file.path.clone(),
        old: Some(file.text.clone()),
        new: change(&file.text)?,
        from: None,
        to: None,
    });
    Ok(())
}
