//! The maps and the roadmap.

use std::collections::BTreeSet;
use std::time::Instant;

use declog::index::{Index, Target};
use declog::model::diagnostic::{Diagnostic, Level};
use declog::site::Site;

use super::{assert_harmless, assert_whole, build, compare, folder, html, index, main_of};

/// Records with every sort of relation, a circle of two, some that name nothing, and outcomes at every stage.
const SHOP: [(&str, &str); 13] = [
    (
        "0001-money.md",
        "---\nstatus: accepted\ndate: 2026-01-02\nowner: ana\n---\n# Money is an integer\n",
    ),
    (
        "0002-old.md",
        "---\nstatus: superseded\ndate: 2026-02-02\n---\n# Keep the ledger in DynamoDB\n",
    ),
    (
        "0003-ledger.md",
        "---\nstatus: accepted\ndate: 2026-02-02\ndepends-on: [DEC-1]\nsupersedes: [DEC-2]\nserves: [BRF-1]\nrelates-to: [DEC-6]\n---\n\
         # Keep the ledger in PostgreSQL, which has had the same name for so long that nobody asks\n",
    ),
    (
        "0004-archive.md",
        "---\nstatus: accepted\ndate: 2026-03-02\ndepends-on: [DEC-5]\namends: [DEC-3]\n---\n# Archive after seven years\n",
    ),
    (
        "0005-open.md",
        "---\nstatus: proposed\ndate: 2026-03-02\ndepends-on: [DEC-4]\n---\n# Read <from> & \"replicas\"\n",
    ),
    (
        "0006-alone.md",
        "---\nstatus: accepted\ndate: 2026-03-02\nrelates-to: [DEC-3]\n---\n# Names are stored once\n",
    ),
    (
        "0007-orphan.md",
        "---\nstatus: accepted\ndate: 2026-03-02\n---\n# Nobody names this\n",
    ),
    (
        "docs/briefs/0001-fast.md",
        "---\nstatus: active\ndate: 2026-09-01\nowner: ana\ndue: 2026-12-31\nmilestones:\n  - title: Shadow traffic\n    due: 2026-11-03\n\
         \x20   was: [2026-09-30]\n    done: 2026-11-03\n  - title: Risk score\n    owner: dave\n    due: 2026-12-04\n    was: [2026-10-16, 2026-11-13]\n\
         \x20 - title: All shops\n    due: 2026-12-18\n---\n# Checkout answers in 300 ms\n\n## Log\n\n### 2026-11-20 · at-risk · ana\n\nLate.\n",
    ),
    (
        "docs/handoffs/0001-ledger.md",
        "---\nstatus: offered\ndate: 2026-11-20\nfrom: ana\nto: bo\nitems: [DEC-3]\n---\n# Hand over the ledger\n",
    ),
    (
        "docs/briefs/0002-region.md",
        "---\nstatus: draft\nowner: bo\ndue: 2027-02-15\nperiod: 2027-Q1\n---\n# The ledger survives the loss of a region\n",
    ),
    (
        "docs/briefs/0003-nigeria.md",
        "---\nstatus: draft\nperiod: 2027-H2\n---\n# Open accounts in Nigeria\n",
    ),
    (
        "docs/briefs/0004-some-day.md",
        "---\nstatus: draft\n---\n# Half of disputes close alone\n",
    ),
    (
        "docs/briefs/0005-no-more.md",
        "---\nstatus: dropped\ndate: 2026-05-05\ndue: 2026-12-31\n---\n# Pay in one tap\n",
    ),
];

/// What a rule about a relation would say of DEC-4.
fn unsettled(index: &Index) -> Vec<Diagnostic> {
    let wrong = |id: &str| {
        let edges = index.edges().iter();
        let mut edges = edges.filter(|edge| index.records[edge.from].id.to_string() == id);
        let edge = edges
            .find(|edge| {
                edge.relation.name() == "depends-on" && matches!(edge.to, Target::Record(_))
            })
            .expect("it rests on another");
        let path = index.records[edge.from].source.path.as_str();
        Diagnostic::new("rests-on-unsettled", path, "it rests on what is open")
            .with_level(Level::Warn)
            .with_span(edge.span)
    };
    vec![wrong("DEC-4")]
}

