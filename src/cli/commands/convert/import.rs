//! `declog convert --from`: the documents of other tools as new records.

use std::collections::BTreeSet;

use super::ConvertArgs;
use crate::cli::env::Env;
use crate::cli::failure::{forbidden, usage};
use crate::cli::find;
use crate::cli::load::load_to_write;
use crate::cli::naming::{Elsewhere, next_number, taken_numbers};
use crate::cli::plan::{Plan, Planned};
use crate::cli::write::write;
use crate::exchange::json_adr::{self, Numbers};
use crate::report::safe::visible;
use crate::store::read_named;

/// Writes the records of a document that the log does not have.
pub(super) fn run(file: &str, args: &ConvertArgs, env: &mut Env) -> anyhow::Result<u8> {
    let document = match file {
        "-" => env.read_input()?,
        file => read_named(&env.cwd.join(file))?,
    };
    let loaded = load_to_write(env, &args.writing)?;
    let named = find::kind_or_first(&loaded.index, args.kind.as_deref())?;
    let kinds = &loaded.index.log.kinds;
    let kind = kinds.iter().find(|kind| kind.name == named.name);
    let Some(kind) = kind else {
        return Err(usage("the log has no kinds").into());
    };
    let taken: BTreeSet<u64> = taken_numbers(&loaded.index, kind).collect();
    let numbers = Numbers {
        taken: &taken,
        next: next_number(&loaded.index, kind, &Elsewhere::of(&loaded, kind)?),
    };
    let import = json_adr::texts(kind, &document, numbers)
        .map_err(|problem| usage(format!("`{}` cannot be read: {problem}", visible(file))))?;
    for problem in &import.problems {
        env.say(&visible(&problem.to_string()));
    }
    if import.records.is_empty() {
        return Err(forbidden(format!("`{}` holds no record", visible(file))).into());
    }
    let count = import.records.len();
    let files = import.records.into_iter().map(|record| Planned {
        path: loaded.below(&format!("{}/{}", kind.folder, record.file_name)),
        id: Some(record.id),
        old: None,
        new: record.text,
        from: None,
        to: None,
    });
    let plan = Plan {
        files: files.collect(),
        subject: format!(
            "import {count} {}",
            if count == 1 { &kind.name } else { &kind.plural }
        ),
        ..Plan::default()
    };
    let writing = super::writing(&loaded, args, env);
    write(loaded, &plan, &writing, env)?;
    super::tell_dry(args, &writing, env);
    Ok(0)
}
