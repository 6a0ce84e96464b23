//! `why`: each kind of evidence, alone and together, and what is said where there is none.

use super::json::valid;
use super::{LENIENT, Session, proposal};
use crate::sandbox::Sandbox;

const AREAS: &str = "\n[people.ada]\nemail = [\"ada@example.com\"]\n\n[areas.ledger]\ntitle = \"The ledger\"\nowner = \"ada\"\n\
                     paths = [\"src/ledger/\", \"*.sql\"]\nguardrails = [\"DEC-3\"]\n";

fn record(sandbox: &Sandbox, name: &str, front: &str) {
    sandbox.write(
        &format!("docs/decisions/{name}.md"),
        format!("---\n{front}\n---\n# {name}\n"),
    );
}

/// A log whose decisions govern by each kind of evidence, and code that names some of them.
fn code() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", format!("{LENIENT}{AREAS}"));
    let live = "status: accepted\ndate: 2026-02-03\ndecision-makers: [ada]";
    record(
        &sandbox,
        "0001-on-paper",
        "status: superseded\ndate: 2026-02-03\ngoverns: [\"src/ledger/**\"]",
    );
    record(
        &sandbox,
        "0002-one-ledger",
        &format!(
            "{live}\nsupersedes: [DEC-1]\ngoverns: [\"src/ledger/**\", \"!src/ledger/old.rs\"]"
        ),
    );
    record(&sandbox, "0003-no-card-numbers", live);
    record(
        &sandbox,
        "0004-one-writer",
        &format!("{live}\narea: ledger"),
    );
    record(
        &sandbox,
        "0005-two-writers",
        "status: rejected\ndate: 2026-02-03\narea: ledger\ngoverns: [src]",
    );
    proposal(
        &sandbox,
        "docs/decisions/0006-post-twice.md",
        "Once is not enough.",
    );
    sandbox.write(
        "docs/briefs/0001-fast.md",
        "---\nstatus: draft\n---\n# Fast\n",
    );
    sandbox.write(
        "src/ledger/post.rs",
        "// Twice: DEC-0006.\nfn post() {}\n// DEC-6 and BRF-1, not XDEC-1 or DEC-2a or 0002-one-ledger.md.\n",
    );
    sandbox.write("src/ledger/old.rs", "// DEC-99 said so.\n");
    sandbox.write("src/schema.sql", "-- nothing\n");
    sandbox.write("src/picture.bin", b"DEC-6\0DEC-6");
    sandbox.write("src/built/out.rs", "// DEC-6\n");
    sandbox.write("src/latin.txt", b"caf\xe9 DEC-6\n");
    sandbox.write("sub/declog.toml", "format = 1\n");
    sandbox.write("sub/code.rs", "// DEC-6 of another log\n");
    sandbox.write(".gitignore", "built/\n");
    sandbox.commit("all of it");
    sandbox.write("src/schema.sql", "-- one\n-- two\n");
    sandbox.commit("schema: two lines\n\nThe second as DEC-4 and DEC-77 want it.");
    sandbox.git(&["tag", "before"]);
    sandbox
}

#[test]
fn each_kind_of_evidence_is_told_strongest_first() {
    let sandbox = code();
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "src/ledger/post.rs"]);
    session.declog(&["why", "src/schema.sql:2"]);
    session.declog(&["why", "src"]);
    session.declog(&["why", "."]);
    session.declog(&["-C", "src/ledger", "why", "post.rs:2"]);
    session.declog(&["why", "./src/../src/ledger/old.rs"]);
    session.declog(&["why", "src/ledger/"]);
    session.check("why.txt");
}

#[test]
fn what_is_not_there_or_says_nothing_is_told() {
    let sandbox = code();
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "src/ledger/new.rs:7"]);
    session.declog(&["why", "src/new.txt"]);
    session.declog(&["why", "src/latin.txt"]);
    session.declog(&["why", "src/picture.bin"]);
    session.declog(&["why", "docs/decisions/0002-one-ledger.md"]);
    session.declog(&["why", "../elsewhere"]);
    session.declog(&["why", "src/schema.sql:9"]);
    session.declog(&["why", "src:9"]);
    session.declog(&["why", "--rev", "HEAD~1", "src/schema.sql:1"]);
    session.declog(&["why", "--rev", "HEAD~1", "src"]);
    session.declog(&["why", "--diff", "nowhere..HEAD"]);
    session.declog(&["why", "--diff", "HEAD", "src"]);
    session.declog(&["why"]);
    session.check("why-nothing.txt");
}

#[test]
fn a_change_is_asked_about_as_a_whole() {
    let sandbox = code();
    sandbox.write("src/ledger/more.rs", "// as DEC-3 has it\n");
    sandbox.write("src/schema.sql", "-- one\n");
    sandbox.commit("ledger: more, see DEC-4");
    sandbox.declog(&["note", "DEC-3", "-m", "Seen.", "-c"]);
    sandbox.write("src/uncommitted.rs", "// DEC-2\n");
    std::fs::remove_file(sandbox.root().join("src/ledger/old.rs")).unwrap();
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "--diff", "before..HEAD"]);
    session.declog(&["why", "--diff", "before...HEAD"]);
    session.declog(&["why", "--diff", "HEAD"]);
    session.declog(&["why", "--diff", "HEAD..HEAD"]);
    session.check("why-diff.txt");
}

#[test]
fn a_program_is_told_the_same() {
    let sandbox = code();
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "src/ledger/post.rs:3", "--json"]);
    session.declog(&["why", "--diff", "HEAD~1..", "--json"]);
    session.declog(&["why", "src/ledger/old.rs", "--json=unknown,exists"]);
    valid(&sandbox, "why", &["why", "--diff", "HEAD~1"]);
    session.check("why-json.txt");
}

#[test]
fn an_adopted_folder_is_cited_by_any_of_its_names() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "declog.toml",
        "format = 1\n[kinds.decision]\nfolder = \"adr\"\ndialect = \"auto\"\n",
    );
    sandbox.write(
        "adr/0001-keep-it.md",
        "# 1. Keep it\n\n## Status\n\nAccepted\n",
    );
    sandbox.write("code.py", "# ADR-0001, MADR-1 and DEC-1\n");
    sandbox.commit("all of it");
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "code.py"]);
    session.check("why-adopted.txt");
}

#[test]
fn a_log_without_records_governs_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    let mut session = Session::new(&sandbox);
    session.declog(&["why", "."]);
    session.declog(&["why", "src/a.rs"]);
    session.declog(&["why", "--diff", "HEAD"]);
    session.check("why-empty.txt");
}
