//! The first minute, and a decision from its first draft to its end.

use super::{BODY, Session, work};
use crate::sandbox::Sandbox;

/// A repository in the middle of somebody's work.
fn busy() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["both.txt", "staged.txt", "unstaged.txt", "removed.txt"] {
        sandbox.write(name, "base\n");
    }
    sandbox.commit("base");
    for name in ["both.txt", "staged.txt", "added.txt"] {
        sandbox.write(name, "staged\n");
    }
    sandbox.git(&["add", "both.txt", "staged.txt", "added.txt"]);
    sandbox.git(&["rm", "-q", "--cached", "removed.txt"]);
    sandbox.write("both.txt", "changed again\n");
    sandbox.write("unstaged.txt", "changed\n");
    sandbox.write("untracked.txt", "untracked\n");
    sandbox
}

#[test]
fn the_first_minute_asks_nothing_and_leaves_the_users_work() {
    let sandbox = busy();
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["new", "Use PostgreSQL", "-m", "We need a database.", "-c"]);
    session.declog(&["site"]);
    session.declog(&[]);
    session.git(&["show", "--format=%an <%ae>%n%B", "--name-status"]);
    assert_eq!(work(&sandbox), before);
    assert!(sandbox.root().join("_site/index.html").is_file());
    session.check("first-minute.txt");
}

#[test]
fn an_empty_repository_gets_its_first_commit() {
    let sandbox = Sandbox::new();
    let mut session = Session::new(&sandbox);
    session.declog(&["init", "-c"]);
    session.declog(&["init"]);
    session.declog(&["new", "Use PostgreSQL", "-m", "We need a database.", "-c"]);
    session.git(&["log", "--format=%s", "--name-status"]);
    session.git(&["status", "--short"]);
    session.check("first-commit.txt");
}

#[test]
fn a_decision_lives_from_a_draft_to_its_end() {
    let sandbox = Sandbox::new();
    let mut session = Session::new(&sandbox);
    session.declog(&["init"]);
    session.declog(&["new", "Keep one ledger", "-m", "Two services differ.", "-c"]);
    session.declog(&["set", "1", "owner=alice", "tags+=db,ops", "tags-=ops", "-c"]);
    session.declog(&[
        "note",
        "DEC-1",
        "-m",
        "What of the backups?",
        "--concern",
        "-c",
    ]);
    session.declog(&["accept", "1", "-c"]);
    session.given(&["new", "Keep one ledger", "--body-file", "-", "-c"], BODY);
    session.declog(&["reject", "1"]);
    session.declog(&["reject", "1", "-m", "DEC-2 says it better.", "-c"]);
    session.declog(&["note", "2", "-m", "Who pays?", "--concern", "-c"]);
    session.declog(&["accept", "DEC-2", "-c"]);
    session.given(
        &[
            "new",
            "Keep two ledgers",
            "--body-file",
            "-",
            "--supersedes",
            "2",
            "-c",
        ],
        BODY,
    );
    session.declog(&["accept", "3", "-m", "Agreed on Monday."]);
    session.declog(&["check"]);
    session.declog(&["list", "-tags:db", "--format", "ids", "-phase:refused"]);
    session.git(&["diff"]);
    session.git(&["commit", "-qam", "taken by hand"]);
    session.declog(&["deprecate", "3", "-m", "No ledgers any more.", "-c"]);
    session.declog(&["list"]);
    session.declog(&["show", "2"]);
    session.declog(&["check"]);
    session.git(&["log", "--format=%B", "--name-status"]);
    session.git(&["status", "--short"]);
    session.check("life.txt");
}

#[test]
fn a_step_that_replaces_is_one_commit_of_both_files() {
    let sandbox = super::log();
    sandbox.declog_given(
        &[
            "new",
            "Keep three",
            "--body-file",
            "-",
            "--supersedes",
            "2",
            "-c",
        ],
        &[],
        BODY.as_bytes(),
    );
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "4", "-c"]);
    session.git(&["show", "--format=%B", "--name-status"]);
    session.check("supersede.txt");
}

#[test]
fn a_second_successor_leaves_the_day_of_the_first() {
    let sandbox = super::log();
    for title in ["Keep three", "Keep four"] {
        let words = ["new", title, "--body-file", "-", "--supersedes", "2", "-c"];
        sandbox.declog_given(&words, &[], BODY.as_bytes());
    }
    sandbox.declog(&["accept", "4", "-c"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "5", "--as-of", "2027-01-15", "-c"]);
    session.git(&["show", "--format=%B", "--name-status"]);
    session.check("second-successor.txt");
}

