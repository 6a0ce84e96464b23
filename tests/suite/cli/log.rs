//! `log`: what changed, commit by commit, and what is not committed yet.

use super::json::valid;
use super::{LENIENT, Session, log};
use crate::sandbox::Sandbox;

#[test]
fn every_change_is_told_newest_first() {
    let sandbox = log();
    sandbox.declog(&["note", "1", "-m", "Line *one*.\n\nLine two.", "-c"]);
    sandbox.declog(&["set", "3", "tags=db", "-c"]);
    sandbox.declog(&["mv", "3", "old", "-c"]);
    sandbox.git(&[
        "rm",
        "-q",
        "docs/decisions/0001-keep-the-ledger-on-paper.md",
    ]);
    sandbox.git(&[
        "commit",
        "-q",
        "-m",
        "away with it",
        "--date",
        "2026-11-21T10:00:00Z",
    ]);
    sandbox.declog(&["note", "2", "-m", "Not committed.", "--no-commit"]);
    sandbox.declog(&["new", "Sell the boat", "-m", "It leaks.", "--no-commit"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["log"]);
    session.declog(&["log", "--format", "markdown"]);
    session.declog(&["log", "id:2", "--rev", "HEAD"]);
    session.declog(&["log", "--since", "2026-11-21", "--until", "2026-11-21"]);
    session.declog(&["log", "--limit", "1", "--until", "2026-11-20"]);
    session.declog(&["log", "-tag:db", "-phase:live", "-k", "decision"]);
    session.declog(&["log", "--limit", "2", "--until", "2026-11-21", "--json"]);
    session.check("log.txt");
    valid(&sandbox, "log", &["log"]);
}

#[test]
fn what_cannot_be_told_is_said() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["log", "--since", "yesterday"]);
    session.declog(&["log", "--since", "2030-01-01"]);
    session.declog(&["log", "statsu:open"]);
    session.declog(&["log", "-k", "decison"]);
    session.declog(&["log", "--format", "html"]);
    session.check("log-refused.txt");
    let empty = Sandbox::new();
    empty.write("declog.toml", LENIENT);
    let mut session = Session::new(&empty);
    session.declog(&["log"]);
    empty.write(
        "docs/decisions/0001-a.md",
        "---\nstatus: proposed\n---\n# A\n",
    );
    session.declog(&["log"]);
    session.check("log-empty.txt");
}

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let sandbox = log();
    let clone = Sandbox::without_git();
    let from = format!("file://{}", sandbox.root().display());
    clone.git(&["clone", "-q", "--depth", "2", &from, "."]);
    let mut session = Session::new(&clone);
    session.declog(&["log"]);
    session.check("log-shallow.txt");
}

#[test]
fn a_part_of_the_log_is_what_the_whole_says() {
    let sandbox = log();
    for number in 1..=12 {
        let id = format!("DEC-{}", number % 3 + 1);
        sandbox.declog(&["note", &id, "-m", "A word.", "-c"]);
    }
    sandbox.git(&["rm", "-q", "docs/decisions/0003-use-postgresql.md"]);
    sandbox.commit("away with it");
    let changes = |words: &[&str]| -> Vec<serde_json::Value> {
        let output = sandbox.declog(&[&["log", "--json"], words].concat());
        let log: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
        log["changes"].as_array().expect("a list").clone()
    };
    let all = changes(&[]);
    assert_eq!(all.len(), 19);
    for most in 0..=all.len() + 1 {
        let some = changes(&["--limit", &most.to_string()]);
        assert_eq!(some, all[..most.min(all.len())], "{most}");
    }
    assert_eq!(changes(&["--since", "2026-11-20"]), all);
    let of_one = |change: &serde_json::Value| change["change"]["id"] == "DEC-1";
    let one: Vec<_> = all
        .iter()
        .filter(|change| of_one(change))
        .cloned()
        .collect();
    assert_eq!(changes(&["id:1"]), one);
    assert_eq!(changes(&["id:1", "--limit", "3"]), one[..3]);
}
