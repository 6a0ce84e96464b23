//! What is typed wrong changes nothing, and the answer says what to type instead.

use super::{BODY, Session, log, work};
use crate::sandbox::Sandbox;

/// Words that nobody meant, each in its place.
const TYPED: &[&[&str]] = &[
    &["accpt", "3"],
    &["step", "accpt", "3"],
    &["step", "accept"],
    &["accept", "9"],
    &["accept", "dec3"],
    &["list", "status:acepted"],
    &["list", "statsu:accepted"],
    &["list", "is:inforce"],
    &["list", "\"tags"],
    &["list", "-is:overdeu"],
    &["list", "-statsu:accepted", "ledger"],
    &["list", "--sort", "titel"],
    &["list", "--columns", "titel"],
    &["list", "--format", "tabel"],
    &["list", "-z"],
    &["list", "--json=titel"],
    &["list", "-k", "decison"],
    &["list", "--rev", "mian"],
    &["list", "--at", "yesterday"],
    &["list", "--at", "2020-01-01"],
    &["list", "--as-of", "soon"],
    &["show", "DEC-33"],
    &["show", "ledger"],
    &["show"],
    &["new"],
    &["new", ""],
    &["new", "Two\nlines"],
    &["new", "X", "-k", "decison"],
    &["new", "X", "--set", "ownr=alice"],
    &["new", "X", "--supersedes", "DEC-9"],
    &["new", "X", "-m", "a", "--body-file", "b"],
    &["new", "X", "--body-file", "nowhere.md"],
    &["set", "3"],
    &["set", "3", "owner"],
    &["set", "3", "ownr=alice"],
    &["set", "3", "status=accepted"],
    &["set", "3", "expires=tomorrow"],
    &["set", "3", "priority=high"],
    &["set", "3", "reversible=eazy"],
    &["set", "3", "owner+=alice"],
    &["set", "3", "depends-on+=DEC-77"],
    &["set", "3", "supersedes=2,3"],
    &["note", "3"],
    &["note", "3", "-m", " "],
    &["update", "2"],
    &["review", "2"],
    &["review", "2", "-m", " "],
    &["review", "2", "-m", "x", "--next", "soon"],
    &["review", "2", "-m", "x", "--next", "3wd"],
    &["review", "2", "-m", "x", "--next", "2026-11-22"],
    &["edit", "3", "--no-input"],
    &["edit", "3"],
    &["check", "-A", "missing-feild"],
    &["check", "--only", "nope"],
    &["check", "src"],
    &["check", "--fix", "--rev", "HEAD"],
    &["check", "--fail-on", "wran"],
    &["explain", "broken-lnik"],
    &["schema"],
    &["schema", "kind", "decison"],
    &["schema", "output", "lsit"],
    &["site", "-o", "docs"],
    &["init", "--folder", "docs/decisions"],
    &["list", "--frmat", "plain"],
    &["--josn", "list"],
    &["-C", "nowhere", "list"],
];

#[test]
fn misspelt_words_write_nothing_and_are_answered() {
    let sandbox = log();
    let before = (
        sandbox.files(),
        work(&sandbox),
        sandbox.git(&["rev-parse", "HEAD"]),
    );
    let mut session = Session::new(&sandbox);
    for words in TYPED {
        let output = session.declog(words);
        assert_ne!(output.code, 0, "{words:?}");
        assert_eq!(output.stdout, "", "{words:?}");
    }
    let after = (
        sandbox.files(),
        work(&sandbox),
        sandbox.git(&["rev-parse", "HEAD"]),
    );
    assert_eq!(after, before);
    session.check("mistakes.txt");
}

#[test]
fn what_a_kind_forbids_is_refused_with_the_reason() {
    let sandbox = log();
    let before = (sandbox.files(), sandbox.git(&["rev-parse", "HEAD"]));
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "1"]);
    session.declog(&["accept", "2"]);
    session.declog(&["accept", "3"]);
    session.declog(&["accept", "3", "--json"]);
    session.declog(&["deprecate", "3", "-m", "x"]);
    session.declog(&["deprecate", "2"]);
    session.declog(&["set", "2", "decision-makers="]);
    session.declog(&["update", "2", "-m", "x"]);
    session.declog(&["review", "1", "-m", "x"]);
    session.declog(&["review", "3", "-m", "x"]);
    assert_eq!(
        (sandbox.files(), sandbox.git(&["rev-parse", "HEAD"])),
        before
    );
    session.check("refused.txt");
}

