//! `declog search`: full text over everything, ranked.

use clap::Args;

use super::list::{asked, asking};
use crate::cli::args::Reading;
use crate::cli::env::Env;
use crate::cli::failure::usage;
use crate::cli::find;
use crate::cli::load::{Loaded, load};
use crate::model::view::Counts;
use crate::query::search::{self, Asked, search};
use crate::report;
use crate::report::search::{Hit, Piece, Search};

/// Search all that records say, refused options and entries of the log included
///
/// A record that says any of the words is found: a word as a whole, or the beginning of a longer one; between quotes,
/// several words in a row. First come the records that say more of the words; then those that say them in a better place
/// (title before summary, tags and id, before headings, before text; whole words before beginnings); then those in force.
///
/// The keys of `declog list` may stand among the words: `declog search pool area:storage -is:incomplete`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArgs {
    /// The words, and what else is asked of a record
    #[arg(required = true)]
    words: Vec<String>,
    /// Only records of that kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Show no more than N records
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    reading: Reading,
}

pub(in crate::cli) fn run(args: &SearchArgs, env: &mut Env) -> anyhow::Result<u8> {
    env.paged = true;
    let loaded = load(env, &args.reading)?;
    let query = asking(&loaded, &args.words)?;
    if query.words().is_empty() {
        let typed = args.words.join(" ");
        return Err(usage("there are no words to look for")
            .with_help(format!("declog list {typed}"))
            .into());
    }
    let (loaded, counts) = asked(loaded, &query)?;
    let index = &loaded.index;
    let none = Counts::new();
    let kind = args.kind.as_deref().map(|name| find::kind(index, name));
    let sought = Asked {
        query: &query,
        counts: counts.as_ref().unwrap_or(&none),
        kind: kind.transpose()?.map(|kind| kind.name.as_str()),
        most: args.limit.unwrap_or(usize::MAX),
    };
    let (total, found) = search(index, &sought);
    let hits: Vec<Hit> = found.into_iter().map(|hit| shown(&loaded, hit)).collect();
    let told = Search {
        words: &query.words(),
        total,
        hits: &hits,
        as_of: index.log.as_of,
        rev: index.log.rev.as_deref(),
    };
    if env.wants_json() {
        report::search::write_json(&told, &mut env.out)?;
        return Ok(0);
    }
    let style = env.style();
    report::search::write(&told, style, &mut env.out)?;
    if hits.is_empty() {
        env.say("no record says any of it");
    } else if hits.len() < total {
        env.say(&format!("{} more", total - hits.len()));
    }
    Ok(0)
}

fn shown(loaded: &Loaded, hit: search::Hit) -> Hit {
    let record = &loaded.index.records[hit.at];
    let piece = |piece: search::Piece| Piece {
        text: piece.text,
        hit: piece.hit,
    };
    let pieces = |all: Vec<search::Piece>| all.into_iter().map(piece).collect();
    let (line, section, snippet) = match hit.line {
        Some(line) => (Some(line.number), line.section, pieces(line.pieces)),
        None => {
            let text = record.summary.clone();
            (None, None, vec![Piece { text, hit: false }])
        }
    };
    Hit {
        record: loaded.index.view(hit.at, None),
        words: hit.words,
        score: hit.score,
        title: pieces(hit.title),
        line,
        section,
        snippet,
    }
}
