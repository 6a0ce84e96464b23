//! What changed, day by day; what was in force at the end of a quarter; and the feeds that tell it.

use std::collections::{BTreeMap, HashSet};

use declog::index::Index;
use declog::site::Site;
use jiff::Timestamp;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::past::{Said, WROTE, committed, shallow, stepped};
use super::{
    assert_harmless, assert_whole, build, compare, folder, html, index, main_of, payloads,
};

const SETTINGS: &str = "format = 1\n[log]\nname = \"shop\"\ntitle = \"Shop\"\nlang = \"en\"\n\
    [people.ana]\nname = \"Ana Ng\"\nemail = [\"ana.ng@example.org\"]\n\
    [people.bo]\nname = \"Bo Lindqvist\"\nemail = [\"bo.lindqvist@example.org\"]\n\
    [areas.storage]\ntitle = \"Storage and data\"\nowner = \"ana\"\n";

const PROPOSED: &str = "---\nstatus: proposed\ncreated: 2025-11-03\nowner: ana\narea: [storage]\n---\n# Keep the ledger in PostgreSQL\n\n## Context and Problem Statement\n\nWhich store?\n";
const ACCEPTED: &str = "---\nstatus: accepted\ndate: 2025-11-10\ncreated: 2025-11-03\nowner: ana\narea: [storage]\n---\n# Keep the ledger in PostgreSQL\n\n## Context and Problem Statement\n\nWhich store?\n\n## Log\n\n### 2025-11-10 · accept · ana\nThe load test settled it.\n";
const RENAMED: &str = "---\nstatus: accepted\ndate: 2025-11-10\ncreated: 2025-11-03\nowner: bo\narea: [storage]\n---\n# Keep the ledger in one database\n\n## Context and Problem Statement\n\nWhich store, and for how long?\n\n## Log\n\n### 2026-02-11 · concern · ana\nTwo years are nothing.\n\n### 2025-11-10 · accept · ana\nThe load test settled it.\n";
const SUPERSEDED: &str = "---\nstatus: superseded\ndate: 2026-08-20\ncreated: 2025-11-03\nowner: bo\narea: [storage]\n---\n# Keep the ledger in one database\n\n## Context and Problem Statement\n\nWhich store, and for how long?\n\n## Log\n\n### 2026-02-11 · concern · ana\nTwo years are nothing.\n\n### 2025-11-10 · accept · ana\nThe load test settled it.\n";
const SUCCESSOR: &str = "---\nstatus: accepted\ndate: 2026-08-20\ncreated: 2026-08-20\nowner: ana\nsupersedes: [DEC-1]\n---\n# Keep the ledger in three databases\n\n## Context and Problem Statement\n\nIt grew.\n";
const IMPORTED: &str = "---\nstatus: accepted\ndate: 2025-07-01\nowner: bo\n---\n# Write <b>dates</b> as people do\n\n## Context and Problem Statement\n\nNobody reads them.\n";
const BRIEF: &str = "---\nstatus: active\ndate: 2026-08-01\ncreated: 2026-08-01\nowner: bo\ndue: 2026-12-31\nmeasures:\n  - name: shops paid the next day\n    unit: \"%\"\n    baseline: 12\n    target: 95\n---\n# Shops have their money the next day\n\n## Outcome\n\nEvery shop.\n";
const REPORTED: &str = "---\nstatus: active\ndate: 2026-08-01\ncreated: 2026-08-01\nowner: bo\ndue: 2026-12-31\nmeasures:\n  - name: shops paid the next day\n    unit: \"%\"\n    baseline: 12\n    target: 95\n    readings:\n      2026-11-18: 74\n---\n# Shops have their money the next day\n\n## Outcome\n\nEvery shop.\n\n## Log\n\n### 2026-11-18 · at-risk · bo\nTwo banks are late.\n";

const LEDGER: &str = "docs/decisions/0001-ledger.md";
const DATES: &str = "docs/decisions/0002-dates.md";
const THREE: &str = "docs/decisions/0003-three.md";
const MONEY: &str = "docs/briefs/0001-money.md";

