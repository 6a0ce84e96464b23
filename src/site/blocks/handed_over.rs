//! The records that hand this one over, or did.

use serde::Serialize;

use super::Site;
use crate::model::link::Relation;
use crate::site::context::{Chip, Day, Who};

/// Every time a record was handed over, newest first.
#[derive(Serialize)]
pub(in crate::site) struct HandedOver<'a> {
    id: String,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    title: &'a str,
    href: String,
    state: Chip,
    from: Option<Who>,
    to: Option<Who>,
    date: Option<Day>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<HandedOver<'w>> {
    let index = site.work.index;
    let mut all = index.naming(site.at, Relation::HandsOver);
    all.dedup();
    all.sort_by_key(|&at| std::cmp::Reverse((index.records[at].date("date"), at)));
    let who = |handle: Option<&str>| handle.map(|handle| site.work.who(handle, &site.page));
    let rows = all.into_iter().map(|at| {
        let other = site.other(at);
        let (from, to) = index.hands(at);
        Row {
            id: other.id,
            title: other.title,
            href: other.href,
            state: other.state,
            from: who(from),
            to: who(to),
            date: site.day(at, "date"),
        }
    });
    let rows: Vec<Row<'_>> = rows.collect();
    (!rows.is_empty()).then_some(HandedOver { id, rows })
}
