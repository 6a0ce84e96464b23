//! Whatever a command wrote is taken back, byte for byte, and nothing else is.

use std::fs;
use std::path::PathBuf;

use super::{LENIENT, Session, log, proposal};
use crate::sandbox::{Output, Sandbox};

/// A log with a record that has a byte order mark and the line ends of Windows, and code that cites one.
fn furnished() -> Sandbox {
    let sandbox = log();
    let path = "docs/decisions/deep/0007-old.md";
    proposal(
        &sandbox,
        path,
        "See DEC-3, and [it](../0003-use-postgresql.md).",
    );
    let windows = sandbox.read(path).replace('\n', "\r\n");
    sandbox.write(path, format!("\u{feff}{windows}"));
    sandbox.write("src/main.rs", "// DEC-3 is why\r\n");
    sandbox.commit("what else there is");
    sandbox
}

/// Types a command and takes it back; everything is as it was.
fn there_and_back(session: &mut Session<'_>, words: &[&str]) {
    let sandbox = session.sandbox;
    let before = sandbox.files();
    let said = checked(sandbox);
    let done = session.declog(words);
    assert_eq!(done.code, 0, "{words:?}: {}", done.stderr);
    assert_ne!(sandbox.files(), before, "{words:?}");
    assert_eq!(session.declog(&["undo"]).code, 0, "{words:?}");
    assert_eq!(sandbox.files(), before, "{words:?}");
    assert_eq!(checked(sandbox), said, "{words:?}");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{words:?}");
}

fn checked(sandbox: &Sandbox) -> Output {
    sandbox.declog(&["check", "--format", "concise"])
}

#[test]
fn each_command_is_taken_back_byte_for_byte() {
    let sandbox = furnished();
    let mut session = Session::new(&sandbox);
    for words in [
        &["new", "Another", "--supersedes", "2"][..],
        &["reject", "3", "-m", "It does not."],
        &["set", "7", "tags=db"],
        &["note", "7", "-m", "A word."],
        &["deprecate", "2", "-m", "Over."],
        &["review", "2", "-m", "Still so."],
        &["link", "3", "amends", "2", "7"],
        &["unlink", "2", "supersedes", "1"],
        &["mv", "7", "."],
        &["mv", "3", "far/away"],
        &["renumber", "3", "9", "--code"],
        &["renumber", "7"],
    ] {
        there_and_back(&mut session, words);
    }
    assert!(!sandbox.root().join("docs/decisions/far").exists());
    for words in [
        &["new", "Another", "-k", "brief", "-c"][..],
        &["renumber", "3", "9", "--code", "-c"],
        &["mv", "7", ".", "-c"],
    ] {
        there_and_back(&mut session, words);
    }
    assert!(!sandbox.root().join("docs/briefs").exists());
    session.check("undo-each.txt");
}

#[test]
fn a_decision_that_replaced_another_gives_it_back() {
    let sandbox = furnished();
    let draft = ["new", "Keep none", "--supersedes", "2", "--body-file", "-"];
    let body = super::BODY.as_bytes();
    assert_eq!(
        sandbox
            .declog_given(&[&draft[..], &["-c"]].concat(), &[], body)
            .code,
        0
    );
    let mut session = Session::new(&sandbox);
    there_and_back(&mut session, &["accept", "8"]);
    there_and_back(&mut session, &["accept", "8", "-c"]);
    session.git(&["log", "-3", "--format=%B", "--name-status"]);
    session.check("undo-accept.txt");
}

