//! `declog list`: records as a table, or in another form for scripts.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::check::{self, Options};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::facts::{Past, with_facts, with_past};
use crate::cli::failure::{Refused, query as refused, usage};
use crate::cli::find;
use crate::cli::load::{Loaded, load};
use crate::model::view::{Counts, FindingCount, RecordView, count};
use crate::query::{self, Query};
use crate::report::records::{Columns, End, FORMATS, Layout, Records};

/// What a query may say, behind the options in the help.
const LANGUAGE: &str = "\
A query:
  status:accepted,proposed   a field: either value; said twice it is either, too
  area:storage -tag:db       both, and not the tag; `-` turns any word around
  due:<2026-12-31            a date or a number, with <, <=, > or >=
  \"connection pool\"          words of the title, the summary, the tags, the id or the text

Besides every field of every kind:
  kind: id: phase: health:   what it is, and how it goes: open, live, ended, refused; at-risk
  created: updated:          the day it was written, and that of its last change of any sort
  by:                        somebody in any role
  path:src/ledger/a.rs       it governs the path, by its patterns
  is:in-force                live, not replaced, not past its last day
  is:waiting                 open, and somebody's move
  is:overdue                 a due date, an answer, an update, a review or a milestone is late
  is:unowned                 open or live, and nobody's
  is:blocked                 rests on what is neither in force nor ended well
  is:stale                   open longer than the log allows
  is:incomplete              `declog check` finds something in it
  is:unbuilt                 in force, and nothing named that carries it out";

/// List records: all kinds and states, by kind then id
#[derive(Debug, Args)]
#[command(after_long_help = LANGUAGE)]
pub(in crate::cli) struct ListArgs {
    /// Which records, such as `status:accepted tag:db -is:incomplete "connection pool"`
    query: Vec<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Order by a field, backwards with `-` in front
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Show no more than N records
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// What to show of each record, such as `id,title,review-by`
    #[arg(long, value_name = "KEYS")]
    columns: Option<String>,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = FORMATS[0].name, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: String,
    /// End each record with a NUL byte (with `--format ids` or `plain`)
    #[arg(short = 'z', long)]
    null: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &ListArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let name = if env.wants_json() {
        "json"
    } else {
        args.format.as_str()
    };
    let format = FORMATS
        .iter()
        .find(|format| format.name == name)
        .unwrap_or(&FORMATS[0]);
    if args.null && !format.takes_nul {
        return Err(usage(format!("`-z` does not go with `--format {name}`"))
            .with_help("use `--format ids -z`")
            .into());
    }
    let loaded = load(env, &args.reading)?;
    let query = asking(&loaded, &args.query)?;
    let (loaded, counts) = seen(loaded, args, &query, name)?;
    let places = chosen(&loaded, args, &query, &counts)?;
    let index = &loaded.index;
    let whole = name == "json" || args.columns.is_some();
    let found = |at: &usize| {
        let findings = findings(&counts, &index.records[*at].source.path);
        if whole {
            index.view(*at, findings)
        } else {
            index.view_without_fields(*at, findings)
        }
    };
    let records: Vec<RecordView> = places.iter().map(found).collect();
    let layout = layout(args, &loaded, env)?;
    let list = Records {
        records: &records,
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
    };
    (format.write)(&list, &layout, &mut env.out)?;
    if records.is_empty() && !env.wants_json() {
        env.say("no record answers");
    }
    Ok(0)
}

/// The query that somebody typed.
pub(in crate::cli) fn asking(loaded: &Loaded, words: &[String]) -> Result<Query, Refused> {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let text = words.join(" ");
    query::parse(&text, &loaded.index).map_err(|error| refused(&text, error))
}

/// The records that a query finds and `-k` lets through, by their place in the index and in its order.
pub(in crate::cli) fn found(
    loaded: &Loaded,
    query: &Query,
    kind: Option<&str>,
    counts: &Counts,
) -> Result<Vec<usize>, Refused> {
    let index = &loaded.index;
    let mut places = query::filter(index, query, counts);
    if let Some(name) = kind {
        let kind = find::kind(index, name)?;
        places.retain(|&at| index.records[at].kind.name == kind.name);
    }
    Ok(places)
}

