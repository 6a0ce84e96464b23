//! Search: the table of queries that the browser is asked too, and the files of the index.

use std::collections::BTreeMap;
use std::fs;

use declog::check::{self, Options};
use declog::index::Index;
use declog::model::view::{Counts, count};
use declog::query;
use declog::query::search::{Asked, search};
use serde::Deserialize;

use super::{build, compare, folder, html, main_of};
use crate::logs;

/// A query and what it finds, or why it is none.
#[derive(Deserialize)]
struct Case {
    query: String,
    ids: Option<String>,
    error: Option<String>,
    meant: Option<String>,
    /// What the site finds, where that is not the same, and why.
    site: Option<String>,
    why: Option<String>,
    /// The same in the order of the site: by kind, in force first, then as `search` ranks.
    ranked: Option<String>,
}

/// The log of the table.
fn log() -> Index {
    let root = folder("search/log");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the log is there") {
            let path = entry.expect("and can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("it is inside");
            let name = name.to_str().expect("names are text").replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).expect("and is text"));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    logs::index(&logs::files(&files))
}

#[test]
fn queries_find_what_the_table_says() {
    let table = fs::read_to_string(folder("search/cases.json")).expect("the table is there");
    let cases: Vec<Case> = serde_json::from_str(&table).expect("and is one");
    assert!(cases.len() > 100, "the cases are gone");
    let index = log();
    let counts = count(&check::run(&index, &Options::default()));
    let told = |case: &Case| match query::parse(&case.query, &index) {
        Ok(query) => {
            let found = query::filter(&index, &query, &counts);
            let ids = found.iter().map(|&at| index.records[at].id.to_string());
            ids.collect::<Vec<_>>().join(" ")
        }
        Err(error) => {
            let label = error.label.unwrap_or_default();
            let meant = label
                .strip_prefix("did you mean `")
                .and_then(|rest| rest.strip_suffix("`?"));
            format!("{}; {}", error.message, meant.unwrap_or("nothing"))
        }
    };
    let wanted = |case: &Case| match &case.error {
        Some(error) => format!("{error}; {}", case.meant.as_deref().unwrap_or("nothing")),
        None => case.ids.clone().unwrap_or_default(),
    };
    let line = |case: &Case, said: String| format!("{} => {said}", case.query);
    let actual: Vec<String> = cases.iter().map(|case| line(case, told(case))).collect();
    let expected: Vec<String> = cases.iter().map(|case| line(case, wanted(case))).collect();
    assert_eq!(actual.join("\n"), expected.join("\n"));
    let differs = |case: &&Case| case.site.is_some() && case.site != case.ids;
    assert!(cases.iter().filter(differs).all(|case| case.why.is_some()));
}

#[test]
fn the_site_ranks_as_search_does() {
    let table = fs::read_to_string(folder("search/cases.json")).expect("the table is there");
    let cases: Vec<Case> = serde_json::from_str(&table).expect("and is one");
    let index = log();
    let counts = Counts::new();
    let mut ranked = 0;
    for case in cases.iter().filter(|case| case.ranked.is_some()) {
        let query = query::parse(&case.query, &index).expect("a query");
        let asked = Asked {
            query: &query,
            counts: &counts,
            kind: None,
            most: 100,
        };
        let (_, mut hits) = search(&index, &asked);
        hits.sort_by_key(|hit| {
            let kind = &index.records[hit.at].kind.name;
            let place = index.log.kinds.iter().position(|own| own.name == *kind);
            (place, index.in_force(hit.at) != Some(true))
        });
        let ids = hits.iter().map(|hit| index.records[hit.at].id.to_string());
        let ids = ids.collect::<Vec<_>>().join(" ");
        assert_eq!(Some(ids), case.ranked, "{}", case.query);
        ranked += 1;
    }
    assert!(ranked > 3, "the cases are gone");
}

/// Where the stamp stands in the first file.
fn stamp(text: &str) -> std::ops::Range<usize> {
    let start = text.find("\"stamp\":\"").expect("it has a stamp") + "\"stamp\":\"".len();
    start..start + 8
}

/// The search page and every file of the index of the table's log.
#[test]
fn the_index_is_these_files() {
    let index = log();
    let findings = check::run(&index, &Options::default());
    let site = build(&index, &findings);
    let mut failures = Vec::new();
    let page = html(&site, "search.html");
    compare(&folder("search/search.html"), main_of(&page), &mut failures);
    let mut files: Vec<_> = site
        .pages
        .iter()
        .filter(|page| page.path.starts_with("search/") && page.path.ends_with(".js"))
        .filter(|page| !page.path.ends_with("query.js"))
        .collect();
    files.sort_by_key(|page| &page.path);
    let texts = files.iter().map(|page| {
        let text = String::from_utf8(page.bytes.clone()).expect("scripts are text");
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{}", page.path);
        // The stamp is that of the whole index, the words of the page included.
        let text = match text.split_once("parts[\"") {
            Some((before, named)) => {
                format!("{before}parts[\"{}", &named[named.find('/').unwrap_or(0)..])
            }
            None => text.replacen(&text[stamp(&text)], "", 1),
        };
        format!("{}\n{text}", page.path)
    });
    compare(
        &folder("search/index.txt"),
        &texts.collect::<Vec<_>>().join("\n"),
        &mut failures,
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
