//! The records that are allowed to break this one, and until when. A proposal is not allowed yet.

use serde::Serialize;

use super::Site;
use crate::model::link::Relation;
use crate::model::state::Phase;
use crate::site::context::{Day, Who};

/// The exceptions to a record.
#[derive(Serialize)]
pub(in crate::site) struct Exceptions<'a> {
    id: String,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    title: &'a str,
    href: String,
    allowed: Option<&'a str>,
    by: Option<Who>,
    expires: Option<Day>,
}

pub(super) fn block<'w>(site: &Site<'w>, id: String) -> Option<Exceptions<'w>> {
    let index = site.work.index;
    let naming = index.naming(site.at, Relation::ExceptionTo).into_iter();
    let rows: Vec<Row<'_>> = naming
        .filter(|&at| {
            !matches!(
                index.records[at].phase(),
                Some(Phase::Open | Phase::Refused)
            )
        })
        .map(|at| {
            let other = site.other(at);
            Row {
                id: other.id,
                title: other.title,
                href: other.href,
                allowed: Some(index.records[at].summary.trim()).filter(|text| !text.is_empty()),
                by: site.work.owner(at, &site.page),
                expires: site.day(at, "expires"),
            }
        })
        .collect();
    (!rows.is_empty()).then_some(Exceptions { id, rows })
}
