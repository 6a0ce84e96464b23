//! `declog schema`: JSON Schemas of the settings, of a kind's front matter and of every output.

use clap::{Args, Subcommand};

use crate::check;
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::find::{self, names};
use crate::cli::load::load;
use crate::model::suggest::closest;
use crate::report::{json, schema};
use crate::store::StoreError;
use crate::text::kinds;
use crate::text::settings;

/// Print a JSON Schema: of the settings, of a kind, or of what a command prints
#[derive(Debug, Args)]
#[command(arg_required_else_help = false, disable_help_subcommand = true)]
pub(in crate::cli) struct SchemaArgs {
    #[command(subcommand)]
    of: Of,
}

#[derive(Debug, Subcommand)]
enum Of {
    /// Of declog.toml
    Settings,
    /// Of a kind's front matter
    Kind {
        /// The kind
        kind: String,
    },
    /// Of what a command prints with --json
    Output {
        /// The command, `step` for any step, or `error` for a failure
        command: String,
    },
}

pub(in crate::cli) fn run(args: &SchemaArgs, env: &mut Env) -> anyhow::Result<u8> {
    let schema = match &args.of {
        Of::Settings => schema::settings(settings::schema(), check::options()),
        Of::Kind { kind } => of_kind(kind, env)?,
        Of::Output { command } => of_output(command)?,
    };
    json::write(&schema, &mut env.out)?;
    Ok(0)
}

/// A log may have kinds of its own; outside of one there are those that come with declog.
fn of_kind(name: &str, env: &Env) -> anyhow::Result<serde_json::Value> {
    match load(env, &Reading::default()) {
        Ok(loaded) => Ok(schema::kind(find::kind(&loaded.index, name)?)),
        Err(error) if error.downcast_ref::<StoreError>().is_some() => {
            let known = kinds::builtin();
            let found = known.iter().find(|kind| kind.name == name);
            let names = names(known.iter().map(|kind| kind.name.as_str()));
            let refused =
                || usage(format!("there is no kind `{name}`")).with_help(format!("kinds: {names}"));
            Ok(schema::kind(found.ok_or_else(refused)?))
        }
        Err(error) => Err(error),
    }
}

fn of_output(command: &str) -> anyhow::Result<serde_json::Value> {
    let is_step = kinds::builtin()
        .iter()
        .any(|kind| kind.step(command).is_some());
    let name = if is_step { "step" } else { command };
    if let Some(schema) = schema::output(name) {
        return Ok(schema);
    }
    let refused = usage(format!("no command `{command}` prints JSON of its own"));
    Err(match closest(command, schema::outputs()) {
        Some(close) => refused.with_help(format!("did you mean `{close}`?")),
        None => refused.with_help(format!("known: {}", names(schema::outputs()))),
    }
    .into())
}
