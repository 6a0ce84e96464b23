//! `graph`: each format whole, what rests on a record, titles that mean harm, and more than a drawing holds.

use super::json::valid;
use super::{LENIENT, Session, check};
use crate::sandbox::Sandbox;

fn record(sandbox: &Sandbox, path: &str, front: &str, title: &str) {
    sandbox.write(
        &format!("docs/{path}"),
        format!("---\n{front}\n---\n# {title}\n"),
    );
}

/// Records of three kinds with every relation, some of them in circles.
fn related() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    let live = "status: accepted\ndate: 2026-02-03";
    record(
        &sandbox,
        "decisions/0001-paper.md",
        "status: superseded\ndate: 2026-02-03",
        "Keep it on paper",
    );
    record(
        &sandbox,
        "decisions/0002-ledger.md",
        &format!("{live}\nsupersedes: [DEC-1]\nserves: [BRF-1]"),
        "Keep one ledger",
    );
    record(
        &sandbox,
        "decisions/0003-rests.md",
        &format!("{live}\ndepends-on: [DEC-1]"),
        "Print it every night",
    );
    record(
        &sandbox,
        "decisions/0004-amends.md",
        &format!("{live}\namends: [\"DEC-2#Consequences\"]\ndepends-on: [DEC-5]"),
        "Split it by year",
    );
    record(
        &sandbox,
        "decisions/0005-circle.md",
        &format!("{live}\ndepends-on: [DEC-4]\nrelates-to: [DEC-2]"),
        "Close a year in March",
    );
    record(
        &sandbox,
        "decisions/0006-except.md",
        &format!("{live}\nexception-to: DEC-2\nexpires: 2026-12-31"),
        "Let tills keep their own",
    );
    record(
        &sandbox,
        "decisions/0007-next.md",
        "status: proposed\nsupersedes: [DEC-2]",
        "Keep two ledgers",
    );
    record(
        &sandbox,
        "decisions/0008-self.md",
        "status: proposed\ndepends-on: [DEC-8]",
        "Stand alone",
    );
    record(
        &sandbox,
        "briefs/0001-fast.md",
        "status: active\ndate: 2026-02-03",
        "Nobody waits",
    );
    record(
        &sandbox,
        "briefs/0002-part.md",
        "status: draft\nparent: BRF-1",
        "Nobody waits on Mondays",
    );
    record(
        &sandbox,
        "handoffs/0001-hand.md",
        "status: draft\nitems: [DEC-2, DEC-99]",
        "Hand the ledger over",
    );
    sandbox.commit("all of it");
    sandbox
}

#[test]
fn every_format_tells_the_same_graph() {
    let sandbox = related();
    let mut session = Session::new(&sandbox);
    for format in ["dot", "mermaid", "svg", "json"] {
        session.declog(&["graph", "--format", format, "id:DEC-1,DEC-2,DEC-4,DEC-5"]);
    }
    session.check("graph.txt");
    valid(&sandbox, "graph", &["graph"]);
}

#[test]
fn what_rests_on_a_record_is_told() {
    let sandbox = related();
    let mut session = Session::new(&sandbox);
    session.declog(&["graph", "--impact", "DEC-2"]);
    session.declog(&["graph", "--impact", "1", "-k", "brief"]);
    session.declog(&["graph", "--impact", "DEC-4"]);
    session.declog(&["graph", "--impact", "DEC-8"]);
    session.declog(&["graph", "--impact", "DEC-3"]);
    session.declog(&["graph", "--impact", "DEC-4", "--format", "dot"]);
    session.declog(&["graph", "--impact", "DEC-4", "--format", "mermaid"]);
    session.declog(&["graph", "--impact", "DEC-4", "--json"]);
    session.check("graph-impact.txt");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let sandbox = related();
    let mut session = Session::new(&sandbox);
    session.declog(&["graph", "--format", "list"]);
    session.declog(&["graph", "--impact", "DEC-99"]);
    session.declog(&["graph", "--impact", "DEC-2", "tag:x"]);
    session.declog(&["graph", "statsu:open"]);
    session.declog(&["graph", "-kind:decision", "phase:open"]);
    session.declog(&["graph", "tag:nowhere", "--format", "svg"]);
    session.declog(&["graph", "--format", "png"]);
    session.declog(&["graph", "-k", "brief", "--rev", "HEAD"]);
    session.check("graph-refused.txt");
    let empty = Sandbox::new();
    empty.write("declog.toml", "format = 1\n");
    let mut session = Session::new(&empty);
    for format in ["dot", "mermaid", "svg", "json"] {
        session.declog(&["graph", "--format", format]);
    }
    session.check("graph-empty.txt");
}

#[test]
fn no_title_gets_out_of_its_box() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    let titles = [
        "\"]; n9 [label=\"x\\",
        "a --> b; end",
        "</text></svg><script>alert(1)</script>",
        "[x](y) {z} (w) | `c` #quot; &amp; %%{init: {}}%%",
        "\u{1b}[31mred \u{202e}dne ::error::",
        "\\n\\\"",
    ];
    for (at, title) in titles.iter().enumerate() {
        let front = match at {
            0 => "status: accepted".to_owned(),
            at => format!(
                "status: accepted\namends: [\"DEC-{at}#{}\"]",
                title.replace(['"', '\\', '\u{1b}'], "'")
            ),
        };
        record(
            &sandbox,
            &format!("decisions/{:04}-x.md", at + 1),
            &front,
            title,
        );
    }
    let mut told = String::new();
    for format in ["dot", "mermaid", "svg"] {
        let output = sandbox.declog(&["graph", "--format", format]);
        assert_eq!((output.code, output.stderr.as_str()), (0, ""));
        told.push_str(&output.stdout);
    }
    check("graph-hostile.txt", &told);
}

#[test]
fn a_drawing_holds_three_hundred_records() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    for number in 1..=320 {
        let front = match number {
            1 | 2 | 320 => "status: proposed".to_owned(),
            number => format!("status: proposed\ndepends-on: [DEC-{}, DEC-1]", number - 1),
        };
        record(
            &sandbox,
            &format!("decisions/{number:04}-x.md"),
            &front,
            "X",
        );
    }
    let output = sandbox.declog(&["graph", "--format", "svg"]);
    assert_eq!(
        output.stderr,
        "drawn: the 300 records with the most relations, 20 are left out; a query chooses others\n"
    );
    assert_eq!(output.stdout.matches("<g>").count(), 300);
    let all = sandbox.declog(&["graph"]);
    assert_eq!(
        (
            all.stderr.as_str(),
            all.stdout.matches("[label=\"DEC-").count()
        ),
        ("", 320)
    );
}
