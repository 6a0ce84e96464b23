//! A log that nobody wrote for declog: read as it is, moved on where that touches nothing else, and converted.

use super::{Session, work};
use crate::sandbox::Sandbox;

const SETTINGS: &str = "\
format = 1

[kinds.decision]
folder = \"docs/adr\"
dialect = \"auto\"
prefix = \"ADR\"

[check]
strict-from = 2026-11-30
";

const NYGARD: &str = "\
# 1. Keep orders in files

Date: 2020-02-03

## Status

Accepted

Superseded by [3. Keep orders in SQLite](0003-keep-orders-in-sqlite.md)

## Context

Orders have to be kept.

## Decision

They are kept in files.

## Consequences

Nobody needs a server.
";

const PROPOSED: &str = "\
# 2. Count the stock every night

Date: 2020-03-04

## Status

🤔 Proposed

## Context

Nobody knows what is left.

## Decision

A job counts.

## Consequences

The shelves are right in the morning.
";

const BULLETS: &str = "\
# Keep orders in SQLite

* Status: proposed
* Deciders: Bo

Technical Story: none

## Context and Problem Statement

Files are slow.

## Considered Options

* Files
* SQLite

## Decision Outcome

Chosen option: \"SQLite\", because it is there.
";

const TABLE: &str = "\
# Print receipts on demand

| Status | Proposed |
|--------|----------|
| Date   | 2021-05-06 |

## Context

Paper costs money.
";

const SILENT: &str = "# Answer letters within a day\n\nWe do.\n";

/// Files of five sorts in one folder.
fn mixed() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", SETTINGS);
    for (name, text) in [
        ("0001-keep-orders-in-files.md", NYGARD),
        ("0002-count-the-stock-every-night.md", PROPOSED),
        ("0003-keep-orders-in-sqlite.md", BULLETS),
        ("0004-print-receipts-on-demand.md", TABLE),
        ("0005-answer-letters.md", SILENT),
    ] {
        sandbox.write(&format!("docs/adr/{name}"), text);
    }
    sandbox.commit("what there is");
    sandbox
}

#[test]
fn every_file_is_read_as_what_it_is() {
    let sandbox = mixed();
    let mut session = Session::new(&sandbox);
    session.declog(&["list"]);
    session.declog(&["show", "1"]);
    session.declog(&["show", "3"]);
    session.declog(&[
        "list",
        "decision-makers:Bo",
        "--json=id,state,status_as_written,relations",
    ]);
    session.declog(&["check"]);
    session.check("foreign-read.txt");
}

#[test]
fn steps_and_fields_touch_nothing_else() {
    let sandbox = mixed();
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "2", "-n"]);
    session.declog(&["accept", "2", "-m", "The shelves were wrong.", "-c"]);
    session.declog(&["show", "2"]);
    session.declog(&["accept", "3", "-n"]);
    session.declog(&["set", "3", "tags=db", "decision-makers-=Bo", "-n"]);
    session.declog(&["note", "1", "-m", "Files are still read.", "-n"]);
    session.check("foreign-steps.txt");
}

#[test]
fn what_a_file_has_no_place_for_is_refused_with_the_reason() {
    let sandbox = mixed();
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["accept", "4"]);
    session.declog(&["set", "1", "tags=db"]);
    session.declog(&["accept", "5"]);
    session.declog(&["reject", "4", "-m", "No.", "--json"]);
    session.check("foreign-refused.txt");
    assert_eq!(work(&sandbox), before);
}

#[test]
fn a_conversion_is_shown_before_it_is_written() {
    let sandbox = mixed();
    let before = work(&sandbox);
    let mut session = Session::new(&sandbox);
    session.declog(&["convert"]);
    session.declog(&["convert", "-n", "2"]);
    assert_eq!(work(&sandbox), before);
    session.declog(&["convert", "-c"]);
    session.declog(&["convert"]);
    session.declog(&["convert", "--assume", "acepted"]);
    session.declog(&["convert", "--assume", "accepted", "-c"]);
    session.declog(&["convert", "-c"]);
    session.declog(&["list"]);
    session.declog(&["check"]);
    session.check("convert.txt");
    assert_eq!(
        sandbox.read("docs/adr/0001-keep-orders-in-files.md"),
        format!("---\nstatus: superseded\ndate: 2020-02-03\ncreated: 2020-02-03\n---\n{NYGARD}")
    );
}

