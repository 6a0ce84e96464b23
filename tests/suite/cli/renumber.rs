//! Another number for a record: whatever means it follows, and nothing else does.

use super::{LENIENT, Session, proposal};
use crate::sandbox::Sandbox;

/// Everything that may stand for a record, and what only looks like it.
const NAMED: &str = "\
See DEC-1, DEC-12, DEC-0001, `DEC-1`, DEC-1/DEC-12, DEC-1. XDEC-1, DEC-1x, DEC-10, DEC_1, a/DEC-1, `DEC-1.md`,
[a](../0001%20keep%20one.md#keep-one), [b](</docs/decisions/0001 keep one.md>), [c][r], ![d](0001%20keep%20one.md.png),
https://x.org/DEC-1, https://x.org/?q=DEC-1, [e](../0001%20keep%20one.md?x#DEC-1).

[r]: <../0001 keep one.md> \"DEC-1\"

```
DEC-1 in ../0001%20keep%20one.md
```";

/// A log in which one record is named in every way, by a file of Windows in a folder below.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    proposal(
        &sandbox,
        "docs/decisions/0001 keep one.md",
        "I am DEC-1, [here](<0001 keep one.md#keep-one>).",
    );
    let path = "docs/decisions/sub/0012-b.md";
    proposal(&sandbox, path, NAMED);
    let fields = "depends-on: [1, 12, dec-0001, dec1, \"DEC-0001\", \"0001 keep one.md\"]\nrelates-to: DEC-1#keep one\n";
    let text = sandbox
        .read(path)
        .replace("owner:", &format!("{fields}owner:"));
    sandbox.write(path, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    sandbox.write(
        "docs/briefs/0001-a.md",
        "---\nstatus: draft\ndate: 2026-10-01\nowner: Ada Lovelace\nserves: 1\ndepends-on: [DEC-1]\n---\n# A\n\n## Outcome\n\nN.\n",
    );
    sandbox.write(
        "README.md",
        "See docs/decisions/0001%20keep%20one.md\nand DEC-1, not DEC-12.\n",
    );
    sandbox.write("src/a b.rs", "// DEC-1: so\r\n// BRF-1 and DEC-12 not\r\n");
    sandbox.write("src/picture.png", b"DEC-1 \xff\xfe");
    sandbox.commit("a log");
    sandbox
}

