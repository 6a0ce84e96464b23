//! `declog site`: renders the log as static pages.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value};

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
use crate::index::Index;
use crate::model::diagnostic::Diagnostic;
use crate::model::judged::Judged;
use crate::model::view::{Counts, RecordView, count};
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
    let progress = env.progress("writing the pages");
    let (loaded, site) = built(loaded)?;
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

/// The log as its site shows it, and the site.
fn built(loaded: Loaded) -> anyhow::Result<(Loaded, Site)> {
    let options = Options::default();
    // The records of then that would be hidden cannot be told from others, so the line is left out where some are.
    let trend = match loaded.index.log.settings.site.hide {
        Some(_) => Vec::new(),
        None => trend(&loaded)?,
    };
    let loaded = with_facts(loaded, &options, Past::Editions)?;
    let findings = check::run(&loaded.index, &options);
    let counts = count(&findings);
    let all = ids(&loaded.index);
    let loaded = shown(loaded, &counts)?;
    let findings = told_of(&loaded, &all, findings);
    let meta = Meta {
        judged: Judged {
            attested: attested(&loaded.index),
            trend,
            let_pass: let_pass(&loaded.index, &findings),
        },
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
    Ok((loaded, site))
}

/// How many findings the baseline lets pass; none where the log has no baseline.
fn let_pass(index: &Index, findings: &[Diagnostic]) -> Option<usize> {
    let has_baseline = index.log.baseline.file.is_some();
    has_baseline.then(|| check::held(index, findings.to_vec()).silent.len())
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
    let mut records = views(&loaded.index, counts);
    records.iter_mut().for_each(without_mail);
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

/// The ids of all records.
fn ids(index: &Index) -> Vec<String> {
    let records = index.records.iter();
    records.map(|record| record.id.to_string()).collect()
}

/// A record without the mail addresses that its people may carry.
fn without_mail(record: &mut RecordView) {
    fn strip(value: &mut Value) {
        match value {
            Value::String(text) => *text = site::without_mail(text),
            Value::Array(all) => all.iter_mut().for_each(strip),
            Value::Object(all) => all.values_mut().for_each(strip),
            _ => {}
        }
    }
    if let Some(owner) = &mut record.owner {
        *owner = site::without_mail(owner);
    }
    let maps = [&mut record.people, &mut record.fields];
    maps.into_iter().flat_map(Map::values_mut).for_each(strip);
}

/// The findings without those of records that the site leaves out.
///
/// One of another record that names a hidden one tells of it too.
fn told_of(loaded: &Loaded, all: &[String], findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let index = &loaded.index;
    let shown: HashSet<String> = ids(index).into_iter().collect();
    let hidden: Vec<&String> = all.iter().filter(|id| !shown.contains(*id)).collect();
    let names = |found: &Diagnostic| {
        let texts = [
            Some(&found.message),
            found.help.as_ref(),
            found.label.as_ref(),
        ];
        let mut texts = texts.into_iter().flatten();
        texts.any(|text| {
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            words.any(|word| hidden.iter().any(|id| *id == word))
        })
    };
    let folders = loaded.folders();
    let of_record = |path: &str| folders.iter().any(|folder| holds(folder, path));
    let known = |path: &str| {
        index.at_path(path).is_some()
            || index.unreadable.iter().any(|source| source.path == path)
            || index.ignored.iter().any(|file| file.path == path)
    };
    let told = findings.into_iter();
    told.filter(|found| !of_record(&found.path) || known(&found.path))
        .filter(|found| hidden.is_empty() || !names(found))
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
