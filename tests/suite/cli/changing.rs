//! Work that changes hands while something else changes: owners, branches, people, clocks.

use super::Session;
use crate::sandbox::Sandbox;

const PEOPLE: &str = r#"format = 1

[people.ada]
email = ["ada@example.com"]

[people.bo]
email = ["bo@example.com"]

[people.cy]
email = ["cy@example.com"]
away = ["2026-11-23..2026-11-27"]
backup = "bo"

[people.dee]
email = ["dee@example.com"]
left = 2026-11-13
backup = "bo"

[people.eve]
left = 2026-11-13

[teams.owls]
members = ["ada", "bo"]
"#;

/// A handoff as somebody wrote it.
fn handoff(status: &str, (from, to): (&str, &str), items: &str) -> String {
    format!(
        "---\nstatus: {status}\ndate: 2026-11-19\nfrom: {from}\nto: {to}\nitems: [{items}]\n---\n\
         # Hand it over\n\n## What is handed over\n\nThe ledger.\n\n\
         ## State of the work\n\nIt runs.\n\n## Next steps\n\n1. Read it.\n\n\
         ## Risks and open questions\n\n* None known.\n\n## Acceptance checklist\n\n- [x] read\n"
    )
}

/// A log with a decision of bo's.
fn log(settings: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", settings);
    sandbox.write(
        "docs/decisions/0001-keep-it.md",
        "---\nstatus: proposed\ndate: 2026-11-18\nowner: bo\n---\n# Keep it\n",
    );
    sandbox
}

/// Lets somebody of the log type from here on.
fn by(sandbox: &Sandbox, name: &str) {
    let mail = format!("{}@example.com", name.to_lowercase());
    sandbox.becomes(name, &mail);
}

fn hand(sandbox: &Sandbox, number: u32, text: impl AsRef<[u8]>) {
    sandbox.write(&format!("docs/handoffs/000{number}-hand-it-over.md"), text);
}

#[test]
fn an_owner_who_changed_meanwhile_stops_the_offer() {
    let sandbox = log(PEOPLE);
    hand(&sandbox, 1, handoff("offered", ("bo", "ada"), "DEC-1"));
    sandbox.commit("an offer");
    let mut session = Session::new(&sandbox);
    session.declog(&["set", "DEC-1", "owner=cy", "-c"]);
    session.declog(&["check"]);
    session.declog(&["accept", "HND-1"]);
    session.declog(&["set", "DEC-1", "owner=owls", "-c"]);
    session.declog(&["accept", "HND-1", "-n", "-q"]);
    session.check("changing-owner.txt");
}

#[test]
fn two_offers_of_one_thing_are_taken_over_once() {
    let sandbox = log(PEOPLE);
    hand(&sandbox, 1, handoff("offered", ("bo", "ada"), "DEC-1"));
    hand(&sandbox, 2, handoff("offered", ("bo", "cy"), "DEC-1"));
    sandbox.commit("two offers");
    let mut session = Session::new(&sandbox);
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    session.declog(&["accept", "HND-2", "-c"]);
    by(&sandbox, "Cy");
    session.declog(&["accept", "HND-2", "-c"]);
    sandbox.git(&["checkout", "-q", "main"]);
    by(&sandbox, "Ada");
    session.declog(&["accept", "HND-1", "-c"]);
    session.declog(&["check"]);
    let merged = sandbox.try_git(&["merge", "-q", "side"]);
    assert_ne!(merged.code, 0);
    session.declog(&["check"]);
    // Whoever resolves the conflict gives it to one of the two, and the other is told.
    sandbox.git(&["checkout", "--theirs", "docs/decisions/0001-keep-it.md"]);
    sandbox.commit("merge");
    session.declog(&["check"]);
    session.check("changing-branches.txt");
}

#[test]
fn the_same_offer_accepted_on_two_branches_is_one() {
    let sandbox = log(PEOPLE);
    hand(&sandbox, 1, handoff("offered", ("bo", "ada"), "DEC-1"));
    sandbox.commit("an offer");
    let mut session = Session::new(&sandbox);
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    session.declog(&["accept", "HND-1", "-c"]);
    sandbox.git(&["checkout", "-q", "main"]);
    session.declog(&["accept", "HND-1", "-c"]);
    session.git(&["merge", "-q", "-m", "merge", "side"]);
    session.declog(&["check"]);
    session.declog(&["show", "HND-1", "--raw"]);
    session.check("changing-twice.txt");
}

#[test]
fn a_team_is_offered_work_and_the_entry_says_who_took_it() {
    let settings =
        format!("{PEOPLE}\n[areas.ledger]\nowner = \"bo\"\n\n[areas.yard]\nowner = \"bo\"\n");
    let sandbox = log(&settings);
    hand(
        &sandbox,
        1,
        handoff("draft", ("bo", "owls"), "DEC-1, \"area:ledger\""),
    );
    let text = sandbox.read("docs/decisions/0001-keep-it.md");
    sandbox.write(
        "docs/decisions/0001-keep-it.md",
        text.replace("owner: bo", "owner: bo\narea: yard"),
    );
    sandbox.commit("a draft");
    let mut session = Session::new(&sandbox);
    session.declog(&["offer", "HND-1", "-c"]);
    by(&sandbox, "Bo");
    session.declog(&["offer", "HND-1", "-c"]);
    by(&sandbox, "Cy");
    session.declog(&["accept", "HND-1", "-c"]);
    by(&sandbox, "Ada");
    session.declog(&["accept", "HND-1", "-c"]);
    session.git(&["show", "-U0", "--format=%s%n%n%b"]);
    session.declog(&["check"]);
    session.check("changing-team.txt");
}

