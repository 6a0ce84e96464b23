//! The board of what changes hands, and how outcomes stand.

use super::{
    assert_harmless, assert_whole, build, compare, files_of, folder, html, index, main_of,
};

#[test]
fn what_changes_hands_and_how_outcomes_stand_become_these_pages() {
    let files = files_of(&folder("harbor"));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let site = build(&index(&files), &[]);
    assert_harmless(&site);
    assert_whole(&site);
    let mut failures = Vec::new();
    for (file, path) in [
        ("board.html", "board.html"),
        ("outcomes.html", "outcomes.html"),
    ] {
        compare(&folder(file), main_of(&html(&site, path)), &mut failures);
    }
    let site = build(&index(&[]), &[]);
    for (file, path) in [
        ("board-empty.html", "board.html"),
        ("outcomes-empty.html", "outcomes.html"),
    ] {
        compare(&folder(file), main_of(&html(&site, path)), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The ids on the board, in its order.
fn ids(page: &str) -> Vec<&str> {
    let pieces = page.split("<a class=\"id\" href=\"").skip(1);
    let ids = pieces.filter_map(|piece| piece.split(['>', '<']).nth(1));
    ids.collect()
}

#[test]
fn what_is_overdue_comes_first_and_then_what_waits_longest() {
    let offer = |day: &str, by: &str| {
        format!("---\nstatus: offered\ndate: 2026-{day}\nfrom: ana\nto: bo\n{by}---\n# X\n")
    };
    let texts = [
        offer("11-20", ""),
        offer("11-01", "respond-by: 2026-12-01\n"),
        offer("11-19", "respond-by: 2026-11-21\n"),
        offer("11-10", ""),
        offer("11-18", "respond-by: 2026-11-20\n"),
        // Its own day is not over yet.
        offer("11-15", "respond-by: 2026-11-22\n"),
        "---\nstatus: draft\ndate: 2026-01-01\nfrom: ana\nto: bo\n---\n# X\n".to_owned(),
        "---\nstatus: done\ndate: 2026-10-23\nfrom: ana\nto: bo\n---\n# X\n".to_owned(),
        "---\nstatus: done\ndate: 2026-10-24\nfrom: ana\nto: bo\n---\n# X\n".to_owned(),
        "---\nstatus: done\ndate: 2026-11-02\nfrom: ana\nto: bo\n---\n# X\n".to_owned(),
    ];
    let files: Vec<(String, &str)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (format!("docs/handoffs/{:04}-x.md", at + 1), text.as_str()))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    let site = build(&index(&files), &[]);
    assert_whole(&site);
    assert_eq!(
        ids(&html(&site, "board.html")),
        [
            "HND-5", "HND-3", "HND-2", "HND-4", "HND-6", "HND-1", "HND-10", "HND-9"
        ]
    );
}
