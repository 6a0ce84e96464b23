//! Nothing of the user's is ever lost: many writers at once, writers that are killed, disks that are full, work that is
//! under way, branches that took the same numbers.
//!
//! `tests/run --long` gives each of these a longer form.

mod faults;
mod git;
#[cfg(unix)]
mod killed;
mod merges;
mod parallel;
mod states;
mod strace;

use crate::sandbox::{Output, Sandbox};

/// A decision that says everything, with more front matter.
fn decision(title: &str, status: &str, more: &str) -> String {
    let by = if status == "accepted" {
        "decision-makers: [Ada]\n"
    } else {
        ""
    };
    format!(
        "---\nstatus: {status}\ndate: 2026-11-20\ncreated: 2026-11-20\nowner: Ada\n{by}{more}---\n# {title}\n\n\
         ## Context and Problem Statement\n\nSums differ.\n\n## Considered Options\n\n* One ledger\n* Two\n\n\
         ## Decision Outcome\n\nChosen option: \"One ledger\", because nothing is left to reconcile.\n\n\
         ### Consequences\n\nOne place to look.\n\n### Confirmation\n\nA count.\n"
    )
}

/// A log of three decisions, committed: the second is to replace the first, the third rests on the second.
fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    sandbox.write(
        "docs/decisions/0001-keep-two.md",
        decision("Keep two", "accepted", ""),
    );
    sandbox.write(
        "docs/decisions/0002-keep-one.md",
        decision("Keep one", "proposed", "supersedes: [DEC-1]\n"),
    );
    sandbox.write(
        "docs/decisions/0003-count.md",
        decision("Count", "proposed", "depends-on: [DEC-2]\ntags: [money]\n")
            + "\nSee [the ledger](0002-keep-one.md), DEC-2.\n",
    );
    sandbox.write("src/main.rs", "// DEC-2\n");
    sandbox.commit("a log");
    sandbox
}

/// Whether the longer form is asked for.
fn is_long() -> bool {
    std::env::var_os("DECLOG_LONG").is_some()
}

/// Runs declog, which must succeed.
fn done(sandbox: &Sandbox, words: &[&str]) -> Output {
    let output = sandbox.declog(words);
    assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    output
}

/// Whether git finds its own data whole.
fn is_whole(sandbox: &Sandbox) -> Result<(), String> {
    let output = sandbox.try_git(&["fsck", "--strict", "--no-dangling", "--no-progress"]);
    match (output.code, output.stdout.as_str(), output.stderr.trim()) {
        (0, "", "") => Ok(()),
        _ => Err(format!("fsck: {}{}", output.stdout, output.stderr)),
    }
}