#[test]
fn what_means_the_record_follows_it() {
    let sandbox = log();
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["renumber", "1"]);
    session.git(&["diff", "-U0", "--ignore-cr-at-eol"]);
    session.file("docs/decisions/0013 keep one.md");
    session.declog(&["unlink", "BRF-1", "depends-on", "DEC-1", "-n"]);
    session.declog(&["check"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    let path = "docs/decisions/0001 keep one.md";
    session.declog(&["renumber", path, "DEC-0077", "--code", "-c"]);
    session.git(&["show", "--format=%B", "-M", "--stat"]);
    session.git(&["show", "--format=", "-U0", "--", "README.md", "src"]);
    session.declog(&["renumber", "77", "dec78", "--json"]);
    session.declog(&["renumber", "DEC-78", "77"]);
    session.declog(&["list", "--json=id,fields", "-k", "decision"]);
    session.check("renumber.txt");
}

#[test]
fn what_cannot_be_renumbered_is_refused() {
    let sandbox = log();
    proposal(&sandbox, "docs/decisions/0030-f/README.md", "In a folder.");
    proposal(
        &sandbox,
        "docs/decisions/0031-g.md",
        "With notes beside it.",
    );
    sandbox.write("docs/decisions/0031/notes.md", "# Notes\n");
    sandbox.commit("one in a folder, and one beside a folder");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    for words in [
        &["renumber"][..],
        &["renumber", "99"],
        &["renumber", "1", "12"],
        &["renumber", "1", "1"],
        &["renumber", "1", "0"],
        &["renumber", "1", "x"],
        &["renumber", "1", "BRF-3"],
        &["renumber", "1", "1000000000"],
        &["renumber", "1", "-k", "bref"],
        &["renumber", "1", "--base", "nowhere"],
        &["renumber", "30"],
        &["renumber", "31"],
        &["renumber", "1", "5", "-n", "-q"],
        &["renumber", "1", "-k", "brief", "5", "-n", "-q"],
    ] {
        session.declog(words);
    }
    assert_eq!(sandbox.files(), before);
    session.check("renumber-refused.txt");
}

#[test]
fn foreign_files_say_their_number_themselves() {
    let sandbox = Sandbox::new();
    let settings =
        "[kinds.decision]\nfolder = \"docs/adr\"\ndialect = \"auto\"\nprefix = \"ADR\"\n";
    sandbox.write("declog.toml", format!("{LENIENT}{settings}"));
    sandbox.write(
        "docs/adr/0012-files.md",
        "# 12. Keep orders in files\n\nDate: 2020-02-03\n\n## Status\n\nAccepted\n\n\
         Superseded by [15. Keep](ADR-0015-x.md)\n\n## Context\n\nSee ADR-15, ADR 15, 15.\n",
    );
    sandbox.write(
        "docs/adr/0013-keep.md",
        "# 13. Keep\n\nDate: 2020-02-03\n\n## Status\n\nAccepted\n\nAmends 15, ADR-0015\n\n## Context\n\nSee 15.\n",
    );
    sandbox.write(
        "docs/adr/ADR-0014-madr.md",
        "# ADR-0014: Madr\n\n* Status: superseded by [ADR-0015](ADR-0015-x.md)\n* Deciders: Bo\n\n## Context\n\nSee 14.\n",
    );
    sandbox.write(
        "docs/adr/ADR-0015-x.md",
        "---\nstatus: accepted\nid: 15\nsupersedes: [12, 14]\n---\n# 15. Madr\n\n## Context\n\nThe 15 of us.\n\n\
         ## What ADR-15 means\n\nSee [above](#15-madr), [this](#what-adr-15-means).\n",
    );
    sandbox.write(
        "docs/adr/sub/0017-far.md",
        "# 17. Far\n\n* Status: proposed\n\n[a](../ADR-0015-x.md#15-madr) [b](../ADR-0015-x.md#what-adr-15-means)\n\n\
         ## On ADR-15\n\n[c](#on-adr-15) [d](#on-adr-15-too)\n",
    );
    sandbox.write(
        "docs/adr/0018-near.md",
        "# 18. Near\n\n* Status: proposed\n\n[a](sub/0017-far.md#on-adr-15) [b](0013-keep.md#context)\n",
    );
    sandbox.commit("foreign files");
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["list", "--json=id,relations"]);
    session.declog(&["renumber", "12"]);
    session.declog(&["renumber", "14"]);
    session.declog(&["renumber", "15", "16"]);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.file("docs/adr/ADR-0016-x.md");
    session.declog(&["list", "--json=id,relations"]);
    session.declog(&["check"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    session.declog(&["link", "15", "depends-on", "13"]);
    session.declog(&["mv", "14", "old"]);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.check("renumber-foreign.txt");
}

#[test]
fn a_record_that_breaks_a_rule_already_may_move() {
    let sandbox = Sandbox::new();
    sandbox.write("log/declog.toml", "format = 1\n");
    sandbox.write(
        "log/docs/decisions/0001-loose.md",
        "---\nstatus: accepted\ndate: 2026-10-01\n---\n# Loose\n\nSee [nothing](nothing.md), DEC-1.\n",
    );
    sandbox.write("main.c", "/* DEC-1 */\n");
    sandbox.commit("a log in a folder");
    let mut session = Session::within(&sandbox, "log/docs");
    session.declog(&["check", "--format", "concise"]);
    session.declog(&["renumber", "1", "3"]);
    session.declog(&["check", "--format", "concise"]);
    session.declog(&["undo", "-q"]);
    session.declog(&["mv", "1", "deep", "-c"]);
    session.declog(&["check", "--format", "concise"]);
    let mut root = Session::new(&sandbox);
    root.declog(&["-C", "log", "renumber", "1", "--code"]);
    session.told.push_str(&root.told);
    session.git(&["diff", "-U0"]);
    session.check("renumber-loose.txt");
}

/// A branch that gave a number away which `main` had given too: two on the branch, one of them not committed.
fn clash() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    proposal(&sandbox, "docs/decisions/0001-old.md", "Before.");
    sandbox.commit("a log");
    sandbox.git(&["checkout", "-q", "-b", "feat/b"]);
    proposal(&sandbox, "docs/decisions/0002-b.md", "I am DEC-2.");
    proposal(
        &sandbox,
        "docs/decisions/0003-of-b.md",
        "See DEC-2.\n\nAnd more.",
    );
    sandbox.write("src/b.rs", "// DEC-2, docs/decisions/0002-b.md\n");
    sandbox.commit("b");
    sandbox.git(&["checkout", "-q", "main"]);
    proposal(&sandbox, "docs/decisions/0002-a.md", "I am DEC-2.");
    proposal(&sandbox, "docs/decisions/0004-of-a.md", "See DEC-2.");
    sandbox.commit("a");
    sandbox.git(&["clone", "-q", "--bare", ".", "../up.git"]);
    sandbox.git(&["remote", "add", "origin", "../up.git"]);
    sandbox.git(&["fetch", "-q"]);
    sandbox.git(&["remote", "set-head", "origin", "main"]);
    sandbox
}

#[test]
fn a_clash_is_found_and_mended_before_the_merge() {
    let sandbox = clash();
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--all-refs"]);
    session.declog(&["renumber", "2"]);
    sandbox.git(&["checkout", "-q", "feat/b"]);
    session.declog(&["check", "--all-refs", "--format", "concise"]);
    session.declog(&["renumber", "2", "--code", "-c"]);
    session.git(&["show", "-U0", "-M", "--format=%B"]);
    session.declog(&["check", "--all-refs"]);
    session.git(&["merge", "-q", "main", "-m", "merge"]);
    session.declog(&["check"]);
    session.check("renumber-before.txt");
}

#[test]
fn a_clash_in_a_merge_is_told_by_who_wrote_what() {
    let sandbox = clash();
    sandbox.git(&["checkout", "-q", "feat/b"]);
    sandbox.git(&["merge", "-q", "main", "-m", "merge"]);
    // Written when both were there, on this branch and by nobody yet.
    proposal(&sandbox, "docs/decisions/0005-late.md", "See DEC-2.");
    sandbox.commit("late");
    let path = "docs/decisions/0003-of-b.md";
    let text = sandbox.read(path).replace("And more.", "And DEC-2.");
    sandbox.write(path, text);
    let before = sandbox.files();
    let mut session = Session::new(&sandbox);
    session.declog(&["check"]);
    session.declog(&["renumber", "2"]);
    session.declog(&["renumber", "docs/decisions/0002-a.md"]);
    session.declog(&["renumber", "docs/decisions/0002-b.md"]);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.declog(&["undo"]);
    assert_eq!(sandbox.files(), before);
    // The other way about, and with nothing settled.
    let a = "docs/decisions/0002-a.md";
    session.declog(&["renumber", a, "--base", "feat/b~2", "-q"]);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.declog(&["undo", "-q"]);
    sandbox.git(&["remote", "remove", "origin"]);
    let mut below = Session::within(&sandbox, "docs/decisions");
    below.declog(&["renumber", "0002-b.md", "9", "-q"]);
    session.told.push_str(&below.told);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.declog(&["check"]);
    session.check("renumber-merged.txt");
}

#[test]
fn of_three_claimants_the_settled_one_stays() {
    let sandbox = clash();
    sandbox.git(&["checkout", "-q", "feat/b"]);
    sandbox.git(&["merge", "-q", "main", "-m", "merge"]);
    proposal(&sandbox, "docs/decisions/0002-c.md", "I am DEC-2.");
    proposal(&sandbox, "docs/decisions/0006-of-c.md", "See DEC-2.");
    sandbox.commit("c");
    proposal(&sandbox, "docs/decisions/0007-later.md", "See DEC-2.");
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--format", "concise"]);
    session.declog(&["renumber", "docs/decisions/0002-a.md"]);
    session.declog(&["renumber", "docs/decisions/0002-c.md", "-n", "-q"]);
    session.declog(&["renumber", "docs/decisions/0002-b.md"]);
    session.git(&["diff", "-U0", "--diff-filter=M"]);
    session.declog(&["check", "--format", "concise"]);
    session.check("renumber-three.txt");
}

#[test]
fn branches_clash_over_different_files_only() {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", LENIENT);
    proposal(&sandbox, "docs/decisions/0001-a.md", "Before.");
    sandbox.commit("a log");
    let branch = |name: &str, number: u32| {
        sandbox.git(&["checkout", "-q", "-b", name, "main"]);
        let path = format!("docs/decisions/{number:04}-{}.md", name.replace('/', "-"));
        proposal(&sandbox, &path, "So.");
        sandbox.commit(name);
    };
    branch("feat/x/y", 2);
    // The same path on both, and a file that is only called otherwise.
    proposal(&sandbox, "docs/decisions/0003-same.md", "Here.");
    sandbox.git(&["mv", "docs/decisions/0001-a.md", "docs/decisions/0001-b.md"]);
    sandbox.commit("renamed");
    branch("third", 2);
    branch("fourth", 5);
    branch("fifth", 5);
    sandbox.git(&["update-ref", "refs/remotes/origin/feat/q", "third"]);
    // An old state of a branch that is here.
    sandbox.git(&["update-ref", "refs/remotes/origin/fourth", "fourth~1"]);
    sandbox.git(&["checkout", "-q", "main"]);
    proposal(&sandbox, "docs/decisions/0003-same.md", "There.");
    sandbox.commit("same");
    let mut session = Session::new(&sandbox);
    session.declog(&["check", "--all-refs"]);
    // Only in this working tree, and not yet committed.
    proposal(&sandbox, "docs/decisions/0002-new.md", "New.");
    session.declog(&["check", "--all-refs", "--format", "json"]);
    session.declog(&["renumber", "2"]);
    session.declog(&["check", "--all-refs", "--format", "concise"]);
    session.declog(&["undo", "-q"]);
    sandbox.git(&["checkout", "-q", "--detach"]);
    session.declog(&["check", "--all-refs", "--format", "concise"]);
    sandbox.git(&["checkout", "-q", "--orphan", "unborn"]);
    session.declog(&["check", "--all-refs", "--format", "concise"]);
    session.declog(&["check", "--all-refs", "--rev", "third"]);
    session.check("all-refs.txt");
}

#[test]
fn a_shallow_clone_does_not_know_where_branches_parted() {
    let sandbox = clash();
    let from = format!("file://{}", sandbox.beside("up.git").display());
    sandbox.git(&["clone", "-q", "--depth", "1", &from, "../shallow"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["-C", "../shallow", "check", "--all-refs"]);
    session.declog(&["-C", "../shallow", "check", "-q"]);
    session.declog(&["-C", "../shallow", "renumber", "2", "-n", "-q"]);
    session.check("all-refs-shallow.txt");
}
