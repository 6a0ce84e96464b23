//! `declog inbox`: what waits on somebody.

use clap::Args;

use crate::cli::actor::{me, party};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::load::load;
use crate::index::Index;
use crate::model::calendar::Calendar;
use crate::model::state::Reason;
use crate::model::words::quoted;
use crate::query::inbox::{Task, Through, Waiting, inbox, is_answer, verbs};
use crate::report::inbox::{InboxJson, ItemJson, write, write_json};

/// Show what waits on you, the most urgent first
///
/// Proposals that you may decide or are to be heard on, work that is offered to you, steps that are yours, updates,
/// milestones and reviews that are due within seven days or were, and records of people who left and whose stand-in you
/// are. What waits on your teams counts, and what waits on those who are away while you stand in. You are `DECLOG_ME`,
/// else whoever git would commit as.
#[derive(Debug, Args)]
pub(in crate::cli) struct InboxArgs {
    /// Whose inbox: a person or a team
    #[arg(long = "for", value_name = "PERSON")]
    person: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &InboxArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let loaded = load(env, &args.reading)?;
    let person = match &args.person {
        Some(written) => party(&loaded, written)?,
        None => me(&loaded, env)?,
    };
    let index = &loaded.index;
    let items = inbox(index, &person);
    let items = items.iter().map(|waiting| item(index, &person, waiting));
    let all = InboxJson {
        schema: "declog.inbox/1",
        as_of: index.log.as_of.to_string(),
        rev: index.log.rev.clone(),
        name: index.log.directory().name(&person).to_owned(),
        items: items.collect(),
        person,
    };
    let style = env.style();
    if env.wants_json() {
        write_json(&all, &mut env.out)?;
    } else {
        write(&all, style, &mut env.out)?;
    }
    Ok(0)
}

pub(in crate::cli) fn item(index: &Index, person: &str, waiting: &Waiting<'_>) -> ItemJson {
    let record = &index.records[waiting.at];
    let calendar = Calendar::of(&index.log.settings, person);
    let by_moment = waiting.by.and_then(|by| calendar.due(by));
    let name = |handle: &str| index.log.directory().name(handle).to_owned();
    let (party, through) = match waiting.through {
        Through::Self_ => (None, None),
        Through::Team(team) => (Some(team), Some(format!("as {}", name(team)))),
        Through::Away(other, until) => (
            Some(other),
            Some(format!("for {}, who is away until {until}", name(other))),
        ),
        Through::Left(other) => (Some(other), Some(format!("for {}, who left", name(other)))),
    };
    let (task, about) = told(index, waiting);
    ItemJson {
        id: record.id.to_string(),
        title: record.title().to_owned(),
        kind: record.kind.name.clone(),
        state: record.state().map(|state| state.name.clone()),
        task: task.to_owned(),
        about,
        by: waiting.by.map(|by| by.to_string()),
        by_moment: by_moment.map(|moment| moment.to_string()),
        overdue: waiting.by.is_some_and(|by| by < index.log.as_of),
        since: waiting.since.map(|since| since.to_string()),
        party: party.map(str::to_owned),
        through,
        command: command(index, waiting),
    }
}

/// The word of a task, and what it is about.
fn told(index: &Index, waiting: &Waiting<'_>) -> (&'static str, String) {
    let record = &index.records[waiting.at];
    let state = record.state().map_or("", |state| state.name.as_str());
    match &waiting.task {
        Task::Decide => ("decide", format!("yours to decide, {state}")),
        Task::Move if is_answer(record) => ("step", format!("yours to answer, {state}")),
        Task::Move => ("step", format!("your move, {state}")),
        Task::Speak => ("speak", format!("your word is asked for, {state}")),
        Task::Update => ("update", "an update is due".to_owned()),
        Task::Milestone(title) => ("milestone", format!("milestone: {title}")),
        Task::End => ("end", "it is to be over".to_owned()),
        Task::Review => ("review", "a review is due".to_owned()),
        Task::Adopt(owner) => {
            let name = index.log.directory().name(owner);
            (
                "adopt",
                format!("needs another owner than {name}, who left"),
            )
        }
    }
}

fn command(index: &Index, waiting: &Waiting<'_>) -> String {
    let record = &index.records[waiting.at];
    let id = &record.id;
    let verbs = verbs(record, &waiting.task);
    let reason = |verb: &str| {
        let step = record.kind.step(verb);
        match step.is_some_and(|step| step.reason == Reason::Required) {
            true => " -m \"…\"",
            false => "",
        }
    };
    match (&waiting.task, verbs.as_slice()) {
        (Task::Update, _) => format!("declog update {id} -m \"…\""),
        (Task::Milestone(title), _) => {
            format!("declog update {id} --done {} -m \"…\"", quoted(title))
        }
        (Task::Review, _) => format!("declog review {id} -m \"…\""),
        (Task::Adopt(_), _) => format!("declog set {id} owner=NAME"),
        (Task::Speak, _) => format!("declog note {id} -m \"…\""),
        (_, [first, rest @ ..]) => {
            let others = match rest {
                [] => String::new(),
                rest => format!(", or {}", rest.join(", ")),
            };
            format!("declog {first} {id}{}{others}", reason(first))
        }
        _ => format!("declog show {id}"),
    }
}
