//! Where records are: each case is a tree of files, and what is told of it.
//!
//! A line of a tree is a path, how the file begins, and more text of it. A first line `called x` says what the
//! repository is called.

use std::fs;

use declog::text::discover::{
    Candidate, Head, Naming, candidates, choose, is_read, matters, naming,
};
use proptest::prelude::*;

use super::{cases, kind};

/// How a file may begin.
const TEXTS: [(&str, &str); 11] = [
    (
        "nygard",
        "# 1. Use it\n\nDate: 2024-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n",
    ),
    (
        "madr",
        "---\nstatus: accepted\ndate: 2024-03-01\ndecision-makers: [ana]\n---\n# Use it\n\n## Context and Problem Statement\n\nx\n",
    ),
    (
        "bullets",
        "# Use it\n\n* Status: accepted\n* Deciders: ana\n\n## Context and Problem Statement\n\nx\n",
    ),
    ("bare", "# Use it\n\nWe use it because it is there.\n"),
    (
        "shaped",
        "# Use it\n\n## Context and Problem Statement\n\nx\n\n## Considered Options\n\n* a\n\n## Decision Outcome\n\na\n",
    ),
    (
        "rfc",
        "- Feature Name: `it`\n- Start Date: 2024-03-01\n- RFC PR: [#7](https://example.com/7)\n\n# Summary\n\nx\n\n# Motivation\n\ny\n",
    ),
    (
        "eip",
        "---\neip: 7\ntitle: It\nstatus: Final\ntype: Meta\n---\n\n## Abstract\n\nx\n",
    ),
    (
        "chapter",
        "# Ownership\n\nEvery value has an owner.\n\n## Summary\n\nThat is all.\n",
    ),
    (
        "post",
        "---\nlayout: post\ntitle: We moved\ndate: 2024-03-01\ntags: [news]\n---\n\nWe have a new office.\n",
    ),
    (
        "minutes",
        "# Weekly\n\nDate: 2024-03-01\nStatus: final\n\n## Present\n\nAna, Bo\n",
    ),
    ("none", ""),
];

