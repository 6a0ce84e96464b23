//! What waits longest, with whom and since when.

use serde::Serialize;

use crate::site::address;
use crate::site::context::{Day, Who};
use crate::site::listing;
use crate::site::work::Work;

/// The count that leads to all of it.
const WAITING: &str = "waiting";

/// Rows of what waits longest.
const LONGEST: usize = 5;

/// What waits longest, and the way to all of it.
#[derive(Serialize)]
pub(super) struct Waiting<'a> {
    all: usize,
    href: Option<String>,
    rows: Vec<Waits<'a>>,
}

#[derive(Serialize)]
struct Waits<'a> {
    id: String,
    title: &'a str,
    href: String,
    with: Vec<Who>,
    since: Option<Day>,
    /// What is asked for: `accept or reject`.
    todo: Option<String>,
    /// By when an answer is expected.
    by: Option<Day>,
    overdue: bool,
}

/// What waits longest on somebody; what has no day comes last.
pub(super) fn waiting<'w>(work: &'w Work<'w>, page: &str) -> Option<Waiting<'w>> {
    let index = work.index;
    let records = 0..index.records.len();
    let mut all: Vec<usize> = records.filter(|&at| index.is_waiting(at)).collect();
    let mut counts = work.listings.iter();
    let list = counts.find(|list| list.is_count(WAITING));
    all.sort_by_key(|&at| {
        let since = listing::day(work, at);
        (since.is_none(), since, at)
    });
    let rows = all.iter().take(LONGEST).map(|&at| {
        let record = &index.records[at];
        let with = index.waits_on(at).into_iter();
        Waits {
            id: record.id.to_string(),
            title: record.title(),
            href: work.href(at, page),
            with: with.map(|who| work.who(who, page)).collect(),
            todo: todo(work, at),
            since: listing::day(work, at).map(Day::from),
            by: index.answer_by(at).map(Day::from),
            overdue: index.answer_by(at).is_some_and(|day| day < index.log.as_of),
        }
    });
    let rows: Vec<Waits<'_>> = rows.collect();
    (!rows.is_empty()).then(|| Waiting {
        all: all.len(),
        href: list.map(|list| address::relative(page, &list.path)),
        rows,
    })
}

/// What is asked of the first of those it waits on.
fn todo(work: &Work<'_>, at: usize) -> Option<String> {
    let first = *work.index.waits_on(at).first()?;
    let mut tasks = work.holdings.of(first).waiting.iter();
    Some(work.asked(&tasks.find(|task| task.at == at)?.todo))
}
