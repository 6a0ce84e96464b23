//! A brief from its first draft to its end, with every word it is told on the way.

use super::Session;
use crate::sandbox::Sandbox;

/// Where the outcome is.
const PATH: &str = "docs/briefs/0001-faster-checkout.md";

/// An outcome as somebody has written it up, measures and milestones still to come.
const DRAFT: &str = "\
---
status: draft
date: 2026-08-03
created: 2026-08-03
owner: Ada Lovelace
due: 2026-12-31
---
# Faster checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* Checkout is quick

## Boundaries

* Prices stay.
";

fn begun() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "declog.toml",
        "format = 1\n\n[cadence]\nupdate-every = \"2w\"\n",
    );
    sandbox.write(PATH, DRAFT);
    sandbox.commit("A draft");
    sandbox
}

/// Changes the file by hand and commits it.
fn by_hand(sandbox: &Sandbox, from: &str, to: &str) {
    sandbox.exchange(PATH, (from, to), "by hand");
}

#[test]
fn an_outcome_lives_from_a_draft_to_its_end() {
    let sandbox = begun();
    let mut session = Session::new(&sandbox);
    let mut on = |day: &str, words: &[&str]| {
        session.declog(&[words, &["--as-of", day]].concat());
    };
    let first = "2026-08-03";
    on(first, &["start", "BRF-1"]);
    let measure = "p95 latency; unit=ms; baseline=900; target=300";
    let milestone = "Shadow traffic=2026-09-30";
    on(
        first,
        &[
            "update",
            "BRF-1",
            "--measure",
            measure,
            "--milestone",
            milestone,
            "-c",
        ],
    );
    on(first, &["start", "BRF-1"]);
    on(
        first,
        &[
            "update",
            "BRF-1",
            "--measure",
            "p95 latency; source=grafana/till",
            "-c",
        ],
    );
    on(first, &["start", "BRF-1"]);
    by_hand(&sandbox, "Checkout is quick", "p95 latency at most 300 ms");
    on(first, &["start", "BRF-1", "-c"]);
    on("2026-08-17", &["check"]);
    on("2026-08-18", &["check"]);
    on("2026-08-18", &["list", "is:overdue"]);
    on(
        "2026-08-18",
        &["update", "BRF-1", "--nothing-changed", "-c"],
    );
    let words = ["--reading", "p95 latency=610", "--health", "at-risk", "-c"];
    on(
        "2026-09-01",
        &[&["update", "BRF-1", "-m", "Slow."], &words[..]].concat(),
    );
    let words = ["--reading", "p95 latency=850@2026-08-20", "-c"];
    on(
        "2026-09-14",
        &[
            &["update", "BRF-1", "-m", "An older number came in."],
            &words[..],
        ]
        .concat(),
    );
    on("2026-10-01", &["check"]);
    let words = ["--milestone", "Shadow traffic=2026-10-15", "-c"];
    on(
        "2026-10-01",
        &[&["update", "BRF-1", "-m", "The bank is late."], &words[..]].concat(),
    );
    on("2026-10-05", &["achieve", "BRF-1", "-m", "Reached."]);
    on(
        "2026-10-12",
        &[
            "update",
            "BRF-1",
            "-m",
            "It runs.",
            "--done",
            "Shadow traffic",
            "-c",
        ],
    );
    on(
        "2026-10-12",
        &["achieve", "BRF-1", "-m", "Shadow traffic runs."],
    );
    let words = [
        "--reading",
        "p95 latency=290@2026-10-11",
        "--health",
        "on-track",
        "-c",
    ];
    on(
        "2026-10-20",
        &[&["update", "BRF-1", "-m", "There."], &words[..]].concat(),
    );
    on("2026-10-20", &["achieve", "BRF-1", "-m", "Reached."]);
    on(
        "2026-10-20",
        &[
            "update",
            "BRF-1",
            "-m",
            "And read.",
            "--reading",
            "p95 latency=280",
            "-c",
        ],
    );
    for verb in ["achieve", "miss", "drop"] {
        on("2026-10-21", &[verb, "BRF-1", "-m", "Over."]);
    }
    by_hand(
        &sandbox,
        "\n## Log",
        "\n## What we learned\n\nThe bank is slow.\n\n## Log",
    );
    on("2026-10-21", &["achieve", "BRF-1", "-m", "Reached.", "-c"]);
    on("2026-10-21", &["update", "BRF-1", "-m", "More."]);
    on("2027-03-01", &["check"]);
    on("2027-03-01", &["show", "BRF-1"]);
    session.file(PATH);
    session.git(&["log", "--format=%s"]);
    session.check("outcome.txt");
}

#[test]
fn a_reason_that_names_what_is_missing_is_evidence_too() {
    let sandbox = begun();
    let head = "due: 2026-12-31\nmeasures:\n  - name: p95 latency\n    unit: ms\n    baseline: 900\n    target: 300\n    \
                source: grafana/till\nmilestones:\n  - title: Say \"hi\", or $5\n";
    by_hand(&sandbox, "due: 2026-12-31\n", head);
    by_hand(&sandbox, "Checkout is quick", "p95 latency at most 300 ms");
    by_hand(
        &sandbox,
        "* Prices stay.\n",
        "* Prices stay.\n\n## What we learned\n\nA lot.\n",
    );
    let mut session = Session::new(&sandbox);
    session.declog(&["start", "BRF-1", "-c"]);
    session.declog(&[
        "achieve",
        "BRF-1",
        "-m",
        "P95  Latency is not read any more.",
    ]);
    session.declog(&[
        "achieve",
        "BRF-1",
        "-m",
        "P95  Latency: not read. Say \"hi\", or $5: nobody did.",
        "-c",
    ]);
    session.declog(&["check"]);
    session.declog(&["show", "BRF-1"]);
    session.check("outcome-named.txt");
}
