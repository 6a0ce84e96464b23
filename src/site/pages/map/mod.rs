//! The map: which records carry which, as a drawing and as a list that says the same, and what is wrong with it.
//!
//! A log that relates many records is drawn by area first, and each area has a map of its own.

mod areas;
mod orphans;
mod records;
mod wrong;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Draft, Made};
use crate::model::drawing::Side;
use crate::model::link::Relation;
use crate::model::state::Tone;
use crate::site::address;
use crate::site::context::{Chip, Empty, Frame, Segment, fill};
use crate::site::listing;
use crate::site::paging::Pages;
use crate::site::picture::{self, Picture};
use crate::site::relations::{MAP, Scope};
use crate::site::work::{Heading, Work};

/// What to type in a log whose records name each other nowhere.
const FIRST: [&str; 2] = ["declog set DEC-2 depends-on+=DEC-1", "declog graph"];

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: String,
    lead: Vec<Segment>,
    empty: Option<Empty>,
    legend: Option<Legend>,
    picture: Option<Picture>,
    /// What the drawing is called.
    said: String,
    heads: Vec<Head>,
    pages: Option<Pages>,
    wrong: Option<wrong::Wrong<'a>>,
}

/// What the outlines and lines of a drawing mean.
#[derive(Serialize)]
struct Legend {
    kinds: Vec<Key>,
    /// Some box is dashed.
    closed: bool,
    /// Some box is beyond the area.
    away: bool,
    /// The worst of what is wrong with a line.
    finding: Option<Tone>,
}

#[derive(Serialize)]
struct Key {
    outline: String,
    name: String,
}

/// A record or an area in the list, with what it has to do with.
#[derive(Serialize)]
struct Head {
    /// Its anchor.
    at: Option<String>,
    state: Option<Chip>,
    id: Option<String>,
    title: String,
    href: String,
    note: Option<String>,
    groups: Vec<Group>,
    /// What is not told here.
    more: Option<String>,
}

#[derive(Serialize)]
struct Group {
    word: String,
    mentions: Vec<Mention>,
    /// How many more there are.
    more: usize,
}

#[derive(Serialize)]
struct Mention {
    id: Option<String>,
    title: String,
    href: String,
    /// The state of what is closed, or how many relations there are.
    note: Option<String>,
}

/// Mentions of one word before the rest is only counted, where a list tells more than a drawing.
const MENTIONS: usize = 40;

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let relations = &work.relations;
    let mut drafts = Vec::new();
    if relations.by_area {
        drafts.push(Draft::new(MAP, |page: &str| {
            Made::html(work, "map.html", &overview(work, page))
        }));
    }
    for scope in &relations.scopes {
        for number in 1..=scope.pages() {
            let path = listing::page_path(&scope.path, number);
            drafts.push(Draft::new(path, move |page: &str| {
                Made::html(work, "map.html", &one(work, scope, number, page))
            }));
        }
    }
    drafts.extend(orphans::plan(work));
    drafts
}

/// The map of all areas.
fn overview<'w>(work: &'w Work<'w>, page: &str) -> Context<'w> {
    let words = &work.words.map;
    let areas = areas::Areas::of(work);
    let mut lead = vec![Segment::plain(words.lead.as_str())];
    lead.push(Segment::plain(format!(" {}", words.lead_areas)));
    Context {
        frame: work.frame(page, heading(work, &words.title, page)),
        title: words.title.clone(),
        lead,
        empty: None,
        legend: None,
        said: words.said_areas.replace("{n}", &areas.len().to_string()),
        picture: Some(areas.picture(work, page)),
        heads: areas.heads(work, page),
        pages: None,
        wrong: Some(wrong::everywhere(work, page)),
    }
}

/// A page of one map.
fn one<'w>(work: &'w Work<'w>, scope: &'w Scope<'w>, number: usize, page: &str) -> Context<'w> {
    let words = &work.words.map;
    let name = match (work.relations.by_area, scope.area) {
        (false, _) => words.title.clone(),
        (true, Some(area)) => work.area(area, page).name,
        (true, None) => words.no_area.clone(),
    };
    let title = match number {
        1 => name.clone(),
        _ => format!(
            "{name} · {}",
            work.words.list.page.replace("{n}", &number.to_string())
        ),
    };
    let empty = scope.own.is_empty().then(|| Empty {
        about: "map".to_owned(),
        commands: FIRST.map(str::to_owned).to_vec(),
    });
    let drawn = number == 1 && empty.is_none();
    let count = scope.view.nodes.len().to_string();
    Context {
        frame: work.frame(page, heading(work, &title, page)),
        lead: lead(work, scope, page),
        legend: drawn.then(|| legend(work, scope)),
        said: words.said.replace("{n}", &count).replace("{map}", &name),
        picture: drawn.then(|| records::picture(work, scope, page)),
        heads: records::heads(work, scope, number, page),
        pages: Pages::of(&scope.path, scope.pages(), number, page),
        wrong: (number == 1).then(|| wrong::of(work, scope, page)),
        title: name,
        empty,
    }
}

