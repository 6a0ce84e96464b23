//! The records that serve this one, a list for each kind.

use serde::Serialize;

use super::{Ids, Site};
use crate::model::link::Relation;
use crate::site::address;
use crate::site::context::Row;

/// The records of one kind.
#[derive(Serialize)]
pub(in crate::site) struct Serving<'a> {
    id: String,
    title: String,
    rows: Vec<Row<'a>>,
}

pub(super) fn blocks<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Serving<'w>> {
    let work = site.work;
    let mut all = work.index.naming(site.at, Relation::Serves);
    all.sort_unstable();
    all.dedup();
    let kinds = work.index.log.kinds.iter();
    let blocks = kinds.filter_map(|kind| {
        let of_kind = all.iter();
        let of_kind = of_kind.filter(|&&at| work.index.records[at].kind.name == kind.name);
        let rows: Vec<Row<'_>> = of_kind.map(|&at| work.row(at, &site.page)).collect();
        let title = &work.words.relations.serving;
        (!rows.is_empty()).then(|| Serving {
            id: ids.free(&format!("serving-{}", address::slug(&kind.plural))),
            title: title.replace("{records}", &kind.plural_title()),
            rows,
        })
    });
    blocks.collect()
}
