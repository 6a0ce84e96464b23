//! Work that changes hands: what stands in the way, and what does not.

use super::Session;
use crate::sandbox::Sandbox;

/// A kind that hands work over and requires nothing for it.
const LOAN: &str = "\
format = 1
name = \"loan\"
extends = \"handoff\"
plural = \"loans\"
prefix = \"LOA\"
folder = \"docs/loans\"

[[states]]
name = \"draft\"
phase = \"open\"
tone = \"quiet\"
icon = \"dotted-square\"

[[states]]
name = \"lent\"
phase = \"ended\"
tone = \"good\"
icon = \"ring\"

[[steps]]
verb = \"lend\"
about = \"Give it away\"
from = [\"draft\"]
to = \"lent\"
who = \"from\"
effect = \"move-owner\"

[[fields]]
key = \"from\"
label = \"From\"
type = \"person\"

[[fields]]
key = \"to\"
label = \"To\"
type = \"person\"

[[fields]]
key = \"items\"
label = \"Items\"
type = \"items\"

[[sections]]
id = \"handed-over\"
title = \"What is lent\"
";

/// A decision of the one who commits, and an offer of it.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(
        "docs/decisions/0001-keep-one-ledger.md",
        "---\nstatus: proposed\nowner: Bo Li\n---\n# Keep one ledger\n\n\
         ## Context and Problem Statement\n\nTwo differ.\n",
    );
    sandbox
}

/// An offer of those items to the one who commits.
fn offer(sandbox: &Sandbox, number: u32, items: &str) {
    sandbox.write(
        &format!("docs/handoffs/000{number}-hand-the-ledger-over.md"),
        format!(
            "---\nstatus: offered\ndate: 2026-10-01\nfrom: Bo Li\nto: Ada Lovelace\nitems: [{items}]\n---\n\
             # Hand the ledger over\n\n## What is handed over\n\nThe ledger.\n\n\
             ## State of the work\n\nIt runs.\n\n## Next steps\n\n1. Read it.\n\n\
             ## Risks and open questions\n\n* None known.\n\n## Acceptance checklist\n\n- [x] read\n"
        ),
    );
}

#[test]
fn an_item_written_twice_is_handed_over_once() {
    let sandbox = log();
    offer(&sandbox, 1, "DEC-1, DEC-0001, dec-1");
    offer(&sandbox, 2, "DEC-1");
    sandbox.commit("two offers of one thing");
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1", "HND-2"]);
    session.declog(&["accept", "HND-1"]);
    session.git(&["diff", "docs/decisions"]);
    session.check("hands-twice.txt");
}

#[test]
fn nothing_moves_without_two_hands() {
    let sandbox = log();
    sandbox.write(".declog/kinds/loan/kind.toml", LOAN);
    sandbox.write(
        "docs/loans/0001-lend.md",
        "---\nstatus: draft\nitems: [DEC-1]\n---\n# Lend it\n\n## What is lent\n\nThe ledger.\n",
    );
    sandbox.commit("a loan");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["step", "lend", "LOA-1"]);
    sandbox.write(
        "docs/loans/0001-lend.md",
        "---\nstatus: draft\nfrom: Bo Li\nitems: [DEC-1]\n---\n# Lend it\n\n## What is lent\n\nThe ledger.\n",
    );
    session.declog(&["step", "lend", "LOA-1"]);
    sandbox.write(
        ".declog/kinds/loan/kind.toml",
        LOAN.replace("type = \"person\"", "type = \"text\""),
    );
    session.declog(&["list"]);
    assert_eq!(sandbox.files().len(), before.len());
    session.check("hands-missing.txt");
}

#[test]
fn a_query_names_items_as_it_lists_them() {
    let sandbox = log();
    sandbox.write(
        "docs/decisions/0002-keep-two.md",
        "---\nstatus: accepted\ndate: 2026-10-01\nowner: Bo Li\n---\n# Keep two\n",
    );
    sandbox.commit("two decisions");
    let mut session = Session::new(&sandbox);
    for query in [
        "is:incomplete",
        "created:>2000-01-01 kind:decision",
        "created:<2000-01-01",
    ] {
        session.declog(&["list", query, "--format", "ids"]);
        session.declog(&["new", "Hand over", "--to", "Bo Li", "--items", query, "-n"]);
    }
    session.check("hands-query.txt");
}

#[test]
fn a_step_for_a_team_says_who_took_it() {
    let sandbox = log();
    sandbox.write(
        "declog.toml",
        "format = 1\n[people.ada]\nemail = [\"ada@example.com\"]\n[people.bo]\n\
         [teams.front]\nmembers = [\"ada\", \"bo\"]\n[areas.shop]\nowner = \"front\"\n",
    );
    for (number, owner) in [
        (1, "owner: front"),
        (2, "area: shop"),
        (3, "owner: ada"),
        (4, "owner: bo"),
    ] {
        sandbox.write(
            &format!("docs/briefs/000{number}-a-draft.md"),
            format!(
                "---\nstatus: draft\ndate: 2026-10-01\n{owner}\n---\n# A draft\n\n## Outcome\n\nNobody waits.\n"
            ),
        );
    }
    sandbox.commit("drafts");
    let mut session = Session::new(&sandbox);
    session.declog(&["withdraw", "BRF-1", "BRF-2", "BRF-3"]);
    session.declog(&["withdraw", "BRF-4"]);
    session.git(&["diff", "-U0"]);
    session.check("hands-for-another.txt");
}

#[test]
fn nobody_hands_something_to_themselves() {
    let sandbox = log();
    let path = "docs/handoffs/0001-hand-the-ledger-over.md";
    offer(&sandbox, 1, "DEC-1");
    let offered = sandbox.read(path);
    let draft = offered
        .replace("status: offered", "status: draft")
        .replace("to: Ada Lovelace", "to: Bo Li");
    sandbox.write(path, draft);
    sandbox.commit("an offer");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["offer", "HND-1"]);
    session.declog(&["set", "HND-1", "items+=area:shop"]);
    assert_eq!(sandbox.files(), before);
    session.check("hands-one.txt");
}
