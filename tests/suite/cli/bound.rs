//! Whoever takes work over is bound by what is written, and sees what changed since it was offered.

use super::Session;
use crate::sandbox::Sandbox;

const PATH: &str = "docs/handoffs/0001-hand-the-ledger-over.md";

/// What bo offers to ada, who commits.
const OFFER: &str = "\
---
status: offered
date: 2026-11-20
from: bo
to: ada
items: [\"area:ledger\"]
---
# Hand the ledger over

## What is handed over

The ledger.

## State of the work

It runs.

## Next steps

1. Read it.

## Risks and open questions

* None known.

## Acceptance checklist

- [ ] the keys are with Ada
- [ ] the old run is off
";

/// A log in which the offer is committed, after a draft of it.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "declog.toml",
        "format = 1\n[people.ada]\nemail = [\"ada@example.com\"]\n[people.bo]\n[areas.ledger]\nowner = \"bo\"\n",
    );
    sandbox.write(
        PATH,
        OFFER
            .replace("offered", "draft")
            .replace("It runs", "Nobody knows"),
    );
    sandbox.commit("a draft");
    sandbox.write(PATH, OFFER);
    sandbox.commit("an offer");
    sandbox
}

/// The offer with something changed, committed.
fn change(sandbox: &Sandbox, from: &str, to: &str) {
    sandbox.exchange(PATH, (from, to), "a change");
}

#[test]
fn what_changed_since_the_offer_is_shown_and_wants_a_yes() {
    let sandbox = log();
    change(&sandbox, "The ledger.", "The ledger and its debts.");
    change(&sandbox, "to: ada\n", "to: ada\ndue: 2026-12-24\n");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1"]);
    session.declog(&["accept", "HND-1", "--json"]);
    session.declog(&["accept", "HND-1", "-q"]);
    assert_eq!(sandbox.files(), before);
    session.declog(&["decline", "HND-1", "-m", "No debts.", "-n", "-q"]);
    session.declog(&["accept", "HND-1", "-n"]);
    session.declog(&["accept", "HND-1", "-y", "-c"]);
    session.git(&["show", "--format=%s", "--stat"]);
    session.check("bound-changed.txt");
}

#[test]
fn what_is_not_part_of_the_offer_wants_none() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["note", "HND-1", "-m", "Read it soon.", "-c"]);
    change(&sandbox, "\n\nThe ledger.\n", "\n\nThe\nledger.\n");
    change(&sandbox, "[\"area:ledger\"]", "[ 'area:ledger' ]");
    change(&sandbox, "from: bo\nto: ada\n", "to: ada\nfrom: bo\n");
    change(&sandbox, "date: 2026-11-20", "date: 2026-11-21");
    session.declog(&["accept", "HND-1", "-n", "-q"]);
    session.check("bound-same.txt");
}

#[test]
fn an_offer_made_anew_or_not_committed_is_what_it_is() {
    let sandbox = log();
    change(&sandbox, "The ledger.", "The ledger and its debts.");
    change(&sandbox, "status: offered", "status: clarifying");
    change(&sandbox, "status: clarifying", "status: offered");
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1", "-n", "-q"]);
    // What nobody has committed is a change, too.
    let text = sandbox.read(PATH);
    sandbox.write(PATH, text.replace("It runs.", "It ran."));
    session.declog(&["accept", "HND-1", "-c"]);
    let other = "docs/handoffs/0002-hand-it-over-again.md";
    sandbox.write(other, OFFER.replace("area:ledger", "DEC-1"));
    sandbox.write(
        "docs/decisions/0001-keep-it.md",
        "---\nstatus: proposed\nowner: bo\n---\n# Keep it\n",
    );
    session.declog(&["accept", "HND-2", "-n", "-q"]);
    session.check("bound-anew.txt");
}

#[test]
fn a_merge_is_one_change_of_an_offer() {
    let sandbox = log();
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    change(&sandbox, "The ledger.", "The ledger, and more.");
    change(
        &sandbox,
        "The ledger, and more.",
        "The ledger and its debts.",
    );
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1"]);
    session.check("bound-merge.txt");
}

#[test]
fn nothing_ends_with_open_boxes_that_nobody_carries_on() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1", "-c"]);
    session.declog(&["finish", "HND-1"]);
    change(&sandbox, "[ ] the keys", "[x] the keys");
    session.declog(&["finish", "HND-1", "-n"]);
    change(
        &sandbox,
        "the old run is off",
        "the old run is off, see BRF-1",
    );
    session.declog(&["finish", "HND-1"]);
    sandbox.write(
        "docs/briefs/0001-no-old-run.md",
        "---\nstatus: draft\ndate: 2026-11-20\nowner: ada\narea: ledger\n---\n# No old run\n\n## Outcome\n\nIt is off.\n",
    );
    sandbox.commit("a brief");
    session.declog(&["finish", "HND-1", "-c"]);
    session.check("bound-finish.txt");
}
