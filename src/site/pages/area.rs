//! The page of an area: its rights and what is missing of them, its paths, and the records that name it.

use serde::Serialize;

use super::person::Band;
use super::{Draft, Made, RIGHTS, feeds};
use crate::model::kind::{FieldType, Kind};
use crate::model::people::Area;
use crate::model::state::{Icon, Tone};
use crate::site::address;
use crate::site::context::{Chip, Frame, Nav, Row, Segment, fill, join};
use crate::site::holdings;
use crate::site::listing::{self, About};
use crate::site::matrix::Rights;
use crate::site::work::{Heading, Work};

/// Most records of one kind; the list by area has all.
const MOST: usize = 40;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    name: String,
    /// What is missing.
    band: Option<Band>,
    lead: Vec<Segment>,
    rights: Rights<'a>,
    paths: &'a [String],
    governed: Vec<Governed<'a>>,
    kinds: Vec<OfKind<'a>>,
    feed: String,
}

/// A pattern of paths that a record governs.
#[derive(Serialize)]
struct Governed<'a> {
    pattern: &'a str,
    state: Chip,
    id: String,
    title: &'a str,
    href: String,
}

/// The records of one kind.
#[derive(Serialize)]
struct OfKind<'a> {
    id: String,
    title: String,
    total: usize,
    rows: Vec<Row<'a>>,
    all: Option<Nav>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let areas = work.index.log.settings.areas.iter();
    let pages = areas.filter_map(|(name, area)| {
        let path = work.addresses.area(name)?;
        Some(Draft::new(path, move |page: &str| {
            Made::html(work, "area.html", &context(work, name, area, page))
        }))
    });
    pages.collect()
}

fn context<'w>(work: &'w Work<'w>, name: &'w str, area: &'w Area, page: &str) -> Context<'w> {
    let words = &work.words;
    let title = work.area(name, page).name;
    let heading = Heading {
        title: title.clone().into(),
        description: words.area.about.replace("{area}", &title).into(),
        way: vec![(words.nav.rights.clone(), RIGHTS.to_owned())],
        under: RIGHTS.to_owned(),
        json: None,
        file: None,
    };
    let rights = Rights::of(work, name, area, page);
    let kinds = work.index.log.kinds.iter().enumerate();
    Context {
        frame: work.frame(page, heading),
        band: band(work, &rights),
        lead: lead(work, area, page),
        paths: &area.paths,
        governed: governed(work, name, page),
        kinds: kinds
            .filter_map(|(at, kind)| of_kind(work, name, (at, kind), page))
            .collect(),
        name: title,
        rights,
        feed: feeds::link(page),
    }
}

/// The gaps as one sentence.
fn band(work: &Work<'_>, rights: &Rights<'_>) -> Option<Band> {
    let words = &work.words;
    let gaps = rights.gaps.clone();
    if gaps.is_empty() {
        return None;
    }
    let lead = words.rights.gap.lead.of(gaps.len());
    let mut rest = vec![Segment::plain(": ")];
    rest.extend(join(gaps, &words.joint.stop, &words.joint.stop));
    rest.push(Segment::plain("."));
    Some(Band {
        tone: Tone::Risk,
        icon: Icon::Triangle,
        lead,
        rest,
    })
}

/// Who is accountable, and who stands in.
fn lead(work: &Work<'_>, area: &Area, page: &str) -> Vec<Segment> {
    let words = &work.words.area;
    let who = |handle: &str| vec![work.who(handle, page).segment()];
    match (area.owner().map(who), area.backup().map(who)) {
        (Some(owner), Some(backup)) => {
            fill(&words.lead_backup, &[("owner", owner), ("backup", backup)])
        }
        (Some(owner), None) => fill(&words.lead, &[("owner", owner)]),
        (None, _) => vec![Segment::plain(words.unowned.as_str())],
    }
}

/// The paths that records of the area govern which are not closed, in alphabetical order.
fn governed<'w>(work: &'w Work<'w>, name: &str, page: &str) -> Vec<Governed<'w>> {
    let index = work.index;
    let records = work.holdings.in_area(name).iter();
    let mut governed: Vec<Governed<'_>> = Vec::new();
    for &at in records.filter(|&&at| !holdings::is_over(index, at)) {
        let record = &index.records[at];
        for field in record.kind.fields_of(FieldType::Globs) {
            governed.extend(record.words(&field.key).iter().map(|pattern| Governed {
                pattern: pattern.value,
                state: work.chip(at),
                id: record.id.to_string(),
                title: record.title(),
                href: work.href(at, page),
            }));
        }
    }
    governed.sort_by_key(|governed| governed.pattern);
    governed
}

/// The records of a kind that name the area, by state in the kind's order, the newest of each first.
fn of_kind<'w>(
    work: &'w Work<'w>,
    name: &str,
    (at, kind): (usize, &Kind),
    page: &str,
) -> Option<OfKind<'w>> {
    let records = work.holdings.in_area(name).iter().copied();
    let mut records: Vec<usize> = records
        .filter(|&record| work.index.records[record].kind.name == kind.name)
        .collect();
    let place = |record: usize| {
        let state = work.known_state(record);
        let place = state.and_then(|state| kind.states.iter().position(|one| one == state));
        place.unwrap_or(kind.states.len())
    };
    records.sort_by_cached_key(|&record| {
        let newest = std::cmp::Reverse((listing::day(work, record), record));
        (place(record), newest)
    });
    let mut lists = work.listings.iter();
    let all =
        lists.find(|list| list.about == About::Area && list.kind == Some(at) && list.word == name);
    let total = records.len();
    let shown = records.into_iter().take(MOST);
    (total > 0).then(|| OfKind {
        id: format!("kind.{at}"),
        title: kind.plural_title(),
        total,
        rows: shown.map(|record| work.row(record, page)).collect(),
        all: all.map(|list| Nav {
            label: list.title.clone(),
            href: address::relative(page, &list.path),
            current: false,
        }),
    })
}
