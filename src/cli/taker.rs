//! Steps: whether a record may take one, and what it changes in the record. What it does to others is `effect`'s.

use super::approval::Approval;
use super::failure::{Refused, forbidden, usage};
use super::find::names;
use super::offer::Offer;
use super::plan::{Plan, Planned};
use super::{advance, effect};
use crate::index::{Gap, Index};
use crate::model::change::{Change, NewEntry, NewValue};
use crate::model::front::Node;
use crate::model::kind::{FieldType, Kind, OWNER};
use crate::model::record::Record;
use crate::model::state::{Effect, Reason, Step, Who};
use crate::model::suggest::closest;
use crate::model::words::quoted;
use crate::rights::Objection;
use crate::text::edit;

/// Somebody taking a step on some records.
pub(super) struct Taker<'a> {
    /// The log.
    pub(super) index: &'a Index,
    /// The step's verb.
    pub(super) verb: &'a str,
    /// Why.
    pub(super) reason: Option<&'a str>,
    /// Who.
    pub(super) actor: &'a str,
    /// Those who agree.
    pub(super) approvals: &'a [Approval],
    /// What speaks against a step that leaves a record's file with that text.
    pub(super) judge: &'a dyn Fn(usize, &Step, &str) -> Vec<Objection>,
    /// The newest commit that others have, where there is one.
    pub(super) newest: Option<&'a str>,
}

