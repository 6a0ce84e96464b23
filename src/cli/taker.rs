//! Steps: whether a record may take one, and what it changes in the record and in others.

use super::failure::{Refused, forbidden, usage};
use super::find::names;
use super::load::Loaded;
use super::write::{Plan, Planned};
use crate::model::change::{Change, NewEntry, NewValue};
use crate::model::kind::Kind;
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::state::{Effect, Phase, Reason, Step};
use crate::model::suggest::closest;
use crate::text::edit;

/// Somebody taking a step on some records.
pub(super) struct Taker<'a> {
    /// The log.
    pub(super) loaded: &'a Loaded,
    /// The step's verb.
    pub(super) verb: &'a str,
    /// Why.
    pub(super) reason: Option<&'a str>,
    /// Who.
    pub(super) actor: &'a str,
}

impl Taker<'_> {
    /// Plans the step on one record, with what it does to others.
    pub(super) fn take(&self, at: usize, plan: &mut Plan) -> anyhow::Result<()> {
        let record = &self.loaded.index.records[at];
        let step = self.allowed(record)?;
        let new = edit::edit(record, &self.changes(record, step))?;
        self.meets(record, step)?;
        plan.files.push(planned(record, new, &step.to));
        plan.trailers.push(format!("Declog-Record: {}", record.id));
        if step.effect == Some(Effect::Supersede) {
            self.supersede(at, plan)?;
        }
        Ok(())
    }

    /// The step, if the kind has it and the record's state lets it begin.
    fn allowed<'r>(&self, record: &'r Record) -> Result<&'r Step, Refused> {
        let kind = &record.kind;
        let Some(step) = kind.step(self.verb) else {
            return Err(no_step(kind, self.verb));
        };
        let Some(state) = record.state() else {
            let why = match &record.status {
                Some(status) => format!("`{}` is written", status.value),
                None => "its front matter names none".to_owned(),
            };
            return Err(
                forbidden(format!("the state of {} is not known: {why}", record.id)).with_help(
                    format!(
                        "`declog edit {}` and write one of {}",
                        record.id,
                        states(kind)
                    ),
                ),
            );
        };
        if !step.from.contains(&state.name) {
            let from = names(step.from.iter().map(String::as_str));
            let open: Vec<&str> = kind
                .steps
                .iter()
                .filter(|step| step.from.contains(&state.name))
                .map(|step| step.verb.as_str())
                .collect();
            let help = match open.as_slice() {
                [] => format!(
                    "nothing leads out of `{}`; `declog note {} -m \"…\"` adds a word",
                    state.name, record.id
                ),
                open => format!(
                    "from `{}` there is: {}",
                    state.name,
                    names(open.iter().copied())
                ),
            };
            return Err(forbidden(format!(
                "{} is `{}`, and `{}` starts from {from}",
                record.id, state.name, step.verb
            ))
            .with_help(help));
        }
        if step.reason == Reason::Required
            && self.reason.is_none_or(|reason| reason.trim().is_empty())
        {
            return Err(usage(format!("`{}` needs a reason", step.verb))
                .with_help(format!("declog {} {} -m \"…\"", step.verb, record.id)));
        }
        Ok(step)
    }

    fn changes(&self, record: &Record, step: &Step) -> Change {
        let today = self.loaded.index.log.as_of;
        let mut changes = vec![
            Change::Set("status".to_owned(), NewValue::Scalar(step.to.clone())),
            Change::Set("date".to_owned(), NewValue::Scalar(today.to_string())),
        ];
        if let Some(key) = &step.signs {
            let written = record.pair(key).map_or(key, |pair| &pair.key.value);
            if !record
                .words(key)
                .iter()
                .any(|name| name.value == self.actor)
            {
                changes.push(Change::Add(written.clone(), vec![self.actor.to_owned()]));
            }
        }
        if let Some(reason) = self
            .reason
            .map(str::trim)
            .filter(|reason| !reason.is_empty())
        {
            changes.push(Change::Entry(NewEntry {
                date: today,
                word: step.verb.clone(),
                person: self.actor.to_owned(),
                text: reason.to_owned(),
            }));
        }
        Change::All(changes)
    }

    /// Everything the step requires is there; what it writes itself counts.
    fn meets(&self, record: &Record, step: &Step) -> Result<(), Refused> {
        for name in &step.requires {
            let signed = step.signs.as_ref() == Some(name);
            let field = record.kind.field(name).is_some() && !record.words(name).is_empty();
            let section = record
                .section(name)
                .is_some_and(|section| section.says_something);
            if !(signed || field || section) {
                return Err(forbidden(format!(
                    "`{}` needs `{name}`, and {} has none",
                    step.verb, record.id
                ))
                .with_help(format!("declog edit {}", record.id)));
            }
        }
        Ok(())
    }

    /// Writes the state of every record that this one supersedes.
    fn supersede(&self, at: usize, plan: &mut Plan) -> anyhow::Result<()> {
        let index = &self.loaded.index;
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
            if plan
                .files
                .iter()
                .any(|file| file.path == record.source.path)
            {
                continue;
            }
            let change = Change::All(vec![
                Change::Set("status".to_owned(), NewValue::Scalar(state.clone())),
                Change::Set(
                    "date".to_owned(),
                    NewValue::Scalar(index.log.as_of.to_string()),
                ),
            ]);
            plan.files
                .push(planned(record, edit::edit(record, &change)?, &state));
        }
        Ok(())
    }
}

fn planned(record: &Record, new: String, to: &str) -> Planned {
    Planned {
        id: Some(record.id.clone()),
        path: record.source.path.clone(),
        old: Some(record.source.text.clone()),
        new,
        from: record.state().map(|state| state.name.clone()),
        to: Some(to.to_owned()),
    }
}

fn no_step(kind: &Kind, verb: &str) -> Refused {
    let verbs = kind.steps.iter().map(|step| step.verb.as_str());
    let refused = usage(format!("a {} has no step `{verb}`", kind.name));
    match closest(verb, verbs.clone()) {
        Some(close) => refused.with_help(format!("did you mean `{close}`?")),
        None => refused.with_help(format!("steps: {}", names(verbs))),
    }
}

fn states(kind: &Kind) -> String {
    names(kind.states.iter().map(|state| state.name.as_str()))
}