#[test]
fn what_surrounds_a_run_is_told_with_the_next_command() {
    let nowhere = Sandbox::without_git();
    let mut session = Session::new(&nowhere);
    session.declog(&[]);
    session.declog(&["list"]);
    session.declog(&["list", "--json"]);
    session.declog(&["new", "X"]);
    session.declog(&["init"]);
    session.check("no-repository.txt");

    let empty = Sandbox::new();
    let mut session = Session::new(&empty);
    session.declog(&[]);
    session.declog(&["new", "X"]);
    session.declog(&["site"]);
    session.declog(&["-y", "new", "X"]);
    session.git(&["status", "--short", "--untracked-files=all"]);
    session.check("no-log.txt");

    let several = Sandbox::new();
    several.write("a/declog.toml", "format = 1\n");
    several.write("b/declog.toml", "format = 1\n");
    let mut session = Session::new(&several);
    session.declog(&[]);
    session.declog(&["list"]);
    session.declog(&["-C", "b", "new", "X", "-c"]);
    session.declog(&["-C", "a", "list"]);
    session.check("several-logs.txt");
}

#[test]
fn two_records_of_one_number_are_told_apart_by_their_paths() {
    let sandbox = log();
    let text = sandbox.read("docs/decisions/0003-use-postgresql.md");
    sandbox.write(
        "docs/decisions/0003-use-sqlite.md",
        text.replace("PostgreSQL", "SQLite"),
    );
    let mut session = Session::new(&sandbox);
    session.declog(&["show", "3"]);
    session.declog(&["show", "3", "--json"]);
    session.declog(&["show", "docs/decisions/0003-use-sqlite.md", "--json=title"]);
    session.declog(&["check"]);
    session.check("ambiguous.txt");
}

#[test]
fn settings_are_held_against_what_there_is() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    for settings in [
        "format = 1\n[log]\ntitel = \"x\"\n",
        "format = 1\n[check.levels]\nbroken-lnik = \"warn\"\n",
        "format = 1\n[log]\ntimezone = \"Mars/Olympus\"\n",
        "format = 1\n[log\n",
        "format = 99\n",
    ] {
        sandbox.write("declog.toml", settings);
        session.told.push_str(&format!("-- {settings:?}\n"));
        session.declog(&["list"]);
    }
    session.check("settings.txt");
}

#[test]
fn a_failure_is_json_where_json_is_wanted() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["list", "status:acepted", "--json"]);
    session.declog(&["accpt", "--json"]);
    session.declog(&["new", "--json=changed"]);
    session.declog(&["show", "DEC-33", "--json"]);
    session.declog(&["list", "--json", "--frmat"]);
    session.check("mistakes-json.txt");
}

#[test]
fn without_a_name_nothing_is_written() {
    let sandbox = log();
    sandbox.git(&["config", "--unset", "user.name"]);
    let before = sandbox.files();
    let output = sandbox.declog_given(
        &["note", "3", "-m", "Who am I?"],
        &[("GIT_CONFIG_GLOBAL", "/dev/null")],
        b"",
    );
    let mut session = Session::new(&sandbox);
    session.tell("declog", &["note", "3", "-m", "Who am I?"], &output);
    assert_eq!(sandbox.files(), before);
    session.check("no-identity.txt");
}

#[test]
fn without_git_the_files_are_left() {
    let sandbox = log();
    let words = ["note", "3", "-m", "No program.", "-c"];
    let output = sandbox.declog_given(&words, &[("PATH", "/nowhere")], b"");
    let mut session = Session::new(&sandbox);
    session.tell("declog", &words, &output);
    session.git(&["status", "--short"]);
    session.check("no-git.txt");
}

#[test]
fn a_record_that_git_ignores_is_not_written() {
    let sandbox = log();
    sandbox.write(".gitignore", "docs/decisions/0004*\n");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.given(&["new", "Ignored", "--body-file", "-", "-c"], BODY);
    assert_eq!(sandbox.files(), before);
    session.check("ignored.txt");
}
