//! `check --staged`: what is about to be committed, whatever lies in the working tree.

use std::fs;

use super::{Session, check};
use crate::sandbox::Sandbox;

/// A decision.
fn decision(title: &str, status: &str) -> String {
    format!(
        "---\nstatus: {status}\ndate: 2026-11-20\ncreated: 2026-11-18\nowner: Ada\ndecision-makers: [Ada]\n---\n\
         # {title}\n\n## Context and Problem Statement\n\nSums differ.\n\n## Considered Options\n\n* One ledger\n* Two ledgers\n\n\
         ## Decision Outcome\n\nChosen option: \"One ledger\", because two ledgers differ.\n"
    )
}

const ONE: &str = "docs/decisions/0001-one.md";
const TWO: &str = "docs/decisions/0002-two.md";

/// A log of a decision in force, committed.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(ONE, decision("One", "accepted"));
    sandbox.commit("a log");
    sandbox
}

fn telling(title: &str, sandbox: &Sandbox, commands: &[&[&str]]) -> String {
    let mut session = Session::new(sandbox);
    session.title(title);
    for words in commands {
        session.declog(words);
    }
    session.finished() + "\n"
}

const STAGED: &[&[&str]] = &[&["check", "--staged", "--format", "concise"]];

/// What is staged, and then what lies there.
const BOTH: &[&[&str]] = &[
    &["check", "--staged", "--format", "concise"],
    &["check", "--format", "concise"],
];

#[test]
fn what_is_staged_is_checked_and_nothing_else() {
    let sandbox = log();
    let mut all = telling("nothing is staged", &sandbox, STAGED);
    sandbox.write(TWO, decision("Two", "propozed"));
    all += &telling("nobody added it", &sandbox, BOTH);
    sandbox.git(&["add", "-N", TWO]);
    all += &telling("it is only to be added", &sandbox, STAGED);
    sandbox.git(&["add", TWO]);
    sandbox.write(TWO, decision("Two", "proposed"));
    all += &telling("it was mended after it was staged", &sandbox, BOTH);
    sandbox.git(&["add", TWO]);
    sandbox.write(TWO, decision("Two", "propozed"));
    all += &telling("it was broken after it was staged", &sandbox, BOTH);
    sandbox.git(&["commit", "-q", "-m", "two"]);
    sandbox.write(TWO, decision("Two", "proposed"));
    sandbox.git(&["rm", "-q", "--cached", ONE]);
    all += &telling("what is in force is taken out", &sandbox, BOTH);
    sandbox.git(&["reset", "-q"]);
    sandbox.write(
        ONE,
        decision("One", "accepted").replace("Sums differ.", "Sums differ at night."),
    );
    sandbox.git(&["add", ONE]);
    sandbox.write(ONE, decision("One", "accepted"));
    all += &telling("what was decided is changed", &sandbox, BOTH);
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.git(&["rm", "-q", "--cached", "declog.toml"]);
    all += &telling("the settings are taken out", &sandbox, STAGED);
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.git(&["update-index", "--split-index"]);
    sandbox.write(TWO, decision("Two", "propozed"));
    sandbox.git(&["add", TWO]);
    all += &telling("the index is split", &sandbox, STAGED);
    check("staged.txt", &all);
}

#[test]
fn the_first_commit_is_checked_too() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(ONE, decision("One", "acepted"));
    let mut all = telling("nothing is staged", &sandbox, STAGED);
    sandbox.git(&["add", "declog.toml"]);
    all += &telling("only the settings are", &sandbox, STAGED);
    sandbox.git(&["add", ONE]);
    all += &telling("all of it is", &sandbox, STAGED);
    check("staged-first.txt", &all);
}

#[test]
fn a_merge_is_checked_before_it_is_committed() {
    let sandbox = log();
    sandbox.git(&["switch", "-q", "-c", "work"]);
    sandbox.write(TWO, decision("Two", "proposed"));
    sandbox.commit("two");
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.write(
        "docs/decisions/0002-other.md",
        decision("Other", "proposed"),
    );
    sandbox.commit("another two");
    sandbox.git(&["merge", "-q", "--no-commit", "work"]);
    let mut all = telling("a number is taken twice", &sandbox, STAGED);
    sandbox.git(&["merge", "--abort"]);
    sandbox.exchange(ONE, ("Sums differ.", "Sums differ at night."), "night");
    sandbox.git(&["switch", "-q", "work"]);
    sandbox.exchange(ONE, ("Sums differ.", "Sums differ at noon."), "noon");
    sandbox.try_git(&["merge", "-q", "main"]);
    all += &telling("there are conflicts", &sandbox, STAGED);
    check("staged-merge.txt", &all);
}

#[test]
fn a_hook_lets_nothing_through() {
    let sandbox = log();
    let hook = sandbox.root().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(
        &hook,
        "#!/bin/sh\nexec declog check --staged --format concise\n",
    )
    .unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut told = String::new();
    let mut commits = |title: &str, line: &str| {
        let (output, _) = sandbox.shell(sandbox.root(), line);
        let head = sandbox.git(&["log", "--format=%s", "-1"]);
        told += &format!(
            "== {title}\n$ {line}\n{}[{}] at: {head}\n",
            output.stdout, output.code
        );
    };
    sandbox.write(ONE, decision("One", "acepted"));
    commits("all of it", "git commit -q -a -m all");
    sandbox.write(TWO, decision("Two", "proposed"));
    sandbox.git(&["add", TWO]);
    commits(
        "one file, which is sound",
        "git commit -q -m one docs/decisions/0002-two.md",
    );
    commits(
        "one file, which is not",
        "git commit -q -m other docs/decisions/0001-one.md",
    );
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.write(TWO, decision("Two", "proposed") + "\nMore.\n");
    sandbox.git(&["add", TWO]);
    sandbox.write(TWO, decision("Two", "propozed"));
    commits("what is staged is sound", "git commit -q -m staged");
    commits("and what lies there is not", "git commit -q -a -m lies");
    sandbox.git(&["reset", "-q", "--hard"]);
    commits(
        "in a folder",
        "cd docs/decisions && git rm -q 0001-one.md && git commit -q -m gone",
    );
    check("staged-hook.txt", &told);
}
