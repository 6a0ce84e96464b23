//! The search page with all titles in the order of the alphabet, the pages of letters, and the files of the index.
//!
//! Everything on the search page leads somewhere without a script. What the script adds is an answer while somebody types.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::data::stripped;
use super::list::{Group, group, of_sort};
use super::{Draft, Made};
use crate::query::fold::{fold, is_unspaced};
use crate::site::Error;
use crate::site::address::{self, Paths};
use crate::site::context::{Empty, Frame, Row};
use crate::site::listing::{self, About, PAGE};
use crate::site::paging::Pages;
use crate::site::search;
use crate::site::work::{Heading, Work};

/// The search page.
const PATH: &str = "search.html";

/// Most groups of one sort of a kind; the page of all groups has the rest.
const MOST: usize = 24;

/// The script of the search page and of the filters: what somebody sees of it.
const SCRIPT: [&str; 1] = [include_str!("../../../templates/site/search/page.js")];

/// What asks the index, which is loaded with it, in the order in which its parts stand.
const QUERY: [&str; 3] = [
    include_str!("../../../templates/site/search/data.js"),
    include_str!("../../../templates/site/search/query.js"),
    include_str!("../../../templates/site/search/find.js"),
];

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    empty: Option<Empty>,
    /// The letters have pages of their own.
    paged: bool,
    letters: Vec<Letter<'a>>,
    kinds: Vec<Sorts<'a>>,
}

#[derive(Serialize)]
struct Letter<'a> {
    label: &'a str,
    n: usize,
    href: String,
    current: bool,
    titles: Vec<Title<'a>>,
}

#[derive(Serialize)]
struct Title<'a> {
    title: &'a str,
    id: String,
    href: String,
}

#[derive(Serialize)]
struct Sorts<'a> {
    title: String,
    href: String,
    states: Option<Sort<'a>>,
    owners: Option<Sort<'a>>,
    tags: Option<Sort<'a>>,
}

#[derive(Serialize)]
struct Sort<'a> {
    about: &'static str,
    shown: Vec<Group<'a>>,
    total: usize,
    all: String,
}

#[derive(Serialize)]
struct LetterContext<'a> {
    frame: Frame<'a>,
    title: String,
    total: usize,
    letters: Vec<Letter<'a>>,
    rows: Vec<Row<'a>>,
    pages: Option<Pages>,
}

/// The records whose titles begin alike.
struct Alike {
    label: String,
    path: String,
    records: Vec<usize>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let letters = Arc::new(letters(work));
    let paged = work.index.records.len() > PAGE;
    let mut drafts = Vec::new();
    if paged {
        for (at, letter) in letters.iter().enumerate() {
            for number in 1..=letter.records.len().div_ceil(PAGE) {
                let letters = Arc::clone(&letters);
                let path = listing::page_path(&letter.path, number);
                drafts.push(Draft::new(path, move |page: &str| {
                    let context = letter_context(work, &letters, (at, number), page);
                    Made::html(work, "letter.html", &context)
                }));
            }
        }
    }
    drafts.push(Draft::new(PATH, move |page: &str| {
        Made::html(work, "search.html", &context(work, &letters, page))
    }));
    drafts.extend(files(work));
    drafts
}

/// The script and the files of its index.
fn files<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let file = |path: String, text: String| {
        Draft::new(path, move |_: &str| Ok(Made::plain(work, text.as_str())))
    };
    let mut all = vec![
        file("search.js".to_owned(), script(&SCRIPT)),
        file("search/query.js".to_owned(), script(&QUERY)),
    ];
    match search::files(work) {
        Ok(files) => all.extend(files.into_iter().map(|it| file(it.path, it.text))),
        Err(error) => {
            let said = error.to_string();
            let fail = move |_: &str| Err(Error::Context(said.clone()));
            all.push(Draft::new("search/records.js", fail));
        }
    }
    all
}

/// Parts of a script as one, whose names are its own.
fn script(parts: &[&str]) -> String {
    let inner: String = parts.iter().map(|part| stripped(part)).collect();
    format!("(function () {{\n\"use strict\";\n{inner}}})();\n")
}

