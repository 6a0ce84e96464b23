//! `diff`: what differs between two revisions, against what two readings of checked out trees say.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::json::valid;
use super::{LENIENT, Session, log};
use crate::sandbox::Sandbox;

#[test]
fn what_differs_is_told_record_by_record() {
    let sandbox = log();
    sandbox.git(&["tag", "before"]);
    sandbox.declog(&["deprecate", "2", "-m", "Over.", "-c"]);
    sandbox.declog(&["set", "3", "tags=db,ops", "owner=bob", "-c"]);
    sandbox.declog(&["new", "Sell the boat", "-m", "It leaks.", "-c"]);
    sandbox.declog(&["note", "1", "-m", "Line *one*.\n\nLine two.", "-c"]);
    let text = sandbox.read("docs/decisions/0003-use-postgresql.md");
    let text = text.replace(
        "We need a database.",
        "We need *one* database.\n\nAnd a queue.",
    );
    sandbox.write(
        "docs/decisions/0003-use-postgresql.md",
        text.replace("# Use PostgreSQL", "# Use <PostgreSQL>"),
    );
    sandbox.commit("more words");
    sandbox.git(&["tag", "after"]);
    sandbox.declog(&["note", "4", "-m", "Not committed.", "--no-commit"]);
    std::fs::remove_file(
        sandbox
            .root()
            .join("docs/decisions/0001-keep-the-ledger-on-paper.md"),
    )
    .unwrap();
    let mut session = Session::new(&sandbox);
    session.declog(&["diff", "before..after"]);
    session.declog(&["diff", "before..after", "--format", "markdown"]);
    session.declog(&["diff", "after..before"]);
    session.declog(&["diff"]);
    session.declog(&["diff", "before"]);
    session.declog(&["diff", "after~1..after", "--json"]);
    session.declog(&["diff", "after..after"]);
    session.declog(&["diff", "nowhere..after"]);
    session.declog(&["diff", "before..after", "--format", "html"]);
    session.check("diff.txt");
    valid(&sandbox, "diff", &["diff", "before"]);
}

#[test]
fn a_side_without_a_log_has_no_records() {
    let sandbox = Sandbox::new();
    sandbox.write("README.md", "x\n");
    sandbox.commit("nothing yet");
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    sandbox.write("side.txt", "x\n");
    sandbox.commit("aside");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.write("declog.toml", LENIENT);
    sandbox.write(
        "docs/decisions/0001-a.md",
        "---\nstatus: proposed\n---\n# A\n",
    );
    sandbox.commit("a log");
    sandbox.declog(&["renumber", "1", "7", "-c"]);
    let mut session = Session::new(&sandbox);
    session.declog(&["diff", "HEAD~2..HEAD"]);
    session.declog(&["diff", "HEAD..HEAD~2"]);
    session.declog(&["diff", "HEAD~1..HEAD"]);
    session.declog(&["diff", "side...HEAD"]);
    session.git(&["checkout", "-q", "side"]);
    session.declog(&["diff", "HEAD~1..HEAD"]);
    session.check("diff-begins.txt");
}

/// One change to the tree.
#[derive(Clone, Debug)]
enum Step {
    Write {
        number: usize,
        title: usize,
        state: usize,
        tags: usize,
        words: usize,
        entries: usize,
    },
    Remove(usize),
    Move(usize),
    Settings(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1..5_usize, 0..2_usize, 0..4_usize, 0..3_usize, 0..3_usize, 0..3_usize).prop_map(
            |(number, title, state, tags, words, entries)| Step::Write { number, title, state, tags, words, entries }
        ),
        1 => (1..5_usize).prop_map(Step::Remove),
        1 => (1..5_usize).prop_map(Step::Move),
        1 => (0..3_usize).prop_map(Step::Settings),
    ]
}

fn settings(which: usize) -> String {
    let more = match which {
        0 => "",
        // Another word for a state, and files that are no records.
        1 => "[kinds.decision]\nstatuses.\"perhaps\" = \"proposed\"\n",
        _ => "[log]\nignore = [\"docs/decisions/0001-*\"]\n",
    };
    format!("{LENIENT}{more}")
}

