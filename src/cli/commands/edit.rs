//! `declog edit`: a record in the user's editor, checked when it is saved.

use clap::Args;

use super::set::{plan, unchanged};
use crate::cli::args::{Reading, Writing};
use crate::cli::env::Env;
use crate::cli::failure::{Refused, forbidden, usage};
use crate::cli::load::load;
use crate::cli::write::write;
use crate::cli::{find, terminal};
use crate::model::record::Record;
use crate::model::source::Content;
use crate::store::Scratch;
use crate::text::parse;

/// Open a record in your editor, and check it when it is saved
#[derive(Debug, Args)]
pub(in crate::cli) struct EditArgs {
    /// The record's id, number, file name or path
    id: String,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(in crate::cli) fn run(args: &EditArgs, env: &mut Env) -> anyhow::Result<u8> {
    if env.global.no_input {
        return Err(usage("`edit` opens an editor, and `--no-input` forbids it")
            .with_help("`declog set ID key=value` changes fields without one")
            .into());
    }
    let loaded = load(env, &Reading::default())?;
    let at = find::record(&loaded, env, args.kind.as_deref(), &args.id)?;
    let record = &loaded.index.records[at];
    let (new, scratch) = edited(env, record.source.file_name(), &record.source.text)?;
    if new == record.source.text {
        env.say("nothing changed");
        return unchanged(env);
    }
    let kept = same_state(record, &new);
    let plan = plan(&loaded, at, new, "edit");
    let written = match kept {
        Ok(()) => write(loaded, &plan, &args.writing, env),
        Err(refused) => Err(refused.into()),
    };
    written.map(|_| 0).inspect_err(|_| keep(env, scratch))
}

/// A text as the user leaves it in the editor; what they wrote is kept where the editor fails.
pub(super) fn edited(env: &Env, name: &str, text: &str) -> anyhow::Result<(String, Scratch)> {
    let scratch = Scratch::create(name, text)?;
    let ended = terminal::edit(env, scratch.path());
    let new = match scratch.read() {
        Ok(new) => new,
        Err(error) => {
            keep(env, scratch);
            return Err(error.into());
        }
    };
    if let Err(refused) = ended {
        if new != text {
            keep(env, scratch);
        }
        return Err(refused.into());
    }
    Ok((new, scratch))
}

/// Leaves a text that could not be saved where its writer finds it, and says where.
pub(super) fn keep(env: &Env, scratch: Scratch) {
    env.say(&format!(
        "not saved; your text is kept in {}",
        scratch.keep().display()
    ));
}

/// The state moves by steps only, not by hand.
fn same_state(old: &Record, new: &str) -> Result<(), Refused> {
    let content = Content::Bytes(new.as_bytes().to_vec());
    let parse::Outcome::Record(new) = parse::parse_again(old, content).outcome else {
        // What keeps it from being a record is told by the rules.
        return Ok(());
    };
    match (old.state(), new.state()) {
        (Some(from), Some(to)) if from.name != to.name => {
            let verb = old
                .kind
                .steps
                .iter()
                .find(|step| step.to == to.name && step.from.contains(&from.name));
            let refused = forbidden(format!(
                "the edit moves {} from `{}` to `{}`",
                old.id, from.name, to.name
            ));
            Err(match verb {
                Some(step) => refused.with_help(format!("declog {} {}", step.verb, old.id)),
                None => refused.with_help("no step leads there"),
            })
        }
        _ => Ok(()),
    }
}
