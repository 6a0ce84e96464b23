//! What changed, day by day: the newest changes, a page for each year, and one for each month of a year with too many.
//!
//! Beside them stands what was in force at the end of each quarter.

mod calendar;
mod in_force;

use std::sync::Arc;

use serde::Serialize;

use self::calendar::{Beside, Book, Counted, Year};
use super::{CHANGES, Draft, Made, feeds};
use crate::site::address;
use crate::site::context::{Day, Empty, Frame, Nav};
use crate::site::listing;
use crate::site::paging::Pages;
use crate::site::past::Reach;
use crate::site::told::{Changed, Depth, Told, days};
use crate::site::work::{Heading, Work};

/// Changes on the first page.
const NEWEST: usize = 200;

/// The most changes of one page.
const MOST: usize = 400;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: String,
    lead: String,
    feed: String,
    /// The day before which nothing is known but what the files say.
    since: Option<Day>,
    empty: Option<Empty>,
    uncommitted: Vec<Changed<'a>>,
    months: Vec<Month<'a>>,
    /// The months of a year that has too many changes for one page.
    split: Vec<Counted>,
    older: Option<String>,
    pages: Option<Pages>,
    beside: Beside,
}

/// What changed in a month.
#[derive(Serialize)]
struct Month<'a> {
    id: String,
    /// The anchor of its year, where it is the first of it.
    year: Option<String>,
    label: String,
    days: Vec<Changed<'a>>,
}

/// One page of changes, before it is made.
struct Part<'w> {
    title: String,
    /// How many there are on all pages of the sort.
    total: usize,
    told: Vec<&'w Told<'w>>,
    /// The year that is opened beside it.
    year: Option<i16>,
    pages: Option<Pages>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let book = Arc::new(Book::of(work));
    let mut drafts = Vec::new();
    let own = Arc::clone(&book);
    drafts.push(Draft::new(CHANGES, move |page: &str| {
        Made::html(work, "changes.html", &newest(work, &own, page))
    }));
    for at in 0..book.years.len() {
        let own = Arc::clone(&book);
        let year = &book.years[at];
        drafts.push(Draft::new(year.path(), move |page: &str| {
            Made::html(work, "changes.html", &of_year(work, (&own, at), page))
        }));
        if year.told.len() > MOST {
            drafts.extend(months(work, &book, at));
        }
    }
    drafts.extend(in_force::plan(work, &book));
    drafts
}

/// The pages of the months of a year that has too many changes for one.
fn months<'w>(work: &'w Work<'w>, book: &Arc<Book<'w>>, at: usize) -> Vec<Draft<'w>> {
    let mut drafts = Vec::new();
    for (place, month) in book.years[at].months.iter().enumerate() {
        let last = month.told.len().div_ceil(MOST);
        for number in 1..=last {
            let own = Arc::clone(book);
            let path = listing::page_path(&month.path(), number);
            drafts.push(Draft::new(path, move |page: &str| {
                let month = &own.years[at].months[place];
                let told = month.told.iter().skip((number - 1) * MOST).take(MOST);
                let title = &work.words.changes.of_month;
                let part = Part {
                    title: title.replace("{month}", &month.label()),
                    total: month.told.len(),
                    told: told.collect(),
                    year: Some(month.year),
                    pages: Pages::of(&month.path(), last, number, page),
                };
                Made::html(work, "changes.html", &context(work, &own, (part, page)))
            }));
        }
    }
    drafts
}

/// What was changed last, what is not committed in front of it.
fn newest<'w>(work: &'w Work<'w>, book: &Book<'w>, page: &str) -> Context<'w> {
    let committed = &work.told[book.uncommitted..];
    let part = Part {
        title: work.words.changes.title.clone(),
        total: work.told.len(),
        told: committed.iter().take(NEWEST).collect(),
        year: book.years.first().map(|year| year.number),
        pages: None,
    };
    let uncommitted: Vec<&Told<'_>> = work.told[..book.uncommitted].iter().take(NEWEST).collect();
    let older = committed.get(NEWEST).and_then(|told| told.day);
    Context {
        uncommitted: days(work, &uncommitted, page, Depth::Whole),
        empty: work.told.is_empty().then(|| Empty {
            about: "changes".to_owned(),
            commands: listing::first_commands(),
        }),
        older: older.map(|day| book.href(day, page)),
        ..context(work, book, (part, page))
    }
}

/// The changes of a year, or the way to its months.
fn of_year<'w>(work: &'w Work<'w>, year: (&Book<'w>, usize), page: &str) -> Context<'w> {
    let (book, at) = year;
    let year: &Year<'_> = &book.years[at];
    let is_split = year.told.len() > MOST;
    let title = &work.words.changes.of_year;
    let part = Part {
        title: title.replace("{year}", &year.label()),
        total: year.told.len(),
        told: match is_split {
            true => Vec::new(),
            false => year.told.iter().collect(),
        },
        year: Some(year.number),
        pages: None,
    };
    Context {
        split: match is_split {
            true => book.months(at, page),
            false => Vec::new(),
        },
        ..context(work, book, (part, page))
    }
}

fn context<'w>(work: &'w Work<'w>, book: &Book<'w>, shown: (Part<'w>, &str)) -> Context<'w> {
    let (part, page) = shown;
    let words = &work.words.changes;
    let is_first = page == CHANGES;
    let heading = Heading {
        title: part.title.clone().into(),
        description: words.about.as_str().into(),
        way: match is_first {
            true => Vec::new(),
            false => vec![(words.title.clone(), CHANGES.to_owned())],
        },
        under: CHANGES.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    Context {
        frame: work.frame(page, heading),
        lead: words.changes.of(part.total),
        title: part.title,
        feed: feeds::link(page),
        since: match book.past.reach {
            Reach::Since(day) => Some(Day::from(day)),
            _ => None,
        },
        empty: None,
        uncommitted: Vec::new(),
        months: of_months(work, &part.told, page),
        split: Vec::new(),
        older: None,
        pages: part.pages,
        beside: book.beside(work, part.year, page),
    }
}

/// Changes by month, each with its anchor.
fn of_months<'w>(work: &Work<'w>, told: &[&Told<'w>], page: &str) -> Vec<Month<'w>> {
    let month = |told: &Told<'_>| told.day.map(|day| (day.year(), day.month()));
    let mut year = None;
    let months = told.chunk_by(|one, next| month(one) == month(next));
    let months = months.filter_map(|told| {
        let day = told.first()?.day?;
        let is_new = year.replace(day.year()) != Some(day.year());
        Some(Month {
            id: calendar::month_id(day),
            year: is_new.then(|| format!("{:04}", day.year())),
            label: calendar::month_label(day),
            days: days(work, told, page, Depth::Whole),
        })
    });
    months.collect()
}

/// The way back to the changes.
fn way(work: &Work<'_>) -> Vec<(String, String)> {
    vec![(work.words.changes.title.clone(), CHANGES.to_owned())]
}

/// A link to a page from another.
fn link(label: String, path: &str, page: &str) -> Nav {
    Nav {
        label,
        href: address::relative(page, path),
        current: path == page,
    }
}
