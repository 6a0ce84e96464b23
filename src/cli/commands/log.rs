//! `declog log`: what changed, from git's history.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use jiff::Timestamp;
use jiff::civil::Date;

use super::list::{asked, asking, found};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::events::events;
use crate::cli::failure::usage;
use crate::cli::load::{Loaded, load};
use crate::model::event::Event;
use crate::model::facts::History;
use crate::model::record::read_date;
use crate::model::view::Counts;
use crate::report::log::{Change, Commit, FORMATS, Log};

/// How many characters of an object id are shown.
const SHORT: usize = 10;

/// Show what changed: each step, entry and new record, with who, when and commit
///
/// Newest first, and what is not committed before all else. A query chooses records by what they are now; of those that
/// are gone nothing is told then.
#[derive(Debug, Args)]
pub(in crate::cli) struct LogArgs {
    /// Which records, in the words of `declog list`; default: all of them
    query: Vec<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Only what was committed on that day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only what was committed on that day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Show no more than N changes
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))]
    format: String,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &LogArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let name = match env.wants_json() {
        true => "json",
        false => args.format.as_str(),
    };
    let format = FORMATS.iter().find(|format| format.name == name);
    let format = format.unwrap_or(&FORMATS[0]);
    let days = Days {
        since: day("--since", args.since.as_deref())?,
        until: day("--until", args.until.as_deref())?,
    };
    let loaded = load(env, &args.reading)?;
    let (loaded, chosen) = chosen(loaded, args)?;
    let progress = env.progress("reading the history");
    let at = loaded.revision.as_ref();
    let history = loaded.repository.history(&loaded.folders(), at)?;
    let mut changes = Vec::new();
    for oldest in reaches(&loaded, &history, &days, args.limit) {
        let all = events(&loaded, &history, oldest).into_iter();
        let all = all.filter(|event| {
            let known = |places: &Vec<usize>| event.at.is_some_and(|at| places.contains(&at));
            chosen.as_ref().is_none_or(known)
        });
        let all = all.filter(|event| days.hold(of(&loaded, &history, event)));
        let all = all.take(args.limit.unwrap_or(usize::MAX));
        changes = all.map(|event| told(&loaded, &history, event)).collect();
        if args.limit.is_some_and(|limit| changes.len() >= limit) {
            break;
        }
    }
    drop(progress);
    let log = Log {
        changes: &changes,
        shallow: history.shallow,
        as_of: loaded.index.log.as_of,
        rev: loaded.index.log.rev.as_deref(),
        style: env.style(),
    };
    (format.write)(&log, &mut env.out)?;
    if history.shallow {
        env.say("the clone is shallow, and what came before its border is unknown: `git fetch --unshallow`");
    } else if changes.is_empty() && !env.wants_json() {
        env.say("nothing changed");
    }
    Ok(0)
}

/// How far back the history is read: as far as a limit most likely needs, and if that was too little all the way, or to
/// the first day that is told.
fn reaches(loaded: &Loaded, history: &History, days: &Days, limit: Option<usize>) -> Vec<usize> {
    let mut commits = history.commits.iter();
    let last = match days.since {
        None => history.commits.len(),
        // Commits of one day need not stand together.
        Some(since) => commits
            .rposition(|commit| loaded.index.log.day_of(commit.time) >= since)
            .unwrap_or_default(),
    };
    let Some(limit) = limit.filter(|_| days.until.is_none()) else {
        return vec![last];
    };
    let mut counts = vec![0; history.commits.len()];
    for version in history.versions.values().flatten() {
        counts[version.commit] += 1;
    }
    let mut seen = 0;
    let near = counts.iter().position(|count| {
        seen += count;
        seen > limit.saturating_mul(4)
    });
    near.filter(|near| *near < last)
        .into_iter()
        .chain([last])
        .collect()
}

/// The first and the last day that are told.
struct Days {
    since: Option<Date>,
    until: Option<Date>,
}

impl Days {
    fn hold(&self, day: Date) -> bool {
        self.since.is_none_or(|since| day >= since) && self.until.is_none_or(|until| day <= until)
    }
}

fn day(flag: &str, text: Option<&str>) -> anyhow::Result<Option<Date>> {
    let Some(text) = text else {
        return Ok(None);
    };
    match read_date(text) {
        Some(day) => Ok(Some(day)),
        None => {
            let message = format!("`{flag}` is `{text}`, expected a day like `2026-11-22`");
            Err(usage(message).into())
        }
    }
}

/// The records that a query or a kind chooses, in order; none where nobody asked.
fn chosen(loaded: Loaded, args: &LogArgs) -> anyhow::Result<(Loaded, Option<Vec<usize>>)> {
    if args.query.is_empty() && args.kind.is_none() {
        return Ok((loaded, None));
    }
    let query = asking(&loaded, &args.query)?;
    let (loaded, counts) = asked(loaded, &query)?;
    let none = Counts::new();
    let counts = counts.as_ref().unwrap_or(&none);
    let places = found(&loaded, &query, args.kind.as_deref(), counts)?;
    Ok((loaded, Some(places)))
}

/// The day of an event; today for what is not committed.
fn of(loaded: &Loaded, history: &History, event: &Event) -> Date {
    let log = &loaded.index.log;
    match event.commit {
        Some(at) => log.day_of(history.commits[at].time),
        None => log.as_of,
    }
}

fn told(loaded: &Loaded, history: &History, event: Event) -> Change {
    let day = of(loaded, history, &event);
    let directory = loaded.index.log.directory();
    let commit = event.commit.map(|at| &history.commits[at]);
    let commit = commit.map(|commit| {
        let person = directory.with_mail(&commit.email);
        let time = Timestamp::from_second(commit.time).unwrap_or(Timestamp::UNIX_EPOCH);
        Commit {
            id: commit.id[..SHORT.min(commit.id.len())].to_owned(),
            date: day.to_string(),
            time: time.to_string(),
            author: person
                .map_or(commit.author.as_str(), |person| directory.name(person))
                .to_owned(),
            person: person.map(str::to_owned),
            subject: commit.subject.clone(),
            day: Some(day),
        }
    });
    Change {
        commit,
        change: event.difference,
    }
}
