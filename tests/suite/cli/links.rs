//! Relations that are written and taken out, and records that move: what leads where.

use super::{LENIENT, Session, proposal};
use crate::sandbox::Sandbox;

/// Decisions in two folders, a brief, a handoff, and a file without front matter.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    let settings = "[kinds.decision]\nfolder = \"docs/decisions\"\ndialect = \"auto\"\n";
    sandbox.write("declog.toml", format!("{LENIENT}{settings}"));
    for number in [1, 2, 12] {
        let path = format!("docs/decisions/{number:04}-a.md");
        proposal(&sandbox, &path, "So.");
    }
    sandbox.write(
        "docs/decisions/0004-old.md",
        "# 4. Old\n\nDate: 2020-02-03\n\n## Status\n\nAccepted\n\n## Context\n\nSo.\n",
    );
    sandbox.write(
        "docs/briefs/0001-a.md",
        "---\nstatus: draft\ndate: 2026-10-01\nowner: Ada Lovelace\n---\n# A\n\n## Outcome\n\nN.\n",
    );
    sandbox.commit("a log");
    sandbox
}

#[test]
fn one_side_is_written_and_taken_out_again() {
    let sandbox = log();
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["link", "DEC-1", "depends-on", "2", "12", "2", "-c"]);
    session.declog(&["link", "1", "depends-on", "DEC-0012"]);
    session.declog(&["link", "1", "superseded-by", "2", "12", "-n"]);
    session.declog(&["link", "1", "Superseded_By", "2"]);
    session.git(&["diff", "-U0"]);
    session.declog(&["unlink", "1", "superseded-by", "2", "--json"]);
    session.declog(&["unlink", "1", "depends-on", "docs/decisions/0002-a.md"]);
    session.declog(&["unlink", "DEC-1", "depends-on", "12", "-c"]);
    assert_eq!(sandbox.files(), before);
    session.given(&["link", "1", "relates-to", "-", "-n"], "2 12\n");
    session.declog(&["link", "1", "needed-by", "BRF-1"]);
    session.declog(&["link", "1", "-k", "brief", "serves", "1"]);
    let mut below = Session::within(&sandbox, "docs/decisions");
    below.declog(&["link", "0012-a.md", "exception-to", "0001-a.md"]);
    session.told.push_str(&below.told);
    session.declog(&["-C", "docs", "link", "2", "amends", "decisions/0001-a.md"]);
    session.declog(&["check"]);
    session.check("link.txt");
}

#[test]
fn what_is_related_already_may_be_written_in_another_way() {
    let sandbox = log();
    let fields =
        "depends-on: [dec-0001, 12]\namends: DEC-9\nrelates-to: [\"0001-a.md\", DEC-0012#a]\n";
    let path = "docs/decisions/0002-a.md";
    let text = sandbox.read(path);
    sandbox.write(path, text.replace("owner:", &format!("{fields}owner:")));
    let one = "docs/decisions/0001-a.md";
    let text = sandbox.read(one);
    sandbox.write(one, text.replace("owner:", "aliases: [DEC-9]\nowner:"));
    sandbox.commit("a log");
    let mut session = Session::new(&sandbox);
    session.declog(&["link", "2", "depends-on", "1", "12"]);
    session.declog(&["link", "2", "amends", "DEC-9", "DEC-12"]);
    session.declog(&["link", "12", "related", "2"]);
    session.declog(&["unlink", "2", "amends", "1"]);
    session.declog(&["unlink", "2", "depends-on", "1"]);
    session.declog(&["unlink", "2", "relates-to", "12", "1"]);
    session.declog(&["set", "2", "depends-on=DEC-12,dec-0012", "-q"]);
    session.declog(&["unlink", "2", "depends-on", "12"]);
    session.git(&["diff", "-U0"]);
    session.check("link-spelt.txt");
}

#[test]
fn what_cannot_be_related_is_refused() {
    let sandbox = log();
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    for words in [
        &["link", "1"][..],
        &["link", "1", "depends-on"],
        &["link", "1", "nothing", "2"],
        &["link", "1", "superseeds", "2"],
        &["link", "99", "supersedes", "1"],
        &["link", "1", "supersedes", "99"],
        &["link", "1", "supersedes", "1"],
        &["link", "1", "superseded-by", "1"],
        &["link", "BRF-1", "supersedes", "1"],
        &["link", "1", "superseded-by", "BRF-1"],
        &["link", "1", "-k", "bref", "serves", "1"],
        &["link", "4", "amends", "1"],
        &["unlink", "1", "supersedes", "2"],
        &["unlink", "1", "superseded-by", "2", "--json"],
    ] {
        session.declog(words);
    }
    assert_eq!(sandbox.files(), before);
    session.check("link-refused.txt");
}

