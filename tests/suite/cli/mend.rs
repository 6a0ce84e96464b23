//! `check --fix`: what it mends, that `--diff` shows the same, and that a second time nothing is left.

use super::Session;
use crate::sandbox::Sandbox;

/// A decision with most that can be spelled otherwise.
const MIXED: &str = "---\n# Made by hand.\n\nx-tool: 4\n# who did it\ndeciders: alice # she did\n\n\
    tags:\n- a\n  # indented\n- b\n# of day\ndate: \"2026-03-01\"\nsupersedes: \"[DEC-0002](0002-dates.md)\"\n\
    status: Accept\ndepends-on: [dec-0003, 3, DEC-77]\nreversible: Costly\nnote: |\n  text\n  more\nowner: 'bob'\n\
    # last\n---\n# Mixed\n\nA body  \nwith DEC-0003 in it.\n";

/// A day with the year in front, the line ends of Windows, a byte order mark, and no line end at the end.
const DATES: &str = "\u{feff}---\r\ndate: 2026/3/1\r\nstatus: accepted\r\ncreated: 2026.02.03\r\n---\r\n# Dates\r\n\r\nbody";

/// Nothing to mend, in an order that is not the kind's.
const ORDER: &str = "---\nowner: alice\nstatus: proposed\ndate: 2026-11-22\n---\n# Order\n";

/// Two keys on a line, which no order can be put into.
const FLOW: &str = "---\n{date: 2026-11-22, status: proposed, owner: alice}\n---\n# Flow\n";

fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    for (name, text) in [
        ("0001-mixed.md", MIXED),
        ("0002-dates.md", DATES),
        ("0003-order.md", ORDER),
        ("0004-flow.md", FLOW),
    ] {
        sandbox.write(&format!("docs/decisions/{name}"), text);
    }
    sandbox.commit("what there is");
    sandbox
}

/// Shows and makes a change; both give the same bytes, and a second time there is nothing to change.
fn shown_and_made(log: &Sandbox, words: &[&str]) {
    let (shown, made) = (log.twin(), log.twin());
    let before = shown.files();
    let diff = shown.declog(&[&["check", "--diff"], words].concat());
    assert_eq!(diff.code, 1, "{words:?}: {}", diff.stderr);
    assert_eq!(shown.files(), before, "{words:?}");
    std::fs::write(shown.beside("patch"), &diff.stdout).expect("a file of ours");
    shown.git(&["apply", "../patch"]);

    let fix = match words.iter().any(|word| word.starts_with("--fix")) {
        true => words.to_vec(),
        false => [&["--fix"], words].concat(),
    };
    let done = made.declog(&[&["check"], fix.as_slice()].concat());
    assert!(done.code < 2, "{words:?}: {}", done.stderr);
    assert_ne!(made.files(), before, "{words:?}");
    assert_eq!(shown.files(), made.files(), "{words:?}");

    let files = made.files();
    made.declog(&[&["check"], fix.as_slice()].concat());
    assert_eq!(made.files(), files, "{words:?}");
    let again = made.declog(&[&["check", "--diff"], words].concat());
    assert_eq!((again.code, again.stdout.as_str()), (0, ""), "{words:?}");
}

#[test]
fn what_is_shown_is_what_is_made() {
    let log = log();
    shown_and_made(&log, &["--fix=safe"]);
    shown_and_made(&log, &["--fix=format"]);
    shown_and_made(&log, &[]);
    shown_and_made(&log, &["docs/decisions/0002-dates.md"]);
    shown_and_made(&log, &["docs/decisions/0003-order.md", "--fix=format"]);
}

#[test]
fn only_the_named_files_are_mended() {
    let log = log();
    let before = log.files();
    let done = log.declog(&["check", "--fix=format", "docs/decisions/0003-order.md"]);
    assert_eq!(done.code, 0, "{}", done.stdout);
    let changed: Vec<_> = log
        .files()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
}

#[test]
fn mending_is_told() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--diff"]);
    session.declog(&[
        "check",
        "--diff",
        "--fix=format",
        "docs/decisions/0001-mixed.md",
    ]);
    session.declog(&["check", "--fix=format", "--format", "concise"]);
    session.declog(&["check", "--fix=format", "--format", "concise"]);
    session.declog(&["check", "--diff", "--fix=format"]);
    session.declog(&["check", "--diff", "--json"]);
    session.declog(&["undo"]);
    session.declog(&["check", "--fix", "-c", "--format", "concise"]);
    session.declog(&["check", "--fix", "format"]);
    session.declog(&["check", "--fix=all"]);
    session.declog(&["check", "--diff", "--rev", "HEAD"]);
    session.declog(&["check", "--diff", "nowhere.md"]);
    session.check("mend.txt");
}

#[test]
fn what_is_let_pass_is_not_mended() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let text = "---\nstatus: proposed\ndate: 2026/3/1\nowner: alice\n---\n# It\n\n\
                <!-- declog-allow: invalid-date because the other tool writes it so -->\n";
    sandbox.write("docs/decisions/0001-it.md", text);
    sandbox.commit("what there is");
    let done = sandbox.declog(&["check", "--fix"]);
    assert_eq!(done.code, 0, "{}", done.stdout);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}
