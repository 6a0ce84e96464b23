//! The exit code of each command for each cause.

use std::collections::BTreeMap;

use super::{check, log};
use crate::sandbox::Sandbox;

/// Each command as it does its work on the log of [`log`].
const COMMANDS: &[&[&str]] = &[
    &[],
    &["init"],
    &["new", "Another"],
    &["edit", "3"],
    &["set", "3", "tags=db"],
    &["accept", "3"],
    &["reject", "3", "-m", "No."],
    &["withdraw", "3"],
    &["deprecate", "2", "-m", "Over."],
    &["step", "withdraw", "3"],
    &["update", "3", "-m", "A word."],
    &["note", "3", "-m", "A word."],
    &["review", "2", "-m", "So."],
    &["undo"],
    &["link", "3", "amends", "2"],
    &["unlink", "2", "supersedes", "1"],
    &["renumber", "3"],
    &["mv", "3", "sub"],
    &["list"],
    &["show", "3"],
    &["check"],
    &["check", "--all-refs"],
    &["doctor"],
    &["explain"],
    &["index"],
    &["site"],
    &["export", "json-adr"],
    &["export", "csv"],
    &["export", "ndjson"],
    &["export", "codeowners"],
    &["config"],
    &["schema", "settings"],
    &["schema", "kind", "decision"],
    &["schema", "output", "list"],
];

/// What is wrong, and the repository where it is; the words are typed before those of the command.
fn causes() -> Vec<(&'static str, Sandbox, &'static [&'static str])> {
    let log = log();
    let with = |path: &str, text: &str| {
        let sandbox = log.twin();
        sandbox.write(path, text);
        sandbox
    };
    let empty = log.twin();
    empty.git(&["rm", "-rq", "docs"]);
    let taken = log.twin();
    taken.git(&["rm", "-rq", "docs"]);
    taken.write("docs/decisions", "a file");
    vec![
        ("nothing", log.twin(), &[]),
        ("flag", log.twin(), &["--nothing"]),
        ("as-of", log.twin(), &["--as-of", "soon"]),
        ("fields", log.twin(), &["--json=nothing"]),
        ("folder", log.twin(), &["-C", "nowhere"]),
        ("no-git", Sandbox::without_git(), &[]),
        ("no-log", Sandbox::new(), &[]),
        (
            "settings",
            with("declog.toml", "format = 1\n[nothing]\n"),
            &[],
        ),
        ("newer", with("declog.toml", "format = 2\n"), &[]),
        ("empty", empty, &[]),
        ("taken", taken, &[]),
        (
            "ignored",
            with(".gitignore", "/docs/decisions/0004*\n"),
            &[],
        ),
    ]
}

#[test]
fn each_cause_has_its_code() {
    let causes = causes();
    let mut table = format!("{:30}", "");
    for (name, ..) in &causes {
        table.push_str(&format!(" {name:>8}"));
    }
    table.push('\n');
    for words in COMMANDS {
        table.push_str(&format!("{:30}", format!("declog {}", words.join(" "))));
        for (_, sandbox, before) in &causes {
            let files = sandbox.files();
            let words = [before, *words].concat();
            let editor = ("DECLOG_EDITOR", "sed -i.bak s/database/store/");
            let output = sandbox.declog_given(&words, &[editor], b"");
            table.push_str(&format!(" {:>8}", output.code));
            put_back(sandbox, &files);
        }
        table.push('\n');
    }
    check("codes.txt", &table);
}

/// Brings the files back that a command changed or moved, so that the next one finds the same.
fn put_back(sandbox: &Sandbox, files: &BTreeMap<String, Vec<u8>>) {
    let now = sandbox.files();
    for path in now.keys().filter(|path| !files.contains_key(*path)) {
        std::fs::remove_file(sandbox.root().join(path)).expect("a file");
    }
    for (path, before) in files
        .iter()
        .filter(|(path, before)| now.get(*path) != Some(before))
    {
        sandbox.write(path, before);
    }
}
