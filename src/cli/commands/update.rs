//! `declog update`: how the work on a record goes.

use clap::Args;

use super::set::plan;
use crate::cli::actor::actor;
use crate::cli::advance::Advance;
use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::{Refused, usage};
use crate::cli::find;
use crate::cli::load::load_to_write;
use crate::cli::write::write;
use crate::model::state::Phase;
use crate::text::edit;

/// Say how the work on an outcome goes: readings, milestones, a word about it
#[derive(Debug, Args)]
pub(in crate::cli) struct UpdateArgs {
    /// The record's id, number, file name or path
    id: String,
    /// What there is to say; may be left out with `--nothing-changed`, and where `--measure` or `--milestone` prepare a
    /// record that is not live yet
    #[arg(
        short,
        long,
        allow_hyphen_values = true,
        value_name = "TEXT",
        required_unless_present_any = ["nothing_changed", "measure", "milestone"]
    )]
    message: Option<String>,
    #[command(flatten)]
    advance: Advance,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &UpdateArgs, env: &mut Env) -> anyhow::Result<u8> {
    let text = args.message.as_deref().unwrap_or_default();
    let wordless = text.trim().is_empty() && !args.advance.nothing_changed;
    if wordless && !args.advance.plans() {
        return Err(says_nothing().into());
    }
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    // One that is not live is told that first.
    if wordless && loaded.index.records[at].phase() == Some(Phase::Live) {
        return Err(says_nothing().into());
    }
    let actor = actor(&loaded, env)?;
    let advanced = args.advance.of(&loaded.index, at, (&actor, text))?;
    let new = edit::edit(&loaded.index.records[at], &advanced.change)?;
    for line in &advanced.said {
        env.say(line);
    }
    let plan = plan(&loaded, at, new, "update");
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

fn says_nothing() -> Refused {
    usage("the update says nothing")
        .with_help("`declog update ID -m \"…\"`, or `declog update ID --nothing-changed`")
}
