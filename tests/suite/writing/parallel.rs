//! Sixty-four writers at once: each gets a number of its own and makes a commit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::{is_long, is_whole};
use crate::sandbox::{Output, Sandbox};

/// How many start at once.
const WRITERS: usize = 64;

/// Starts every writer, each in the next of the folders, and gives what went wrong.
fn round(sandbox: &Sandbox, folders: &[PathBuf], round: usize) -> Vec<String> {
    let start = |writer: usize| {
        let title = format!("Choice {writer} of round {round}");
        let folder = &folders[writer % folders.len()];
        let mut program = sandbox.prepared(&["new", &title, "-m", "Because.", "-c"], folder);
        program.stdout(Stdio::piped()).stderr(Stdio::piped());
        program.spawn().expect("a writer")
    };
    let writers: Vec<_> = (0..WRITERS).map(start).collect();
    let ended = writers.into_iter().map(|writer| {
        let output = writer.wait_with_output().expect("a writer that ends");
        Output::of(&output)
    });
    ended
        .filter(|output| output.code != 0 || !output.stderr.is_empty())
        .map(|output| format!("{}: {}", output.code, output.stderr))
        .collect()
}

/// The numbers of all records on all branches, and the commits that brought them.
fn numbers(sandbox: &Sandbox) -> (BTreeSet<String>, usize) {
    let mut numbers = BTreeSet::new();
    let mut commits = 0;
    for line in sandbox.git(&["log", "--all", "--format=%s"]).lines() {
        if let Some(rest) = line.strip_prefix("declog: new ") {
            commits += 1;
            numbers.extend(rest.split(' ').next().map(str::to_owned));
        }
    }
    (numbers, commits)
}

fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.commit("begin");
    sandbox
}

fn rounds() -> usize {
    if is_long() { 20 } else { 1 }
}

/// Another working tree, on a branch of its own.
fn beside(sandbox: &Sandbox, name: &str) -> PathBuf {
    let path = sandbox.beside(name);
    let folder = path.display().to_string();
    sandbox.git(&["worktree", "add", "-q", "-b", name, &folder]);
    path
}

/// Every round in some working trees.
fn take_turns(sandbox: &Sandbox, folders: &[PathBuf]) {
    for number in 1..=rounds() {
        assert_eq!(round(sandbox, folders, number), Vec::<String>::new());
        let all = number * WRITERS;
        let (numbers, commits) = numbers(sandbox);
        assert_eq!((numbers.len(), commits), (all, all));
    }
    assert_eq!(sandbox.git(&["rev-list", "--min-parents=2", "--all"]), "");
    for folder in folders {
        assert_eq!(clean(sandbox, folder), "");
    }
    assert_eq!(is_whole(sandbox), Ok(()));
}

#[test]
fn writers_in_one_working_tree_take_turns() {
    let sandbox = log();
    take_turns(&sandbox, &[sandbox.root().to_path_buf()]);
}

#[test]
fn writers_in_four_working_trees_take_turns() {
    let sandbox = log();
    let mut folders = vec![sandbox.root().to_path_buf()];
    folders.extend(["red", "green", "blue"].map(|name| beside(&sandbox, name)));
    take_turns(&sandbox, &folders);
}

/// What git has to say of a working tree.
fn clean(sandbox: &Sandbox, folder: &Path) -> String {
    sandbox.git(&["-C", &folder.display().to_string(), "status", "--porcelain"])
}

/// What another working tree has written and not committed is taken, too.
#[test]
fn a_number_that_waits_in_another_working_tree_is_taken() {
    let sandbox = log();
    let path = beside(&sandbox, "red");
    let new = |folder: &Path, title: &str| {
        let output = sandbox
            .prepared(&["new", title, "-m", "Because."], folder)
            .output();
        Output::of(&output.expect("declog"))
            .stdout
            .lines()
            .next()
            .map(str::to_owned)
    };
    let told = [
        new(&path, "There"),
        new(sandbox.root(), "Here"),
        new(&path, "There again"),
    ];
    let expected = [
        "created DEC-1 docs/decisions/0001-there.md",
        "created DEC-2 docs/decisions/0002-here.md",
        "created DEC-3 docs/decisions/0003-there-again.md",
    ];
    assert_eq!(told, expected.map(|line| Some(line.to_owned())));
}
