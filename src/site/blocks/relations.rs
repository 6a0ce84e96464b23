//! What a record rests on, what rests on it, and what it has to do with otherwise.

use serde::Serialize;

use super::{Ids, Site};
use crate::index::Target;
use crate::model::link::Relation;
use crate::model::state::{Icon, Tone};
use crate::site::address;
use crate::site::context::Chip;

/// One or two lists side by side.
#[derive(Serialize)]
pub(in crate::site) struct Relations<'a> {
    sides: Vec<Side<'a>>,
    /// The record on its map.
    map: Option<String>,
}

#[derive(Serialize)]
struct Side<'a> {
    id: String,
    about: &'static str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    state: Chip,
    id: String,
    title: &'a str,
    href: Option<String>,
}

pub(super) fn blocks<'w>(site: &Site<'w>, ids: &Ids) -> Vec<Relations<'w>> {
    let side = |id: &str, about, rows| Side {
        id: ids.free(id),
        about,
        rows,
    };
    let mut blocks = Vec::new();
    let place = site.work.relations.place_of(site.work, site.at);
    let mut map = place.map(|(path, anchor)| {
        let page = address::relative(&site.page, path);
        format!("{page}#{}", address::encode(&anchor))
    });
    let rests_on = written(site, Relation::DependsOn);
    let relied_on = derived(site, Relation::DependsOn);
    if !rests_on.is_empty() || !relied_on.is_empty() {
        blocks.push(Relations {
            sides: vec![
                side("rests-on", "rests_on", rests_on),
                side("relied-on-by", "relied_on_by", relied_on),
            ],
            map: map.take(),
        });
    }
    let mut related = written(site, Relation::RelatesTo);
    for row in derived(site, Relation::RelatesTo) {
        if related.iter().all(|known| known.id != row.id) {
            related.push(row);
        }
    }
    if !related.is_empty() {
        blocks.push(Relations {
            sides: vec![side("related", "related", related)],
            map: map.take(),
        });
    }
    blocks
}

fn written<'w>(site: &Site<'w>, relation: Relation) -> Vec<Row<'w>> {
    let edges = site.work.index.edges_from(site.at);
    edges
        .filter(|edge| edge.relation == relation)
        .map(|edge| match edge.to {
            Target::Record(to) => row(site, to),
            _ => Row {
                state: Chip {
                    word: site.work.words.list.unknown.clone(),
                    tone: Tone::Risk,
                    icon: Icon::Triangle,
                },
                id: edge.written.clone(),
                title: "",
                href: None,
            },
        })
        .collect()
}

fn derived<'w>(site: &Site<'w>, relation: Relation) -> Vec<Row<'w>> {
    let naming = site.work.index.naming(site.at, relation);
    naming.into_iter().map(|from| row(site, from)).collect()
}

fn row<'w>(site: &Site<'w>, at: usize) -> Row<'w> {
    let other = site.other(at);
    Row {
        state: other.state,
        id: other.id,
        title: other.title,
        href: Some(other.href),
    }
}
