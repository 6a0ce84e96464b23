//! The records that name no other and are named by none.

use serde::Serialize;

use super::super::{Draft, Made};
use super::heading;
use crate::site::context::{Frame, Row};
use crate::site::listing::{self, PAGE};
use crate::site::paging::Pages;
use crate::site::relations::ORPHANS;
use crate::site::work::Work;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    total: usize,
    rows: Vec<Row<'a>>,
    pages: Option<Pages>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let orphans = &work.relations.orphans;
    let pages = 1..=orphans.len().div_ceil(PAGE).max(1);
    let drafts = pages.map(|number| {
        let path = listing::page_path(ORPHANS, number);
        Draft::new(path, move |page: &str| {
            let shown = orphans.iter().skip((number - 1) * PAGE).take(PAGE);
            let context = Context {
                frame: work.frame(page, heading(work, &work.words.map.orphans, page)),
                total: orphans.len(),
                rows: shown.map(|&at| work.row(at, page)).collect(),
                pages: Pages::of(ORPHANS, orphans.len().div_ceil(PAGE), number, page),
            };
            Made::html(work, "orphans.html", &context)
        })
    });
    drafts.collect()
}
