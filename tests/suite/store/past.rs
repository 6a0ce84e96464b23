//! What a file held before, and whether commits are still to be had.

use std::collections::BTreeSet;

use declog::model::source::Content;

use super::open;
use crate::sandbox::Sandbox;

/// The contents handed over, until so many are there.
fn earlier(sandbox: &Sandbox, path: &str, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut wanted = |content: Content| {
        let Content::Bytes(bytes) = content else {
            panic!("{content:?}");
        };
        found.push(String::from_utf8(bytes).unwrap());
        found.len() < most
    };
    open(sandbox).earlier(path, &mut wanted).unwrap();
    found
}

#[test]
fn a_file_is_followed_backwards_along_the_first_parents() {
    let sandbox = Sandbox::new();
    assert_eq!(earlier(&sandbox, "a.md", 9), [""; 0]);
    for (path, text) in [
        ("a.md", "0"),
        ("b.md", "x"),
        ("a.md", "1"),
        ("b.md", "y"),
        ("a.md", "2"),
    ] {
        sandbox.write(path, text);
        sandbox.commit(text);
    }
    assert_eq!(earlier(&sandbox, "a.md", 9), ["2", "1", "0"]);
    assert_eq!(earlier(&sandbox, "a.md", 2), ["2", "1"]);
    assert_eq!(earlier(&sandbox, "c.md", 9), [""; 0]);
    // What a branch did before it was merged is one change.
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    for text in ["side", "sides"] {
        sandbox.write("a.md", text);
        sandbox.commit(text);
    }
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    assert_eq!(earlier(&sandbox, "a.md", 9), ["sides", "2", "1", "0"]);
    // A file that was gone for a while begins anew, and the working tree is not looked at.
    sandbox.git(&["rm", "-q", "a.md"]);
    sandbox.commit("gone");
    sandbox.write("a.md", "3");
    sandbox.commit("back");
    sandbox.write("a.md", "4");
    assert_eq!(earlier(&sandbox, "a.md", 9), ["3"]);
    sandbox.git(&["clone", "-q", "--depth", "2", "--no-local", ".", "shallow"]);
    let shallow = declog::store::Repository::open(&sandbox.root().join("shallow")).unwrap();
    let mut count = 0;
    let mut wanted = |_: Content| {
        count += 1;
        true
    };
    shallow.earlier("b.md", &mut wanted).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn a_commit_is_lost_once_nothing_leads_to_it() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "1");
    sandbox.commit("one");
    let one = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let made = |branch: &str| {
        sandbox.git(&["checkout", "-q", "-b", branch]);
        sandbox.write("a", branch);
        sandbox.commit(branch);
        let commit = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
        sandbox.git(&["checkout", "-q", "main"]);
        commit
    };
    let (kept, tagged, gone) = (made("kept"), made("tagged"), made("gone"));
    sandbox.git(&["tag", "-a", "-m", "a tag", "v1", "tagged"]);
    sandbox.git(&["branch", "-q", "-D", "tagged", "gone"]);
    let blob = sandbox.git(&["rev-parse", "HEAD:a"]).trim().to_owned();
    let short = &one[..7];
    let words = [
        one.as_str(),
        short,
        &kept,
        &tagged,
        &gone,
        "main",
        "v1",
        "v2",
        &blob,
        ":/one",
        "two words",
        "-",
        "../x",
        "0000000000000000000000000000000000000000",
    ];
    let all: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let lost: BTreeSet<String> = open(&sandbox)
        .lost(all.clone())
        .unwrap()
        .into_iter()
        .collect();
    let expected = [
        gone.as_str(),
        "v2",
        &blob,
        ":/one",
        "two words",
        "-",
        "../x",
        "0000000000000000000000000000000000000000",
    ];
    let expected: BTreeSet<String> = expected.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(lost, expected);
    // A shallow clone does not know, and nobody who does not ask is told.
    sandbox.git(&["clone", "-q", "--depth", "1", "--no-local", ".", "shallow"]);
    let shallow = declog::store::Repository::open(&sandbox.root().join("shallow")).unwrap();
    assert!(shallow.lost(all).unwrap().is_empty());
    assert!(open(&sandbox).lost(BTreeSet::new()).unwrap().is_empty());
}
