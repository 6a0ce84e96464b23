//! Levels, the rules that are asked, a log's own rules, comments and the baseline, all at once.

use super::Session;
use crate::sandbox::Sandbox;

/// Settings with a rule of the log's own and a level of ours.
const SETTINGS: &str = "format = 1\n[check.levels]\nunknown-field = \"deny\"\n\n\
    [[check.custom]]\nid = \"short-title\"\nkind = \"decision\"\nfield = \"title\"\nmax-length = 12\nlevel = \"warn\"\n";

fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", SETTINGS);
    let front = "---\nstatus: proposed\ndate: 2026-11-22\ncolour: red\n---\n";
    for (name, rest) in [
        ("0001-one.md", "# One that is long\n"),
        (
            "0002-two.md",
            "# Two that is long\n\n<!-- declog-allow: short-title because the law calls it so -->\n\
             <!-- declog-allow: unknown-field because another tool writes it -->\n",
        ),
    ] {
        sandbox.write(&format!("docs/decisions/{name}"), format!("{front}{rest}"));
    }
    sandbox.commit("what there is");
    sandbox
}

#[test]
fn levels_and_what_is_let_pass_go_together() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    let mut check = |words: &[&str]| {
        session.declog(&[&["check", "--format", "concise"], words].concat());
    };
    check(&[]);
    check(&["-A", "short-title", "-W", "unknown-field"]);
    check(&[
        "-D",
        "unowned",
        "--only",
        "unowned",
        "--only",
        "unused-allow",
    ]);
    check(&["--only", "short-title", "--fail-on", "warn"]);
    // A comment whose rule nobody asks is not one too many.
    check(&["--only", "unused-allow"]);
    check(&[
        "-A",
        "unowned",
        "-D",
        "unused-allow",
        "docs/decisions/0002-two.md",
    ]);
    check(&["-A", "short-titel"]);
    check(&["--only", "unused-alow"]);
    session.declog(&["check", "--write-baseline"]);
    session.declog(&["check"]);
    session.declog(&["check", "-D", "unowned", "--fail-on", "warn"]);
    session.declog(&["check", "-A", "unknown-field"]);
    session.declog(&["check", "--only", "short-title"]);
    session.declog(&[
        "check",
        "--no-baseline",
        "--only",
        "short-title",
        "--format",
        "concise",
    ]);
    // A rule of the log's own that is gone is one that the baseline does not know.
    let settings = SETTINGS.replace("short-title", "brief-title");
    sandbox.write("declog.toml", settings);
    session.declog(&["check"]);
    let levels = SETTINGS.replace("unknown-field =", "unknown-feild =");
    sandbox.write("declog.toml", levels);
    session.declog(&["check"]);
    session.check("levels.txt");
}
