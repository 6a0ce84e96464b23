//! `declog update`: how the work on a record goes.

use clap::Args;

use super::set::plan;
use crate::cli::actor::actor;
use crate::cli::advance::Advance;
use crate::cli::args::{Reading, Writing};
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::find;
use crate::cli::load::load;
use crate::cli::write::write;
use crate::text::edit;

/// Say how the work on an outcome goes: readings, milestones, a word about it
#[derive(Debug, Args)]
pub(in crate::cli) struct UpdateArgs {
    /// The record's id, number, file name or path
    id: String,
    /// What there is to say
    #[arg(
        short,
        long,
        allow_hyphen_values = true,
        value_name = "TEXT",
        required_unless_present = "nothing_changed"
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
    if text.trim().is_empty() && !args.advance.nothing_changed {
        return Err(usage("the update says nothing")
            .with_help("`declog update ID -m \"…\"`, or `declog update ID --nothing-changed`")
            .into());
    }
    let loaded = load(env, &Reading::default())?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
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
