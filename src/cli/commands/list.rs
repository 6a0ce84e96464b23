//! `declog list`: records as a table, or in another form for scripts.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::check::{self, Options};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::facts::{Past, with_created, with_facts};
use crate::cli::failure::{Refused, query as refused, usage};
use crate::cli::find;
use crate::cli::load::{Loaded, load};
use crate::model::view::{Counts, FindingCount, RecordView, count};
use crate::query::{self, Query};
use crate::report::records::{Columns, End, FORMATS, Layout, Records};

/// List records: all kinds and states, by kind then id
#[derive(Debug, Args)]
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

/// A log with what only some lists show: findings, and days of writing that only git knows.
fn seen(
    loaded: Loaded,
    args: &ListArgs,
    query: &Query,
    format: &str,
) -> anyhow::Result<(Loaded, Option<Counts>)> {
    let columns = args.columns.as_deref().unwrap_or_default();
    let shows =
        |key: &str| format == "json" || columns.split(',').any(|column| column.trim() == key);
    let by_day = args
        .sort
        .as_deref()
        .is_some_and(|key| key.trim_start_matches('-') == "created");
    if shows("findings") {
        return counted(loaded).map(|(loaded, counts)| (loaded, Some(counts)));
    }
    let (loaded, counts) = asked(loaded, query)?;
    if counts.is_none() && (by_day || shows("created")) {
        return Ok((with_created(loaded)?, None));
    }
    Ok((loaded, counts))
}

/// A log with what a query asks for: findings, and days of writing that only git knows.
pub(in crate::cli) fn asked(
    loaded: Loaded,
    query: &Query,
) -> anyhow::Result<(Loaded, Option<Counts>)> {
    if query.asks_findings() {
        return counted(loaded).map(|(loaded, counts)| (loaded, Some(counts)));
    }
    if query.asks_created() {
        return Ok((with_created(loaded)?, None));
    }
    Ok((loaded, None))
}

/// A log with the findings of each file counted, and the day that each record was written.
pub(in crate::cli) fn counted(loaded: Loaded) -> anyhow::Result<(Loaded, Counts)> {
    let options = Options::default();
    let loaded = with_facts(loaded, &options, Past::Created)?;
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