#[test]
fn somebody_who_left_gives_and_does_not_take() {
    let sandbox = log(PEOPLE);
    let text = sandbox.read("docs/decisions/0001-keep-it.md");
    sandbox.write(
        "docs/decisions/0002-keep-that.md",
        text.replace("owner: bo", "owner: dee"),
    );
    hand(&sandbox, 1, handoff("offered", ("bo", "dee"), "DEC-1"));
    hand(&sandbox, 2, handoff("draft", ("dee", "ada"), "DEC-2"));
    hand(&sandbox, 3, handoff("draft", ("bo", "dee"), "DEC-1"));
    hand(&sandbox, 4, handoff("offered", ("bo", "eve"), "DEC-1"));
    sandbox.commit("offers");
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "HND-1"]);
    session.declog(&["offer", "HND-2"]);
    // Bo stands in for them.
    by(&sandbox, "Bo");
    session.declog(&["accept", "HND-1"]);
    session.declog(&["offer", "HND-3"]);
    session.declog(&["offer", "HND-2", "-c"]);
    session.declog(&["accept", "HND-2"]);
    by(&sandbox, "Ada");
    session.declog(&["accept", "HND-2", "-c"]);
    // Nobody stands in for eve, so that anybody may; she still takes nothing.
    session.declog(&["accept", "HND-4"]);
    session.declog(&["decline", "HND-4", "-m", "She has left.", "-c"]);
    session.declog(&["check"]);
    session.check("changing-left.txt");
}

#[test]
fn a_log_that_says_nothing_of_people_counts_from_monday_to_friday() {
    let sandbox = log("format = 1\n");
    hand(
        &sandbox,
        1,
        handoff("draft", ("bo", "Ada Lovelace"), "DEC-1"),
    );
    sandbox.commit("a draft");
    let mut session = Session::new(&sandbox);
    session.declog(&["offer", "HND-1", "-c", "--as-of", "2026-11-20"]);
    session.declog(&["accept", "HND-1", "-c", "--as-of", "2026-11-23"]);
    session.declog(&["check", "--as-of", "2027-01-01"]);
    session.git(&["show", "-U0", "--format=%s"]);
    session.check("changing-nobody.txt");
}

#[test]
fn an_own_kind_that_asks_for_an_answer_has_it_all() {
    let sandbox = log(PEOPLE);
    sandbox.write(".declog/kinds/loan/kind.toml", LOAN);
    sandbox.write(
        ".declog/kinds/loan/record.md",
        "---\nstatus: {{ status }}\ndate: {{ date }}\n---\n# {{ title }}\n\n## What is lent\n",
    );
    sandbox.write(
        "docs/loans/0001-lend-it.md",
        "---\nstatus: wish\ndate: 2026-11-19\nfrom: bo\nto: cy\nitems: [DEC-1]\n---\n# Lend it\n\n\
         ## What is lent\n\nThe ledger.\n\n## Acceptance checklist\n\n- [ ] the key\n",
    );
    sandbox.commit("a loan");
    let mut session = Session::new(&sandbox);
    session.declog(&["step", "propose", "LOA-1"]);
    by(&sandbox, "Bo");
    session.declog(&["step", "propose", "LOA-1", "-c"]);
    let path = "docs/loans/0001-lend-it.md";
    session.file(path);
    sandbox.write(
        path,
        sandbox.read(path).replace("The ledger.", "Both ledgers."),
    );
    sandbox.commit("more");
    session.declog(&["step", "borrow", "LOA-1"]);
    by(&sandbox, "Cy");
    session.declog(&["step", "borrow", "LOA-1"]);
    session.declog(&["step", "borrow", "LOA-1", "-y", "-c"]);
    session.declog(&["step", "bring-back", "LOA-1"]);
    session.declog(&["check"]);
    session.check("changing-own-kind.txt");
}

/// A kind with words of its own for all of it.
const LOAN: &str = r#"format = 1
name = "loan"
plural = "loans"
prefix = "LOA"
folder = "docs/loans"
leading = "what"
without = ["owner"]

[[states]]
name = "wish"
phase = "open"
tone = "quiet"
icon = "dotted-square"
waits-on = "from"

[[states]]
name = "asked-for"
phase = "open"
tone = "open"
icon = "tab"
waits-on = "to"

[[states]]
name = "lent"
phase = "live"
tone = "good"
icon = "ring"
waits-on = "to"

[[states]]
name = "back"
phase = "ended"
tone = "good"
icon = "filled-tick"

[[steps]]
verb = "propose"
about = "Ask whether somebody wants it"
from = ["wish"]
to = "asked-for"
who = "from"
requires = ["from", "to", "items"]

[[steps]]
verb = "borrow"
about = "Take it"
from = ["asked-for"]
to = "lent"
who = "to"
requires = ["from", "to", "items"]
effect = "move-owner"

[[steps]]
verb = "bring-back"
about = "It is back"
from = ["lent"]
to = "back"
who = "to"

[[fields]]
key = "from"
label = "From"
type = "person"

[[fields]]
key = "to"
label = "To"
type = "person"

[[fields]]
key = "respond-by"
label = "Respond by"
type = "date"

[[fields]]
key = "items"
label = "Things"
type = "items"
required-in = ["asked-for"]

[[fields]]
key = "revision"
label = "Revision"
type = "text"

[[sections]]
id = "what"
title = "What is lent"

[[sections]]
id = "checklist"
title = "Acceptance checklist"
"#;
