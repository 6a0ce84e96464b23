//! What a record hands over: each item with who has it, and who had it or will have it.

use serde::Serialize;

use super::Site;
use crate::index::{Handed, Item};
use crate::model::kind::FieldType;
use crate::model::state::{Icon, Phase, Tone};
use crate::site::context::{Chip, Who};
use crate::site::escape;

/// The items, below the text of their section.
#[derive(Serialize)]
pub(in crate::site) struct Items {
    id: String,
    /// HTML.
    title: String,
    /// HTML; none where no section says what is handed over.
    html: Option<String>,
    /// The other column of owners: `after`, `then`, or none where nothing moves.
    other: Option<&'static str>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: Option<String>,
    /// Its id, where it is a record.
    id: Option<String>,
    /// None is an area.
    state: Option<Chip>,
    paths: Vec<String>,
    now: Option<Who>,
    /// Who had it, or will have it.
    other: Option<Who>,
}

/// The section that says what is handed over.
pub(super) const SECTION: &str = "handed-over";

/// Whether a record hands anything over.
pub(super) fn has(site: &Site<'_>) -> bool {
    !site.work.index.items(site.at).is_empty()
}

/// The items, below the title and the text of a section where one says what they are.
pub(super) fn block(site: &Site<'_>, id: String, section: Option<(String, String)>) -> Items {
    let items = site.work.index.items(site.at);
    let mut fields = site.record.kind.fields_of(FieldType::Items);
    let label = fields.next().map_or("", |field| &field.label);
    let (title, html) = match section {
        Some((title, html)) => (title, Some(html)),
        None => (escape::to_html(label), None),
    };
    Items {
        id,
        title,
        html,
        other: other(site),
        rows: items.iter().map(|item| row(site, item)).collect(),
    }
}

/// Which owners are shown beside those of today.
fn other(site: &Site<'_>) -> Option<&'static str> {
    match site.record.phase()? {
        Phase::Open => Some("after"),
        Phase::Live | Phase::Ended => Some("then"),
        Phase::Refused => None,
    }
}

fn row(site: &Site<'_>, item: &Item) -> Row {
    let work = site.work;
    let (from, to) = work.index.hands(site.at);
    let other = match other(site) {
        Some("after") => to,
        Some(_) => from,
        None => None,
    };
    let holder = work.index.holder(item);
    let plain = Row {
        name: item.written.clone(),
        href: None,
        id: None,
        state: None,
        paths: Vec::new(),
        now: holder.map(|holder| work.who(holder, &site.page)),
        other: other.map(|other| work.who(other, &site.page)),
    };
    match &item.what {
        Handed::Record(at) => {
            let record = site.other(*at);
            Row {
                name: record.title.to_owned(),
                href: Some(record.href),
                id: Some(record.id),
                state: Some(record.state),
                ..plain
            }
        }
        Handed::Area(name) => {
            let area = work.area(name, &site.page);
            let paths = work.index.log.settings.areas.get(name);
            Row {
                name: area.name,
                href: area.href,
                paths: paths.map_or_else(Vec::new, |area| area.paths.clone()),
                ..plain
            }
        }
        Handed::Unknown => Row {
            state: Some(Chip {
                word: work.words.list.unknown.clone(),
                tone: Tone::Risk,
                icon: Icon::Triangle,
            }),
            ..plain
        },
    }
}