/// A log with what only some lists show: findings, and days that only git knows.
fn seen(
    loaded: Loaded,
    args: &ListArgs,
    query: &Query,
    format: &str,
) -> anyhow::Result<(Loaded, Option<Counts>)> {
    let columns = args.columns.as_deref().unwrap_or_default();
    let shows =
        |key: &str| format == "json" || columns.split(',').any(|column| column.trim() == key);
    let sorted = match args.sort.as_deref().map(|key| key.trim_start_matches('-')) {
        Some("updated") => Past::Updated,
        Some("created") => Past::Created,
        _ if shows("created") => Past::Created,
        _ => Past::Rules,
    };
    let past = sorted.max(past_of(query));
    match shows("findings") || query.asks_findings() {
        true => counted_with(loaded, past).map(|(loaded, counts)| (loaded, Some(counts))),
        false => Ok((with_past(loaded, past)?, None)),
    }
}

/// A log with what a query asks for: findings, and days that only git knows.
pub(in crate::cli) fn asked(
    loaded: Loaded,
    query: &Query,
) -> anyhow::Result<(Loaded, Option<Counts>)> {
    match query.asks_findings() {
        true => counted_for(loaded, query).map(|(loaded, counts)| (loaded, Some(counts))),
        false => Ok((with_past(loaded, past_of(query))?, None)),
    }
}

/// How much of the past a query asks for.
fn past_of(query: &Query) -> Past {
    match (query.asks_updated(), query.asks_created()) {
        (true, _) => Past::Updated,
        (false, true) => Past::Created,
        (false, false) => Past::Rules,
    }
}

/// A log with the findings of each file counted, and the day that each record was written.
pub(in crate::cli) fn counted(loaded: Loaded) -> anyhow::Result<(Loaded, Counts)> {
    counted_with(loaded, Past::Created)
}

/// The same with what a query asks for besides.
pub(in crate::cli) fn counted_for(
    loaded: Loaded,
    query: &Query,
) -> anyhow::Result<(Loaded, Counts)> {
    counted_with(loaded, past_of(query))
}

fn counted_with(loaded: Loaded, past: Past) -> anyhow::Result<(Loaded, Counts)> {
    let options = Options::default();
    let loaded = with_facts(loaded, &options, past.max(Past::Created))?;
    let counts = count(&check::run(&loaded.index, &options));
    Ok((loaded, counts))
}

/// The findings of a file; none where nobody looked for any.
pub(in crate::cli) fn findings(counts: &Option<Counts>, path: &str) -> Option<FindingCount> {
    counts
        .as_ref()
        .map(|counts| counts.get(path).copied().unwrap_or_default())
}

fn chosen(
    loaded: &Loaded,
    args: &ListArgs,
    query: &Query,
    counts: &Option<Counts>,
) -> anyhow::Result<Vec<usize>> {
    let index = &loaded.index;
    let none = Counts::new();
    let counts = counts.as_ref().unwrap_or(&none);
    let mut places = found(loaded, query, args.kind.as_deref(), counts)?;
    if let Some(key) = &args.sort {
        query::sort(index, &mut places, key).map_err(|error| refused(key, error))?;
    }
    places.truncate(args.limit.unwrap_or(usize::MAX));
    Ok(places)
}

/// A word as the shell handed it over: one with white space in it was quoted, and still is one term.
fn quoted(word: &str) -> String {
    let is_query = word.contains('"') || word.split_whitespace().any(|part| part.contains(':'));
    if is_query || !word.contains(char::is_whitespace) {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

fn layout(args: &ListArgs, loaded: &Loaded, env: &Env) -> anyhow::Result<Layout> {
    let keys: Vec<&str> = loaded
        .index
        .log
        .kinds
        .iter()
        .flat_map(|kind| kind.fields.iter().map(|field| field.key.as_str()))
        .collect();
    let columns = args
        .columns
        .as_deref()
        .map(|list| Columns::read(list, &keys))
        .transpose()?;
    Ok(Layout {
        columns: columns.unwrap_or_default(),
        fields: env.fields.clone(),
        width: env.width(),
        style: env.style(),
        end: if args.null { End::Nul } else { End::Line },
    })
}