/// The relations that a drawing shows, as it says them.
fn drawn(html: &str) -> BTreeSet<String> {
    let arrows = html.split("<g class=\"arrow").skip(1);
    let titles = arrows.map(|arrow| between(arrow, "<title>", "</title>").to_owned());
    titles.collect()
}

/// The words of a list about a record that names another, and about one that is named.
const SAID: [(&str, &str); 8] = [
    ("carries", "rests on"),
    ("is replaced by", "replaces"),
    ("is amended by", "amends"),
    ("has the exception", "is an exception to"),
    ("is handed over by", "hands over"),
    ("has the part", "is part of"),
    ("is served by", "serves"),
    ("has to do with", "has to do with"),
];

/// The relations that a list tells, each in the words of the record that has it; of both where neither has it alone.
fn listed(html: &str) -> BTreeSet<String> {
    let list = between(html, "<ul class=\"nested\">", "<h2 id=\"wrong\">");
    let mut listed = BTreeSet::new();
    for head in list.split("<li id=\"").skip(1) {
        let own = between(head, "<span class=\"mono\">", "</span>");
        for line in head.split("<li><span class=\"none\">").skip(1) {
            let (word, rest) = line.split_once("</span>").expect("a word ends");
            for mention in rest.split("<span class=\"mono\">").skip(1) {
                let other = mention.split("</span>").next().expect("an id");
                let told = match SAID.iter().find(|(derived, _)| *derived == word) {
                    Some((_, word)) => format!("{other} {word} {own}"),
                    None => format!("{own} {word} {other}"),
                };
                listed.insert(told);
            }
        }
    }
    listed
}

