//! The example log: whole, believable and honest about what is wrong in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use declog::text::kinds::builtin;
use serde_json::Value;

use crate::sandbox::{Output, Sandbox};

/// The example, made beside nothing else on the day of the sandbox.
fn demo() -> (Sandbox, Output) {
    let sandbox = Sandbox::without_git();
    let output = sandbox.declog(&["demo"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    (sandbox, output)
}

fn git(sandbox: &Sandbox, words: &[&str]) -> String {
    sandbox.git(&[&["-C", "declog-demo"], words].concat())
}

fn list(sandbox: &Sandbox) -> Vec<Value> {
    let output = sandbox.declog(&["-C", "declog-demo", "list", "--json"]);
    let all: Value = serde_json::from_str(&output.stdout).unwrap();
    all["records"].as_array().unwrap().clone()
}

#[test]
fn the_example_says_what_it_made_and_what_is_wrong_in_it() {
    let (sandbox, output) = demo();
    super::cli::check("demo.txt", &output.stdout);
    assert!(
        sandbox
            .root()
            .join("declog-demo/_site/index.html")
            .is_file()
    );
    assert_eq!(git(&sandbox, &["status", "--porcelain"]), "");
    assert_eq!(git(&sandbox, &["fsck", "--strict", "--no-dangling"]), "");
}

#[test]
fn the_readme_of_the_example_lists_every_finding_and_no_other() {
    let (sandbox, _) = demo();
    let output = sandbox.declog(&["-C", "declog-demo", "check", "--json"]);
    let all: Value = serde_json::from_str(&output.stdout).unwrap();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    let found: BTreeSet<(String, String)> = all["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (word(finding, "rule"), word(finding, "id")))
        .collect();
    let readme = sandbox.read("declog-demo/README.md");
    let rows = readme.lines().filter(|line| line.starts_with("| `"));
    let mut listed = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let id = cells[2].split_whitespace().next().unwrap();
        let id = if id.contains('-') { id } else { "-" };
        for rule in cells[1].split(',') {
            let rule = rule.trim().trim_matches('`');
            listed.insert((rule.to_owned(), id.to_owned()));
        }
    }
    assert_eq!(found, listed);
}

#[test]
fn the_example_has_every_state_and_a_company_around_it() {
    let (sandbox, _) = demo();
    let mut states: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let records = list(&sandbox);
    for record in &records {
        let word = |key: &str| record[key].as_str().unwrap().to_owned();
        states
            .entry(word("kind"))
            .or_default()
            .insert(word("state"));
    }
    for kind in builtin() {
        let all: BTreeSet<String> = kind.states.iter().map(|state| state.name.clone()).collect();
        assert_eq!(states[&kind.name], all, "{}", kind.name);
    }
    let config = sandbox.declog(&["-C", "declog-demo", "config", "--json"]);
    let settings: toml::Table = sandbox.read("declog-demo/declog.toml").parse().unwrap();
    assert_eq!(config.code, 0);
    let people = settings["people"].as_table().unwrap();
    let zones: BTreeSet<&str> = people
        .values()
        .filter_map(|person| person["timezone"].as_str())
        .collect();
    let size = (
        records.len(),
        people.len(),
        zones.len(),
        settings["areas"].as_table().unwrap().len(),
    );
    assert_eq!(size, (49, 13, 3, 5));
}

#[test]
fn each_commit_is_by_its_own_author_at_its_own_time() {
    let (sandbox, _) = demo();
    let log = git(
        &sandbox,
        &["log", "--reverse", "--format=%an|%ae|%cn|%ce|%at|%ct|%ai"],
    );
    let mut authors: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before = 0_i64;
    for line in log.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        assert_eq!(
            (parts[0], parts[1], parts[4]),
            (parts[2], parts[3], parts[5]),
            "{line}"
        );
        let time: i64 = parts[4].parse().unwrap();
        assert!(time > before, "not after the commit before: {line}");
        before = time;
        *authors.entry(parts[1]).or_default() += 1;
    }
    let count: usize = authors.values().sum();
    assert!(
        count > 300 && authors.values().all(|commits| *commits >= 5),
        "{authors:?}"
    );
    let days: Vec<&str> = log
        .lines()
        .map(|line| line.rsplit('|').next().unwrap())
        .collect();
    let zones: BTreeSet<&str> = days
        .iter()
        .map(|day| day.rsplit(' ').next().unwrap())
        .collect();
    let expected = ["+0000", "+0100", "+0530", "-0400", "-0500"];
    assert_eq!(zones, BTreeSet::from(expected));
    assert_eq!(
        (&days[0][..10], &days[count - 1][..10]),
        ("2024-11-25", "2026-11-20")
    );
}

#[test]
fn the_example_is_the_same_on_the_same_day_and_moves_by_whole_weeks() {
    let head = |sandbox: &Sandbox, folder: &str, words: &[&str]| {
        let output = sandbox.declog(&[&["demo", folder, "--quiet"], words].concat());
        assert_eq!(output.code, 0, "{}", output.stderr);
        sandbox.git(&["-C", folder, "log", "-1", "--format=%H %as"])
    };
    let sandbox = Sandbox::without_git();
    let first = head(&sandbox, "first", &[]);
    assert_eq!(head(&sandbox, "second", &[]), first);
    assert_eq!(
        head(&sandbox, "same-week", &["--as-of", "2026-11-26"]),
        first
    );
    let later = head(&sandbox, "later", &["--as-of", "2027-11-23"]);
    assert!(later.ends_with(" 2027-11-19\n"), "{later}");
    let check = |folder: &str, day: &str| {
        let words = ["-C", folder, "check", "--as-of", day, "--format", "concise"];
        let said = sandbox.declog(&words).stdout;
        let lines = said
            .lines()
            .map(|line| line.split(':').next().unwrap().to_owned());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(check("later", "2027-11-21"), check("first", "2026-11-22"));
}

#[test]
fn an_example_that_somebody_worked_in_is_left_alone() {
    let (sandbox, _) = demo();
    let again = sandbox.declog(&["demo", "--as-of", "2027-11-22"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let first = "found declog-demo: the example is there as it was made\n";
    assert!(again.stdout.starts_with(first), "{}", again.stdout);
    let output = sandbox.declog(&["demo", "--json"]);
    let told: Value = serde_json::from_str(&output.stdout).unwrap();
    for key in ["records", "commits", "people", "first", "last"] {
        assert_eq!(told[key], Value::Null, "{key}");
    }
    assert_eq!(told["made"], false);
    sandbox.write("declog-demo/README.md", "mine");
    let refused = sandbox.declog(&["demo"]);
    assert_eq!(
        (refused.code, refused.stderr.as_str()),
        (
            3,
            "error: `declog-demo` is there already\n  \
             help: name a folder that is not there yet: `declog demo DIR`\n"
        )
    );
    assert_eq!(sandbox.read("declog-demo/README.md"), "mine");
    sandbox.write("notes/todo.txt", "mine");
    assert_eq!(sandbox.declog(&["demo", "notes"]).code, 3);
}

#[test]
fn the_next_command_is_one_that_a_shell_takes() {
    let sandbox = Sandbox::without_git();
    let output = sandbox.declog(&["demo", "it's mine"]);
    assert!(
        output
            .stdout
            .contains("\nnext: cd 'it'\\''s mine' && declog\n")
    );
}

#[test]
fn whoever_makes_the_example_may_work_in_it_at_once() {
    let (sandbox, _) = demo();
    let line = "unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL && cd declog-demo && \
                declog note DEC-25 -m 'Looks right.' -c";
    let (note, _) = sandbox.shell(sandbox.root(), line);
    assert_eq!(note.code, 0, "{}", note.stdout);
    let log = git(&sandbox, &["log", "-1", "--format=%s"]);
    assert_eq!(
        log,
        "declog: note DEC-25 Keep cover images in object storage\n"
    );
}

#[test]
fn the_log_was_in_order_at_the_end_of_each_quarter() {
    let (sandbox, _) = demo();
    let mut told = String::new();
    for day in [
        "2024-12-31",
        "2025-03-31",
        "2025-06-30",
        "2025-09-30",
        "2025-12-31",
        "2026-03-31",
        "2026-06-30",
        "2026-09-30",
    ] {
        let output = sandbox.declog(&[
            "-C",
            "declog-demo",
            "check",
            "--at",
            day,
            "--format",
            "concise",
        ]);
        told.push_str(&format!("== {day}\n{}", output.stdout));
    }
    super::cli::check("demo-quarters.txt", &told);
}

/// Every file of the example is text that is in use: added by the history, and named once.
#[test]
fn every_file_of_the_example_is_in_its_history() {
    let (sandbox, _) = demo();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/demo/files");
    let files: BTreeSet<String> = crate::examples::files(&root)
        .into_keys()
        .map(|path| path.display().to_string())
        .collect();
    let added = git(
        &sandbox,
        &[
            "log",
            "--diff-filter=A",
            "--no-renames",
            "--name-only",
            "--format=",
        ],
    );
    let added: BTreeSet<String> = added.lines().map(str::to_owned).collect();
    let never: Vec<&String> = files.difference(&added).collect();
    assert!(never.is_empty(), "never added: {never:?}");
}
