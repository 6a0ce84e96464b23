//! The program as its users meet it: whole command lines, whole answers.

mod actor;
mod adopt;
mod base;
mod baseline;
mod begin;
mod bound;
mod changing;
mod codes;
mod custom;
mod diff;
mod doctor;
mod dry_run;
mod export;
mod foreign;
mod graph;
mod hands;
mod help;
mod json;
mod kinds;
mod levels;
mod life;
mod links;
mod log;
mod mend;
mod mistakes;
mod moments;
mod offers;
mod options;
mod outcome;
mod own_kind;
mod own_site;
mod people;
mod questions;
mod renumber;
mod review;
mod rights;
mod search;
mod shallow;
mod site_changes;
mod staged;
mod stats;
mod steps;
mod streams;
mod undo;
mod update;
mod why;

use std::path::Path;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::sandbox::{Output, Sandbox};

/// What stands under the title of a decision that says everything.
const BODY: &str = "\
## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: \"One ledger\", because nothing is left to reconcile.
";

/// Commands typed one after another, and what they answered.
struct Session<'a> {
    sandbox: &'a Sandbox,
    folder: &'a str,
    told: String,
}

impl<'a> Session<'a> {
    fn new(sandbox: &'a Sandbox) -> Self {
        Self::within(sandbox, "")
    }

    /// Typed in a folder of the repository.
    fn within(sandbox: &'a Sandbox, folder: &'a str) -> Self {
        Self {
            sandbox,
            folder,
            told: String::new(),
        }
    }

    fn declog(&mut self, words: &[&str]) -> Output {
        let output = self.sandbox.declog_in(self.folder, words);
        self.tell("declog", words, &output);
        output
    }

    /// With a text on standard input.
    fn given(&mut self, words: &[&str], input: &str) -> Output {
        let output = self.sandbox.declog_given(words, &[], input.as_bytes());
        self.tell("declog", words, &output);
        output
    }

    fn git(&mut self, words: &[&str]) -> Output {
        let output = self.sandbox.try_git(words);
        self.tell("git", words, &output);
        output
    }

    /// The text of a file.
    fn file(&mut self, path: &str) {
        let text = self.sandbox.read(path);
        self.told.push_str(&format!("$ cat {path}\n{text}"));
    }

    fn tell(&mut self, program: &str, words: &[&str], output: &Output) {
        let quoted = |word: &&str| {
            if word.contains([' ', '*', '"']) || word.is_empty() {
                format!("'{word}'")
            } else {
                (*word).to_owned()
            }
        };
        let words: Vec<String> = words.iter().map(quoted).collect();
        self.told.push_str(&format!(
            "$ {program} {}\n{}",
            words.join(" "),
            output.stdout
        ));
        for line in output.stderr.lines() {
            self.told.push_str(&format!("! {line}\n"));
        }
        if output.code != 0 {
            self.told.push_str(&format!("[{}]\n", output.code));
        }
    }

    /// What comes next, in words.
    fn title(&mut self, title: &str) {
        self.told.push_str(&format!("== {title}\n"));
    }

    /// Compares all that was told with the file of that name; folders and commits differ from run to run.
    fn check(self, name: &str) {
        check(name, &self.finished());
    }

    /// All that was told, alike from run to run.
    fn finished(self) -> String {
        let root = self.sandbox.root().display().to_string();
        let beside = self.sandbox.beside("").display().to_string();
        let told = self.told.replace(&root, "[ROOT]");
        let mut told = told.replace(&beside, "[BESIDE]/");
        let log = self.sandbox.try_git(&["log", "--all", "--format=%H"]);
        for id in log.stdout.lines() {
            for length in [40, 10, 7] {
                told = told.replace(&id[..length], "[COMMIT]");
            }
        }
        told
    }
}

/// Compares a text with the file of that name.
pub(crate) fn check(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli")
        .join(name);
    let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
    let assert = Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    assert.eq(Data::text(actual), expected);
}

/// Everything that git has to say of the user's own work.
fn work(sandbox: &Sandbox) -> [String; 3] {
    [
        sandbox.git(&["status", "--porcelain=v2", "--untracked-files=all"]),
        sandbox.git(&["diff"]),
        sandbox.git(&["diff", "--cached"]),
    ]
}

/// Settings under which the rules only warn.
const LENIENT: &str = "format = 1\n[check]\nstrict-from = 2026-11-30\n";

/// A proposal called after its file, with that context.
fn proposal(sandbox: &Sandbox, path: &str, context: &str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let letters = |letter: char| letter.is_ascii_digit() || letter == '-' || letter == ' ';
    let title = name.trim_end_matches(".md").trim_start_matches(letters);
    sandbox.write(
        path,
        format!(
            "---\nstatus: proposed\ndate: 2026-10-01\nowner: Ada Lovelace\n---\n# {title}\n\n\
             ## Context and Problem Statement\n\n{context}\n\n## Considered Options\n\n* One\n* Two\n\n\
             ## Decision Outcome\n\nChosen option: \"One\", because so.\n"
        ),
    );
}

/// A log with a decision in force, one that replaced another, and a bare proposal.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = |words: &[&str]| {
        let output = sandbox.declog_given(words, &[], BODY.as_bytes());
        assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    };
    run(&["init"]);
    run(&["new", "Keep the ledger on paper", "--body-file", "-", "-c"]);
    run(&["accept", "1", "-c"]);
    run(&[
        "new",
        "Keep one ledger",
        "--body-file",
        "-",
        "--supersedes",
        "DEC-1",
        "--set",
        "tags=db,ops",
        "-c",
    ]);
    run(&["accept", "2", "-m", "Shown to work in May.", "-c"]);
    run(&["new", "Use PostgreSQL", "-m", "We need a database.", "-c"]);
    sandbox
}
