//! `declog site`: renders the log as static pages.

use std::path::PathBuf;

use clap::Args;

use super::index::{views, write};
use crate::check::{self, Options, OwnCard};
use crate::cli::args::Reading;
use crate::cli::attested::attested;
use crate::cli::baseline::with_baseline;
use crate::cli::env::Env;
use crate::cli::facts::{Past, with_facts};
use crate::cli::load::{Loaded, holds, load};
use crate::cli::shown::{at_setting, own, shown};
use crate::cli::terminal;
use crate::cli::trend::trend;
use crate::model::diagnostic::Diagnostic;
use crate::model::judged::Judged;
use crate::model::view::{Counts, count};
use crate::report;
use crate::site::{self, Meta, Site};
use crate::store::{Output, publish};

/// Render the log as static pages into _site/
#[derive(Debug, Args)]
pub(in crate::cli) struct SiteArgs {
    /// Folder to write into; default: _site in the log's folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Open the first page when it is written
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &SiteArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = with_baseline(load(env, &args.reading)?)?;
    let options = Options::default();
    let progress = env.progress("writing the pages");
    let trend = trend(&loaded)?;
    let loaded = with_facts(loaded, &options, Past::Editions)?;
    let findings = check::run(&loaded.index, &options);
    let baseline = loaded.index.log.baseline.file.is_some();
    let let_pass = baseline.then(|| {
        let held = check::held(&loaded.index, findings.clone());
        held.silent.len()
    });
    let counts = count(&findings);
    let loaded = shown(loaded, &counts)?;
    let findings = told_of(&loaded, findings);
    let judged = Judged {
        attested: attested(&loaded.index),
        trend,
        let_pass,
    };
    let meta = Meta {
        judged,
        ..meta(&loaded, &counts)?
    };
    let own = check::own_cards(&loaded.index.log);
    let mut cards = check::cards();
    cards.extend(own.iter().map(OwnCard::card));
    let site =
        site::build(&loaded.index, &findings, &cards, &meta).map_err(|error| match error {
            site::Error::Messages(message) => {
                let log = &loaded.index.log;
                let file = log.settings.site.messages.as_deref().unwrap_or_default();
                at_setting(log, "messages", format!("`{file}`: {message}")).into()
            }
            error => anyhow::Error::from(error),
        })?;
    let out = match &args.output {
        Some(folder) => env.cwd.join(folder),
        None => loaded
            .repository
            .root()
            .join(&loaded.index.log.root)
            .join("_site"),
    };
    let assets = assets(&loaded, &site)?;
    let pages = site.pages.iter().map(|page| Output {
        path: &page.path,
        bytes: &page.bytes,
    });
    let files: Vec<Output<'_>> = pages
        .chain(assets.iter().map(|(path, bytes)| Output { path, bytes }))
        .collect();
    let published = publish(&out, &files)?;
    drop(progress);
    let first = out.join("index.html");
    let told = report::site::Site {
        folder: &env.as_typed(&out),
        index: &env.as_typed(&first),
        pages: site
            .pages
            .iter()
            .filter(|page| page.path.ends_with(".html"))
            .count(),
        written: published.written,
        removed: published.removed,
        as_of: loaded.index.log.as_of,
        rev: loaded.index.log.rev.as_deref(),
    };
    tell(&told, env)?;
    if args.open {
        terminal::open(&first)?;
    }
    Ok(0)
}

fn tell(told: &report::site::Site<'_>, env: &mut Env) -> anyhow::Result<()> {
    if env.wants_json() {
        report::site::write_json(told, &mut env.out)?;
        return Ok(());
    }
    report::site::write(told, &mut env.out)?;
    let mut talk = Vec::new();
    report::site::write_talk(told, &mut talk)?;
    env.say(String::from_utf8_lossy(&talk).trim_end());
    Ok(())
}

/// The commit that the footer names: the revision read, else `HEAD`.
fn meta(loaded: &Loaded, counts: &Counts) -> anyhow::Result<Meta> {
    let log = &loaded.index.log;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let records = views(&loaded.index, counts);
    let mut index_json = Vec::new();
    write(&loaded.index, &records, |reading| {
        report::index::write_json(reading, &mut index_json)
    })?;
    let settings = &log.settings.site;
    let meta = Meta {
        version,
        index_json,
        records,
        style: own(loaded, "style", settings.style.as_deref())?,
        messages: own(loaded, "messages", settings.messages.as_deref())?,
        ..Meta::default()
    };
    if let Some(revision) = &loaded.revision {
        let short = revision.id[..10.min(revision.id.len())].to_owned();
        return Ok(Meta {
            commit: Some(short),
            commit_date: Some(log.day_of(revision.time)),
            ..meta
        });
    }
    let head = loaded.repository.head()?;
    let mut watched = loaded.folders();
    watched.push(loaded.index.log.file.path.clone());
    Ok(Meta {
        dirty: head.is_some() && loaded.repository.dirty(&watched)?,
        commit_date: head.as_ref().map(|head| log.day_of(head.time)),
        commit: head.map(|head| head.short),
        ..meta
    })
}

/// The findings without those of records that the site leaves out.
fn told_of(loaded: &Loaded, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let index = &loaded.index;
    let folders = loaded.folders();
    let of_record = |path: &str| folders.iter().any(|folder| holds(folder, path));
    let known = |path: &str| {
        index.at_path(path).is_some()
            || index.unreadable.iter().any(|source| source.path == path)
            || index.ignored.iter().any(|file| file.path == path)
    };
    let told = findings.into_iter();
    told.filter(|found| !of_record(&found.path) || known(&found.path))
        .collect()
}

/// The images that the pages show: those that are files of the repository which git knows.
fn assets(loaded: &Loaded, site: &Site) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for asset in &site.assets {
        if let Some(bytes) = loaded
            .repository
            .read_asset(&asset.from, loaded.revision.as_ref())?
        {
            found.push((asset.to.clone(), bytes));
        }
    }
    Ok(found)
}