fn apply(sandbox: &Sandbox, step: &Step) {
    let (flat, deep) = (
        |number: usize| format!("docs/decisions/{number:04}-x.md"),
        |number: usize| format!("docs/decisions/old/{number:04}-x.md"),
    );
    let here = |number: usize| {
        let paths = [flat(number), deep(number)];
        paths
            .into_iter()
            .find(|path| sandbox.root().join(path).exists())
    };
    match step {
        Step::Write {
            number,
            title,
            state,
            tags,
            words,
            entries,
        } => {
            let state = ["proposed", "accepted", "rejected", "perhaps"][*state];
            let tags = ["", "tags: [a]\n", "tags: [a, b]\n"][*tags];
            let words = ["One.", "One.\nTwo.", "Three."][*words];
            let entries: String = (0..*entries)
                .map(|at| format!("### 2026-11-0{} · note · ada\nWord {at}.\n\n", 5 - at))
                .collect();
            let text = format!(
                "---\nstatus: {state}\ncreated: 2026-11-01\n{tags}---\n# Title {title}\n\n\
                 ## Context and Problem Statement\n\n{words}\n\n## Log\n\n{entries}"
            );
            sandbox.write(&here(*number).unwrap_or_else(|| flat(*number)), text);
        }
        Step::Remove(number) => {
            if let Some(path) = here(*number) {
                std::fs::remove_file(sandbox.root().join(path)).unwrap();
            }
        }
        Step::Move(number) => {
            if sandbox.root().join(flat(*number)).exists()
                && !sandbox.root().join(deep(*number)).exists()
            {
                let text = sandbox.read(&flat(*number));
                std::fs::remove_file(sandbox.root().join(flat(*number))).unwrap();
                sandbox.write(&deep(*number), text);
            }
        }
        Step::Settings(which) => sandbox.write("declog.toml", settings(*which)),
    }
}

/// The records as `list --json` has them.
fn listed(sandbox: &Sandbox, words: &[&str]) -> Vec<Value> {
    let output = sandbox.declog(&[&["list", "--json"], words].concat());
    assert_eq!(output.code, 0, "{words:?}: {}", output.stderr);
    let list: Value = serde_json::from_str(&output.stdout).unwrap();
    list["records"].as_array().unwrap().clone()
}

/// A record as the program shows it to somebody who has nothing but the tree: state, title, path, fields, sections.
type Reading = BTreeMap<String, (Value, BTreeMap<String, String>)>;

fn reading(sandbox: &Sandbox) -> Reading {
    let records = listed(sandbox, &[]).into_iter();
    let one = |record: Value| {
        let id = record["id"].as_str().unwrap().to_owned();
        let shown: Value =
            serde_json::from_str(&sandbox.declog(&["show", &id, "--json"]).stdout).unwrap();
        let sections = shown["sections"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().trim().to_owned();
        let sections = sections.map(|section| (text(&section["title"]), text(&section["text"])));
        (id, (record, sections.collect()))
    };
    records.map(one).collect()
}

/// What two readings differ in, in a shape that both sides of the test have.
fn by_hand(old: &Reading, new: &Reading) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for id in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (what, turns) = match (old.get(id), new.get(id)) {
            (None, _) => ("added", json!({})),
            (_, None) => ("removed", json!({})),
            (Some((old, before)), Some((new, after))) => {
                let word = |record: &Value| match &record["state"] {
                    Value::Null => record["status_as_written"].clone(),
                    state => state.clone(),
                };
                let differs = |key: &str| old[key] != new[key];
                let fields = ["tags"]
                    .iter()
                    .filter(|key| old["fields"][**key] != new["fields"][**key]);
                let names = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
                let sections = names
                    .into_iter()
                    .filter(|name| name.as_str() != "Log" && before.get(*name) != after.get(*name));
                let turns = json!({
                    "state": (word(old) != word(new)).then(|| word(new)),
                    "title": differs("title"),
                    "path": differs("path"),
                    "fields": fields.collect::<Vec<_>>(),
                    "sections": sections.collect::<Vec<_>>(),
                    "entries": before.get("Log") != after.get("Log"),
                });
                match (turns["state"].is_null(), old == new && before == after) {
                    (_, true) => continue,
                    (false, _) => ("moved", turns),
                    (true, _) => ("changed", turns),
                }
            }
        };
        all.insert(id.clone(), json!({ "what": what, "turns": turns }));
    }
    all
}

