//! `declog demo`: a whole example log in a repository of its own, and the first commands run on it.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::cli::args::{self, Global};
use crate::cli::env::Env;
use crate::cli::failure::surroundings;
use crate::cli::replay::replay;
use crate::cli::{flush, run as run_command};
use crate::report::demo::{self, Demo, Made, Shown};
use crate::store::{Ground, found, ground};

/// Make a whole example log in a repository of its own, then check it and render its site
#[derive(Debug, Args)]
pub(in crate::cli) struct DemoArgs {
    /// Folder to make it in
    #[arg(default_value = "declog-demo")]
    dir: PathBuf,
}

pub(in crate::cli) fn run(args: &DemoArgs, env: &mut Env) -> anyhow::Result<u8> {
    let folder = env.cwd.join(&args.dir);
    let typed = env.as_typed(&folder);
    let ground = ground(&folder);
    if ground == Ground::Taken {
        return Err(surroundings(format!("`{typed}` is there already"))
            .with_help("name a folder that is not there yet: `declog demo DIR`")
            .into());
    }
    let made = match ground {
        Ground::Free => Some(make(&folder, env)?),
        _ => None,
    };
    let told = Demo {
        folder: &typed,
        made,
    };
    let mut inside = Env::new(Global {
        directory: Some(folder),
        ..env.global.clone()
    })?;
    if env.wants_json() {
        let check = output(&mut inside, &["check"])?;
        let site = output(&mut inside, &["site"])?;
        demo::write_json(&told, &shown(&check, &site), &mut env.out)?;
        return Ok(0);
    }
    demo::write(&told, &mut env.out)?;
    flush(env);
    for words in [&["check"][..], &["site"]] {
        demo::write_command(words, env.style(), &mut inside.out)?;
        flush(&mut inside);
        run_command(parsed(words)?, &mut inside)?;
        flush(&mut inside);
    }
    demo::write_next(&typed, &mut env.out)?;
    Ok(0)
}

/// Makes the example log of today.
fn make(folder: &Path, env: &Env) -> anyhow::Result<Made> {
    let _progress = env.progress("making the example log");
    let example = replay(env.now()?.day(&TimeZone::UTC))?;
    found(folder, &example.commits, &example.user)?;
    Ok(Made {
        records: example.records,
        commits: example.commits.len(),
        people: example.authors,
        first: example.days.0,
        last: example.days.1,
    })
}

/// What two commands printed, in numbers.
fn shown(check: &Value, site: &Value) -> Shown {
    let findings = check["findings"].as_array().map_or(&[][..], Vec::as_slice);
    let at = |level: &str| findings.iter().filter(|one| one["level"] == level).count();
    Shown {
        errors: at("deny"),
        warnings: at("warn"),
        pages: site["pages"]
            .as_u64()
            .and_then(|n| n.try_into().ok())
            .unwrap_or_default(),
        index: site["index"].as_str().unwrap_or_default().to_owned(),
    }
}

/// What a command prints as JSON.
fn output(inside: &mut Env, words: &[&str]) -> anyhow::Result<Value> {
    run_command(parsed(words)?, inside)?;
    Ok(serde_json::from_slice(&std::mem::take(&mut inside.out))?)
}

fn parsed(words: &[&str]) -> Result<args::Cli, clap::Error> {
    args::parse(
        std::iter::once("declog")
            .chain(words.iter().copied())
            .map(Into::into),
    )
}
