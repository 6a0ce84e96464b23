//! What pages tell of a record's past: evidence for its steps, changes of what was settled, versions; and of a log's, how
//! complete it was and how long things took.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use declog::index::Index;
use declog::model::facts::{Change, Edition, Facts, Words};
use declog::model::judged::{Judged, Point};
use declog::site::{self, Meta};
use jiff::civil::date;

use super::people::between;
use super::{CARDS, assert_harmless, assert_whole, compare, folder, html, index, main_of, meta};
use crate::logs;
use crate::sandbox::Sandbox;
use crate::told::{by_turn, play};

/// The blocks of a built record's page from the first that is about its past.
fn past(sandbox: &Sandbox, page: &str) -> String {
    let html = sandbox.read(&format!("_site/{page}"));
    let main = main_of(&html);
    let band = between(main, "<div class=\"band", "</div></div></div>").concat();
    let start = main.find("<section class=\"past\">").unwrap_or_default();
    by_turn(sandbox, &format!("{band}\n{}", &main[start..]))
}

#[test]
fn a_history_becomes_evidence_and_versions() {
    let cases = folder("past");
    let history = fs::read_to_string(cases.join("history.md")).expect("the history is there");
    let sandbox = play(&history);
    assert_eq!(sandbox.declog(&["site"]).code, 0);
    let mut failures = Vec::new();
    for (file, page) in [
        ("accepted.html", "decisions/dec-1.html"),
        ("forced.html", "decisions/dec-2.html"),
    ] {
        compare(&cases.join(file), &past(&sandbox, page), &mut failures);
    }
    let versions = sandbox.read("_site/decisions/dec-1-history.html");
    let versions = by_turn(&sandbox, main_of(&versions));
    compare(&cases.join("versions.html"), &versions, &mut failures);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Commits all that there is on a day.
fn commit(sandbox: &Sandbox, day: &str) {
    sandbox.git(&["add", "-A"]);
    let words = ["commit", "-q", "-m", "x"];
    let mut git = sandbox.program("git", &words, sandbox.root());
    let time = format!("{day}T12:00:00Z");
    git.env("GIT_COMMITTER_DATE", &time)
        .env("GIT_AUTHOR_DATE", &time);
    assert!(git.status().expect("git runs").success());
}

/// The rows of the line of a built site: day, records, complete ones and percent.
fn line(sandbox: &Sandbox) -> String {
    assert_eq!(sandbox.declog(&["site"]).code, 0);
    let html = sandbox.read("_site/health.html");
    let trend = between(&html, "<div class=\"trend\">", "</table>").concat();
    let rows = between(&trend, "<tr><th scope=\"row\" class=\"plain\">", "</tr>");
    let mut told = String::new();
    for row in rows {
        let day = between(row, "datetime=\"", "\"").concat();
        let cells = between(row, "<td class=\"end\">", "</td>").join(" ");
        writeln!(told, "{day} {cells}").expect("a string takes all");
    }
    told
}

const WHOLE: &str = "---\nstatus: accepted\ndate: 2026-03-02\ncreated: 2026-03-01\nowner: Ada Lovelace\ndecision-makers: [Ada Lovelace]\n---\n# Ours\n\n\
                     ## Context and Problem Statement\n\nx\n\n## Considered Options\n\n* A\n* B\n\n## Decision Outcome\n\nA, because x; B is y.\n";

#[test]
fn a_line_tells_how_complete_a_log_was_at_the_ends_of_months() {
    let sandbox = Sandbox::new();
    sandbox.write("README.md", "before there was a log\n");
    commit(&sandbox, "2025-01-10");
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write("docs/decisions/0001-ours.md", WHOLE);
    commit(&sandbox, "2026-08-10");
    sandbox.write(
        "docs/decisions/0002-bare.md",
        "---\nstatus: proposed\n---\n# Bare\n",
    );
    commit(&sandbox, "2026-09-30");
    sandbox.write("declog.toml", "format = 1\n\n[log\n");
    commit(&sandbox, "2026-10-20");
    sandbox.write(
        "declog.toml",
        "format = 1\n\n[log]\nignore = [\"docs/decisions/0002*\"]\n",
    );
    commit(&sandbox, "2026-11-02");
    // Settings that nobody can read are no point of the line.
    assert_eq!(
        line(&sandbox),
        "2026-11-22 1 1 100 %\n2026-11-02 1 1 100 %\n2026-09-30 2 1 50 %\n"
    );
    sandbox.write("declog.toml", "format = 1\n");
    assert_eq!(
        line(&sandbox),
        "2026-11-22 2 1 50 %\n2026-11-02 1 1 100 %\n2026-09-30 2 1 50 %\n"
    );
}

#[test]
fn nothing_committed_has_no_line() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write("docs/decisions/0001-ours.md", WHOLE);
    assert_eq!(line(&sandbox), "");
    commit(&sandbox, "2026-11-20");
    assert_eq!(
        line(&sandbox),
        "2026-11-22 1 1 100 %\n2026-11-20 1 1 100 %\n"
    );
}

