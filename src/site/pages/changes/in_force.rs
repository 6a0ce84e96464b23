//! What was in force at the end of a quarter.

use std::sync::Arc;

use serde::Serialize;

use super::calendar::{Beside, Book};
use super::{CHANGES, Draft, Made, link, way};
use crate::site::context::{Day, Frame, Nav, Row};
use crate::site::listing::{self, PAGE};
use crate::site::paging::Pages;
use crate::site::past::{Reach, Seen};
use crate::site::work::{Heading, Work};

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: String,
    total: usize,
    /// A word of the pages of changes: how far the list can be trusted.
    doubt: Option<&'static str>,
    since: Option<Day>,
    rows: Vec<Row<'a>>,
    pages: Option<Pages>,
    earlier: Option<Nav>,
    later: Option<Nav>,
    beside: Beside,
}

pub(super) fn plan<'w>(work: &'w Work<'w>, book: &Arc<Book<'w>>) -> Vec<Draft<'w>> {
    let mut drafts = Vec::new();
    for (at, quarter) in book.quarters.iter().enumerate() {
        for number in 1..=quarter.records.len().div_ceil(PAGE).max(1) {
            let own = Arc::clone(book);
            let path = listing::page_path(&quarter.path(), number);
            drafts.push(Draft::new(path, move |page: &str| {
                let context = context(work, &own, (at, number, page));
                Made::html(work, "in-force.html", &context)
            }));
        }
    }
    drafts
}

fn context<'w>(work: &'w Work<'w>, book: &Book<'w>, shown: (usize, usize, &str)) -> Context<'w> {
    let (at, number, page) = shown;
    let quarter = &book.quarters[at];
    let words = &work.words.changes;
    let date = Day::from(quarter.day);
    let title = words.in_force.replace("{date}", &date.text);
    let heading = Heading {
        title: title.clone().into(),
        description: words.about_in_force.replace("{date}", &date.text).into(),
        way: way(work),
        under: CHANGES.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    let (doubt, since) = match book.past.reach {
        Reach::Nothing => (Some("unknown"), None),
        Reach::Since(day) if quarter.day < day => (Some("shallow"), Some(Day::from(day))),
        Reach::Whole | Reach::Since(_) => (None, None),
    };
    let seen = Seen {
        page,
        day: quarter.day,
    };
    let rows = quarter.records.iter().skip((number - 1) * PAGE).take(PAGE);
    let rows = rows.map(|&place| {
        let mut row = book.past.row(work, place, seen);
        if let Some(day) = book.past.gone(place) {
            row.href = book.href(day, page);
        }
        row
    });
    let other = |at: Option<usize>| {
        let quarter = book.quarters.get(at?)?;
        let label = words
            .in_force
            .replace("{date}", &Day::from(quarter.day).text);
        Some(link(label, &quarter.path(), page))
    };
    Context {
        frame: work.frame(page, heading),
        title,
        total: quarter.records.len(),
        doubt,
        since,
        rows: rows.collect(),
        pages: Pages::of(
            &quarter.path(),
            quarter.records.len().div_ceil(PAGE),
            number,
            page,
        ),
        earlier: other(Some(at + 1)),
        later: other(at.checked_sub(1)),
        beside: book.beside(work, Some(quarter.day.year()), page),
    }
}
