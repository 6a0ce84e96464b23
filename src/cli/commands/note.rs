//! `declog note`: an entry in a record's Log.

use clap::Args;

use super::set::plan;
use crate::cli::actor::actor;
use crate::cli::args::Writing;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::find;
use crate::cli::load::load_to_write;
use crate::cli::write::write;
use crate::model::change::{Change, NewEntry};
use crate::text::edit;

/// Add an entry to a record's Log
#[derive(Debug, Args)]
pub(in crate::cli) struct NoteArgs {
    /// The record's id, number, file name or path
    id: String,
    /// What to say
    #[arg(
        short,
        long,
        allow_hyphen_values = true,
        value_name = "TEXT",
        required = true
    )]
    message: String,
    /// It is a concern: shown by `accept`, and blocks nothing
    #[arg(long, group = "word")]
    concern: bool,
    /// It is a question
    #[arg(long, group = "word")]
    question: bool,
    /// It amends what was decided
    #[arg(long, group = "word")]
    amendment: bool,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &NoteArgs, env: &mut Env) -> anyhow::Result<u8> {
    if args.message.trim().is_empty() {
        return Err(usage("the note says nothing")
            .with_help("declog note ID -m \"…\"")
            .into());
    }
    let loaded = load_to_write(env, &args.writing)?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let words = [
        (args.concern, "concern"),
        (args.question, "question"),
        (args.amendment, "amendment"),
    ];
    let word = words
        .into_iter()
        .find(|(wanted, _)| *wanted)
        .map_or("note", |(_, word)| word);
    let entry = NewEntry {
        date: loaded.index.log.as_of,
        word: word.to_owned(),
        person: actor(&loaded, env)?,
        text: args.message.clone(),
    };
    let new = edit::edit(&loaded.index.records[at], &Change::Entry(entry))?;
    let plan = plan(&loaded, at, new, word);
    write(loaded, &plan, &args.writing, env)?;
    Ok(0)
}
