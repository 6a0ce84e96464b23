//! Kinds and settings that are not what most logs have.

use declog::index::Index;
use declog::model::facts::{Change, Facts, Words};
use jiff::civil::date;

use super::past::stepped;
use super::people::between;
use super::{assert_whole, build, html, index};

/// A kind that extends another, with those lines of its own.
fn kind(name: &str, extends: &str, lines: &str) -> String {
    format!(
        "format = 1\nname = \"{name}\"\nplural = \"{name}s\"\nabout = \"A {name}\"\nprefix = \"{}\"\n\
         folder = \"docs/{name}s\"\nextends = \"{extends}\"\n{lines}",
        name.to_uppercase()
    )
}

/// The text of a piece of a page, without markup.
fn text(html: &str) -> String {
    let pieces = html.split('<');
    let text = pieces.map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    text.collect()
}

/// The text of each row of the table under a heading of a page, its cells between bars.
fn rows(page: &str, heading: &str) -> Vec<String> {
    let table = between(page, &format!("id=\"{heading}\""), "</table>").concat();
    let body = between(&table, "<tbody>", "</tbody>").concat();
    // What is hidden is shown by the script alone, on a later day.
    let shown = body.split("<span class=\"chip risk\"").map(|piece| {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        match tag.ends_with(" hidden") {
            true => rest
                .split_once("</span>")
                .map_or("", |(_, rest)| rest)
                .to_owned(),
            false => format!("<span{piece}"),
        }
    });
    let body: String = shown.collect();
    let rows = between(&body, "<tr>", "</tr>").into_iter();
    let cells = |row: &str| row.replace("</th><", " | <").replace("</td><", " | <");
    let said = |row: &str| text(&cells(row).replace("<small", " <small"));
    rows.map(|row| said(row).trim_end().to_owned()).collect()
}

/// A log whose records went through those states in November 2026, the newest first, each by Bo.
fn told(log: Index, stories: &[(&str, &[&str])]) -> Index {
    let change = |said: &&str| {
        let (day, state) = said.split_once(' ').expect("a day and a state");
        Change {
            date: date(2026, 11, day.parse().expect("a day of the month")),
            author: "Bo".into(),
            person: None,
            commit: "8c41e0a".into(),
            state: Some(state.to_owned()),
            words: Words::Same,
        }
    };
    let all = stories.iter();
    let all = all.map(|(path, story)| ((*path).to_owned(), story.iter().map(change).collect()));
    let log = log.with_facts(Facts {
        stories: Some(all.collect()),
        ..Facts::default()
    });
    let mut steps: Vec<(&str, String, &str)> = Vec::new();
    for (path, story) in stories {
        for said in *story {
            let (day, state) = said.split_once(' ').expect("a day and a state");
            steps.push((path, format!("2026-11-{day}T10:00:00Z"), state));
        }
    }
    steps.sort_by(|one, other| one.1.cmp(&other.1));
    let steps = steps.iter();
    let steps: Vec<(&str, &str, &str, &str)> = steps
        .map(|(path, when, state)| (*path, when.as_str(), "Bo", *state))
        .collect();
    stepped(log, &steps)
}

/// The ids in the tables of a page, from the top.
fn ids(page: &str) -> Vec<String> {
    let cells = between(page, "<td class=\"id\">", "</td>").into_iter();
    cells.map(text).collect()
}

