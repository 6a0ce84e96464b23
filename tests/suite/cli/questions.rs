//! What waits on whom, and who has to do with what: on the example log, on an empty one and with names nobody has.

use super::Session;
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
