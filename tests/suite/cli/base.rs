//! `check --base`: what a branch brings, found before it is merged, and by the settings that were there before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::{Session, check};
use crate::sandbox::Sandbox;
use crate::told;

/// The settings that everybody begins with.
const SETTINGS: &str = "\
format = 1

[people.ana]
email = [\"ana@example.com\"]

[people.bo]
email = [\"bo@example.com\"]

[people.cy]
email = [\"cy@example.com\"]

[areas.storage]
owner = \"ana\"
decides = [\"ana\", \"bo\"]
paths = [\"src/**\"]
";

/// A decision of that area.
fn decision(title: &str, status: &str, more: &str) -> String {
    format!(
        "---\nstatus: {status}\ndate: 2026-11-20\ncreated: 2026-11-18\ndecision-makers: [ana]\narea: storage\n{more}---\n\
         # {title}\n\n## Context and Problem Statement\n\nSums differ.\n\n## Considered Options\n\n* One ledger\n* Two ledgers\n\n\
         ## Decision Outcome\n\nChosen option: \"One ledger\", because two ledgers differ.\n"
    )
}

/// A turn of a history: who does what, and files in fences.
fn turn(who: &str, what: &str, files: &[(&str, &str)]) -> String {
    let mail = who.to_lowercase();
    let mut text = format!("{who} <{mail}@example.com> {what}:\n\n");
    for (path, content) in files {
        let content = match content.ends_with('\n') || content.is_empty() {
            true => (*content).to_owned(),
            false => format!("{content}\n"),
        };
        text += &match *path {
            "" => format!("```{content}```\n\n"),
            path => format!("```text {path}\n{content}```\n\n"),
        };
    }
    text
}

const ONE: &str = "docs/decisions/0001-one.md";
const TWO: &str = "docs/decisions/0002-two.md";
const THREE: &str = "docs/decisions/0003-three.md";

/// A decision in force, and one that is open.
fn start() -> String {
    let one = decision("One", "proposed", "governs: [\"src/ledger/**\"]\n");
    let two = decision("Two", "proposed", "");
    let code = "// The ledger.\n";
    let first = [
        ("declog.toml", SETTINGS),
        (ONE, &one),
        (TWO, &two),
        ("src/ledger/sum.rs", code),
    ];
    let accepted = one.replace("proposed", "accepted");
    turn("Ana", "commits", &first) + &turn("Ana", "commits", &[(ONE, &accepted)])
}

fn one() -> String {
    decision("One", "accepted", "governs: [\"src/ledger/**\"]\n")
}

/// The history is played, `work` is switched to, and the commands are told.
fn scenario(title: &str, history: &str, commands: &[&[&str]]) -> String {
    let sandbox = told::play(history);
    sandbox.git(&["switch", "-q", "work"]);
    telling(title, &sandbox, commands)
}

fn telling(title: &str, sandbox: &Sandbox, commands: &[&[&str]]) -> String {
    let mut session = Session::new(sandbox);
    session.title(title);
    for words in commands {
        session.declog(words);
    }
    session.finished() + "\n"
}

const ONTO_MAIN: &[&[&str]] = &[&["check", "--base", "main", "--format", "concise"]];

#[test]
fn clashes_are_found_before_the_merge() {
    let three = decision("Three", "proposed", "");
    let other = decision("Another", "proposed", "");
    let edited = one().replace("Sums differ.", "Sums differ at night.");
    let both = start()
        + &turn("Bo", "commits on work", &[(THREE, &three)])
        + &turn(
            "Ana",
            "commits",
            &[("docs/decisions/0003-another.md", &other)],
        );
    let mut all = scenario(
        "two branches took a number",
        &both,
        &[&["check", "--base", "main"], &["check"]],
    );

    let replaces = decision("Three", "accepted", "supersedes: [DEC-2]\n");
    let rejected = decision("Two", "rejected", "");
    let both = start()
        + &turn("Ana", "commits on work", &[(THREE, &replaces)])
        + &turn("Ana", "commits", &[(TWO, &rejected)]);
    all += &scenario("one replaces what the other rejects", &both, ONTO_MAIN);

    let accepted = decision("Two", "accepted", "");
    let both = start()
        + &turn(
            "Ana",
            "commits on work",
            &[(TWO, &accepted), (THREE, &decision("Three", "acepted", ""))],
        )
        + &turn("Ana", "commits", &[(TWO, &rejected)]);
    all += &scenario(
        "one accepts what the other rejects",
        &both,
        &[&["check", "--base", "main"]],
    );

    let moved = "moved docs/decisions/0001-one.md docs/decisions/2026/0001-one.md\n";
    let both = start()
        + &turn("Ana", "commits on work", &[("", moved)])
        + &turn("Ana", "commits", &[(ONE, &edited)]);
    all += &scenario("one renames what the other changes", &both, ONTO_MAIN);

    let both = start()
        + &turn(
            "Ana",
            "commits on work",
            &[("", "gone docs/decisions/0001-one.md\n")],
        )
        + &turn("Ana", "commits", &[("src/ledger/more.rs", "// More.\n")]);
    all += &scenario("a record in force goes", &both, ONTO_MAIN);
    check("base-clashes.txt", &all);
}

#[test]
fn a_branch_is_judged_by_what_was_there_before() {
    let more = format!("{SETTINGS}\n[areas.tills]\nowner = \"cy\"\n");
    let entitled = SETTINGS.replace("\"bo\"]", "\"bo\", \"cy\"]");
    let accepted = decision("Two", "accepted", "");
    let two_steps = start()
        + &turn("Cy", "commits on work", &[("declog.toml", &entitled)])
        + &turn("Cy", "commits on work", &[(TWO, &accepted)]);
    let onto: &[&[&str]] = &[
        &["check", "--base", "main", "--format", "concise"],
        &[
            "check",
            "--base",
            "main",
            "--config-from",
            "HEAD",
            "--format",
            "concise",
        ],
        &["check", "--format", "concise"],
    ];
    let mut all = scenario(
        "somebody whom only the branch entitles takes a step",
        &two_steps,
        onto,
    );

    let changed = one().replace("Sums differ.", "Sums differ at night.");
    let lowered = format!("{SETTINGS}\n[check.levels]\nchanged-after-acceptance = \"allow\"\n");
    let unfrozen = "format = 1\nname = \"decision\"\nplural = \"decisions\"\nprefix = \"DEC\"\nfolder = \"docs/decisions\"\nextends = \"decision\"\nfrozen-in = []\n";
    let ignoring = format!("{SETTINGS}\n[log]\nignore = [\"docs/decisions/0001-one.md\"]\n");
    let baseline =
        "format = 1\n\n[counts]\n\"docs/decisions/0001-one.md\".changed-after-acceptance = 1\n";
    let later = format!("{SETTINGS}\n[check]\nstrict-from = 2026-12-01\n");
    for (title, path, text) in [
        ("a branch lowers a level", "declog.toml", lowered.as_str()),
        (
            "a branch freezes nothing",
            ".declog/kinds/decision/kind.toml",
            unfrozen,
        ),
        ("a branch ignores a file", "declog.toml", &ignoring),
        (
            "a branch takes it into the baseline",
            ".declog/baseline.toml",
            baseline,
        ),
        ("a branch is strict from later on", "declog.toml", &later),
        ("a branch says nothing to it", "docs/note.md", "Nothing.\n"),
    ] {
        let history = start() + &turn("Ana", "commits on work", &[(path, text), (ONE, &changed)]);
        all += &scenario(title, &history, onto);
    }

    let newcomer = format!("{SETTINGS}\n[people.di]\nemail = [\"di@example.com\"]\n");
    let theirs = decision("Three", "proposed", "owner: di\nconsulted: [di]\n");
    let history = start()
        + &turn(
            "Ana",
            "commits on work",
            &[("declog.toml", &newcomer), (THREE, &theirs)],
        );
    all += &scenario("somebody new comes with a record of theirs", &history, onto);

    let theirs = decision("Three", "proposed", "").replace("storage", "tills");
    let history = start()
        + &turn(
            "Ana",
            "commits on work",
            &[("declog.toml", &more), (THREE, &theirs)],
        );
    all += &scenario("an area comes with a record of it", &history, onto);
    check("base-before.txt", &all);
}

#[test]
fn only_what_is_new_is_told() {
    let link = decision("Two", "proposed", "").replace("Sums differ.", "See [it](none.md).");
    let two_links = link.replace(
        "See [it](none.md).",
        "See [it](none.md).\n\nOr [it](none.md).",
    );
    let moved = link.replace("See [it]", "Before it.\n\nSee [it]");
    let main = || start() + &turn("Ana", "commits", &[(TWO, &link)]);
    let main_only: &[&[&str]] = &[
        &["check", "--base", "main", "--format", "concise"],
        &["check", "--format", "concise"],
    ];
    let mut all = scenario(
        "the branch found it there, and moved it",
        &(main() + &turn("Ana", "commits on work", &[(TWO, &moved)])),
        main_only,
    );
    all += &scenario(
        "the branch brings one more of the sort",
        &(main() + &turn("Ana", "commits on work", &[(TWO, &two_links)])),
        main_only,
    );
    all += &scenario(
        "the branch is behind",
        &(start()
            + &turn("Bo", "commits on work", &[("docs/note.md", "A note.\n")])
            + &turn("Ana", "commits", &[(TWO, &link)])),
        main_only,
    );

    let sandbox = told::play(&main());
    sandbox.git(&["switch", "-q", "-c", "old", "main~1"]);
    all += &telling("the branch has nothing of its own", &sandbox, main_only);

    let unsaid = one().replace("Sums differ.", "tbd");
    let ended = unsaid.replace("status: accepted", "status: deprecated");
    all += &scenario(
        "what was missing before another state is missing still",
        &(start()
            + &turn("Ana", "commits", &[(ONE, &unsaid)])
            + &turn("Ana", "commits on work", &[(ONE, &ended)])),
        &[&[
            "check",
            "--base",
            "main",
            "--format",
            "concise",
            "--only",
            "empty-section",
        ]],
    );
    let strict = format!("{SETTINGS}\n[check]\nstrict-from = 2026-11-01\n");
    let old =
        "---\nstatus: accepted\ndate: 2025-06-01\ncreated: 2025-06-01\narea: storage\n---\n# Old\n";
    all += &scenario(
        "what is new is not spared, whatever day it says that it is of",
        &(start()
            + &turn("Ana", "commits", &[("declog.toml", &strict)])
            + &turn("Bo", "commits on work", &[(THREE, old)])),
        &[&[
            "check",
            "--base",
            "main",
            "--format",
            "concise",
            "--only",
            "missing-section",
        ]],
    );

    let readme = turn("Ana", "commits", &[("README.md", "A shop.\n")]);
    let adopts = turn(
        "Ana",
        "commits on work",
        &[("declog.toml", SETTINGS), (ONE, &one()), (TWO, &link)],
    );
    all += &scenario("there is no log yet", &(readme + &adopts), main_only);
    check("base-new.txt", &all);
}

#[test]
fn a_branch_is_more_than_its_commits() {
    let sandbox =
        told::play(&(start() + &turn("Ana", "commits on work", &[("docs/note.md", "A note.\n")])));
    sandbox.git(&["switch", "-q", "work"]);
    sandbox.becomes("Cy", "cy@example.com");
    sandbox.write(".gitignore", "0004-*\n");
    sandbox.write(TWO, decision("Two", "accepted", ""));
    sandbox.write(THREE, decision("Three", "acepted", ""));
    sandbox.write(
        "docs/decisions/0004-four.md",
        decision("Four", "acepted", ""),
    );
    fs::remove_file(sandbox.root().join(ONE)).unwrap();
    let words: &[&str] = &["check", "--base", "main", "--format", "concise"];
    let mut all = telling("nothing of it is committed", &sandbox, &[words]);
    sandbox.git(&["add", TWO]);
    all += &telling(
        "a part of it is staged",
        &sandbox,
        &[
            &["check", "--base", "main", "--staged", "--format", "concise"],
            &[
                "check", "--base", "main", "--rev", "HEAD", "--format", "concise",
            ],
        ],
    );
    sandbox.git(&["stash", "-q", "-u"]);
    sandbox.git(&["switch", "-q", "main"]);
    all += &telling(
        "another branch is named",
        &sandbox,
        &[&["check", "--base", "main", "--rev", "work"]],
    );

    let nested = start()
        .replace("declog.toml", "shop/declog.toml")
        .replace("docs/decisions", "shop/docs/decisions");
    let accepted = decision("Two", "accepted", "");
    let history = nested
        + &turn(
            "Cy",
            "commits on work",
            &[("shop/docs/decisions/0002-two.md", &accepted)],
        );
    let sandbox = told::play(&history);
    sandbox.git(&["switch", "-q", "work"]);
    let mut session = Session::within(&sandbox, "shop");
    session.title("the log lies in a folder");
    session.declog(words);
    all += &(session.finished() + "\n");

    let sandbox = told::play(&(start() + &turn("Cy", "commits on work", &[(TWO, &accepted)])));
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.git(&["worktree", "add", "-q", "tree", "work"]);
    let mut session = Session::within(&sandbox, "tree");
    session.title("another working tree");
    session.declog(words);
    all += &(session.finished() + "\n");
    check("base-trees.txt", &all);
}

#[test]
fn a_base_that_nobody_can_tell_is_said() {
    let history = start() + &turn("Ana", "commits on work", &[("docs/note.md", "A note.\n")]);
    let sandbox = told::play(&history);
    let clone = Sandbox::without_git();
    let from = format!("file://{}", sandbox.root().display());
    clone.git(&[
        "clone",
        "-q",
        "--depth",
        "1",
        "--no-single-branch",
        &from,
        ".",
    ]);
    let mut all = telling(
        "a shallow clone",
        &clone,
        &[&["check", "--base", "origin/work"]],
    );
    sandbox.git(&["checkout", "-q", "--orphan", "other"]);
    sandbox.commit("another history");
    all += &telling(
        "no history in common",
        &sandbox,
        &[
            &["check", "--base", "main"],
            &["check", "--base", "nothing"],
            &["check", "--base", "main", "--config-from", "nothing"],
            &["check", "--config-from", "main"],
            &["check", "--base", "main", "--fix"],
        ],
    );
    let bare = Sandbox::new();
    bare.write("declog.toml", "format = 1\n");
    all += &telling(
        "before the first commit",
        &bare,
        &[&["check", "--base", "main"]],
    );
    check("base-unknown.txt", &all);
}

#[test]
fn a_summary_names_the_decisions_that_govern_what_changed() {
    let history = start()
        + &turn(
            "Bo",
            "commits on work",
            &[
                ("src/ledger/sum.rs", "// The sums.\n"),
                (TWO, &decision("Two", "acepted", "")),
            ],
        );
    let markdown: &[&[&str]] = &[&["check", "--base", "main", "--format", "markdown"]];
    check(
        "base-markdown.txt",
        &scenario("code of the ledger changed", &history, markdown),
    );
}

#[test]
fn nothing_is_written() {
    let three = decision("Three", "proposed", "");
    let history = start()
        + &turn("Bo", "commits on work", &[(THREE, &three)])
        + &turn("Ana", "commits", &[("docs/note.md", "A note.\n")]);
    let sandbox = told::play(&history);
    sandbox.git(&["switch", "-q", "work"]);
    sandbox.write(TWO, decision("Two", "accepted", ""));
    sandbox.git(&["add", TWO]);
    sandbox.write(ONE, one() + "\nMore.\n");
    sandbox.write(
        "docs/decisions/0004-four.md",
        decision("Four", "proposed", ""),
    );
    let before = everything(sandbox.root());
    for words in [
        &["check", "--base", "main"][..],
        &["check", "--base", "main", "--staged"],
        &["check", "--base", "main", "--rev", "work", "--all-refs"],
        &["check", "--staged"],
        &["check", "--base", "main", "--format", "markdown"],
    ] {
        let output = sandbox.declog(words);
        assert!(output.code < 2, "{words:?}: {}", output.stderr);
        assert!(everything(sandbox.root()) == before, "{words:?}");
    }
}

/// Every file and folder with its time and its bytes, git's own too.
fn everything(root: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let meta = path.symlink_metadata().unwrap();
            let bytes = match meta.is_dir() {
                true => Vec::new(),
                false => fs::read(&path).unwrap(),
            };
            found.insert(
                path.display().to_string(),
                (meta.modified().unwrap(), bytes),
            );
            if meta.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}
