//! `declog stats`: how long decisions and answers take, what is due, how complete the records are.

use clap::{Args, ValueEnum};

use super::list::{asking, found};
use crate::check::{self, Options};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::facts::{Past, with_facts};
use crate::cli::load::load;
use crate::model::view::count;
use crate::query::stats::{By, stats};
use crate::report;
use crate::report::stats::Stats;

/// Show how long decisions and answers take, what is due, and how complete the records are
///
/// Days are days of the calendar, and a middle is the median. What a day is missing for is counted as unknown, and a
/// figure made of nothing is unknown, never 0. People are not ranked: parts of the log stand in the order of their names.
///
/// lead time: from `created` (else the first commit) to the first step of a decider into force; by its entry, else by
/// `date`, else by git's history.
///
/// answer time: from each offer of a piece of work to the receiver's answer, by git's history, else by entries.
///
/// review debt: of the records in force that name a `review-by`, those past it.
///
/// update cadence: days from one update of an outcome to the next; and of the records that expect updates, those whose
/// next one is overdue.
///
/// completeness: records about which `declog check` says nothing at warn or above.
///
/// By month a figure stands in the month in which something was decided, answered, updated or written, or is due.
#[derive(Debug, Args)]
pub(in crate::cli) struct StatsArgs {
    /// Which records, in the words of `declog list`; default: all of them
    query: Vec<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// A row for each of them
    #[arg(long, value_name = "PART")]
    by: Option<Part>,
    #[command(flatten)]
    reading: Reading,
}

/// What the figures are told for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Each area; a record of several is in each
    Area,
    /// Each person or team that answers for records
    Owner,
    /// Each month
    Month,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Owner => "owner",
            Self::Month => "month",
        }
    }
}

pub(in crate::cli) fn run(args: &StatsArgs, env: &mut Env) -> anyhow::Result<u8> {
    let loaded = load(env, &args.reading)?;
    let query = asking(&loaded, &args.query)?;
    let progress = env.progress("reading the history");
    let options = Options::default();
    let loaded = with_facts(loaded, &options, Past::Stories)?;
    let index = &loaded.index;
    let counts = count(&check::run(index, &options));
    drop(progress);
    let places = found(&loaded, &query, args.kind.as_deref(), &counts)?;
    let by = match args.by {
        None => By::Whole,
        Some(Part::Area) => By::Area,
        Some(Part::Owner) => By::Owner,
        Some(Part::Month) => By::Month,
    };
    let groups = stats(index, &places, &counts, by);
    let told = Stats {
        by: args.by.map(Part::name),
        groups: &groups,
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
    };
    if env.wants_json() {
        report::stats::write_json(&told, &mut env.out)?;
        return Ok(0);
    }
    let style = env.style();
    report::stats::write(&told, style, &mut env.out)?;
    if places.is_empty() {
        env.say("no record answers");
    }
    let history = index.facts.history.as_ref();
    if history.is_some_and(|history| history.shallow) {
        env.say("the clone is shallow, so that days may be unknown: `git fetch --unshallow`");
    }
    Ok(0)
}
