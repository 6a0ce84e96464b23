//! Steps that somebody may not take: refused before anything is written, and found where they are forced by hand.

use super::Session;
use crate::sandbox::Sandbox;
use crate::told;

const PATH: &str = "docs/decisions/0001-keep-the-ledger-in-one-place.md";

/// A log of four people, a robot and one area, with a proposal by alice.
fn log(area: &str, fields: &str) -> String {
    let people = ["alice", "bob", "carol", "robot"];
    let people: String = people
        .iter()
        .map(|name| format!("[people.{name}]\nemail = [\"{name}@example.com\"]\n\n"))
        .collect();
    format!(
        "Alice <alice@example.com> commits:\n\n\
         ```toml declog.toml\nformat = 1\n\n{people}[areas.storage]\nowner = \"alice\"\n{area}```\n\n\
         ```markdown {PATH}\n---\nstatus: proposed\ndate: 2026-11-20\narea: storage\n{fields}---\n\
         # Keep the ledger in one place\n\n\
         ## Context and Problem Statement\n\nTwo services write entries, and their sums differ.\n\n\
         ## Considered Options\n\n* One ledger\n* Reconcile every night\n\n\
         ## Decision Outcome\n\nChosen option: \"One ledger\", because nothing is left to reconcile.\n\
         ```\n\n"
    )
}

/// Whoever types: `Bob <bob@example.com> leaves uncommitted:` makes git commit as him.
fn typed_by(name: &str) -> String {
    let mail = name.to_lowercase();
    format!("{name} <{mail}@example.com> leaves uncommitted:\n")
}

/// Tries the step, then forces it by hand, and tells what `check` says of that.
fn refused_and_forced(session: &mut Session<'_>, sandbox: &Sandbox) {
    let before = sandbox.files();
    session.declog(&["accept", "1", "-c"]);
    assert_eq!(sandbox.files(), before);
    let text = sandbox.read(PATH);
    sandbox.write(PATH, text.replace("status: proposed", "status: accepted"));
    session.git(&["commit", "-q", "-am", "docs: accept it"]);
    session.declog(&["check"]);
}

#[test]
fn an_accept_that_is_refused_is_found_where_it_is_forced() {
    let two = "decides = [\"alice\", \"bob\"]\nquorum = { costly = 2 }\n";
    let programs = "decides = [\"alice\", \"robot\"]\n\n[rights]\nbots = [\"robot\"]\n";
    let eyes = "decides = [\"alice\", \"bob\"]\n\n[rights]\nfour-eyes = true\n";
    let cases = [
        ("outsider", "", "decision-makers: [carol]\n", "Carol"),
        ("bot", programs, "decision-makers: [robot]\n", "Robot"),
        ("author", eyes, "decision-makers: [alice]\n", "Alice"),
        (
            "unheard",
            "consult = [\"bob\"]\n",
            "decision-makers: [alice]\nconsulted: [bob]\n",
            "Alice",
        ),
        (
            "quorum",
            two,
            "reversible: costly\ndecision-makers: [alice, bob]\n",
            "Alice",
        ),
    ];
    for (name, area, fields, who) in cases {
        let sandbox = told::play(&format!("{}{}", log(area, fields), typed_by(who)));
        let mut session = Session::new(&sandbox);
        refused_and_forced(&mut session, &sandbox);
        session.check(&format!("rights-{name}.txt"));
    }
}

#[test]
fn several_decide_where_one_is_not_enough() {
    let two = "decides = [\"alice\", \"bob\"]\nquorum = 2\nconsult = [\"carol\"]\n";
    let sandbox = told::play(&format!("{}{}", log(two, ""), typed_by("Alice")));
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "1", "--approved-by", "bbo"]);
    session.declog(&["accept", "1", "--approved-by", "Bob"]);
    session.declog(&["note", "1", "--concern", "-m", "Keep the keys apart.", "-c"]);
    session.declog(&["accept", "1", "--approved-by", "bob", "-n"]);
    session.declog(&[
        "accept",
        "1",
        "--approved-by",
        "carol",
        "--approved-by",
        "bob",
        "-c",
    ]);
    session.git(&["log", "-1", "--format=%an%n%B"]);
    session.file(PATH);
    session.declog(&["check"]);
    session.declog(&["undo"]);
    session.declog(&["check"]);
    session.check("rights-several.txt");
}

#[test]
fn a_right_that_is_written_and_not_committed_is_none_yet() {
    let sandbox = told::play(&format!("{}{}", log("", ""), typed_by("Bob")));
    let settings = sandbox.read("declog.toml");
    sandbox.write(
        "declog.toml",
        settings.replace("owner = \"alice\"", "owner = \"bob\""),
    );
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "1", "-c"]);
    session.git(&["commit", "-q", "-am", "chore: bob owns storage"]);
    session.declog(&["accept", "1", "-c"]);
    session.declog(&["check"]);
    session.check("rights-own.txt");
}

#[test]
fn a_signature_is_verified_and_asked_for() {
    let sandbox = told::play(&format!("{}{}", log("", ""), typed_by("Alice")));
    let Some(public) = sandbox.signs() else {
        return;
    };
    let settings = sandbox.read("declog.toml");
    let key = format!("[people.alice]\nsigning-keys = [\"{}\"]\n", public.trim());
    let settings = settings.replace("[people.alice]\n", &key);
    sandbox.write("declog.toml", settings + "\n[rights]\nproof = \"signed\"\n");
    sandbox.commit("chore: ask for signatures");
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "1", "-c"]);
    session.declog(&["check"]);
    session.declog(&["who", "1", "--json=record"]);
    session.declog(&["undo"]);
    sandbox.git(&["config", "commit.gpgSign", "false"]);
    session.declog(&["accept", "1", "-c"]);
    let text = sandbox.read(PATH);
    sandbox.write(PATH, text.replace("status: proposed", "status: accepted"));
    sandbox.commit("docs: accept it unsigned");
    session.declog(&["check"]);
    session.declog(&["who", "1", "--json=record"]);
    session.check("rights-signed.txt");
}
