//! `declog diff`: the records that differ between two revisions.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::cli::args::Reading;
use crate::cli::between::Between;
use crate::cli::env::Env;
use crate::cli::load::{Loaded, load};
use crate::query::delta::compare;
use crate::report::changes::{Changes, FORMATS};
use crate::store::{Repository, Revision, StoreError};

/// Show the records that differ between two revisions, or between one and the working tree
///
/// What is new, what moved to another state, what says something else (fields, sections, new entries), and what is gone.
/// Each side is read with the settings and kinds of its own revision. White space and remarks make no difference.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    /// From A to B, from where the two parted with `...`, or from A to the working tree
    #[arg(value_name = "A[..B]", default_value = "HEAD")]
    between: String,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))]
    format: String,
}

pub(in crate::cli) fn run(args: &DiffArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let name = match env.wants_json() {
        true => "json",
        false => args.format.as_str(),
    };
    let format = FORMATS.iter().find(|format| format.name == name);
    let format = format.unwrap_or(&FORMATS[0]);
    let between = Between::read(&Repository::open(&env.cwd)?, &args.between)?;
    let old = side(env, Some(&between.base))?;
    let new = side(env, between.head.as_ref())?;
    let (old, new) = match (old, new) {
        (Err(missing), Err(_)) => return Err(missing.into()),
        (old, new) => (old.ok(), new.ok()),
    };
    let records = compare(
        old.as_ref().map(|side| &side.index),
        new.as_ref().map(|side| &side.index),
    );
    let changes = Changes {
        from: &between.base.id,
        to: between.head.as_ref().map(|head| head.id.as_str()),
        records: &records,
        style: env.style(),
    };
    (format.write)(&changes, &mut env.out)?;
    if records.is_empty() && !env.wants_json() {
        env.say("no record differs");
    }
    Ok(0)
}

/// The log of a revision or of the working tree; the error of a side that has none.
fn side(env: &Env, at: Option<&Revision>) -> anyhow::Result<Result<Loaded, StoreError>> {
    let reading = Reading {
        rev: at.map(|revision| revision.id.clone()),
        at: None,
    };
    match load(env, &reading) {
        Ok(loaded) => Ok(Ok(loaded)),
        Err(error) => match error.downcast::<StoreError>() {
            Ok(missing @ StoreError::NoLog { .. }) => Ok(Err(missing)),
            Ok(other) => Err(other.into()),
            Err(other) => Err(other),
        },
    }
}
