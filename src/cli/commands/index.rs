//! `declog index`: reads everything and says what it read.

use std::io;

use clap::Args;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::list::counted;
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::load::load;
use crate::index::Index;
use crate::model::kind::Kind;
use crate::model::view::{Counts, RecordView};
use crate::report::index;

/// Read everything and say what was read; `--json` prints all of it for other programs
#[derive(Debug, Args)]
pub(in crate::cli) struct IndexArgs {
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &IndexArgs, env: &mut Env) -> anyhow::Result<u8> {
    let (loaded, counts) = counted(load(env, &args.reading)?)?;
    let records = views(&loaded.index, &counts);
    let style = env.style();
    write(&loaded.index, &records, |reading| {
        if env.wants_json() {
            index::write_json(reading, &mut env.out)
        } else {
            index::write(reading, style, &mut env.out)
        }
    })?;
    Ok(0)
}

/// Every record as JSON shows it, in the order of the index.
pub(super) fn views(index: &Index, counts: &Counts) -> Vec<RecordView> {
    let view = |at: usize| {
        let path = &index.records[at].source.path;
        index.view(at, Some(counts.get(path).copied().unwrap_or_default()))
    };
    (0..index.records.len()).into_par_iter().map(view).collect()
}

/// Hands what was read to somebody who writes it.
pub(super) fn write(
    all: &Index,
    records: &[RecordView],
    write: impl FnOnce(&index::Reading<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let kinds: Vec<&Kind> = all.log.kinds.iter().map(AsRef::as_ref).collect();
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
    write(&index::Reading {
        log: &all.log.name,
        title: &all.log.title,
        as_of: all.log.as_of,
        rev: all.log.rev.as_deref(),
        kinds: &kinds,
        records,
        ignored: &ignored,
        unreadable: &unreadable,
    })
}