fn between<'h>(text: &'h str, start: &str, end: &str) -> &'h str {
    let from = text.find(start).map_or(text.len(), |at| at + start.len());
    let rest = &text[from..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

/// Fails where a map's drawing and its list differ.
fn assert_same(site: &Site, path: &str) -> usize {
    let html = html(site, path);
    let (drawn, mut listed) = (drawn(&html), listed(&html));
    // What two records have to do with each other is drawn once and told at both.
    listed.retain(|said| {
        let both = said.split_once(" has to do with ");
        let other = both.map(|(a, b)| format!("{b} has to do with {a}"));
        drawn.contains(said) || !other.is_some_and(|other| drawn.contains(&other))
    });
    assert_eq!(drawn, listed, "{path}");
    drawn.len()
}

#[test]
fn relations_become_a_map_and_a_list_that_says_the_same() {
    let index = index(&SHOP);
    let site = build(&index, &unsettled(&index));
    assert_harmless(&site);
    assert_whole(&site);
    assert_eq!(assert_same(&site, "map.html"), 8);
    let mut failures = Vec::new();
    for (path, name) in [
        ("map.html", "map.html"),
        ("map.orphans.html", "map-orphans.html"),
        ("roadmap.html", "roadmap.html"),
    ] {
        let page = html(&site, path);
        compare(
            &folder(name),
            &format!("{}\n", main_of(&page)),
            &mut failures,
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn maps_and_roadmaps_of_nothing_say_what_to_type() {
    let site = build(&index(&[SHOP[0]]), &[]);
    assert_whole(&site);
    let mut failures = Vec::new();
    for (path, name) in [
        ("map.html", "map-empty.html"),
        ("roadmap.html", "roadmap-empty.html"),
    ] {
        let page = html(&site, path);
        compare(
            &folder(name),
            &format!("{}\n", main_of(&page)),
            &mut failures,
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn a_long_circle_is_named_in_part() {
    let texts: Vec<(String, String)> = (1..=12)
        .map(|at| {
            let on = at % 12 + 1;
            let text = format!("---\nstatus: accepted\ndepends-on: [DEC-{on}]\n---\n# {at}\n");
            (format!("{at:04}-x.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = (texts.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let site = build(&index(&files), &[]);
    assert_same(&site, "map.html");
    let page = html(&site, "map.html");
    let cell = between(&page, "Cycles</th><td data-label=\"Where\">", "</td>");
    let plain: String = (cell.split('<'))
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text))
        .collect();
    assert_eq!(
        plain,
        "DEC-1 rests on DEC-2, which rests on DEC-3, which rests on DEC-4, which rests on DEC-5, which rests on DEC-6, \
         which rests on DEC-7, which rests on DEC-8, which rests on DEC-9, and so on through 3 more, which rests on DEC-1"
    );
}

/// A log of so many records in so many areas: chains, a few circles, and a hub that many rest on.
fn many(records: usize, areas: usize) -> Index {
    let text = |at: usize| {
        let mut on = vec![at / 7 + 1, (at * 31) % records + 1];
        on.retain(|&on| on != at);
        let on: Vec<String> = on.iter().map(|on| format!("DEC-{on}")).collect();
        let area = match areas {
            0 => String::new(),
            areas => format!("area: [area-{}]\n", at % areas),
        };
        let on = match at % 5 {
            4 => String::new(),
            _ => format!("depends-on: [{}]\n", on.join(", ")),
        };
        format!("---\nstatus: accepted\ndate: 2026-01-02\n{area}{on}---\n# Record {at}\n")
    };
    let files: Vec<(String, String)> = (1..=records)
        .map(|at| (format!("{at:04}-x.md"), text(at)))
        .collect();
    let files: Vec<(&str, &str)> = (files.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    index(&files)
}

#[test]
fn a_thousand_records_are_drawn_by_area() {
    let index = many(1_000, 6);
    let start = Instant::now();
    let site = build(&index, &[]);
    eprintln!("a site of 1,000 related records in {:.1?}", start.elapsed());
    assert_whole(&site);
    let overview = html(&site, "map.html");
    assert_eq!(
        overview.matches("<a href=\"map/area-").count(),
        6 * 2 + overview.matches("relations)").count()
    );
    for area in 0..6 {
        let path = format!("map/area-{area}.html");
        let page = html(&site, &path);
        assert!(assert_same(&site, &path) > 100, "{path}");
        assert!(
            page.matches("<path d=").count() <= 300 + 2 * 600 + 8,
            "{path}"
        );
        assert!(page.len() < 700_000, "{path} has {} bytes", page.len());
    }
}

#[test]
fn a_log_without_areas_is_drawn_in_part_and_listed_whole() {
    let index = many(1_000, 0);
    let site = build(&index, &[]);
    assert_whole(&site);
    let page = html(&site, "map.html");
    assert!(assert_same(&site, "map.html") > 200);
    let maps = site
        .pages
        .iter()
        .filter(|page| page.path.starts_with("map."));
    let heads = maps.map(|page| {
        let html = String::from_utf8_lossy(&page.bytes).into_owned();
        html.matches("<li id=\"decisions.").count()
    });
    let related = (0..1_000).filter(|&at| {
        let mut near = index.edges_from(at).chain(index.edges_to(at));
        near.next().is_some()
    });
    assert_eq!(heads.sum::<usize>(), related.count());
    assert!(page.contains("map.page-2.html"));
}

#[test]
fn a_roadmap_of_hundreds_is_bounded() {
    let briefs: Vec<(String, String)> = (1..=400)
        .map(|at| {
            let state = ["active", "draft", "dropped"][at % 3];
            let due = match at % 7 {
                0 => String::new(),
                1 => "due: 9999-12-31\n".to_owned(),
                2 => "period: 2027-H1\n".to_owned(),
                _ => format!("due: 20{:02}-03-01\n", 20 + at % 20),
            };
            let text =
                format!("---\nstatus: {state}\ndate: 0001-01-01\n{due}---\n# Outcome {at}\n");
            (format!("docs/briefs/{at:04}-x.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = (briefs.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let site = build(&index(&files), &[]);
    assert_whole(&site);
    let page = html(&site, "roadmap.html");
    assert_eq!(page.matches("<rect").count(), 60);
    assert_eq!(page.matches("<th scope=\"row\">").count(), 150);
    assert!(page.contains("Without a date, so not drawn: "), "{page}");
}