fn context<'w>(work: &'w Work<'w>, letters: &'w [Alike], page: &str) -> Context<'w> {
    let words = &work.words.search;
    let heading = Heading {
        title: words.title.as_str().into(),
        description: words.about.as_str().into(),
        way: Vec::new(),
        under: page.to_owned(),
        json: Some("index.json".to_owned()),
        file: None,
    };
    let empty = work.index.records.is_empty().then(|| Empty {
        about: "log".to_owned(),
        commands: listing::first_commands(),
    });
    let paged = work.index.records.len() > PAGE;
    let title = |&at: &usize| {
        let record = &work.index.records[at];
        Title {
            title: record.title(),
            id: record.id.to_string(),
            href: work.href(at, page),
        }
    };
    let letters = letters.iter().map(|alike| Letter {
        titles: match paged {
            true => Vec::new(),
            false => alike.records.iter().map(title).collect(),
        },
        ..letter(alike, page)
    });
    let kinds = 0..work.index.log.kinds.len();
    Context {
        frame: work.frame(page, heading),
        empty,
        paged,
        letters: letters.collect(),
        kinds: kinds.map(|kind| sorts(work, kind, page)).collect(),
    }
}

fn letter<'w>(alike: &'w Alike, page: &str) -> Letter<'w> {
    Letter {
        label: &alike.label,
        n: alike.records.len(),
        href: address::relative(page, &alike.path),
        current: listing::is_page_of(page, &alike.path),
        titles: Vec::new(),
    }
}

/// The lists of one kind, where it has any records.
fn sorts<'w>(work: &'w Work<'w>, kind: usize, page: &str) -> Sorts<'w> {
    let words = &work.words.search;
    let sort = |about: About, all: &str| {
        let mut lists = of_sort(work, kind, about);
        let total = lists.len();
        if total > MOST {
            lists.sort_by_key(|list| std::cmp::Reverse(list.records.len()));
            lists.truncate(MOST);
            lists.sort_by_key(|list| list.label.to_lowercase());
        }
        (total > 0).then(|| Sort {
            about: about.name(),
            shown: lists.into_iter().map(|list| group(list, page)).collect(),
            total,
            all: all.replace("{n}", &total.to_string()),
        })
    };
    let own = &work.index.log.kinds[kind];
    Sorts {
        title: own.plural_title(),
        href: address::relative(page, &listing::groups(own)),
        states: sort(About::State, &words.all_states),
        owners: sort(About::Owner, &words.all_owners),
        tags: sort(About::Tag, &words.all_tags),
    }
}

fn letter_context<'w>(
    work: &'w Work<'w>,
    letters: &'w [Alike],
    (at, number): (usize, usize),
    page: &str,
) -> LetterContext<'w> {
    let words = &work.words.search;
    let alike = &letters[at];
    let title = words.letter.replace("{letter}", &alike.label);
    let heading = Heading {
        title: title.clone().into(),
        description: words.about.as_str().into(),
        way: vec![(words.title.clone(), PATH.to_owned())],
        under: PATH.to_owned(),
        json: None,
        file: None,
    };
    let rows = alike.records.iter().skip((number - 1) * PAGE).take(PAGE);
    LetterContext {
        frame: work.frame(page, heading),
        title,
        total: alike.records.len(),
        letters: letters.iter().map(|alike| letter(alike, page)).collect(),
        rows: rows.map(|&at| work.row(at, page)).collect(),
        pages: Pages::of(
            &alike.path,
            alike.records.len().div_ceil(PAGE),
            number,
            page,
        ),
    }
}

/// All records by the letter their titles begin with: digits, the alphabets, then the scripts that have no alphabet.
fn letters(work: &Work<'_>) -> Vec<Alike> {
    let words = &work.words.search;
    let mut titles: BTreeMap<(u8, String), Vec<(String, usize)>> = BTreeMap::new();
    for (at, record) in work.index.records.iter().enumerate() {
        let title = record.title();
        // An accent is no letter of its own.
        let first = title.nfd().find(|c| c.is_alphanumeric());
        let key = match first {
            Some(c) if c.is_numeric() => (0, words.digits.clone()),
            Some(c) if !is_unspaced(c) => (1, c.to_uppercase().collect()),
            _ => (2, words.signs.clone()),
        };
        titles.entry(key).or_default().push((fold(title), at));
    }
    let mut paths = Paths::default();
    let alike = titles.into_iter().map(|((_, label), mut titles)| {
        titles.sort();
        Alike {
            path: paths.free(&format!("search/{}", address::slug(&label))),
            label,
            records: titles.into_iter().map(|(_, at)| at).collect(),
        }
    });
    alike.collect()
}
