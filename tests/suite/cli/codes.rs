//! The exit code of each command for each cause.

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
    &["note", "3", "-m", "A word."],
    &["list"],
    &["show", "3"],
    &["check"],
    &["explain"],
    &["index"],
    &["site"],
    &["config"],
    &["schema", "settings"],
    &["schema", "kind", "decision"],
    &["schema", "output", "list"],
];

/// What is wrong, and the repository where it is; the words are typed before those of the command.
fn causes() -> Vec<(&'static str, Sandbox, &'static [&'static str])> {
    let with = |path: &str, text: &str| {
        let sandbox = log();
        sandbox.write(path, text);
        sandbox
    };
    let empty = log();
    empty.git(&["rm", "-rq", "docs"]);
    let taken = log();
    taken.git(&["rm", "-rq", "docs"]);
    taken.write("docs/decisions", "a file");
    vec![
        ("nothing", log(), &[]),
        ("flag", log(), &["--nothing"]),
        ("as-of", log(), &["--as-of", "soon"]),
        ("fields", log(), &["--json=nothing"]),
        ("folder", log(), &["-C", "nowhere"]),
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
    let mut table = format!("{:26}", "");
    for (name, ..) in &causes {
        table.push_str(&format!(" {name:>8}"));
    }
    table.push('\n');
    for words in COMMANDS {
        table.push_str(&format!("{:26}", format!("declog {}", words.join(" "))));
        for (name, sandbox, before) in &causes {
            // What an earlier command of the row wrote is not there for the next.
            if *name != "no-git" {
                sandbox.try_git(&["stash", "-qu"]);
                sandbox.git(&["clean", "-fdxq"]);
            }
            restore(sandbox, name);
            let words = [before, *words].concat();
            let editor = ("DECLOG_EDITOR", "sed -i.bak s/database/store/");
            let output = sandbox.declog_given(&words, &[editor], b"");
            table.push_str(&format!(" {:>8}", output.code));
        }
        table.push('\n');
    }
    check("codes.txt", &table);
}

/// Brings back what is wrong after everything was put away.
fn restore(sandbox: &Sandbox, cause: &str) {
    match cause {
        "settings" => sandbox.write("declog.toml", "format = 1\n[nothing]\n"),
        "newer" => sandbox.write("declog.toml", "format = 2\n"),
        "ignored" => sandbox.write(".gitignore", "/docs/decisions/0004*\n"),
        "empty" | "taken" => {
            sandbox.git(&["rm", "-rqf", "--ignore-unmatch", "docs"]);
            if cause == "taken" {
                sandbox.write("docs/decisions", "a file");
            }
        }
        _ => {}
    }
}
