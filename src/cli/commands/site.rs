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
use crate::cli::load::{Loaded, load};
use crate::cli::terminal;
use crate::cli::trend::trend;
use crate::index::Index;
use crate::model::diagnostic::Diagnostic;
use crate::model::facts::Entry;
use crate::model::judged::{Judged, Point};
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
    let loaded = without_untracked(loaded)?;
    let meta = Meta {
        judged: judged(&loaded.index, &findings, trend),
        ..meta(&loaded, &count(&findings))?
    };
    let own = check::own_cards(&loaded.index.log);
    let mut cards = check::cards();
    cards.extend(own.iter().map(OwnCard::card));
    let site = site::build(&loaded.index, &findings, &cards, &meta)?;
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

/// What pages tell and do not judge themselves.
fn judged(index: &Index, findings: &[Diagnostic], trend: Vec<Point>) -> Judged {
    let has_baseline = index.log.baseline.file.is_some();
    Judged {
        attested: attested(index),
        trend,
        let_pass: has_baseline.then(|| check::held(index, findings.to_vec()).silent.len()),
    }
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
    if let Some(revision) = &loaded.revision {
        let short = revision.id[..10.min(revision.id.len())].to_owned();
        let day = log.day_of(revision.time);
        return Ok(Meta {
            version,
            commit: Some(short),
            commit_date: Some(day),
            dirty: false,
            index_json,
            records,
            judged: Judged::default(),
        });
    }
    let head = loaded.repository.head()?;
    let mut watched = loaded.folders();
    watched.push(loaded.index.log.file.path.clone());
    let dirty = head.is_some() && loaded.repository.dirty(&watched)?;
    Ok(Meta {
        version,
        commit_date: head.as_ref().map(|head| log.day_of(head.time)),
        commit: head.map(|head| head.short),
        dirty,
        index_json,
        records,
        judged: Judged::default(),
    })
}

/// The log without the files that git does not know: a page shows no image that only one machine has.
fn without_untracked(loaded: Loaded) -> anyhow::Result<Loaded> {
    let mut facts = loaded.index.facts.clone();
    if loaded.revision.is_none() {
        for (path, entry) in facts.targets.iter_mut().flatten() {
            if matches!(entry, Entry::File(_)) && !loaded.repository.is_known(path)? {
                *entry = Entry::Missing;
            }
        }
    }
    Ok(Loaded {
        index: loaded.index.with_facts(facts),
        ..loaded
    })
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
