//! A step of a kind: `declog accept DEC-12`, or `declog step VERB ID` for any verb.

use clap::Args;

use crate::cli::actor::actor;
use crate::cli::approval::{self, Approval};
use crate::cli::args::Writing;
use crate::cli::effect;
use crate::cli::env::Env;
use crate::cli::failure::{FORBIDDEN, Refused};
use crate::cli::find;
use crate::cli::flush;
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::offer::Offer;
use crate::cli::past::Bench;
use crate::cli::plan::Plan;
use crate::cli::since::{self, Changed};
use crate::cli::taker::Taker;
use crate::cli::write::write;
use crate::index::Index;
use crate::model::record::Record;
use crate::model::state::{Effect, Phase, State};

/// What every step takes.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct StepArgs {
    /// The records; `-` reads ids from standard input. All of them take the step, or none
    #[arg(required = true)]
    id: Vec<String>,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    /// Why; written as an entry into the record's Log
    #[arg(short, long, allow_hyphen_values = true, value_name = "REASON")]
    message: Option<String>,
    /// Somebody who agrees, where it takes several; a trailer of the commit (may be repeated)
    #[arg(long, value_name = "PERSON")]
    approved_by: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Take a step by its verb: a built-in one, or one of this log's own
#[derive(Debug, Args)]
pub(in crate::cli) struct NamedStepArgs {
    /// The verb, such as `accept`
    pub(in crate::cli) verb: String,
    #[command(flatten)]
    pub(in crate::cli) step: StepArgs,
}

pub(in crate::cli) fn run(verb: &str, args: &StepArgs, env: &mut Env) -> anyhow::Result<u8> {
    taken(verb, args, env).map_err(|error| match error.downcast::<Refused>() {
        Ok(refused) if refused.0.code == FORBIDDEN => refused.writing_nothing().into(),
        Ok(refused) => refused.into(),
        Err(error) => error,
    })
}

fn taken(verb: &str, args: &StepArgs, env: &mut Env) -> anyhow::Result<u8> {
    let ids = find::ids(env, &args.id)?;
    let mut agreed = Vec::new();
    // While somebody is asked, others may write: what they agreed to is looked at again.
    while let Some(changed) = attempt(verb, args, (&ids, &agreed), env)? {
        agreed = changed;
    }
    Ok(0)
}

/// Takes the step, or gives what changed since it was offered and was agreed to just now.
fn attempt(
    verb: &str,
    args: &StepArgs,
    (ids, agreed): (&[String], &[Changed]),
    env: &mut Env,
) -> anyhow::Result<Option<Vec<Changed>>> {
    let loaded = load_to_write(env, &args.writing)?;
    let mut places = Vec::new();
    for typed in ids {
        let at = find::record(&loaded, env, args.kind.as_deref(), typed)?;
        if !places.contains(&at) {
            places.push(at);
        }
    }
    let (plan, trailers) = plan(&loaded, (verb, args), &places, env)?;
    let changed = since::changed(&loaded, verb, &places)?;
    if !changed.is_empty() && changed != agreed {
        since::show(&changed, env);
        if !env.global.yes && !args.writing.dry_run {
            drop(loaded);
            since::agreed(&changed, verb, env)?;
            return Ok(Some(changed));
        }
    }
    for &at in &places {
        for concern in concerns(&loaded.index.records[at], verb) {
            env.say(&concern);
        }
    }
    let after = after(&loaded.index, verb, &places);
    let done = write(loaded, &plan, &args.writing, env)?;
    // What happened comes first, what follows from it after it. JSON may yet be narrowed.
    if !env.wants_json() {
        flush(env);
    }
    for line in after {
        env.say(&line);
    }
    if done.commit.is_none() && done.diff.is_none() {
        env.say("not committed yet: whoever commits it takes the step");
        for trailer in trailers {
            env.say(&format!("write into the commit's message: {trailer}"));
        }
    }
    Ok(None)
}

/// What the step writes, and the trailers of those who agree.
fn plan(
    loaded: &Loaded,
    (verb, args): (&str, &StepArgs),
    places: &[usize],
    env: &Env,
) -> anyhow::Result<(Plan, Vec<String>)> {
    let actor = actor(loaded, env)?;
    let directory = loaded.index.log.directory();
    let approvals = args.approved_by.iter();
    let approvals: Vec<Approval> = approvals
        .map(|written| approval::read(&directory, written))
        .collect::<Result<_, _>>()?;
    let bench = Bench::new(loaded, &actor, &approvals)?;
    let newest = loaded.repository.newest_upstream();
    let taker = Taker {
        index: &loaded.index,
        verb,
        reason: args.message.as_deref(),
        actor: &actor,
        approvals: &approvals,
        judge: &|at, step, new| bench.objections(loaded, at, (step, new)),
        newest: newest.as_deref(),
    };
    let mut plan = Plan::default();
    for &at in places {
        taker.take(at, &mut plan)?;
    }
    name(&loaded.index, verb, places, &mut plan);
    let trailers: Vec<String> = approvals.iter().map(|one| one.trailer.clone()).collect();
    plan.trailers.extend(trailers.iter().cloned());
    Ok((plan, trailers))
}

/// What is true once a step was taken: by when whoever is asked will answer, and which other offers it made void.
fn after(index: &Index, verb: &str, places: &[usize]) -> Vec<String> {
    let records = places.iter().map(|&at| &index.records[at]);
    let steps = records.filter_map(|record| Some((record, record.kind.step(verb)?)));
    let offers = steps
        .clone()
        .filter_map(|(record, step)| Offer::of(index, record, step));
    let mut lines: Vec<String> = offers.flat_map(|offer| offer.told()).collect();
    let moving = steps
        .map(|(_, step)| step)
        .find(|step| step.effect == Some(Effect::MoveOwner));
    lines.extend(moving.into_iter().flat_map(|_| effect::void(index, places)));
    lines
}

/// The concerns noted on a record, for whoever is about to put it in force; they block nothing.
fn concerns(record: &Record, verb: &str) -> Vec<String> {
    let live = |state: &State| state.phase == Phase::Live;
    let step = record.kind.step(verb);
    let to = step.and_then(|step| record.kind.state(&step.to));
    if !to.is_some_and(live) {
        return Vec::new();
    }
    let noted = record
        .entries
        .iter()
        .filter(|entry| entry.word == "concern");
    noted
        .map(|entry| {
            let text = record.source.slice(entry.body);
            let text: Vec<&str> = text.split_whitespace().collect();
            let date = entry
                .date
                .map_or_else(String::new, |date| format!(" on {date}"));
            format!(
                "concern about {} by {}{date}: {}",
                record.id,
                entry.person,
                text.join(" ")
            )
        })
        .collect()
}

/// What the commit of a step is called.
pub(in crate::cli) fn name(index: &Index, verb: &str, places: &[usize], plan: &mut Plan) {
    let records = &index.records;
    plan.trailers.push(format!("Declog-Step: {verb}"));
    plan.subject = match places {
        [at] => format!("{verb} {} {}", records[*at].id, records[*at].title()),
        places => {
            let ids: Vec<String> = places
                .iter()
                .map(|&at| records[at].id.to_string())
                .collect();
            format!("{verb} {}", ids.join(", "))
        }
    };
}
