//! Lists: all records of a kind, of a state, a year, a tag, an owner or an area, those of a count, and the list of lists.

use serde::Serialize;

use super::{Draft, Made};
use crate::site::address;
use crate::site::context::{Chip, Empty, Frame, Nav, Row};
use crate::site::listing::{self, About, Listing, PAGE};
use crate::site::paging::Pages;
use crate::site::work::{Heading, Work};

/// Groups of one sort beside a list; the page of all groups has the rest.
const BESIDE: usize = 12;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    title: &'a str,
    total: usize,
    /// The page of whom or what the list is about.
    about: Option<Nav>,
    rows: Vec<Row<'a>>,
    empty: Option<Empty>,
    command: String,
    /// What the filter of the list is held to.
    query: &'a str,
    pages: Option<Pages>,
    groups: Option<Beside<'a>>,
}

/// The pages of a list that is too long for one.
#[derive(Serialize)]
struct Beside<'a> {
    href: String,
    states: Vec<Group<'a>>,
    years: Vec<Group<'a>>,
    years_total: usize,
    tags: Vec<Group<'a>>,
    tags_total: usize,
}

/// A group of records, as the lists beside a page name it.
#[derive(Serialize)]
pub(super) struct Group<'a> {
    label: &'a str,
    n: usize,
    href: String,
    current: bool,
    state: Option<&'a Chip>,
}

#[derive(Serialize)]
struct GroupsContext<'a> {
    frame: Frame<'a>,
    title: String,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    about: &'static str,
    groups: Vec<Group<'a>>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let lists = work.listings.iter().flat_map(|list| {
        let pages = list.records.len().div_ceil(PAGE).max(1);
        (1..=pages).map(move |number| {
            Draft::new(listing::page_path(&list.path, number), move |page: &str| {
                Made::html(work, "list.html", &context(work, list, number, page))
            })
        })
    });
    let groups = (0..work.index.log.kinds.len()).map(|kind| {
        Draft::new(
            listing::groups(&work.index.log.kinds[kind]),
            move |page: &str| Made::html(work, "groups.html", &groups(work, kind, page)),
        )
    });
    lists.chain(groups).collect()
}

fn context<'w>(work: &'w Work<'w>, list: &'w Listing, number: usize, page: &str) -> Context<'w> {
    let whole = list.kind.map(|kind| &work.index.log.kinds[kind]);
    let mut way = whole.map(|kind| work.way(kind)).unwrap_or_default();
    if list.about == About::All {
        way.pop();
    }
    let title = match number {
        1 => list.title.clone(),
        _ => format!(
            "{} · {}",
            list.title,
            work.words.list.page.replace("{n}", &number.to_string())
        ),
    };
    let heading = Heading {
        description: work
            .words
            .frame
            .about_list
            .replace("{list}", &list.title)
            .into(),
        title: title.into(),
        way,
        under: whole.map(|kind| super::bar(kind)).unwrap_or_default(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    let rows = list.records.iter().skip((number - 1) * PAGE).take(PAGE);
    Context {
        frame: work.frame(page, heading),
        title: &list.title,
        total: list.records.len(),
        about: about(work, list, page),
        rows: rows.map(|&at| work.row(at, page)).collect(),
        empty: list.records.is_empty().then(|| list.empty.clone()),
        command: format!("declog list {}", shell(&list.query)),
        query: &list.query,
        pages: Pages::of(&list.path, list.records.len().div_ceil(PAGE), number, page),
        groups: list.kind.map(|kind| beside(work, kind, page)),
    }
}

fn beside<'w>(work: &'w Work<'w>, kind: usize, page: &str) -> Beside<'w> {
    // Which groups are shown is settled before an address is made for any: there may be thousands.
    let shown = |lists: Vec<&'w Listing>| -> Vec<Group<'w>> {
        lists.into_iter().map(|list| group(list, page)).collect()
    };
    let (mut years, mut tags) = (
        of_sort(work, kind, About::Year),
        of_sort(work, kind, About::Tag),
    );
    let (years_total, tags_total) = (years.len(), tags.len());
    years.truncate(BESIDE);
    if tags_total > BESIDE {
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.records.len()));
        tags.truncate(BESIDE);
        tags.sort_by_key(|tag| &tag.label);
    }
    Beside {
        href: address::relative(page, &listing::groups(&work.index.log.kinds[kind])),
        states: shown(of_sort(work, kind, About::State)),
        years: shown(years),
        years_total,
        tags: shown(tags),
        tags_total,
    }
}

/// The lists of a kind of one sort.
pub(super) fn of_sort<'w>(work: &'w Work<'w>, kind: usize, about: About) -> Vec<&'w Listing> {
    let lists = work.listings.iter();
    lists
        .filter(|list| list.kind == Some(kind) && list.about == about)
        .collect()
}

pub(super) fn group<'w>(list: &'w Listing, page: &str) -> Group<'w> {
    Group {
        label: &list.label,
        n: list.records.len(),
        href: address::relative(page, &list.path),
        current: listing::is_page_of(page, &list.path),
        state: list.chip.as_ref(),
    }
}

fn groups<'w>(work: &'w Work<'w>, at: usize, page: &str) -> GroupsContext<'w> {
    let kind = &work.index.log.kinds[at];
    let title = work
        .words
        .list
        .groups_title
        .replace("{records}", &kind.plural_title());
    let heading = Heading {
        title: title.clone().into(),
        description: work
            .words
            .frame
            .about_groups
            .replace("{records}", &kind.plural)
            .into(),
        way: work.way(kind),
        under: super::bar(kind),
        json: None,
        file: None,
    };
    let sorts = [
        About::State,
        About::Year,
        About::Tag,
        About::Area,
        About::Owner,
    ];
    let sections = sorts.map(|about| Section {
        about: about.name(),
        groups: of_sort(work, at, about)
            .into_iter()
            .map(|list| group(list, page))
            .collect(),
    });
    GroupsContext {
        frame: work.frame(page, heading),
        title,
        sections: sections
            .into_iter()
            .filter(|section| !section.groups.is_empty())
            .collect(),
    }
}

/// The way to the owner or the area of a list.
fn about(work: &Work<'_>, list: &Listing, page: &str) -> Option<Nav> {
    let path = match list.about {
        About::Owner => work.addresses.person(&list.word)?,
        About::Area => work.addresses.area(&list.word)?,
        _ => return None,
    };
    Some(Nav {
        label: work.words.list.about.replace("{name}", &list.label),
        href: address::relative(page, path),
        current: false,
    })
}

/// Words as a shell takes them.
fn shell(query: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":-_ ".contains(c);
    match query.chars().all(plain) {
        true => query.to_owned(),
        false => format!("'{}'", query.replace('\'', "'\\''")),
    }
}