fn heads(tree: &str) -> Vec<Head> {
    let lines = tree.lines().filter(|line| !line.trim().is_empty());
    let files = lines.map(|line| {
        let (path, rest) = line.split_once(' ').unwrap_or((line, "none"));
        let (begins, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let (_, text) = TEXTS
            .iter()
            .find(|(name, _)| *name == begins)
            .unwrap_or_else(|| panic!("no text is called {begins:?}"));
        (path, format!("{text}\n{more}\n"))
    });
    files
        .filter(|(path, _)| matters(path))
        .map(|(path, text)| Head {
            path: path.to_owned(),
            text: if is_read(path) { text } else { String::new() },
        })
        .collect()
}

/// What the repository of a tree is called, and the tree.
fn called(tree: &str) -> (Vec<String>, &str) {
    let first = tree.split_once('\n');
    match first.and_then(|(first, rest)| Some((first.strip_prefix("called ")?, rest))) {
        Some((name, rest)) => (vec![name.to_owned()], rest),
        None => (Vec::new(), tree),
    }
}

fn told(one: &Candidate) -> String {
    let fixture = if one.fixture { ", for tests" } else { "" };
    format!(
        "  {:?} {}{fixture}\n    {}\n",
        one.folder,
        one.score,
        one.reasons.join("\n    ")
    )
}

#[test]
fn folders_of_records_are_found_and_others_are_not() {
    cases("discover", "tree", |name, path| {
        let tree = fs::read_to_string(path).unwrap();
        let (names, tree) = called(&tree);
        let heads = heads(tree);
        let kind = kind();
        let found = candidates(&kind, &heads, "", &names);
        let mut out: String = found.iter().map(told).collect();
        let choice = choose(found, "", &[]);
        for log in &choice.logs {
            let inside = |head: &&Head| {
                log.folder.is_empty() || head.path.starts_with(&format!("{}/", log.folder))
            };
            let files: Vec<Head> = heads.iter().filter(inside).cloned().collect();
            let Naming { prefix, width, ids } = naming(&kind, &files, &log.folder, &["BRF", "HND"]);
            out.push_str(&format!(
                "log of {:?} in {:?}: {prefix:?} {width:?} {ids:?}\n",
                log.root, log.folder
            ));
        }
        for left in &choice.left {
            out.push_str(&format!("left {:?}\n", left.folder));
        }
        vec![(format!("{name}.txt"), out)]
    });
}

#[test]
fn only_what_lies_below_a_folder_is_looked_through() {
    let tree = "services/pay/docs/adr/0001-a.md nygard\nservices/pay/docs/adr/0002-b.md nygard\n";
    let found = candidates(&kind(), &heads(tree), "services/pay", &[]);
    let choice = choose(found, "services/pay", &[]);
    let logs: Vec<_> = choice
        .logs
        .iter()
        .map(|log| (log.root.as_str(), log.folder.as_str()))
        .collect();
    assert_eq!(logs, [("services/pay", "services/pay/docs/adr")]);
    // Who stands in the folder itself means that one.
    let top = "services/pay/docs/adr";
    let choice = choose(candidates(&kind(), &heads(tree), top, &[]), top, &[]);
    let logs: Vec<_> = choice
        .logs
        .iter()
        .map(|log| (log.root.as_str(), log.folder.as_str()))
        .collect();
    assert_eq!(logs, [(top, top)]);
}

#[test]
fn what_is_not_looked_into_does_not_matter() {
    let matter = [
        "docs/adr/0001-a.md",
        "README.markdown",
        "keps/1-a/kep.yaml",
        "a/Cargo.toml",
    ];
    let not = [
        "docs/adr/map.png",
        "node_modules/x/docs/adr/0001-a.md",
        "a/vendor/b/adr/0001-a.md",
        "third_party/adr/0001-a.md",
        ".github/adr/0001-a.md",
        "docs/.old/0001-a.md",
        "docs/adr/.0001-a.md.swp",
        "a/Cargo.lock",
    ];
    assert_eq!(
        matter
            .iter()
            .chain(&not)
            .filter(|path| matters(path))
            .collect::<Vec<_>>(),
        matter.iter().collect::<Vec<_>>()
    );
}

/// Parts of paths, so that trees of any shape come together.
fn a_path() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "docs",
        "adr",
        "a",
        "de",
        "tests",
        "0001-x",
        "2024-01-02-y",
        "ADR-7",
        "text",
        "数据",
        "",
        "..",
        " ",
    ]);
    let name = prop::sample::select(vec![
        "0001-a.md",
        "README.md",
        "adr1.md",
        "2024-13-40.md",
        "index.markdown",
        "é.md",
        "kep.yaml",
        "package.json",
        ".md",
        "a.txt",
    ]);
    (prop::collection::vec(part, 0..4), name).prop_map(|(parts, name)| {
        parts
            .into_iter()
            .chain([name])
            .collect::<Vec<_>>()
            .join("/")
    })
}

proptest! {
    /// Whatever there is, every folder that is found is there, none lies in another's log, and nobody is told twice.
    #[test]
    fn any_tree_gives_folders_of_its_own(
        files in prop::collection::vec((a_path(), "(.{0,40}\n|---\n|status: x\n|## Status\n|# A\n){0,8}"), 0..25),
        name in prop::sample::select(vec!["", "rfcs", "decisions", "de", "..", "proposals"]),
    ) {
        let names = [name.to_owned()];
        let heads: Vec<Head> = files.into_iter().map(|(path, text)| Head { path, text }).collect();
        let found = candidates(&kind(), &heads, "", &names);
        let count = found.len();
        for one in &found {
            let prefix = format!("{}/", one.folder);
            prop_assert!(one.folder.is_empty() || heads.iter().any(|head| head.path.starts_with(&prefix)));
        }
        let choice = choose(found, "", &[]);
        prop_assert!(choice.logs.len() + choice.left.len() <= count);
        for (at, log) in choice.logs.iter().enumerate() {
            prop_assert!(log.root.is_empty() || log.folder.starts_with(&log.root));
            for other in &choice.logs[at + 1..] {
                prop_assert_ne!(&log.root, &other.root);
                let inside = |a: &str, b: &str| a == b || b.is_empty() || a.starts_with(&format!("{b}/"));
                prop_assert!(!inside(&log.folder, &other.folder) && !inside(&other.folder, &log.folder));
            }
            let named = naming(&kind(), &heads, &log.folder, &["ADR"]);
            prop_assert_ne!(named.prefix.as_deref(), Some("ADR"));
        }
    }
}
