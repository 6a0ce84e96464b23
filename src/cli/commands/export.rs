//! `declog export`: the log in formats of other tools.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::list::{asking, counted_for, found};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::load::{Loaded, load};
use crate::exchange::{Chosen, Content, Exported, FORMATS, Format, Safe};
use crate::model::view::{Counts, RecordView};
use crate::report;
use crate::report::safe;
use crate::store::write_named;

/// Export records for other tools, or the areas as CODEOWNERS
///
/// What is exported goes to standard output, what a format cannot say is told on standard error.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// The format
    #[arg(value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))]
    format: String,
    /// Which records, in the words of `declog list`; default: all of them
    query: Vec<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Write into FILE, in place of what it holds
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &ExportArgs, env: &mut Env) -> anyhow::Result<u8> {
    let format = FORMATS.iter().find(|format| format.name == args.format);
    let format = format.unwrap_or(&FORMATS[0]);
    let chooses = args.kind.is_some() || !args.query.is_empty();
    if chooses && format.content == Content::Areas {
        let name = format.name;
        return Err(
            usage(format!("`{name}` is made of areas, and takes no query"))
                .with_help(format!("`declog export {name}`"))
                .into(),
        );
    }
    let loaded = load(env, &args.reading)?;
    let (loaded, exported) = match format.content {
        Content::Areas => {
            let exported = written(format, &loaded, &[], &Counts::new());
            (loaded, exported)
        }
        Content::Records => {
            let query = asking(&loaded, &args.query)?;
            let (loaded, counts) = counted_for(loaded, &query)?;
            let places = found(&loaded, &query, args.kind.as_deref(), &counts)?;
            if places.is_empty() {
                env.say("no record answers");
            }
            let exported = written(format, &loaded, &places, &counts);
            (loaded, exported)
        }
    };
    for line in &exported.left_out {
        env.say(line);
    }
    hand_over(args, &loaded, &exported, env)?;
    Ok(0)
}

fn written(format: &Format, loaded: &Loaded, places: &[usize], counts: &Counts) -> Exported {
    let index = &loaded.index;
    let view = |&at: &usize| {
        let path = &index.records[at].source.path;
        index.view(at, Some(counts.get(path).copied().unwrap_or_default()))
    };
    let views: Vec<RecordView> = places.iter().map(view).collect();
    (format.write)(&Chosen {
        index,
        places,
        views: &views,
        safe: Safe {
            json: safe::json,
            text: safe::block,
        },
    })
}

/// Into the file that was named, else on standard output.
fn hand_over(
    args: &ExportArgs,
    loaded: &Loaded,
    exported: &Exported,
    env: &mut Env,
) -> anyhow::Result<()> {
    let file = match &args.output {
        None => None,
        Some(file) => {
            let path = env.cwd.join(file);
            write_named(&path, &exported.text)?;
            Some(env.as_typed(&path))
        }
    };
    if env.wants_json() {
        let told = report::export::Export {
            format: &args.format,
            file: file.as_deref(),
            text: &exported.text,
            left_out: &exported.left_out,
            as_of: loaded.index.log.as_of,
            rev: loaded.index.log.rev.as_deref(),
        };
        report::export::write_json(&told, &mut env.out)?;
        return Ok(());
    }
    match file {
        Some(file) => env.say(&format!("wrote {file}")),
        None => env.out.extend_from_slice(exported.text.as_bytes()),
    }
    Ok(())
}
