//! `declog set`: changes fields without touching another byte.

use clap::Args;

use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::load::{Loaded, load_to_write};
use crate::cli::plan::Plan;
use crate::cli::write::write;
use crate::cli::{field, find};
use crate::model::change::Change;
use crate::text::edit;

/// Change fields of a record without touching another byte
#[derive(Debug, Args)]
pub(in crate::cli) struct SetArgs {
    /// The record's id, number, file name or path
    id: String,
    /// `owner=alice`, `tags+=db`, `tags-=db`; nothing behind the `=` takes the field out
    #[arg(required = true, value_name = "KEY=VALUE")]
    fields: Vec<String>,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &SetArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let record = &loaded.index.records[at];
    let mut changes = Vec::new();
    for typed in &args.fields {
        changes.push(field::change(
            &loaded.index,
            &record.kind,
            Some(record),
            typed,
        )?);
    }
    let new = edit::edit(record, &Change::All(changes))?;
    if new == record.source.text {
        env.say(&format!("{} has all of that already", record.id));
        return unchanged(env);
    }
    let plan = plan(&loaded, at, new, "set");
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}

/// The answer of a command that found nothing to write.
pub(super) fn unchanged(env: &mut Env) -> anyhow::Result<u8> {
    if env.wants_json() {
        crate::cli::write::tell(&crate::report::change::Change::default(), env)?;
    }
    Ok(0)
}

/// A plan of one record whose state stays.
pub(super) fn plan(loaded: &Loaded, at: usize, new: String, verb: &str) -> Plan {
    Plan::of(&loaded.index.records[at], new, verb)
}