/// What is said across a page.
fn band(page: &str) -> String {
    let band = between(page, "<div class=\"band", "</div>").concat();
    let words = text(&format!("<{band}"));
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn an_update_is_due_where_its_own_field_says_so() {
    let slack = "[[fields]]\nkey = \"slack\"\nlabel = \"Slack\"\ntype = \"duration\"\n";
    let site = build(
        &index(&[
            ("declog.toml", "format = 1\n[people.ana]\n"),
            (
                ".declog/kinds/goal/kind.toml",
                &kind("goal", "brief", slack),
            ),
            (
                ".declog/kinds/pact/kind.toml",
                &kind("pact", "decision", slack),
            ),
            (
                "docs/goals/0001-tap.md",
                "---\nstatus: active\ndate: 2026-11-01\nowner: ana\nslack: 1d\nupdate-every: 4w\n---\n# Tap\n",
            ),
            (
                "docs/pacts/0001-fair.md",
                "---\nstatus: accepted\ndate: 2026-11-01\nowner: ana\nslack: 1d\n---\n# Fair\n",
            ),
        ]),
        &[],
    );
    assert_whole(&site);
    let page = html(&site, "people/ana.html");
    assert_eq!(
        rows(&page, "due"),
        ["Tap GOAL-1 | post an update | 29 November 2026"],
        "{page}"
    );
    let goal = html(&site, "goals/goal-1.html");
    assert_eq!(
        band(&goal),
        "On track, active since 1 November 2026. Next update due 29 November 2026."
    );
}

#[test]
fn records_of_an_area_stand_in_the_order_of_their_states() {
    let brief = |status: &str| format!("---\nstatus: {status}\narea: [shop]\n---\n# One\n");
    let site = build(
        &index(&[
            ("declog.toml", "format = 1\n[areas.shop]\n"),
            ("docs/briefs/0001-x.md", &brief("achieved")),
            ("docs/briefs/0002-x.md", &brief("active")),
            ("docs/briefs/0003-x.md", &brief("draft")),
            ("docs/briefs/0004-x.md", &brief("lost")),
        ]),
        &[],
    );
    let page = html(&site, "areas/shop.html");
    assert_eq!(ids(&page), ["BRF-3", "BRF-2", "BRF-1", "BRF-4"]);
}

#[test]
fn what_was_handed_over_keeps_the_day_it_was_accepted() {
    let path = "docs/handoffs/0001-x.md";
    let log = index(&[
        ("declog.toml", "format = 1\n[people.ana]\n[people.bo]\n"),
        (
            path,
            "---\nstatus: done\ndate: 2026-11-20\nfrom: ana\nto: bo\nitems: [DEC-1]\n---\n# The form\n",
        ),
    ]);
    let log = told(log, &[(path, &["20 done", "03 accepted"])]);
    let site = build(&log, &[]);
    let row = |handle: &str, heading| rows(&html(&site, &format!("people/{handle}.html")), heading);
    assert_eq!(
        row("bo", "inherited"),
        ["DEC-1 HND-1 | ana | 3 November 2026"]
    );
    assert_eq!(
        row("ana", "handed-away"),
        ["DEC-1 HND-1 | bo | 3 November 2026"]
    );
}

#[test]
fn health_leaves_out_of_its_owners_what_nobody_can_own() {
    let site = build(
        &index(&[
            (
                "0001-x.md",
                "---\nstatus: proposed\nowner: ana\n---\n# One\n",
            ),
            ("0002-x.md", "---\nstatus: proposed\n---\n# Two\n"),
            (
                "docs/handoffs/0001-x.md",
                "---\nstatus: draft\n---\n# Three\n",
            ),
        ]),
        &[],
    );
    assert_eq!(
        rows(&html(&site, "health.html"), "by-owner"),
        ["nobody | 1 | 100 % | 0", "ana | 1 | 100 % | 0"]
    );
}

#[test]
fn home_says_what_was_done_not_only_where_it_led() {
    let state = |name: &str, phase: &str| {
        format!(
            "[[states]]\nname = \"{name}\"\nphase = \"{phase}\"\ntone = \"open\"\nicon = \"ring\"\n"
        )
    };
    let own = [state("nobody", "open"), state("reported", "live")].concat()
        + &state("other", "ended")
        + "[[steps]]\nverb = \"sight\"\nabout = \"See it\"\nfrom = [\"nobody\"]\nto = \"reported\"\nwho = \"anyone\"\n";
    let own = kind("ghost", "decision", &own);
    let own = own.replace("extends = \"decision\"", "leading = \"why\"");
    let own = own + "[[sections]]\nid = \"why\"\ntitle = \"Why\"\n";
    let (offer, ghost) = ("docs/handoffs/0001-x.md", "docs/ghosts/0001-x.md");
    let log = index(&[
        ("declog.toml", "format = 1\n"),
        (".declog/kinds/ghost/kind.toml", &own),
        (".declog/kinds/ghost/record.md", "# {{ title }}\n\n## Why\n"),
        (offer, "---\nstatus: offered\n---\n# The form\n"),
        (ghost, "---\nstatus: other\n---\n# The attic\n"),
    ]);
    let log = told(
        log,
        &[
            (
                offer,
                &["19 offered", "17 clarifying", "15 offered", "13 draft"],
            ),
            (ghost, &["18 other", "16 reported", "14 nobody"]),
        ],
    );
    let home = html(&build(&log, &[]), "index.html");
    let changed = between(&home, "<ol class=\"days\">", "</ol>").concat();
    let lines: Vec<String> = between(&changed, "</svg>", "</li>")
        .into_iter()
        .map(text)
        .collect();
    assert_eq!(
        lines,
        [
            "Bo answered about HND-1 The form",
            "Bo moved GHOST-1 The attic to other",
            "Bo asked about HND-1 The form",
            "Bo moved GHOST-1 The attic to reported",
            "Bo offered HND-1 The form",
            "Bo added GHOST-1 The attic, nobody",
            "Bo drafted HND-1 The form",
        ]
    );
}

#[test]
fn an_area_is_one_whatever_its_field_is_called() {
    let own = "without = [\"area\"]\nowner-else = [\"region\"]\n[[fields]]\nkey = \"region\"\nlabel = \"Region\"\ntype = \"areas\"\n";
    let settings = "format = 1\n[people.ana]\nname = \"Ana Ng\"\n[people.bo]\nname = \"Bo Ray\"\n\
                    [areas.shop]\ntitle = \"The shop\"\nowner = \"ana\"\nbackup = \"bo\"\nconsult = [\"bo\"]\n";
    let log = index(&[
        ("declog.toml", settings),
        (
            ".declog/kinds/pact/kind.toml",
            &kind("pact", "decision", own),
        ),
        (
            "docs/pacts/0001-fair.md",
            "---\nstatus: proposed\ndate: 2026-11-01\nowner: ana\nregion: [shop]\n---\n# Fair\n",
        ),
        (
            "docs/pacts/0002-tent.md",
            "---\nstatus: accepted\ndate: 2026-11-01\ndecision-makers: [ana]\nowner: ana\nregion: [shop]\n---\n# Tent\n",
        ),
    ]);
    assert_eq!(log.view(0, None).area, ["shop"]);
    let site = build(&log, &[]);
    assert_whole(&site);
    assert_eq!(ids(&html(&site, "areas/shop.html")), ["PACT-1", "PACT-2"]);
    assert_eq!(
        rows(&html(&site, "people/ana.html"), "waiting"),
        ["Fair PACT-1 | accept or reject | since 1 November 2026"]
    );
    assert_eq!(
        rows(&html(&site, "people/bo.html"), "waiting"),
        ["Fair PACT-1 | be consulted | since 1 November 2026"]
    );
    assert_eq!(
        band(&html(&site, "pacts/pact-2.html")),
        "In force since 1 November 2026, decided by Ana Ng under The shop."
    );
    let list = html(&site, "pacts/area-shop.html");
    let query = between(&list, "declog list ", "</code>").concat();
    assert_eq!(query, "kind:pact region:shop", "{list}");
}

#[test]
fn a_blank_in_an_area_is_nobody() {
    let area = |blank: &str| {
        let settings =
            format!("format = 1\n[people.ana]\n[areas.shop]\n{blank}paths = [\"shop/**\"]\n");
        build(&index(&[("declog.toml", &settings)]), &[])
    };
    let blank = area("owner = \"\"\nbackup = \" \"\nescalate = \"\"\n");
    let page = html(&blank, "areas/shop.html");
    assert_eq!(
        band(&page),
        "3 gaps: nobody owns it; nobody may decide; there is nobody to escalate to."
    );
    let nothing = area("");
    for path in ["areas/shop.html", "rights.html", "people/ana.html"] {
        assert_eq!(html(&blank, path), html(&nothing, path), "{path}");
    }
}