/// The same from `diff --json`.
fn by_diff(sandbox: &Sandbox, between: &str) -> BTreeMap<String, Value> {
    let output = sandbox.declog(&["diff", between, "--json"]);
    assert_eq!(output.code, 0, "{between}: {}", output.stderr);
    let diff: Value = serde_json::from_str(&output.stdout).unwrap();
    let one = |record: &Value| {
        let delta = &record["delta"];
        let names = |list: &str, key: &str| -> Vec<Value> {
            delta[list]
                .as_array()
                .unwrap()
                .iter()
                .map(|turn| turn[key].clone())
                .collect()
        };
        let turns = match record["what"].as_str() {
            Some("moved" | "changed") => json!({
                "state": delta["state"]["to"],
                "title": !delta["title"].is_null(),
                "path": !delta["path"].is_null(),
                "fields": names("fields", "key"),
                "sections": names("sections", "title"),
                "entries": !names("entries", "word").is_empty() || !names("lost", "word").is_empty(),
            }),
            _ => json!({}),
        };
        let id = record["id"].as_str().unwrap().to_owned();
        (id, json!({ "what": record["what"], "turns": turns }))
    };
    diff["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(one)
        .collect()
}

/// Commits everything on every other day.
fn commit_on(sandbox: &Sandbox, place: usize) {
    sandbox.git(&["add", "--all"]);
    let words = ["commit", "-q", "--allow-empty", "-m", "a change"];
    let mut git = sandbox.program("git", &words, sandbox.root());
    let day = format!("2026-11-{:02}T23:59:59Z", 2 * place);
    let status = git.env("GIT_COMMITTER_DATE", day).status();
    assert!(status.expect("git").success());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_revision_reads_as_its_tree_does(steps in prop::collection::vec(prop::collection::vec(step(), 1..4), 2..4)) {
        let sandbox = Sandbox::new();
        sandbox.write("declog.toml", settings(0));
        let mut readings: Vec<(String, Reading)> = Vec::new();
        for (day, steps) in steps.iter().enumerate() {
            for step in steps {
                apply(&sandbox, step);
            }
            commit_on(&sandbox, day + 1);
            let commit = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
            // The tree alone, in a repository without history.
            let tree = Sandbox::new();
            for (path, bytes) in sandbox.files() {
                tree.write(&path, bytes);
            }
            tree.commit("the tree");
            readings.push((commit, reading(&tree)));
        }
        for (commit, reading) in &readings {
            let records: Vec<Value> = reading.values().map(|(record, _)| record.clone()).collect();
            let mut found = listed(&sandbox, &["--rev", commit]);
            found.sort_by_key(|record| record["id"].as_str().unwrap().to_owned());
            prop_assert_eq!(&found, &records, "--rev {}", commit);
        }
        // The newest commit by the end of a day is that of the day before, where the day has none.
        for (place, (_, reading)) in readings.iter().enumerate() {
            let records: Vec<Value> = reading.values().map(|(record, _)| record.clone()).collect();
            for hours in [0, 1] {
                let day = format!("2026-11-{:02}", 2 * (place + 1) + hours);
                let mut found = listed(&sandbox, &["--at", &day]);
                found.sort_by_key(|record| record["id"].as_str().unwrap().to_owned());
                prop_assert_eq!(&found, &records, "--at {}", day);
            }
        }
        for (old, before) in &readings {
            for (new, after) in &readings {
                let between = format!("{old}..{new}");
                prop_assert_eq!(by_diff(&sandbox, &between), by_hand(before, after), "{}", between);
            }
        }
    }
}