/// A log of one decision that had those texts, the newest first, and what its page of versions says of them.
fn compared(texts: &[&str]) -> (Index, Meta) {
    let path = "docs/decisions/0001-a.md";
    let index = index(&[("0001-a.md", "---\nstatus: proposed\n---\n# A\n")]);
    let change = |at: usize| Change {
        date: date(2026, 11, 20),
        author: "Bo".into(),
        person: None,
        commit: format!("8c41e0a{at}"),
        state: None,
        words: Words::Lines(1, 1),
    };
    let edition = |text: &&str| Edition {
        fields: Vec::new(),
        body: (text.len() <= Edition::LONGEST).then(|| (*text).to_owned()),
    };
    let stories = (0..texts.len()).map(change).collect();
    let index = index.with_facts(Facts {
        stories: Some(HashMap::from([(path.to_owned(), stories)])),
        editions: Some(HashMap::from([(
            path.to_owned(),
            texts.iter().map(edition).collect(),
        )])),
        ..Facts::default()
    });
    let meta = meta(&index);
    (index, meta)
}

/// What changed from one text to another, as the page shows it.
fn changed(old: &str, new: &str) -> String {
    let (index, meta) = compared(&[new, old]);
    let site = site::build(&index, &[], &CARDS, &meta).expect("our own templates are whole");
    assert_harmless(&site);
    assert_whole(&site);
    let page = html(&site, "decisions/dec-1-history.html");
    let section = between(&page, "</h2>", "</section>");
    section
        .first()
        .map_or("", |section| section.trim())
        .to_owned()
}

#[test]
fn words_are_compared_and_what_stayed_is_folded() {
    let long = "one two three four five six seven eight nine ten eleven twelve ".repeat(4);
    let cases = [
        ("a b c\n", "a b c\n"),
        ("a b c\n", "a x c\n"),
        ("a b c d\n", "a x y d\n"),
        ("a\n", "a\nb\n"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("", "<script>alert(1)</script>\n"),
        ("الف ب\n", "الف ج\n"),
    ];
    let mut told = String::new();
    for (old, new) in cases {
        writeln!(told, "{old:?} {new:?}\n{}\n", changed(old, new)).expect("a string takes all");
    }
    let folded = changed(&format!("{long}b {long}\n"), &format!("{long}x {long}\n"));
    writeln!(told, "folded\n{folded}").expect("a string takes all");
    let mut failures = Vec::new();
    compare(&folder("past").join("changed.txt"), &told, &mut failures);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn what_would_cost_much_is_not_compared() {
    let too_long = "x".repeat(Edition::LONGEST + 1);
    assert!(changed("a\n", &too_long).contains("too long to be compared"));
    let lines = |word: &str| format!("{word}\n").repeat(3000);
    assert!(changed(&lines("a"), &lines("b")).contains("too long to be compared"));
    // What is long and compared is cut.
    let words = |word: &str| format!("{word} ").repeat(5000);
    let cut = changed(&words("a"), &words("b"));
    assert!(cut.contains("There is more"), "{}", cut.len());
    assert!(cut.len() < 20_000, "{}", cut.len());
}

#[test]
fn health_shows_a_line_bars_and_the_baseline() {
    let mut failures = Vec::new();
    let accepted = |day: &str, at: usize| {
        let name = format!("docs/decisions/000{at}-a.md");
        let text = WHOLE.replace("date: 2026-03-02", &format!("date: 2026-03-{day}"));
        (name, text)
    };
    let files: Vec<(String, String)> = [("02", 1), ("03", 2), ("17", 3)]
        .map(|(day, at)| accepted(day, at))
        .into();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let index = logs::index(&logs::files(&files));
    let point = |month, complete| Point {
        day: date(2026, month, 1).last_of_month(),
        commit: Some("8c41e0a".into()),
        records: 4,
        complete,
    };
    let meta = Meta {
        judged: Judged {
            trend: vec![point(8, 1), point(9, 3), point(10, 2), point(11, 4)],
            let_pass: Some(23),
            ..Judged::default()
        },
        ..meta(&index)
    };
    let site = site::build(&index, &[], &CARDS, &meta).expect("our own templates are whole");
    assert_whole(&site);
    let page = html(&site, "health.html");
    compare(
        Path::new(&folder("past").join("health.html")),
        main_of(&page),
        &mut failures,
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
