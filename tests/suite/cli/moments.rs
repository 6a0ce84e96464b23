//! Other revisions, other days.

use super::{BODY, Session};
use crate::sandbox::Sandbox;

/// A log whose commits lie on three days; the last of them is two hours before midnight in UTC.
fn days() -> Sandbox {
    let sandbox = Sandbox::new();
    let on = |day: &str, words: &[&str]| {
        let time = format!("{day}T22:00:00Z");
        let output = sandbox.declog_given(
            words,
            &[
                ("DECLOG_AS_OF", day),
                ("GIT_AUTHOR_DATE", &time),
                ("GIT_COMMITTER_DATE", &time),
            ],
            BODY.as_bytes(),
        );
        assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    };
    on("2026-03-01", &["init"]);
    on(
        "2026-03-01",
        &["new", "Keep one ledger", "--body-file", "-", "-c"],
    );
    on("2026-03-02", &["accept", "1", "-c"]);
    on("2026-03-03", &["set", "1", "expires=2026-06-01", "-c"]);
    on("2026-03-03", &["deprecate", "1", "-m", "Over.", "-c"]);
    sandbox
}

#[test]
fn another_day_is_read_as_it_was() {
    let sandbox = days();
    let mut session = Session::new(&sandbox);
    session.declog(&["list", "--at", "2026-02-28"]);
    for day in ["2026-03-01", "2026-03-02", "2026-03-03", "2026-11-22"] {
        session.declog(&["list", "--at", day]);
    }
    session.declog(&[
        "show",
        "1",
        "--at",
        "2026-03-02",
        "--json=id,state,in_force",
    ]);
    session.declog(&["show", "1", "--rev", "HEAD~2"]);
    session.declog(&[
        "list",
        "is:in-force",
        "--rev",
        "HEAD~1",
        "--as-of",
        "2026-05-31",
    ]);
    session.declog(&[
        "list",
        "is:in-force",
        "--rev",
        "HEAD~1",
        "--as-of",
        "2026-06-02",
    ]);
    session.declog(&["check", "--rev", "HEAD~3"]);
    session.declog(&["index", "--rev", "HEAD~3"]);
    session.declog(&["list", "--rev", "HEAD~3", "--json=id,state"]);
    session.check("moments.txt");
}

#[test]
fn a_revision_is_read_where_the_working_tree_has_no_log_any_more() {
    let sandbox = days();
    sandbox.git(&["rm", "-rq", "."]);
    let mut session = Session::new(&sandbox);
    session.declog(&["list"]);
    session.declog(&["list", "--rev", "HEAD"]);
    session.check("moments-gone.txt");
}

#[test]
fn a_day_is_one_of_the_logs_own_zone() {
    let sandbox = days();
    let text = sandbox
        .read("declog.toml")
        .replace("[log]\n", "[log]\ntimezone = \"Asia/Tokyo\"\n");
    sandbox.write("declog.toml", text);
    let mut session = Session::new(&sandbox);
    session.declog(&["list", "--at", "2026-03-02"]);
    session.declog(&["list", "--at", "2026-03-03"]);
    session.check("moments-zone.txt");
}
