//! Who may decide what: every area with its rights, those with a gap first, then the paths of all areas.

use serde::Serialize;

use super::{Draft, Made, RIGHTS};
use crate::site::context::{Empty, Frame, Who};
use crate::site::matrix::{Cell, Rights};
use crate::site::work::{Heading, Work};

/// What to add to the settings of a log without areas.
const FIRST: [&str; 6] = [
    "[areas.storage]",
    "title = \"Storage and data\"",
    "owner = \"platform\"",
    "decides = [\"bob\"]",
    "escalate = \"ana\"",
    "paths = [\"src/ledger/**\"]",
];

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    empty: Option<Empty>,
    file: &'a str,
    gaps: usize,
    areas: Vec<Rights<'a>>,
    paths: Vec<Path<'a>>,
}

/// A pattern of paths, for whoever looks at code and asks whose it is.
#[derive(Serialize)]
struct Path<'a> {
    pattern: &'a str,
    area: Who,
    owner: Cell,
    backup: Option<Who>,
    limits: Option<&'a str>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let draft = Draft::new(RIGHTS, |page: &str| {
        Made::html(work, "rights.html", &context(work, page))
    });
    vec![draft]
}

fn context<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let log = &work.index.log;
    let heading = Heading {
        title: work.words.rights.title.as_str().into(),
        description: work.words.rights.about.as_str().into(),
        way: Vec::new(),
        under: page.to_owned(),
        json: None,
        file: None,
    };
    let areas = log.settings.areas.iter();
    let mut areas: Vec<Rights<'_>> = areas
        .map(|(name, area)| Rights::of(work, name, area, page))
        .collect();
    areas.sort_by_cached_key(|rights| (rights.gaps.is_empty(), rights.area.name.to_lowercase()));
    Context {
        frame: work.frame(page, heading),
        empty: areas.is_empty().then(|| Empty {
            about: "rights".to_owned(),
            commands: FIRST.map(str::to_owned).to_vec(),
        }),
        file: &log.file.path,
        gaps: areas
            .iter()
            .filter(|rights| !rights.gaps.is_empty())
            .count(),
        areas,
        paths: paths(work, page),
    }
}

/// The paths of all areas in alphabetical order.
fn paths<'w>(work: &'w Work<'w>, page: &str) -> Vec<Path<'w>> {
    let areas = work.index.log.settings.areas.iter();
    let mut paths: Vec<Path<'_>> = areas
        .flat_map(|(name, area)| {
            area.paths.iter().map(move |pattern| Path {
                pattern,
                area: work.area(name, page),
                owner: Cell::of(work, area.owner().as_slice(), page).needed(),
                backup: area.backup().map(|backup| work.who(backup, page)),
                limits: area.limits.as_deref(),
            })
        })
        .collect();
    paths.sort_by_key(|path| path.pattern);
    paths
}
