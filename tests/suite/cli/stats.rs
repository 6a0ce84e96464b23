//! `stats`: each figure from a log whose days are known, and what is said where they are not.

use super::json::valid;
use super::{LENIENT, Session};
use crate::sandbox::Sandbox;

fn record(sandbox: &Sandbox, path: &str, front: &str, log: &str) {
    sandbox.write(
        &format!("docs/{path}"),
        format!("---\n{front}\n---\n# X\n\n## Log\n\n{log}"),
    );
}

/// Decisions that took 2, 5 and 9 days, and one of which nobody knows; an offer answered after 3 days and one that waits;
/// updates 7 and 14 days apart.
fn dated() -> Sandbox {
    let sandbox = Sandbox::new();
    let people = "\n[people.ada]\nemail = [\"ada@example.com\"]\n[people.bob]\n[areas.ledger]\nowner = \"ada\"\n[areas.shop]\nowner = \"bob\"\n";
    sandbox.write("declog.toml", format!("{LENIENT}{people}"));
    let accept = |day: &str| format!("### {day} · accept · ada\nSo.\n");
    record(
        &sandbox,
        "decisions/0001-a.md",
        "status: accepted\ncreated: 2026-10-01\ndate: 2026-10-03\narea: ledger\nreview-by: 2026-11-01",
        &accept("2026-10-03"),
    );
    record(
        &sandbox,
        "decisions/0002-b.md",
        "status: accepted\ncreated: 2026-10-01\ndate: 2026-10-06\narea: [ledger, shop]\nreview-by: 2027-01-01",
        "",
    );
    record(
        &sandbox,
        "decisions/0003-c.md",
        "status: deprecated\ncreated: 2026-10-01\ndate: 2026-11-06\narea: shop",
        &format!(
            "### 2026-11-06 · deprecate · ada\nOver.\n\n{}",
            accept("2026-10-10")
        ),
    );
    record(
        &sandbox,
        "decisions/0004-d.md",
        "status: superseded\ncreated: 2026-10-01",
        "",
    );
    record(
        &sandbox,
        "decisions/0005-e.md",
        "status: proposed\ncreated: 2026-11-01\nowner: bob",
        "",
    );
    record(
        &sandbox,
        "briefs/0001-a.md",
        "status: active\ncreated: 2026-09-01\ndate: 2026-09-02\nowner: ada\narea: shop\nupdate-every: 2w",
        "### 2026-10-22 · at-risk · ada\nB.\n\n### 2026-10-08 · on-track · ada\nA.\n\n### 2026-10-01 · nothing-changed · ada\n",
    );
    record(
        &sandbox,
        "handoffs/0001-a.md",
        "status: declined\ncreated: 2026-10-01\ndate: 2026-10-05\nfrom: ada\nto: bob",
        "### 2026-10-05 · decline · bob\nNo.\n\n### 2026-10-02 · offer · ada\n",
    );
    record(
        &sandbox,
        "handoffs/0002-b.md",
        "status: offered\ncreated: 2026-10-01\ndate: 2026-11-20\nfrom: ada\nto: bob",
        "",
    );
    record(
        &sandbox,
        "handoffs/0003-c.md",
        "status: accepted\ncreated: 2026-10-01\ndate: 2026-10-09\nfrom: bob\nto: ada",
        "",
    );
    sandbox.commit("all at once");
    sandbox
}

#[test]
fn every_figure_is_told_with_what_it_is_made_of() {
    let sandbox = dated();
    let mut session = Session::new(&sandbox);
    session.declog(&["stats"]);
    for part in ["area", "owner", "month"] {
        session.declog(&["stats", "--by", part]);
    }
    session.declog(&["stats", "area:shop", "-k", "decision"]);
    session.declog(&["stats", "-area:shop", "--by", "area"]);
    session.declog(&["stats", "--json"]);
    session.check("stats.txt");
    valid(&sandbox, "stats", &["stats", "--by", "month"]);
}

#[test]
fn what_nobody_knows_is_unknown() {
    let empty = Sandbox::new();
    empty.write("declog.toml", LENIENT);
    let mut session = Session::new(&empty);
    session.declog(&["stats"]);
    session.declog(&["stats", "--by", "area"]);
    session.declog(&["stats", "--json"]);
    session.declog(&["stats", "--by", "person"]);
    session.declog(&["stats", "statsu:open"]);
    session.check("stats-empty.txt");
}

#[test]
fn answers_are_dated_by_the_commits_that_brought_them() {
    let sandbox = dated();
    let commit = |state: &str, day: &str| {
        let front = format!("status: {state}\ncreated: 2026-10-01\nfrom: ada\nto: bob");
        record(&sandbox, "handoffs/0004-d.md", &front, "");
        sandbox.git(&["add", "--all"]);
        sandbox.git(&[
            "commit",
            "-q",
            "-m",
            state,
            "--date",
            &format!("{day}T10:00:00Z"),
        ]);
    };
    commit("draft", "2026-10-01");
    commit("offered", "2026-10-02");
    commit("clarifying", "2026-10-04");
    commit("offered", "2026-10-05");
    commit("accepted", "2026-10-15");
    let output = sandbox.declog(&["stats", "id:HND-4"]);
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(
        lines[1],
        "answer time     6 days   from offer to answer, median of 2"
    );
}
