//! `declog show`: one record, its standing first.

use std::collections::HashMap;

use clap::Args;

use super::list::{counted, findings};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::find;
use crate::cli::load::load;
use crate::report::record::{self, Section, Shown};

/// Show a record: whether it is in force, its relations both ways, its text
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// Its id, number, file name or path; `-` reads ids from standard input
    #[arg(required = true)]
    id: Vec<String>,
    /// Kind of a bare number
    #[arg(short, long)]
    kind: Option<String>,
    /// Print the file as it is
    #[arg(long)]
    raw: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &ShowArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let loaded = load(env, &args.reading)?;
    let (loaded, counts) = if env.wants_json() {
        counted(loaded).map(|(loaded, counts)| (loaded, Some(counts)))?
    } else {
        (loaded, None)
    };
    let fields = env.fields.clone();
    let index = &loaded.index;
    let titles: HashMap<String, String> = index
        .records
        .iter()
        .map(|record| (record.id.to_string(), record.title().to_owned()))
        .collect();
    for (count, typed) in find::ids(env, &args.id)?.iter().enumerate() {
        let at = find::record(&loaded, env, args.kind.as_deref(), typed)?;
        let found = &index.records[at];
        if args.raw {
            env.out.extend_from_slice(found.source.text.as_bytes());
            continue;
        }
        let findings = findings(&counts, &found.source.path);
        let (view, standing) = (index.view(at, findings), index.standing(at));
        let body = found.source.slice(found.body);
        let shown = Shown {
            record: found,
            view: &view,
            standing: &standing,
            titles: &titles,
            body,
            sections: Section::of(found),
        };
        let style = env.style();
        if env.wants_json() {
            record::write_json(&shown, fields.as_ref(), &mut env.out)?;
        } else {
            if count > 0 {
                env.out.push(b'\n');
            }
            record::write(&shown, style, &mut env.out)?;
        }
    }
    Ok(0)
}
