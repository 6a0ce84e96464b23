//! Shallow clones: what history would tell is unknown there, which is said once, and is never a finding.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Session, log};
use crate::sandbox::Sandbox;
use crate::told;

/// A clone of a sandbox with the newest commits only.
fn clone(sandbox: &Sandbox, depth: usize) -> Sandbox {
    let clone = Sandbox::without_git();
    let from = format!("file://{}", sandbox.root().display());
    clone.git(&["clone", "-q", "--depth", &depth.to_string(), &from, "."]);
    clone
}

#[test]
fn what_is_unknown_is_said_once_and_fails_where_asked() {
    let shallow = clone(&log(), 2);
    let mut session = Session::new(&shallow);
    session.declog(&["check"]);
    for format in ["concise", "json", "github", "gitlab", "junit"] {
        session.declog(&["check", "--format", format, "--only", "quorum-missing"]);
    }
    session.declog(&["check", "--fail-on", "unknown", "-q"]);
    session.check("shallow.txt");
}

#[test]
fn the_exit_code_says_unknown_only_where_asked_and_something_is_hidden() {
    let sandbox = log();
    let strict = "format = 1\n[check]\nstrict-from = 2026-11-20\n";
    let commits = sandbox.git(&["rev-list", "--count", "HEAD"]);
    let commits: usize = commits.trim().parse().unwrap();
    let shallow = clone(&sandbox, 2);
    let whole = clone(&sandbox, commits);
    let codes = |clone: &Sandbox, words: &[&str]| {
        let words = [&["check"], words].concat();
        let asked = [words.as_slice(), &["--fail-on", "unknown"]].concat();
        (clone.declog(&words).code, clone.declog(&asked).code)
    };
    assert_eq!(codes(&shallow, &[]), (0, 1));
    assert_eq!(codes(&shallow, &["--only", "quorum-missing"]), (0, 1));
    assert_eq!(codes(&shallow, &["--only", "missing-field"]), (0, 0));
    assert_eq!(codes(&shallow, &["--rev", "HEAD"]), (0, 1));
    assert_eq!(codes(&whole, &[]), (0, 0));
    // Only a day decides what an undated record is asked for, and the border hides it.
    let undated = Sandbox::new();
    undated.write("declog.toml", strict);
    undated.write(
        "docs/decisions/0001-a.md",
        "---\nstatus: proposed\n---\n# A\n",
    );
    undated.commit("one");
    undated.commit("two");
    let only = &["--only", "missing-section"];
    assert_eq!(codes(&clone(&undated, 1), only), (0, 1));
    let dated = "---\nstatus: proposed\ncreated: 2026-01-05\n---\n# A\n";
    undated.write("docs/decisions/0001-a.md", dated);
    undated.commit("three");
    assert_eq!(codes(&clone(&undated, 1), only), (0, 0));
    // A log without records has no steps.
    let empty = Sandbox::new();
    empty.write("declog.toml", "format = 1\n");
    empty.commit("one");
    empty.commit("two");
    assert_eq!(codes(&clone(&empty, 1), &["--allow-empty"]), (0, 0));
    shallow.git(&["fetch", "-q", "--unshallow"]);
    assert_eq!(codes(&shallow, &[]), (0, 0));
}

#[test]
fn a_border_of_another_branch_hides_nothing() {
    let sandbox = log();
    sandbox.git(&["checkout", "-q", "--orphan", "other"]);
    sandbox.commit("one");
    sandbox.commit("two");
    sandbox.git(&["checkout", "-q", "main"]);
    let whole = Sandbox::without_git();
    let from = format!("file://{}", sandbox.root().display());
    whole.git(&["clone", "-q", "--single-branch", &from, "."]);
    whole.git(&["fetch", "-q", "--depth", "1", "origin", "other:other"]);
    assert!(whole.root().join(".git/shallow").exists());
    let words = ["check", "--fail-on", "unknown"];
    assert_eq!(whole.declog(&words).code, 0);
    let other = [&words[..], &["--rev", "other"]].concat();
    assert_eq!(whole.declog(&other).code, 1);
}

#[test]
fn no_shallow_clone_finds_what_the_whole_one_does_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let cases = fs::read_dir(folder).unwrap();
    let cases = cases.flat_map(|rule| fs::read_dir(rule.unwrap().path()).unwrap());
    let cases = cases.map(|case| case.unwrap().path().join("history.md"));
    let mut wrong = Vec::new();
    for case in cases.filter(|case| case.exists()) {
        let sandbox = told::play(&fs::read_to_string(&case).unwrap());
        let commits = sandbox.git(&["rev-list", "--count", "--first-parent", "HEAD"]);
        let commits: usize = commits.trim().parse().unwrap();
        if commits < 3 {
            continue;
        }
        let whole = findings(&clone(&sandbox, 1000));
        for depth in 2..commits.min(4) {
            let shallow = findings(&clone(&sandbox, depth));
            let more = shallow.difference(&whole);
            wrong.extend(more.map(|what| format!("{} at {depth}: {what}", case.display())));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn findings(clone: &Sandbox) -> BTreeSet<String> {
    let output = clone.declog(&["check", "--json"]);
    let whole: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let all = whole["findings"].as_array().unwrap().iter();
    all.map(|one| format!("{} {}", one["rule"], one["message"]))
        .collect()
}
