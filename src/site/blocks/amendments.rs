//! The records that change a part of this one, which stays in force.

use serde::Serialize;

use super::Site;
use crate::model::link::Relation;
use crate::site::context::{Chip, Day, Who};

/// The amendments to a record.
#[derive(Serialize)]
pub(in crate::site) struct Amendments<'a> {
    id: String,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    title: &'a str,
    href: String,
    state: Chip,
    part: Option<&'a str>,
    owner: Option<Who>,
    date: Option<Day>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<Amendments<'w>> {
    let index = site.work.index;
    let edges = index
        .edges_to(site.at)
        .filter(|edge| edge.relation == Relation::Amends);
    let rows: Vec<Row<'_>> = edges
        .map(|edge| {
            let other = site.other(edge.from);
            Row {
                id: other.id,
                title: other.title,
                href: other.href,
                state: other.state,
                part: edge.section.as_deref(),
                owner: site.work.owner(edge.from, &site.page),
                date: site.day(edge.from, "date"),
            }
        })
        .collect();
    (!rows.is_empty()).then_some(Amendments { id, rows })
}