fn heading<'w>(work: &'w Work<'w>, title: &str, page: &str) -> Heading<'w> {
    let words = &work.words.map;
    let way = match page == MAP {
        true => Vec::new(),
        false => vec![(words.title.clone(), MAP.to_owned())],
    };
    Heading {
        title: title.to_owned().into(),
        description: words.about.as_str().into(),
        way,
        under: MAP.to_owned(),
        json: None,
        file: None,
    }
}

/// How to read the drawing, and how much of the log it shows.
fn lead(work: &Work<'_>, scope: &Scope<'_>, page: &str) -> Vec<Segment> {
    let words = &work.words.map;
    let view = &scope.view;
    let own = view.nodes.iter().filter(|&&at| scope.has(at)).count();
    let drawn = match own < scope.own.len() {
        true => &words.lead_most,
        false if own == scope.total => &words.lead_all,
        false => &words.lead_drawn,
    };
    let number = |n: usize| vec![Segment::plain(n.to_string())];
    let records = work.words.count_of("record", scope.total);
    let mut lead = vec![Segment::plain(words.lead.as_str()), Segment::plain(" ")];
    lead.extend(fill(
        drawn,
        &[
            ("n", number(own)),
            ("all", number(scope.own.len())),
            ("records", vec![Segment::plain(records)]),
        ],
    ));
    if own < view.nodes.len() {
        lead.push(Segment::plain(format!(" {}", words.lead_away)));
    }
    if work.relations.by_area {
        let maps = Segment::link(words.lead_maps.as_str(), address::relative(page, MAP));
        lead.push(Segment::plain(" "));
        lead.extend(fill(&words.lead_others, &[("maps", vec![maps])]));
    }
    lead
}

fn legend(work: &Work<'_>, scope: &Scope<'_>) -> Legend {
    let index = work.index;
    let kinds = &index.log.kinds;
    let nodes = || scope.view.nodes.iter().copied();
    let shown = kinds
        .iter()
        .zip(picture::shapes(kinds))
        .filter(|(kind, _)| nodes().any(|at| index.records[at].kind.name == kind.name));
    let edges = scope.view.edges.iter();
    let findings = edges.filter_map(|&edge| work.relations.edges[edge].finding);
    Legend {
        kinds: shown
            .map(|(kind, (left, right))| Key {
                outline: picture::outline((1, 1), (26, 14), (small(left), small(right))),
                name: kind.title(),
            })
            .collect(),
        closed: nodes().any(|at| is_closed(work, at)),
        away: nodes().any(|at| !scope.has(at)),
        finding: findings.map(|finding| finding.level).max().map(wrong::tone),
    }
}

/// A side as deep as the legend's outlines have room for.
fn small(side: Side) -> Side {
    match side {
        Side::Point(_) => Side::Point(6),
        Side::Notch(_) => Side::Notch(5),
        other => other,
    }
}

/// Whether a record is over, or others took its place.
fn is_closed(work: &Work<'_>, at: usize) -> bool {
    let state = work.known_state(at);
    state.is_some_and(|state| state.phase.is_closed())
}

/// What one record says of another, or that one of it, in the order in which a list tells it.
struct Saying<'w> {
    word: &'w str,
    relation: Relation,
    /// The other record has it.
    derived: bool,
}

/// Every word of a list: what stands on the left, then what stands on the right, then what only has to do with it.
fn sayings<'w>(work: &'w Work<'w>) -> Vec<Saying<'w>> {
    let word = |words: &'w BTreeMap<String, String>, name: &'static str| {
        words.get(name).map_or(name, String::as_str)
    };
    let saying = |relation: Relation, derived: bool| Saying {
        word: match derived {
            false => word(&work.words.map.written, relation.name()),
            true => word(&work.words.map.derived, relation.derived_name()),
        },
        relation,
        derived,
    };
    const ORDER: [Relation; 7] = [
        Relation::DependsOn,
        Relation::Supersedes,
        Relation::Amends,
        Relation::ExceptionTo,
        Relation::HandsOver,
        Relation::Parent,
        Relation::Serves,
    ];
    // What a record names stands on its left where the relation says so; what names it, on the other side.
    let side = |left: bool| {
        let of = move |derived: bool| {
            let there = move |one: &Relation| one.named_is_left() == Some(left != derived);
            ORDER
                .into_iter()
                .filter(there)
                .map(move |one| (one, derived))
        };
        of(false).chain(of(true))
    };
    let all = side(true).chain(side(false));
    let all = all.chain([(Relation::RelatesTo, false)]);
    all.map(|(relation, derived)| saying(relation, derived))
        .collect()
}
