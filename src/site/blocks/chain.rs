//! The line of supersession: what a record replaced, and what replaced it.

use jiff::civil::Date;
use serde::Serialize;

use super::Site;
use crate::site::context::Chip;

/// Records shown on each side of this one.
const AROUND: usize = 4;

/// A line of records that replaced each other, oldest first.
#[derive(Serialize)]
pub(in crate::site) struct Chain<'a> {
    id: String,
    /// This record was replaced.
    pub(super) replaced: bool,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Link<'a> {
    state: Chip,
    id: String,
    title: &'a str,
    /// None is this record.
    href: Option<String>,
    when: Option<String>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<Chain<'w>> {
    let index = site.work.index;
    let line = index.chain(site.at, AROUND);
    if line.len() < 2 {
        return None;
    }
    let links = line.iter().map(|&at| {
        let record = &index.records[at];
        Link {
            state: site.work.chip(at),
            id: record.id.to_string(),
            title: record.title(),
            href: (at != site.at).then(|| site.work.href(at, &site.page)),
            when: record
                .date("date")
                .or_else(|| index.created(at))
                .map(|day: Date| day.strftime("%B %Y").to_string()),
        }
    });
    Some(Chain {
        id,
        replaced: !index.superseded_by(site.at).is_empty(),
        links: links.collect(),
    })
}
