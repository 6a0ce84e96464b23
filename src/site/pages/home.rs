//! The home page: what is in force, where to start, what changed, and what is due.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::{Draft, Made};
use crate::index::Resolved;
use crate::model::state::{Icon, Tone};
use crate::site::address;
use crate::site::context::{Chip, Day, Empty, Frame, Row, Segment, Who, fill};
use crate::site::listing;
use crate::site::work::{Heading, Work};

/// Days back that count as lately.
const LATELY: i64 = 14;

/// Rows of what is newest in force, where the settings name nothing to start with.
const NEWEST: usize = 8;

/// Days ahead that count as due.
const DUE: i64 = 90;

/// Rows of what is due, and lines of what changed.
const MOST: usize = 40;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: Option<&'a str>,
    lead: Option<&'a str>,
    total: String,
    empty: Option<Empty>,
    counts: Vec<Count<'a>>,
    start: Option<Start<'a>>,
    all: All,
    changed: Vec<Changed>,
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
struct Changed {
    date: Day,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    tone: Tone,
    icon: Icon,
    segments: Vec<Segment>,
}

#[derive(Serialize)]
struct Due<'a> {
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
        due: due(work, page),
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

/// What the settings pin, else what went in force last, else what is newest.
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
    let live = all.clone().filter(|&at| index.in_force(at) == Some(true));
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

/// What happened to a record on a day.
struct Event<'a> {
    at: usize,
    who: Option<&'a str>,
    state: Option<Chip>,
    name: &'a str,
}

fn changed(work: &Work<'_>, page: &str) -> Vec<Changed> {
    let today = work.index.log.as_of;
    let from = today.checked_sub(LATELY.days()).unwrap_or(today);
    let mut days: BTreeMap<Date, Vec<Event<'_>>> = BTreeMap::new();
    for at in 0..work.index.records.len() {
        for (date, event) in events(work, at) {
            if date > from && date <= today {
                days.entry(date).or_default().push(event);
            }
        }
    }
    let mut left = MOST;
    let mut changed = Vec::new();
    for (date, mut events) in days.into_iter().rev() {
        events.truncate(left);
        left -= events.len();
        if !events.is_empty() {
            changed.push(Changed {
                date: Day::from(date),
                items: events.iter().map(|event| item(work, event, page)).collect(),
            });
        }
    }
    changed
}

/// The story of a record where git was asked for it, else the days its file names.
fn events<'w>(work: &Work<'w>, at: usize) -> Vec<(Date, Event<'w>)> {
    let record = &work.index.records[at];
    let stories = work.index.facts.stories.as_ref();
    if let Some(story) = stories.and_then(|stories| stories.get(&record.source.path)) {
        let events = story.iter().map(|change| {
            let state = change.state.as_deref();
            let event = Event {
                at,
                who: Some(change.person.as_ref().unwrap_or(&change.author)),
                state: state
                    .and_then(|name| record.kind.state(name))
                    .map(Chip::from),
                name: state.unwrap_or("revised"),
            };
            (change.date, event)
        });
        return events.collect();
    }
    let event = record.date("date").or(record.date("created")).map(|date| {
        let event = Event {
            at,
            who: None,
            state: Some(work.chip(at)),
            name: record.state().map_or("", |state| &state.name),
        };
        (date, event)
    });
    event.into_iter().collect()
}

fn item(work: &Work<'_>, event: &Event<'_>, page: &str) -> Item {
    let words = &work.words.change;
    let word = |name: &str| words.get(name).map_or("{record}", String::as_str);
    let pattern = match event.who {
        None => word("nobody"),
        Some(_) => words
            .get(event.name)
            .map_or_else(|| word("other"), String::as_str),
    };
    let title = work.index.records[event.at].title();
    let state = event.state.as_ref().map_or("", |state| state.word.as_str());
    let values = [
        (
            "who",
            event
                .who
                .map(|who| work.who(who, page).segment())
                .into_iter()
                .collect(),
        ),
        ("state", vec![Segment::plain(state.to_lowercase())]),
        (
            "record",
            vec![
                Segment::plain(work.index.records[event.at].id.to_string()).mono(),
                Segment::plain(" "),
                Segment::link(title, work.href(event.at, page)),
            ],
        ),
    ];
    Item {
        tone: event.state.as_ref().map_or(Tone::Quiet, |state| state.tone),
        icon: event.state.as_ref().map_or(Icon::Ring, |state| state.icon),
        segments: fill(pattern, &values),
    }
}

/// What is in force and has to be looked at again, the most urgent first.
fn due<'w>(work: &'w Work<'w>, page: &str) -> Vec<Due<'w>> {
    let today = work.index.log.as_of;
    let until = today.checked_add(DUE.days()).unwrap_or(today);
    let mut due: Vec<(Date, usize)> = (0..work.index.records.len())
        .filter(|&at| work.index.in_force(at) == Some(true))
        .filter_map(|at| Some((work.index.records[at].date("review-by")?, at)))
        .filter(|(date, _)| *date <= until)
        .collect();
    due.sort();
    due.truncate(MOST);
    due.into_iter()
        .map(|(date, at)| {
            let record = &work.index.records[at];
            Due {
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
