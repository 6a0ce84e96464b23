//! What waits on whom, and who has to do with what: on the example log, on an empty one, with names nobody has, and
//! where people are not there.

use super::{BODY, Session};
use crate::sandbox::Sandbox;

/// The example log as it is on a working day at ten in Lisbon.
fn demo() -> Sandbox {
    let sandbox = Sandbox::without_git();
    let made = sandbox.declog(&["demo", "shop", "--as-of", "2026-11-23T10:00:00Z"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    sandbox
}

const NOW: &str = "2026-11-23T10:00:00Z";

#[test]
fn an_inbox_holds_what_waits_on_somebody() {
    let sandbox = demo();
    let mut session = Session::within(&sandbox, "shop");
    for person in [
        "ines",
        "tomas",
        "leela",
        "catalogue",
        "Nadia Rahimi",
        "june",
        "greta",
    ] {
        session.declog(&["inbox", "--for", person, "--as-of", NOW]);
    }
    session.declog(&["inbox", "--as-of", NOW, "--json"]);
    session.declog(&["inbox", "--for", "tomsa"]);
    session.check("inbox.txt");
}

#[test]
fn who_has_to_do_with_a_path_an_area_a_record_and_a_person() {
    let sandbox = demo();
    let mut session = Session::within(&sandbox, "shop");
    for what in [
        "till",
        "src/till/sale.ts",
        "DEC-25",
        "DEC-7",
        "HND-6",
        "ines",
        "support",
        "README.md",
    ] {
        session.declog(&["who", what, "--as-of", NOW]);
    }
    session.declog(&["who", "till", "--as-of", "2026-11-23"]);
    session.declog(&["who", "platfrom"]);
    session.declog(&["who", "tomsa"]);
    session.declog(&["who", "xyzzy"]);
    session.declog(&["who", "../elsewhere"]);
    session.declog(&["who", "DEC-7", "--as-of", NOW, "--json"]);
    session.check("who.txt");
}

#[test]
fn an_empty_log_answers_too() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut session = Session::new(&sandbox);
    for words in [
        &["inbox"][..],
        &["inbox", "--json"],
        &["inbox", "--for", "Bo Li"],
        &["who", "src/main.rs"],
        &["who", "src/main.rs", "--json"],
        &["who", "storage"],
        &["who", "DEC-1"],
    ] {
        session.declog(words);
    }
    session.check("questions-empty.txt");
}

/// Alice is away and Bob stands in; Carol left and Dora stands in; Emil left and nobody does but in his area.
const ABSENT: &str = "\
format = 1

[people.alice]
name = \"Alice Ng\"
away = [\"2026-11-16..2026-11-27\"]
backup = \"bob\"

[people.bob]
name = \"Bob Li\"

[people.carol]
name = \"Carol Diaz\"
left = 2026-10-31
backup = \"dora\"

[people.dora]
name = \"Dora Weiss\"

[people.emil]
name = \"Emil Roth\"
left = 2026-10-31

[areas.storage]
owner = \"alice\"

[areas.web]
owner = \"emil\"
backup = \"dora\"
";

/// A log of people of whom some are not there.
fn absent() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", ABSENT);
    for (number, title, fields) in [
        (
            1,
            "Reconcile every night",
            "status: proposed\narea: storage\n",
        ),
        (
            2,
            "Keep backups for a year",
            "status: accepted\narea: storage\ndecision-makers: [alice]\nreview-by: 2026-11-24\n",
        ),
        (
            3,
            "Encrypt the disks",
            "status: accepted\narea: storage\ndecision-makers: [alice]\nowner: carol\nreview-by: 2026-11-20\n",
        ),
        (
            4,
            "Serve pages from one host",
            "status: proposed\narea: web\n",
        ),
        (
            5,
            "Log every request",
            "status: accepted\narea: web\ndecision-makers: [emil]\nowner: emil\n",
        ),
    ] {
        let text = format!("---\n{fields}date: 2026-11-10\n---\n# {title}\n\n{BODY}");
        sandbox.write(&format!("docs/decisions/{number:04}-d{number}.md"), text);
    }
    let offer = "---\nstatus: offered\nfrom: dora\nto: alice\nitems: [DEC-4]\nrespond-by: 2026-11-19\n\
                 date: 2026-11-17\n---\n# Hand pages to Alice\n";
    sandbox.write("docs/handoffs/0001-pages.md", offer);
    sandbox.commit("docs: what there is");
    sandbox
}

#[test]
fn who_stands_in_sees_what_waits_on_those_who_are_not_there() {
    let sandbox = absent();
    let mut session = Session::new(&sandbox);
    for person in ["alice", "bob", "carol", "dora", "emil"] {
        session.declog(&["inbox", "--for", person]);
    }
    session.declog(&["inbox", "--for", "bob", "--json"]);
    for what in [
        "storage", "web", "DEC-1", "DEC-3", "DEC-4", "HND-1", "alice", "carol",
    ] {
        session.declog(&["who", what]);
    }
    session.check("questions-absent.txt");
}