const HISTORY: [Said<'_>; 9] = [
    (
        "2025-11-03T09:00:00Z",
        "Ana Ng",
        &[("declog.toml", Some(SETTINGS)), (LEDGER, Some(PROPOSED))],
    ),
    ("2025-11-10T09:00:00Z", "Bot", &[(LEDGER, Some(ACCEPTED))]),
    (
        "2025-12-02T09:00:00Z",
        "Bo Lindqvist",
        &[(DATES, Some(IMPORTED))],
    ),
    ("2026-02-11T09:00:00Z", "Ana Ng", &[(LEDGER, Some(RENAMED))]),
    (
        "2026-08-20T09:00:00Z",
        "Ana Ng",
        &[(LEDGER, Some(SUPERSEDED)), (THREE, Some(SUCCESSOR))],
    ),
    (
        "2026-08-21T09:00:00Z",
        "Bo Lindqvist",
        &[(MONEY, Some(BRIEF))],
    ),
    ("2026-10-05T09:00:00Z", "Eve", &[(DATES, None)]),
    (
        "2026-11-18T09:00:00Z",
        "Bo Lindqvist",
        &[(MONEY, Some(REPORTED))],
    ),
    (
        "2026-11-18T08:00:00Z",
        "Eve",
        &[(
            "docs/decisions/0004-x.md",
            Some(
                "---\nstatus: wondered\n---\n# What nobody knows\n\n## Context and Problem Statement\n\nx\n",
            ),
        )],
    ),
];

