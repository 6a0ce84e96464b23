//! A dry run writes nothing, and its diff is what the real run writes.

use super::{BODY, log};
use crate::sandbox::Sandbox;

/// Each writing command once, on the log of [`log`].
const WRITING: &[&[&str]] = &[
    &["new", "Another one", "-m", "Because."],
    &[
        "new",
        "Another one",
        "--set",
        "tags=a,b",
        "--depends-on",
        "2",
    ],
    &["set", "3", "owner=alice", "tags+=db"],
    &["set", "2", "tags-=ops"],
    &["note", "3", "-m", "A word."],
    &["note", "2", "-m", "A word on top.", "--question"],
    &["review", "2", "-m", "Still so.", "--next", "6mo"],
    &["withdraw", "3"],
    &["reject", "3", "-m", "No."],
    &["deprecate", "2", "-m", "Over."],
    &["step", "deprecate", "2", "-m", "Over."],
    &["accept", "4"],
];

/// The log of [`log`] with a proposal that would replace a decision.
fn open() -> Sandbox {
    let sandbox = log();
    let words = [
        "new",
        "Keep none",
        "--body-file",
        "-",
        "--supersedes",
        "2",
        "-c",
    ];
    let output = sandbox.declog_given(&words, &[], BODY.as_bytes());
    assert_eq!(output.code, 0, "{}", output.stderr);
    sandbox
}

#[test]
fn a_dry_run_is_the_real_run_as_a_diff() {
    let open = open();
    for words in WRITING {
        compare(&open, words);
    }
    compare(&Sandbox::new(), &["init"]);
    let path = "docs/decisions/0001-keep-the-ledger-on-paper.md";
    let text = open.read(path);
    open.write(path, text.replace("status: superseded", "status: accepted"));
    open.commit("put back by hand");
    compare(&open, &["check", "--fix"]);
}

fn compare(sandbox: &Sandbox, words: &[&str]) {
    let (dry, real) = (sandbox.twin(), sandbox.twin());
    let before = dry.files();
    let diff = dry.declog(&[words, &["-n"]].concat());
    assert_eq!(diff.code, 0, "{words:?}: {}", diff.stderr);
    assert_eq!(dry.files(), before, "{words:?}");
    assert_eq!(dry.git(&["status", "--short"]), "", "{words:?}");
    let committed = dry.declog(&[words, &["-n", "-c"]].concat());
    assert_eq!(committed, diff, "{words:?}");

    std::fs::write(dry.beside("patch"), &diff.stdout).expect("a file of ours");
    dry.git(&["apply", "../patch"]);
    let done = real.declog(words);
    assert_eq!(done.code, 0, "{words:?}: {}", done.stderr);
    assert_ne!(real.files(), before, "{words:?}");
    assert_eq!(dry.files(), real.files(), "{words:?}");
}

#[test]
fn a_dry_run_answers_a_program_too() {
    let sandbox = log();
    let output = sandbox.declog(&["withdraw", "3", "-n", "--json"]);
    super::check("dry-run.json", &output.stdout);
}