#[test]
fn a_log_and_a_conversion_are_taken_back() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "docs/adr/0001-use-files.md",
        "# 1. Use files\r\n\r\nDate: 2020-02-03\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n\r\nSo.\r\n",
    );
    sandbox.commit("an old one");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["convert", "-y"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    session.declog(&["init", "-c"]);
    session.declog(&["init"]);
    session.declog(&["convert", "-c"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    session.git(&["log", "--format=%B", "--name-status"]);
    session.check("undo-init.txt");
}

#[test]
fn what_check_mended_is_taken_back() {
    let sandbox = log();
    let path = "docs/decisions/0001-keep-the-ledger-on-paper.md";
    let text = sandbox
        .read(path)
        .replace("status: superseded", "status: accepted");
    sandbox.write(path, text);
    sandbox.commit("replaced, and in force");
    let mut session = Session::new(&sandbox);
    there_and_back(&mut session, &["check", "--fix"]);
    session.check("undo-fix.txt");
}

/// Two proposals, nothing to mind.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    proposal(&sandbox, "docs/decisions/0001-one.md", "One.");
    proposal(&sandbox, "docs/decisions/0002-two.md", "Two.");
    sandbox.commit("a log");
    sandbox
}

#[test]
fn the_last_one_goes_first_and_a_changed_file_stays() {
    let sandbox = small();
    let one = "docs/decisions/0001-one.md";
    let mut session = Session::new(&sandbox);
    session.declog(&["undo"]);
    session.declog(&["set", "1", "tags=a"]);
    session.declog(&["set", "2", "tags=b"]);
    session.declog(&["undo", "-n"]);
    session.declog(&["undo", "--json", "-n"]);
    let tagged = sandbox.read(one);
    sandbox.write(one, format!("{tagged}\nMine.\n"));
    session.declog(&["undo", "--json"]);
    session.declog(&["undo"]);
    session.declog(&["undo", "-n"]);
    session.declog(&["undo", "--json"]);
    sandbox.write(one, tagged);
    session.declog(&["undo", "-q"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    session.check("undo-order.txt");
}

#[test]
fn the_last_twenty_are_kept() {
    let sandbox = small();
    let set = |tag: &str| assert_eq!(sandbox.declog(&["set", "1", tag]).code, 0, "{tag}");
    (0..22).for_each(|at| set(&format!("tags=t{at}")));
    let undone = (0..30).take_while(|_| sandbox.declog(&["undo"]).code == 0);
    assert_eq!(undone.count(), 20);
    assert!(
        sandbox
            .read("docs/decisions/0001-one.md")
            .contains("tags: [t1]\n")
    );
}

#[test]
fn history_only_grows() {
    let sandbox = small();
    let mut session = Session::new(&sandbox);
    // The branch went on, with another file.
    session.declog(&["new", "Three", "-m", "Why.", "-c"]);
    sandbox.write("README.md", "# Shop\n");
    sandbox.commit("on it goes");
    session.declog(&["undo"]);
    // Somebody else committed what was written.
    session.declog(&["set", "1", "tags=a"]);
    sandbox.commit("committed by hand");
    session.declog(&["undo"]);
    session.git(&["status", "--short"]);
    sandbox.git(&["checkout", "-q", "."]);
    session.declog(&["set", "1", "tags=b"]);
    sandbox.commit("committed by hand");
    session.declog(&["undo", "-c"]);
    // Nobody has what is to be committed.
    session.declog(&["new", "Four", "-m", "Why."]);
    session.declog(&["undo", "-c"]);
    session.declog(&["set", "2", "tags=a", "-c"]);
    session.declog(&["undo", "--no-commit"]);
    session.git(&["status", "--short"]);
    sandbox.git(&["checkout", "-q", "."]);
    // The commit was taken back in git's way.
    session.declog(&["set", "2", "tags=b", "-c"]);
    sandbox.git(&["branch", "reset"]);
    sandbox.git(&["reset", "-q", "--soft", "HEAD~1"]);
    session.declog(&["undo"]);
    session.git(&["status", "--short"]);
    sandbox.git(&["reset", "-q"]);
    session.git(&["log", "--format=%s%n%n%b", "--name-status"]);
    session.check("undo-history.txt");
}

#[test]
fn a_head_without_a_branch_or_a_commit_is_one_too() {
    let sandbox = small();
    let mut session = Session::new(&sandbox);
    sandbox.git(&["checkout", "-q", "--detach"]);
    session.declog(&["set", "1", "tags=a", "-c"]);
    session.declog(&["undo"]);
    sandbox.git(&["branch", "detached"]);
    sandbox.git(&["checkout", "-q", "--orphan", "new"]);
    session.declog(&["set", "1", "tags=a"]);
    session.declog(&["undo"]);
    session.git(&["log", "--format=%s", "detached"]);
    let empty = Sandbox::new();
    let mut first = Session::new(&empty);
    first.declog(&["init"]);
    first.declog(&["undo", "-c"]);
    assert!(empty.files().is_empty());
    session.told.push_str(&first.told);
    session.check("undo-heads.txt");
}

#[test]
fn a_merge_under_way_is_left_to_the_user() {
    let sandbox = small();
    sandbox.git(&["checkout", "-q", "-b", "feat/side"]);
    sandbox.write("README.md", "# Side\n");
    sandbox.commit("side");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("README.md", "# Main\n");
    sandbox.commit("main");
    let mut session = Session::new(&sandbox);
    session.declog(&["new", "Three", "-m", "Why.", "-c"]);
    assert_eq!(sandbox.try_git(&["merge", "-q", "feat/side"]).code, 1);
    session.declog(&["undo"]);
    session.git(&["status", "--short"]);
    session.declog(&["set", "1", "tags=a", "-c"]);
    session.declog(&["undo"]);
    session.git(&["status", "--short"]);
    session.check("undo-merge.txt");
}

#[test]
fn a_commit_that_git_refuses_is_made_later_or_left() {
    let sandbox = small();
    let hook = ".git/hooks/pre-commit";
    let refuse = || {
        sandbox.write(hook, "#!/bin/sh\necho no\nexit 1\n");
        let path = sandbox.root().join(hook);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(path, mode).expect("a file");
    };
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    refuse();
    session.declog(&["set", "1", "tags=a", "-c"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    fs::remove_file(sandbox.root().join(hook)).expect("a file");
    session.declog(&["set", "2", "tags=b"]);
    session.declog(&["set", "1", "tags=a", "-c"]);
    refuse();
    // Refused, refused again, and left to the user: then the command before it is the last.
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    session.declog(&["undo", "--no-commit"]);
    session.git(&["status", "--short"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    session.declog(&["undo"]);
    session.check("undo-hook.txt");
}

#[test]
fn each_working_tree_has_its_own() {
    let sandbox = small();
    let beside = sandbox.beside("other").display().to_string();
    sandbox.git(&["worktree", "add", "-q", &beside, "-b", "other"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["-C", "../other", "undo"]);
    session.declog(&["-C", "../other", "set", "1", "tags=a", "-c"]);
    session.declog(&["undo"]);
    session.declog(&["set", "2", "tags=a"]);
    let mut below = Session::within(&sandbox, "docs/decisions");
    below.declog(&["undo"]);
    below.declog(&["-C", "../../../other", "undo"]);
    session.told.push_str(&below.told);
    session.declog(&["list", "tag:a"]);
    session.git(&["log", "--all", "--format=%D %s"]);
    session.check("undo-trees.txt");
}

#[test]
fn where_nothing_can_be_kept_git_is_told_of() {
    let sandbox = small();
    let mut told = String::new();
    let mut run = |words: &[&str], variables: &[(&str, &str)]| {
        let output = sandbox.declog_given(words, variables, b"");
        told.push_str(&format!(
            "$ {variables:?} declog {}\n{}{}[{}]\n",
            words.join(" "),
            output.stdout,
            output.stderr,
            output.code
        ));
    };
    let nowhere = [("HOME", "")];
    run(&["set", "1", "tags=a"], &nowhere);
    run(&["undo"], &nowhere);
    run(&["undo"], &[]);
    run(&["set", "1", "tags=b", "--json"], &nowhere);
    run(&["set", "2", "tags=a"], &[("XDG_STATE_HOME", "relative")]);
    run(&["undo"], &[]);
    let state = sandbox.beside("state");
    let state = [("XDG_STATE_HOME", state.to_str().expect("a plain path"))];
    let named = [("XDG_STATE_HOME", "[STATE]")];
    for words in [&["set", "2", "tags=a"][..], &["undo"]] {
        let output = sandbox.declog_given(words, &state, b"");
        told.push_str(&format!(
            "$ {named:?} declog {}\n{}{}[{}]\n",
            words.join(" "),
            output.stdout,
            output.stderr,
            output.code
        ));
    }
    super::check("undo-nowhere.txt", &told);
}

/// The file in which the last command is kept.
fn kept(sandbox: &Sandbox) -> PathBuf {
    let tree = fs::read_dir(sandbox.beside(".local/state/declog/undo"))
        .expect("a folder for each tree")
        .flatten()
        .next()
        .expect("one tree");
    let mut files: Vec<PathBuf> = fs::read_dir(tree.path())
        .expect("a file for each command")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files.pop().expect("one command")
}

#[test]
fn an_interrupted_command_is_taken_back_as_far_as_it_came() {
    let sandbox = small();
    let before = sandbox.files();
    let one = "docs/decisions/0001-one.md";
    let mut session = Session::new(&sandbox);
    let interrupt = |stage: &str| {
        let path = kept(&sandbox);
        let text = fs::read_to_string(&path).expect("a file");
        let mut deed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        deed["stage"] = stage.into();
        fs::write(&path, deed.to_string()).expect("a file");
    };
    // It had written one of two files.
    session.declog(&["link", "1", "superseded-by", "2"]);
    session.declog(&["mv", "1", "deep"]);
    interrupt("writing");
    sandbox.write(one, &before[one]);
    session.declog(&["set", "2", "tags=a", "-n", "-q"]);
    session.declog(&["doctor", "-q"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    // It had written nothing yet.
    session.declog(&["set", "1", "tags=a"]);
    interrupt("writing");
    sandbox.write(one, &before[one]);
    session.declog(&["undo", "-n"]);
    session.declog(&["undo", "--json"]);
    session.declog(&["undo"]);
    // Its commit was made, and nobody wrote that down.
    session.declog(&["set", "1", "tags=a", "-c"]);
    interrupt("committing");
    session.declog(&["set", "2", "tags=a"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    // Its commit was not made.
    session.declog(&["set", "1", "tags=a"]);
    interrupt("committing");
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    // Somebody has changed what it was writing.
    session.declog(&["set", "1", "tags=a"]);
    interrupt("writing");
    sandbox.write(one, "Mine.\n");
    session.declog(&["undo"]);
    // A newer declog wrote it down.
    let path = kept(&sandbox);
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace("\"format\":1", "\"format\":2")).expect("a file");
    session.declog(&["undo"]);
    session.check("undo-interrupted.txt");
}
