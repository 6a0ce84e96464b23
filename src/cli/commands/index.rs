//! `declog index`: reads everything and says what it read.

use clap::Args;

use super::list::counted;
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::load::load;
use crate::model::kind::Kind;
use crate::report::index;

/// Read everything and say what was read; `--json` prints all of it for other programs
#[derive(Debug, Args)]
pub(in crate::cli) struct IndexArgs {
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &IndexArgs, env: &mut Env) -> anyhow::Result<u8> {
    let (loaded, counts) = counted(load(env, &args.reading)?)?;
    let all = &loaded.index;
    let kinds: Vec<&Kind> = all.log.kinds.iter().map(AsRef::as_ref).collect();
    let view = |at: usize| {
        let findings = counts
            .get(&all.records[at].source.path)
            .copied()
            .unwrap_or_default();
        all.view(at, Some(findings))
    };
    let records: Vec<_> = (0..all.records.len()).map(view).collect();
    let ignored: Vec<_> = all
        .ignored
        .iter()
        .map(|file| index::IgnoredFile {
            path: file.path.clone(),
            reason: file.reason.to_owned(),
        })
        .collect();
    let unreadable: Vec<_> = all
        .unreadable
        .iter()
        .map(|source| source.path.clone())
        .collect();
    let reading = index::Reading {
        log: &all.log.name,
        title: &all.log.title,
        as_of: all.log.as_of,
        rev: all.log.rev.as_deref(),
        kinds: &kinds,
        records: &records,
        ignored: &ignored,
        unreadable: &unreadable,
    };
    let style = env.style();
    if env.wants_json() {
        index::write_json(&reading, &mut env.out)?;
    } else {
        index::write(&reading, style, &mut env.out)?;
    }
    Ok(0)
}