#[test]
fn a_history_becomes_these_pages() {
    let site = build(&committed(&HISTORY), &[]);
    assert_harmless(&site);
    assert_whole(&site);
    assert_feeds(&site);
    let mut failures = Vec::new();
    for (file, path) in [
        ("changes.html", "changes.html"),
        ("changes-year.html", "changes/2025.html"),
        ("in-force-then.html", "changes/in-force-2026-q2.html"),
    ] {
        compare(&folder(file), main_of(&html(&site, path)), &mut failures);
    }
    for (file, path) in [
        ("feed.xml", "feed.xml"),
        ("feed.json", "feed.json"),
        ("feed-area.xml", "areas/storage.xml"),
        ("feed-owner.json", "people/bo.json"),
    ] {
        compare(&folder(file), &html(&site, path), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The ids of what was in force at the end of each quarter, the newest first.
fn in_force(site: &Site) -> BTreeMap<&str, Vec<String>> {
    let pages = site.pages.iter().filter_map(|page| {
        let name = page.path.strip_prefix("changes/in-force-")?;
        let html = std::str::from_utf8(&page.bytes).expect("pages are text");
        let rows = main_of(html).split("<td class=\"id\">").skip(1);
        let ids = rows.map(|row| row.split(['>', '<']).nth(2).unwrap_or_default().to_owned());
        Some((name.strip_suffix(".html")?, ids.collect()))
    });
    pages.collect()
}

#[test]
fn what_was_in_force_then_is_not_what_is_in_force_now() {
    let site = build(&committed(&HISTORY), &[]);
    let expected = BTreeMap::from([
        ("2025-q4", vec!["DEC-1".to_owned(), "DEC-2".to_owned()]),
        ("2026-q1", vec!["DEC-1".to_owned(), "DEC-2".to_owned()]),
        ("2026-q2", vec!["DEC-1".to_owned(), "DEC-2".to_owned()]),
        (
            "2026-q3",
            vec!["DEC-3".to_owned(), "BRF-1".to_owned(), "DEC-2".to_owned()],
        ),
    ]);
    assert_eq!(in_force(&site), expected);
    // What came as it is today says itself since when.
    let imported = [(DATES, Some(IMPORTED))];
    let site = build(
        &committed(&[("2025-12-02T09:00:00Z", "Bo", &imported)]),
        &[],
    );
    assert_eq!(in_force(&site)["2025-q3"], ["DEC-2"]);
}

#[test]
fn what_history_does_not_reach_is_said_to_be_uncertain() {
    // The clone holds what was committed from August 2026 on.
    let log = shallow(committed(&HISTORY), 5);
    let site = build(&log, &[]);
    assert_whole(&site);
    let sentence = "This clone is shallow. What came before 20 August 2026";
    for (path, doubted) in [
        ("changes.html", true),
        ("changes/in-force-2025-q4.html", true),
        ("changes/in-force-2026-q2.html", true),
        ("changes/in-force-2026-q3.html", false),
    ] {
        assert_eq!(html(&site, path).contains(sentence), doubted, "{path}");
    }
    let then = in_force(&site);
    // What its Log says of the time before is known, and what went since is not.
    assert_eq!(then["2025-q4"], ["DEC-1"]);
    assert_eq!(then["2026-q3"], ["DEC-3", "BRF-1"]);
    let silent = index(&[("0001-x.md", IMPORTED)]);
    let site = build(&silent, &[]);
    assert_whole(&site);
    let page = html(&site, "changes/in-force-2025-q3.html");
    assert!(page.contains("Git tells nothing of these records yet."));
    assert_eq!(in_force(&site)["2026-q3"], ["DEC-1"]);
}

#[test]
fn a_year_with_too_much_has_a_page_for_each_month() {
    let path = "docs/decisions/0001-x.md";
    let log = index(&[(path, PROPOSED)]);
    let moments: Vec<String> = (0..930)
        .map(|at| format!("2025-{:02}-{:02}T10:00:00Z", 3 + at / 900, 1 + at % 28))
        .collect();
    let mut steps: Vec<(&str, &str, &str, &str)> =
        vec![(path, "2024-12-31T10:00:00Z", "Ana Ng", "proposed")];
    steps.extend(
        moments
            .iter()
            .map(|when| (path, when.as_str(), "Ana Ng", WROTE)),
    );
    let site = build(&stepped(log, &steps), &[]);
    assert_harmless(&site);
    assert_whole(&site);
    let pages = site.pages.iter().map(|page| page.path.as_str());
    let pages: Vec<&str> = pages
        .filter(|path| path.starts_with("changes") && !path.contains("in-force"))
        .collect();
    assert_eq!(
        pages,
        [
            "changes.html",
            "changes/2025.html",
            "changes/2025-04.html",
            "changes/2025-03.html",
            "changes/2025-03.page-2.html",
            "changes/2025-03.page-3.html",
            "changes/2024.html",
        ]
    );
    let rows = |path: &str| html(&site, path).matches(" revised ").count();
    assert_eq!(rows("changes.html"), 200);
    assert_eq!(rows("changes/2025.html"), 0);
    let all: usize = pages[2..].iter().map(|path| rows(path)).sum();
    assert_eq!(all, 930);
    assert!(
        html(&site, "changes.html")
            .contains("<a rel=\"next\" href=\"changes/2025-03.html\">Older changes</a>")
    );
}

#[test]
fn a_log_without_a_record_says_how_to_begin() {
    let site = build(&index(&[]), &[]);
    let mut failures = Vec::new();
    compare(
        &folder("changes-empty.html"),
        main_of(&html(&site, "changes.html")),
        &mut failures,
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert_feeds(&site);
}

#[test]
fn feeds_are_whole_whatever_records_say() {
    for payload in payloads() {
        let line: String = payload.split_whitespace().collect::<Vec<_>>().join(" ");
        let odd = format!("{line} \u{fffe}\u{ffff}\u{0}\u{1b}\u{202e}]]>&<");
        let text = format!(
            "---\nstatus: proposed\nowner: ana\narea: [storage]\n---\n# {odd}\n\n## Context and Problem Statement\n\nx\n"
        );
        let noted = format!("{text}\n## Log\n\n### 2026-11-20 · note · {odd}\n\n{odd}\n");
        let log = committed(&[
            (
                "2026-11-19T09:00:00Z",
                &odd,
                &[("declog.toml", Some(SETTINGS)), (LEDGER, Some(&text))],
            ),
            ("2026-11-20T09:00:00Z", &odd, &[(LEDGER, Some(&noted))]),
            (
                "2026-11-21T09:00:00Z",
                &odd,
                &[(LEDGER, Some(&text)), (DATES, Some(&odd))],
            ),
        ]);
        let site = build(&log, &[]);
        assert_harmless(&site);
        assert_feeds(&site);
    }
}

#[test]
fn a_feed_has_whole_addresses_where_the_log_says_where_it_stands() {
    let settings = SETTINGS.replace("lang = \"en\"\n", "url = \"https://shop.example/log/\"\n");
    let mut history = HISTORY;
    let first = [
        ("declog.toml", Some(settings.as_str())),
        (LEDGER, Some(PROPOSED)),
    ];
    history[0].2 = &first;
    let site = build(&committed(&history), &[]);
    let feed = html(&site, "areas/storage.xml");
    let links = feed.lines().filter(|line| line.contains("<link "));
    let links: HashSet<&str> = links.map(str::trim).collect();
    assert_eq!(
        links,
        HashSet::from([
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://shop.example/log/areas/storage.xml\"/>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"https://shop.example/log/areas/storage.html\"/>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"https://shop.example/log/decisions/dec-1.html\"/>",
        ])
    );
    assert_feeds(&site);
}

#[test]
fn a_feed_keeps_the_ids_of_what_it_told() {
    let ids = |log: &Index| -> Vec<String> {
        let site = build(log, &[]);
        entries(&html(&site, "feed.xml"))
            .into_iter()
            .map(|entry| entry["id"].clone())
            .collect()
    };
    let (before, after) = (ids(&committed(&HISTORY[..7])), ids(&committed(&HISTORY)));
    assert_eq!(before, after[after.len() - before.len()..]);
}

/// The elements with text of each entry of a feed, by name.
fn entries(atom: &str) -> Vec<BTreeMap<String, String>> {
    let pieces = atom.split("<entry>").skip(1);
    let entry = |piece: &str| {
        let names = ["id", "title", "published", "updated", "name", "content"];
        let said = names.into_iter().filter_map(|name| {
            let (_, rest) = piece.split_once(&format!("<{name}>"))?;
            let (text, _) = rest.split_once(&format!("</{name}>"))?;
            Some((name.to_owned(), text.to_owned()))
        });
        said.collect()
    };
    pieces.map(entry).collect()
}

/// Fails on a feed that RFC 4287 or JSON Feed 1.1 would not allow, or whose two forms say different things.
fn assert_feeds(site: &Site) {
    let atoms: Vec<&str> = site
        .pages
        .iter()
        .map(|page| page.path.as_str())
        .filter(|path| path.ends_with(".xml") && !path.starts_with("sitemap"))
        .collect();
    assert!(atoms.contains(&"feed.xml"));
    let mut feeds = HashSet::new();
    for path in atoms {
        let atom = html(site, path);
        let ids = assert_atom(path, &atom);
        assert!(feeds.insert(ids[0].clone()), "{path} is another's feed");
        let json = html(site, &path.replace(".xml", ".json"));
        assert_eq!(assert_json(path, &json), ids[1..], "{path}");
    }
}

/// The id of the feed and of its entries.
fn assert_atom(path: &str, atom: &str) -> Vec<String> {
    let mut reader = Reader::from_str(atom);
    reader.config_mut().check_end_names = true;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{path}: {error}"))
        {
            Event::Eof => break,
            Event::GeneralRef(name) => {
                let name: &str = &name;
                assert!(
                    ["amp", "lt", "gt", "quot", "apos"].contains(&name),
                    "{path}: &{name};"
                );
            }
            _ => {}
        }
    }
    let illegal =
        |c: char| c < ' ' && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(
        !atom.contains(illegal),
        "{path} has a character that XML cannot hold"
    );
    let head = atom.split("<entry>").next().expect("a beginning");
    assert!(
        head.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang="),
        "{path}"
    );
    let one = |name: &str| {
        let pieces: Vec<&str> = head.split(&format!("<{name}>")).collect();
        assert_eq!(pieces.len(), 2, "{path}: one <{name}>");
        pieces[1].split('<').next().unwrap_or_default().to_owned()
    };
    for name in ["title", "author"] {
        one(name);
    }
    assert_eq!(head.matches("rel=\"self\"").count(), 1, "{path}");
    let mut ids = vec![one("id")];
    let updated: Timestamp = one("updated").parse().expect("a moment");
    let mut newest: Option<Timestamp> = None;
    for entry in entries(atom) {
        for name in ["id", "title", "updated", "published", "name", "content"] {
            assert!(!entry[name].is_empty(), "{path}: {name}");
        }
        let time: Timestamp = entry["updated"].parse().expect("a moment");
        assert!(
            newest.is_none_or(|newest| newest >= time),
            "{path}: the order of {time}"
        );
        assert!(time <= updated, "{path}: newer than its feed");
        newest = Some(time);
        ids.push(entry["id"].clone());
    }
    let unique: HashSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{path}: an id said twice");
    assert!(
        ids.iter()
            .all(|id| id.starts_with("urn:uuid:") && id.len() == 45),
        "{path}"
    );
    ids
}

/// The ids of the items.
fn assert_json(path: &str, json: &str) -> Vec<String> {
    let feed: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(
        feed["version"], "https://jsonfeed.org/version/1.1",
        "{path}"
    );
    for key in ["title", "home_page_url", "feed_url", "language"] {
        assert!(feed[key].is_string(), "{path}: {key}");
    }
    let items = feed["items"].as_array().expect("items are a list");
    let ids = items.iter().map(|item| {
        for key in ["id", "url", "title", "content_text", "date_published"] {
            assert!(
                item[key].as_str().is_some_and(|text| !text.is_empty()),
                "{path}: {key}"
            );
        }
        let time = item["date_published"].as_str().expect("text");
        time.parse::<Timestamp>().expect("a moment");
        let authors = item["authors"].as_array().expect("authors are a list");
        assert!(
            authors.iter().all(|author| author["name"].is_string()),
            "{path}"
        );
        item["id"].as_str().expect("text").to_owned()
    });
    ids.collect()
}