impl Taker<'_> {
    /// Plans the step on one record, with what it does to others.
    pub(super) fn take(&self, at: usize, plan: &mut Plan) -> anyhow::Result<()> {
        let record = &self.index.records[at];
        let step = self.allowed(record)?;
        let new = edit::edit(record, &self.changes(record, step))?;
        self.meets(at, step)?;
        if let Some(offer) = Offer::of(self.index, record, step) {
            offer.can_be_answered()?;
        }
        self.shows(at, step)?;
        let objections = (self.judge)(at, step, &new);
        if !objections.is_empty() {
            return Err(objected(objections).into());
        }
        plan.files.push(planned(record, new, &step.to));
        plan.trailers.push(format!("Declog-Record: {}", record.id));
        match step.effect {
            Some(Effect::Supersede) => effect::supersede(self.index, at, plan),
            Some(Effect::MoveOwner) => effect::move_owner(self.index, at, plan),
            None => Ok(()),
        }
    }

    /// The step, if the kind has it and the record's state lets it begin.
    fn allowed<'r>(&self, record: &'r Record) -> Result<&'r Step, Refused> {
        let kind = &record.kind;
        let Some(step) = kind.step(self.verb) else {
            return Err(self.no_step(kind));
        };
        let Some(state) = record.state() else {
            let why = match &record.status {
                Some(status) => format!("`{}` is written", status.value),
                None if record.is_native() => "its front matter names none".to_owned(),
                None => "the file names none".to_owned(),
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

    /// The kind forbids a step that others have; a verb that no kind has is a slip.
    fn no_step(&self, kind: &Kind) -> Refused {
        let verb = self.verb;
        let verbs = kind.steps.iter().map(|step| step.verb.as_str());
        let message = format!("{} has no step `{verb}`", kind.with_article());
        if self
            .index
            .log
            .kinds
            .iter()
            .any(|kind| kind.step(verb).is_some())
        {
            return forbidden(message).with_help(format!("steps: {}", names(verbs)));
        }
        match closest(verb, verbs.clone()) {
            Some(close) => usage(message).with_help(format!("did you mean `{close}`?")),
            None => usage(message).with_help(format!("steps: {}", names(verbs))),
        }
    }

    fn changes(&self, record: &Record, step: &Step) -> Change {
        let today = self.index.log.as_of;
        let mut changes = vec![
            Change::Set("status".to_owned(), NewValue::Scalar(step.to.clone())),
            Change::Set("date".to_owned(), NewValue::Scalar(today.to_string())),
        ];
        if let Some(offer) = Offer::of(self.index, record, step) {
            changes.extend(offer.changes(self.newest));
        }
        // A file that has no place for who took the step has its Log.
        let unsigned = step
            .signs
            .as_ref()
            .is_some_and(|key| !edit::has_place(record, key));
        if let Some(key) = step.signs.as_ref().filter(|_| !unsigned) {
            let written = record.pair(key).map_or(key, |pair| &pair.key.value);
            let approved = self.approvals.iter().map(|one| one.person.as_str());
            let approved = approved.filter(|person| self.decides(record, person));
            let named = record.words(key);
            let mut new: Vec<String> = Vec::new();
            for person in [self.actor].into_iter().chain(approved) {
                let known = named.iter().any(|name| name.value == person);
                if !known && !new.iter().any(|one| one == person) {
                    new.push(person.to_owned());
                }
            }
            if !new.is_empty() {
                changes.push(Change::Add(written.clone(), new));
            }
        }
        let reason = self.reason.map(str::trim).unwrap_or_default();
        // Of a step taken for somebody else the entry alone says who took it.
        let for_other = matches!(&step.who, Who::Field(key) if self.stands_in(record, key));
        if !reason.is_empty() || for_other || unsigned {
            changes.push(Change::Entry(NewEntry {
                date: today,
                word: step.verb.clone(),
                person: self.actor.to_owned(),
                text: reason.to_owned(),
            }));
        }
        Change::All(changes)
    }

    /// Whether an area of the record lets somebody decide; anybody may, where none says who does.
    fn decides(&self, record: &Record, person: &str) -> bool {
        let log = &self.index.log;
        let areas = record.areas();
        let deciding = areas.iter();
        let deciding: Vec<&str> = deciding
            .flat_map(|area| log.directory().deciding(area.value, log.as_of))
            .collect();
        deciding.is_empty() || deciding.contains(&person)
    }

    /// Whether the actor takes a step for somebody else, whom the field names.
    fn stands_in(&self, record: &Record, key: &str) -> bool {
        if key == OWNER {
            let owned = self.index.log.owned(record);
            return owned.is_some_and(|owned| owned.owner.trim() != self.actor);
        }
        let words = record.words(key);
        let said = words.iter().any(|word| !word.value.trim().is_empty());
        said && !words.iter().any(|word| word.value.trim() == self.actor)
    }

    /// Everything that is to show the outcome does, or the reason names it.
    fn shows(&self, at: usize, step: &Step) -> Result<(), Refused> {
        let gaps = match step.evidence {
            true => self.index.gaps(at, self.reason.unwrap_or_default()),
            false => Vec::new(),
        };
        if gaps.is_empty() {
            return Ok(());
        }
        let (id, verb) = (&self.index.records[at].id, &step.verb);
        let told: Vec<String> = gaps.iter().map(Gap::told).collect();
        let updates: Vec<String> = gaps.iter().map(Gap::mended_by).collect();
        let named: Vec<String> = gaps.iter().map(|gap| format!("{}: …", gap.name)).collect();
        let update = format!("declog update {id} -m \"…\" {}", updates.join(" "));
        let reason = format!("declog {verb} {id} -m {}", quoted(&named.join("; ")));
        let message = format!(
            "nothing shows yet that {id} was reached: {}",
            told.join("; ")
        );
        Err(forbidden(message).with_help(format!(
            "{update}\nor say why it was reached all the same: {reason}"
        )))
    }

    /// Everything the step requires is there; what it writes itself counts.
    fn meets(&self, at: usize, step: &Step) -> Result<(), Refused> {
        let record = &self.index.records[at];
        let lacks = |name: &&String| {
            let signed = step.signs.as_ref() == Some(name);
            let owned = *name == OWNER && self.index.owner(at).is_some();
            let field = record.node(name).is_some_and(Node::says_something);
            let section = record
                .section(name)
                .is_some_and(|section| section.says_something);
            !(signed || owned || field || section)
        };
        let lacking: Vec<&str> = step
            .requires
            .iter()
            .filter(lacks)
            .map(String::as_str)
            .collect();
        if !lacking.is_empty() {
            let needs = names(lacking.iter().copied());
            let message = format!("`{}` needs {needs}, and {} has none", step.verb, record.id);
            let helps: Vec<String> = lacking.iter().map(|name| help_for(record, name)).collect();
            return Err(forbidden(message).with_help(helps.join("\n")));
        }
        for name in &step.requires {
            let shape = record.kind.field(name).map(|field| field.shape);
            if shape == Some(FieldType::Items) {
                effect::changes_hands(self.index, at)?;
                effect::are_theirs(self.index, at)?;
            }
        }
        Ok(())
    }
}

/// All that speaks against a step, so that nobody is refused once for each.
fn objected(objections: Vec<Objection>) -> Refused {
    let (mut messages, mut helps) = (Vec::new(), Vec::new());
    for objection in objections {
        messages.push(objection.message);
        if !helps.contains(&objection.help) {
            helps.push(objection.help);
        }
    }
    forbidden(messages.join("; ")).with_help(helps.join("\n"))
}

/// How to give a record what a step needs: a field of words by `set`, measures by `update`, anything else in the editor.
fn help_for(record: &Record, name: &str) -> String {
    let command = match record.kind.field(name) {
        Some(field) if !field.shape.is_structured() => {
            Some(format!("declog set {} {name}=…", record.id))
        }
        Some(field) => advance::command(record, field),
        None => None,
    };
    command.unwrap_or_else(|| format!("declog edit {}", record.id))
}

/// The file of a record with a new text, as it is when it has moved to that state.
pub(super) fn planned(record: &Record, new: String, to: &str) -> Planned {
    Planned {
        id: Some(record.id.clone()),
        path: record.source.path.clone(),
        old: Some(record.source.text.clone()),
        new,
        from: record.state().map(|state| state.name.clone()),
        to: Some(to.to_owned()),
    }
}

fn states(kind: &Kind) -> String {
    names(kind.states.iter().map(|state| state.name.as_str()))
}
