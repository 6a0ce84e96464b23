//! The home page: what is in force, where to start, what changed, what waits and what is due.

mod changed;
mod waiting;

use jiff::civil::Date;
use serde::Serialize;

use self::changed::changed;
use self::waiting::{Waiting, waiting};
use super::{CHANGES, Draft, Made};
use crate::index::Resolved;
use crate::model::state::{Icon, Tone};
use crate::site::address;
use crate::site::context::{Day, Empty, Frame, Row, Who};
use crate::site::holdings::{self, Duty};
use crate::site::listing;
use crate::site::told::Changed;
use crate::site::work::{Heading, Work};

/// Rows of what is newest in force, where the settings name nothing to start with.
const NEWEST: usize = 8;

/// Rows of what is due, and lines of what changed.
const MOST: usize = 40;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: Option<&'a str>,
    lead: Option<&'a str>,
    total: String,
    /// How many there are of each kind: `27 decisions`.
    kinds: Vec<String>,
    empty: Option<Empty>,
    counts: Vec<Count<'a>>,
    start: Option<Start<'a>>,
    all: All,
    changed: Vec<Changed<'a>>,
    all_changes: String,
    waiting: Option<Waiting<'a>>,
    due: Vec<Due<'a>>,
}

#[derive(Serialize)]
struct Count<'a> {
    about: &'a str,
    n: usize,
    href: String,
    query: &'a str,
    tone: Tone,
    icon: Icon,
}

#[derive(Serialize)]
struct Start<'a> {
    /// A word of the home page: its heading.
    about: &'static str,
    rows: Vec<Row<'a>>,
}

/// The way to every record of the first kind.
#[derive(Serialize)]
struct All {
    label: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Due<'a> {
    what: &'a str,
    id: String,
    title: &'a str,
    href: String,
    owner: Option<Who>,
    date: Day,
    overdue: bool,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new("index.html", |page: &str| {
        Made::html(work, "home.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let settings = &work.index.log.settings;
    let lead = settings.log.description.as_deref();
    let heading = Heading {
        title: work.title.into(),
        description: lead.map_or_else(|| work.words.home("counts").into(), Into::into),
        way: Vec::new(),
        under: page.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    let empty = work.index.records.is_empty().then(|| Empty {
        about: "log".to_owned(),
        commands: listing::first_commands(),
    });
    let kind = work.index.log.kinds.first();
    Context {
        frame: work.frame(page, heading),
        title: settings.site.title.as_deref(),
        lead,
        total: work.words.count_of("record", work.index.records.len()),
        kinds: kinds(work),
        empty,
        counts: counts(work, page),
        start: start(work, page),
        all: All {
            label: work
                .words
                .home("all")
                .replace("{records}", kind.map_or("", |kind| &kind.plural)),
            href: kind.map(|kind| address::relative(page, &listing::home(kind))),
        },
        changed: changed(work, page),
        all_changes: address::relative(page, CHANGES),
        waiting: waiting(work, page),
        due: due(work, page),
    }
}

/// How many records there are of each kind, where there are several kinds.
fn kinds(work: &Work<'_>) -> Vec<String> {
    let index = work.index;
    let kinds = index.log.kinds.iter();
    let counts = kinds.filter_map(|kind| {
        let all = index.records.iter();
        match all.filter(|record| record.kind.name == kind.name).count() {
            0 => None,
            1 => Some(format!("1 {}", kind.name)),
            n => Some(format!("{n} {}", kind.plural)),
        }
    });
    let counts: Vec<String> = counts.collect();
    match counts.len() {
        1 => Vec::new(),
        _ => counts,
    }
}

fn counts<'w>(work: &'w Work<'w>, page: &str) -> Vec<Count<'w>> {
    let lists = work.listings.iter();
    let counts = lists.filter_map(|list| {
        let count = list.count.as_ref()?;
        Some(Count {
            about: &count.about,
            n: list.records.len(),
            href: address::relative(page, &list.path),
            query: &count.query,
            tone: count.tone,
            icon: count.icon,
        })
    });
    counts.collect()
}

/// What the settings pin, else what of the first kind went in force last, else what is newest.
fn start<'w>(work: &'w Work<'w>, page: &str) -> Option<Start<'w>> {
    let index = work.index;
    let pinned = index.log.settings.site.start_here.iter();
    let pinned: Vec<usize> = pinned
        .filter_map(|id| match index.resolve(id, None, None) {
            Resolved::One(at) => Some(at),
            _ => None,
        })
        .collect();
    let newest = |mut records: Vec<usize>| {
        records.sort_by_key(|&at| std::cmp::Reverse((listing::day(work, at), at)));
        records.truncate(NEWEST);
        records
    };
    let all = 0..index.records.len();
    let first = index.log.kinds.first().map(|kind| kind.name.as_str());
    let live = all.clone().filter(|&at| {
        index.in_force(at) == Some(true) && first == Some(index.records[at].kind.name.as_str())
    });
    let choices = [
        ("start_here", pinned),
        ("newest", newest(live.collect())),
        ("latest", newest(all.collect())),
    ];
    let mut found = choices
        .into_iter()
        .filter(|(_, records)| !records.is_empty());
    found.next().map(|(about, records)| Start {
        about,
        rows: records.iter().map(|&at| work.row(at, page)).collect(),
    })
}

/// What is in force and has to be looked at again or be done, the most urgent first.
fn due<'w>(work: &'w Work<'w>, page: &str) -> Vec<Due<'w>> {
    let today = work.index.log.as_of;
    let mut due: Vec<(Date, usize, &str)> = (0..work.index.records.len())
        .filter_map(|at| {
            let all = holdings::falls_due(work.index, at).into_iter();
            let days = all.filter_map(|(_, due)| match due.what {
                Duty::Review => Some((due.day, &work.words.person.review)),
                Duty::Finish => Some((due.day, &work.words.person.finish)),
                Duty::Update | Duty::Milestone(_) => None,
            });
            let (day, what) = days.min()?;
            Some((day, at, what.as_str()))
        })
        .collect();
    due.sort();
    due.truncate(MOST);
    due.into_iter()
        .map(|(date, at, what)| {
            let record = &work.index.records[at];
            Due {
                what,
                id: record.id.to_string(),
                title: record.title(),
                href: work.href(at, page),
                owner: work.owner(at, page),
                date: Day::from(date),
                overdue: date < today,
            }
        })
        .collect()
}