#[test]
fn a_conversion_may_take_the_old_lines_out() {
    let sandbox = mixed();
    let mut session = Session::new(&sandbox);
    session.declog(&["convert", "--drop-lines", "-y", "1", "2"]);
    session.declog(&["list"]);
    session.check("convert-drop-lines.txt");
}

#[test]
fn a_successor_that_stays_keeps_what_it_replaces() {
    let sandbox = mixed();
    let path = "docs/adr/0003-keep-orders-in-sqlite.md";
    sandbox.write(path, BULLETS.replace("* Status: proposed\n", ""));
    let mut session = Session::new(&sandbox);
    session.declog(&["convert", "1"]);
    session.check("convert-hangs.txt");
}

#[test]
fn records_may_go_by_their_names() {
    let sandbox = Sandbox::new();
    let settings = "format = 1\n[log]\nids = \"stem\"\n[kinds.decision]\nfolder = \"adr\"\ndialect = \"auto\"\n";
    sandbox.write("declog.toml", settings);
    let text = "# Use Rust\n\n- Status: accepted\n- Date: 2023-01-05\n";
    sandbox.write("adr/2023-01-05-use-rust.md", text);
    sandbox.write(
        "adr/2023-02-06-use-nextest/README.md",
        "# Use nextest\n\n- Status: accepted\n\nIt builds on [Rust](../2023-01-05-use-rust.md).\n",
    );
    sandbox.write("adr/2023-02-06-use-nextest/figures.md", "# Figures\n");
    let mut session = Session::new(&sandbox);
    session.declog(&["list"]);
    session.declog(&[
        "new",
        "Use clippy",
        "--supersedes",
        "2023-01-05-use-rust",
        "-m",
        "Mistakes are found late.",
    ]);
    session.declog(&["show", "2026-11-22-use-clippy"]);
    session.declog(&["index"]);
    session.declog(&["show", "2023-01-05-use-rusty"]);
    session.check("ids-stem.txt");
}

#[test]
fn records_may_go_by_days() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n[log]\nids = \"date\"\n");
    let text = "---\nstatus: proposed\ndate: 2026-11-20\ncreated: 2026-11-20\nowner: ada\n---\n# Use Rust\n";
    sandbox.write("docs/decisions/20261120-k7f3-use-rust.md", text);
    let mut session = Session::new(&sandbox);
    session.declog(&["list"]);
    session.declog(&["show", "dec-20261120-k7f3"]);
    session.declog(&["accept", "DEC-20261120-k7f3", "-n"]);
    session.declog(&[
        "new",
        "Use clippy",
        "--depends-on",
        "DEC-20261120-k7f3",
        "-m",
        "Mistakes are found late.",
    ]);
    session.declog(&["check"]);
    session.check("ids-date.txt");
}

/// Values that are one line of a hundred thousand words, each with what grows where it is read.
#[test]
fn a_value_as_long_as_a_book_is_read_in_the_time_of_its_length() {
    let shapes = [
        "# Use it\n\n## Status\n\n{}\n",
        "# Use it\n\nStatus: {}\n",
        "- Feature Name: x\n- Supersedes: {}\n\n# S\n",
    ];
    let words = ["on ", "a, ", "4, ", "#4 ", "accepted, ", "[4](0004-x.md) "];
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", SETTINGS);
    let mut slow = Vec::new();
    for shape in shapes {
        for word in words {
            let time = |bytes: usize| {
                let text = shape.replace("{}", &word.repeat(bytes / word.len()));
                sandbox.write("docs/adr/0001-x.md", text);
                let start = std::time::Instant::now();
                let listed = sandbox.declog(&["list"]);
                assert_eq!(
                    (listed.code, listed.stderr.as_str()),
                    (0, ""),
                    "{shape} {word}"
                );
                start.elapsed().as_secs_f64()
            };
            let (short, long) = (time(5_000), time(40_000));
            // Eight times the bytes; with the square of the length it would be 64 times.
            if long > 1.0 && long / short > 24.0 {
                slow.push((shape, word, short, long));
            }
        }
    }
    assert_eq!(slow, []);
}
