//! What the site tells of changes comes from git: in an order of its own, and no more than the log lets it show.

use std::fs;

use crate::sandbox::Sandbox;

const LOST: [&str; 6] = ["0002-b", "0003-c", "0004-d", "0005-e", "0006-f", "0007-g"];

/// A log that lost six records at once, by somebody it does not know.
fn log(site: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", format!("format = 1\n{site}"));
    for name in ["0001-a"].iter().chain(&LOST) {
        let text = format!("---\nstatus: accepted\ndate: 2026-11-20\n---\n# Secret {name}\n");
        sandbox.write(&format!("docs/decisions/{name}.md"), text);
    }
    sandbox.commit("A log");
    for name in LOST {
        sandbox.git(&["rm", "-q", &format!("docs/decisions/{name}.md")]);
    }
    let author = "Mallory Stranger <mallory@example.net>";
    sandbox.git(&["commit", "-q", "-m", "Away", "--author", author]);
    sandbox
}

/// What a file of the site says.
fn built(sandbox: &Sandbox, path: &str) -> String {
    let out = sandbox.declog(&["site"]);
    assert_eq!(out.code, 0, "{}", out.stderr);
    fs::read_to_string(sandbox.root().join("_site").join(path)).expect("the page is there")
}

/// The names in a text, in its order.
fn names(text: &str) -> Vec<&str> {
    let pieces = text.split("Secret ").skip(1);
    pieces.filter_map(|piece| piece.get(..6)).collect()
}

#[test]
fn records_that_went_together_are_told_in_the_order_of_their_files() {
    let sandbox = log("");
    let page = built(&sandbox, "changes.html");
    assert_eq!(names(&page)[..6], LOST);
    let log = sandbox.declog(&["log", "--limit", "6"]);
    assert_eq!(names(&log.stdout), LOST);
}

#[test]
fn what_is_gone_is_not_told_where_something_is_hidden() {
    let sandbox = log("[site]\nhide = \"tags:private\"\n");
    for path in ["changes.html", "changes/2026.html", "feed.xml", "feed.json"] {
        let page = built(&sandbox, path);
        let mut told = names(&page);
        told.dedup();
        assert_eq!(told, ["0001-a"], "{path}");
    }
}

#[test]
fn strangers_have_no_name_where_only_handles_are_shown() {
    let shown = |site: &str| {
        let sandbox = log(site);
        ["changes.html", "feed.xml", "feed.json"]
            .map(|path| built(&sandbox, path).contains("Mallory"))
    };
    assert_eq!(shown(""), [true; 3]);
    assert_eq!(shown("[site]\npeople = \"handles\"\n"), [false; 3]);
}