#[test]
fn a_control_character_is_never_written() {
    let sandbox = super::log();
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["note", "1", "-m", "red \u{1b}[31m alert"]);
    session.declog(&["new", "Use SQLite", "-m", "a\u{8}b"]);
    assert_eq!(work(&sandbox), before);
    session.check("control-characters.txt");
}

#[test]
fn a_relation_is_written_as_an_id_and_taken_out_by_any_name() {
    let sandbox = super::log();
    let mut session = Session::new(&sandbox);
    session.declog(&["set", "3", "depends-on=2,dec-1", "relates-to+=1", "-n"]);
    session.declog(&["set", "2", "supersedes-=1", "-n"]);
    session.declog(&["show", "2", "--json=relations"]);
    session.check("relations.txt");
}

#[test]
fn several_ids_take_a_step_together_or_not_at_all() {
    let sandbox = super::log();
    sandbox.declog(&["new", "Use SQLite", "-m", "A file will do.", "-c"]);
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["withdraw", "3", "4", "1", "-c"]);
    assert_eq!(work(&sandbox), before);
    session.given(&["withdraw", "-", "-c"], "DEC-3\nDEC-4\n");
    session.git(&["show", "--format=%B", "--name-status"]);
    session.check("several.txt");
}

#[test]
fn paths_are_told_from_the_folder_of_the_command() {
    let sandbox = super::log();
    sandbox.write("services/ledger/main.rs", "");
    let mut session = Session::within(&sandbox, "services/ledger");
    session.declog(&["note", "3", "-m", "Seen."]);
    session.declog(&["new", "Another"]);
    session.declog(&["site"]);
    session.declog(&["check", "../../docs"]);
    session.check("from-below.txt");
    let mut session = Session::within(&sandbox, "docs/decisions");
    session.declog(&["show", "0003-use-postgresql.md", "--json=id,path"]);
    session.declog(&["note", "0003-use-postgresql.md", "-m", "Seen again."]);
    session.declog(&["-C", "../../services", "new", "A third"]);
    session.check("from-beside.txt");
}

#[test]
fn what_keeps_a_commit_is_told_and_the_files_stay() {
    let sandbox = super::log();
    let path = "docs/decisions/0003-use-postgresql.md";
    let mut session = Session::new(&sandbox);
    sandbox.write(
        ".git/hooks/pre-commit",
        "#!/bin/sh\necho no >&2\necho really >&2\nexit 1\n",
    );
    let hook = sandbox.root().join(".git/hooks/pre-commit");
    executable(&hook);
    session.declog(&["note", "3", "-m", "Hooked.", "-c"]);
    session.declog(&["new", "Hooked", "-c"]);
    session.git(&["status", "--short"]);
    std::fs::remove_file(hook).expect("the hook");
    session.declog(&["note", "3", "-m", "On top of it.", "-c"]);
    session.git(&["checkout", "--", path]);
    session.git(&["clean", "-fdq", "docs"]);
    sandbox.write(
        "declog.toml",
        sandbox.read("declog.toml") + "commit = true\n",
    );
    session.declog(&["note", "3", "-m", "By the settings."]);
    session.declog(&["note", "3", "-m", "Not this one.", "--no-commit"]);
    session.git(&["checkout", "--", path]);
    sandbox.write(".git/MERGE_HEAD", sandbox.git(&["rev-parse", "HEAD"]));
    session.declog(&["note", "3", "-m", "In a merge.", "-c"]);
    session.git(&["status", "--short"]);
    session.check("kept-back.txt");
}

#[cfg(unix)]
fn executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, mode).expect("our own file");
}

#[cfg(not(unix))]
fn executable(_: &std::path::Path) {}

#[test]
fn the_editor_is_asked_and_checked() {
    let sandbox = super::log();
    let edit = |script: &str| {
        let editor = format!("sed -i.bak {script}");
        sandbox.declog_given(
            &["edit", "3", "-c"],
            &[("DECLOG_EDITOR", editor.as_str())],
            b"",
        )
    };
    let mut session = Session::new(&sandbox);
    let scripts = [
        "s/database/store/",
        "s/nothing-like-it/x/",
        "s/proposed/accepted/",
        "s/proposed/perhaps/",
        "s/2026-11-22/yesterday/",
    ];
    for script in scripts {
        let mut output = edit(script);
        let lines = output
            .stderr
            .lines()
            .map(|line| match line.split_once("kept in ") {
                Some((before, _)) => format!("{before}kept in [FILE]\n"),
                None => format!("{line}\n"),
            });
        output.stderr = lines.collect();
        session.tell(
            "DECLOG_EDITOR=sed declog",
            &["edit", "3", "-c", script],
            &output,
        );
    }
    session.git(&["log", "-2", "--format=%s", "--name-status"]);
    session.git(&["status", "--short"]);
    session.check("edit.txt");
}