/// Records whose links are written in every way, under names with blanks.
fn linked() -> Sandbox {
    let sandbox = log();
    proposal(
        &sandbox,
        "docs/decisions/0020 keep one.md",
        "See [self](#keep-one), [me](<0020 keep one.md#keep-one>), ![p](img/a%20b.png), [b](sub/0021-b.md \"t\"),\n\
         [up](../../README.md?x=1#y), [r][], [abs](/README.md), <https://x.org/0021-b.md>, [dir](img/), `sub/0021-b.md`,\n\
         [![both](img/a%20b.png)](0001-a.md).\n\n[r]: <img/a b.png>\n\n```\n[code](0001-a.md)\n```",
    );
    proposal(
        &sandbox,
        "docs/decisions/sub/0021-b.md",
        "[r](../0020%20keep%20one.md), [a](</docs/decisions/0020 keep one.md>),\n\
         [a](/docs/decisions/0020%20keep%20one.md#keep-one), [b](<../0020 keep one.md>), ![q](../img/a%20b.png),\n\
         [s](./0021-b.md) [t].\n\n[t]: ../0020%20keep%20one.md 'It'",
    );
    let windows = sandbox
        .read("docs/decisions/sub/0021-b.md")
        .replace('\n', "\r\n");
    sandbox.write("docs/decisions/sub/0021-b.md", format!("\u{feff}{windows}"));
    sandbox.write("docs/decisions/img/a b.png", "no picture");
    sandbox.write(
        "README.md",
        "# y\n\nDEC-20 is in docs/decisions/0020%20keep%20one.md\n",
    );
    sandbox.commit("linked records");
    sandbox
}

#[test]
fn links_lead_where_they_led() {
    let sandbox = linked();
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["check"]);
    session.declog(&["mv", "20", "deep/er"]);
    session.git(&["diff", "-U0", "docs/decisions/sub"]);
    session.file("docs/decisions/deep/er/0020 keep one.md");
    session.declog(&["check"]);
    sandbox.commit("moved");
    session.declog(&["mv", "21", "docs/decisions", "-c"]);
    session.git(&["show", "-U0", "-M", "--format=%B"]);
    session.declog(&["check"]);
    session.declog(&["undo"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    session.check("mv.txt");
}

#[test]
fn a_folder_is_typed_as_it_is_seen_or_as_the_kind_sees_it() {
    let sandbox = log();
    let mut session = Session::new(&sandbox);
    session.declog(&["mv", "1", "sub", "-n"]);
    session.declog(&["mv", "1", "docs/decisions/sub", "--json"]);
    session.declog(&["-C", "docs", "mv", "1", "decisions"]);
    let mut below = Session::within(&sandbox, "docs/decisions");
    below.declog(&["mv", "0012-a.md", "./x/../y"]);
    below.declog(&["mv", "12", ".."]);
    below.declog(&["mv", "12", "."]);
    session.told.push_str(&below.told);
    session.declog(&["mv", "12", "."]);
    session.declog(&["mv", "4", "old"]);
    session.declog(&["mv", "BRF-1", "2026", "-c"]);
    session.declog(&["list"]);
    session.check("mv-folders.txt");
}

#[test]
fn a_place_where_it_would_be_no_record_is_refused() {
    let sandbox = log();
    proposal(&sandbox, "docs/decisions/0030-f/README.md", "In a folder.");
    proposal(
        &sandbox,
        "docs/decisions/0031-g.md",
        "With notes beside it.",
    );
    sandbox.write("docs/decisions/0031-g/notes.md", "# Notes\n");
    sandbox.write("docs/decisions/there/0001-a.md", "Not the same.\n");
    sandbox.write("docs/decisions/ignored/.gitignore", "*\n");
    sandbox.commit("more");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    for words in [
        &["mv", "1"][..],
        &["mv", "99", "sub"],
        &["mv", "12", "../.."],
        &["mv", "12", "/"],
        &["mv", "12", "docs"],
        &["mv", "12", "docs/briefs"],
        &["mv", "12", "assets"],
        &["mv", "12", "sub/.hidden"],
        &["mv", "12", "templates"],
        &["mv", "12", "0002-a"],
        &["mv", "12", "0002-a.md"],
        &["mv", "12", "ignored"],
        &["mv", "30", "sub"],
        &["mv", "31", "sub"],
        &["mv", "1", "there"],
        &["mv", "docs/decisions/0001-a.md", "there"],
    ] {
        session.declog(words);
    }
    assert_eq!(sandbox.files(), before);
    session.check("mv-refused.txt");
}
