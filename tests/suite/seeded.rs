//! Faults that are planted in a log of a thousand records: all of them are found, and nothing else is.
//!
//! The log is made anew from a seed: another one is named by `DECLOG_SEED`. It has records of all three kinds, people,
//! teams, areas with rights, code that names records, and a few commits. On it nothing is found. Then 300 faults are
//! planted, at least one for each rule, each in a record, a file or a commit of its own, and each with the rule, the file
//! and the line that have to be told of it.

mod clean;
mod faults;
mod story;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use declog::check;
use serde_json::Value;

use crate::sandbox::Sandbox;
use clean::Seed;
use faults::FAULTS;
use world::{Expected, World};

/// How many faults are planted at the least.
const MANY: usize = 300;

/// A log without records, which is a log of its own.
const EMPTY: &str = "other/declog.toml";

/// Rules that say nothing unless somebody asks.
pub(crate) const ASKED: [&str; 4] = [
    "accepted-at-birth",
    "accepted-not-built",
    "id-gap",
    "too-many-outcomes",
];

/// A finding: its rule, its file and its line; no line where it has no place.
type Finding = (String, String, Option<u64>);

#[test]
fn nothing_is_found_in_a_sound_log_and_every_fault_in_another() {
    let start = Instant::now();
    let seed = std::env::var("DECLOG_SEED").ok();
    let seed = seed.map_or(7, |seed| seed.parse().expect("a number"));
    let sound = World::new(&mut Seed(seed));
    assert_eq!(sound.records.len(), 1_000);
    let sandbox = Sandbox::new();
    sound.story().play(&sandbox);
    assert_eq!(found(&sandbox, ""), []);

    let world = faulty(seed);
    let story = world.story();
    let files = story.files();
    let mut expected: Vec<Finding> = world.planted.iter().map(|one| place(one, &files)).collect();
    expected.extend(world.gaps(&files).iter().map(|one| place(one, &files)));
    expected.sort();
    let sandbox = Sandbox::new();
    story.play(&sandbox);
    sandbox.write(EMPTY, "format = 1\n");
    let found = found(&sandbox, "");
    let report = Report::new(&expected, &found);
    let planted: usize = FAULTS.iter().map(|(_, count, _)| count).sum();
    let told = format!(
        "seed {seed}: {planted} faults of {} rules in {} records: {} found of {}, {} more, in {:.1?}\n{report}",
        FAULTS.len(),
        world.records.len(),
        expected.len() - report.missed.len(),
        expected.len(),
        report.more.len(),
        start.elapsed(),
    );
    eprintln!("{told}");
    assert!(report.missed.is_empty() && report.more.is_empty(), "{told}");
    assert!(planted >= MANY, "{planted} faults");
    // One more is a log of its own: the one that has no record.
    let empty: Vec<Finding> = self::found(&sandbox, "other")
        .into_iter()
        .map(|(one, _)| one)
        .collect();
    assert_eq!(empty, [("empty-log".to_owned(), EMPTY.to_owned(), None)]);
}

/// A log with many findings of every rule that looks at a log with records, committed: without most of the records that
/// are sound.
pub(crate) fn log() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut world = faulty(7);
    world.keep_touched();
    world.story().play(&sandbox);
    sandbox
}

/// The log with its faults.
fn faulty(seed: u64) -> World {
    let mut world = World::new(&mut Seed(seed));
    for (rule, count, plant) in FAULTS {
        for number in 0..*count {
            let before = world.planted.len() + world.gone.len();
            plant(&mut world, number);
            let after = world.planted.len() + world.gone.len();
            assert!(after > before, "{rule} {number}: nothing is expected");
        }
    }
    world
}

#[test]
fn a_branch_brings_what_is_found_on_it() {
    let sound = World::new(&mut Seed(7));
    let sandbox = Sandbox::new();
    sound.story().play(&sandbox);
    faulty(7).since(&sound).play_on("work", &sandbox);
    let places = |words: &[&str]| -> Vec<(Finding, String)> { found_by(&sandbox, "", words) };
    let all: Vec<Finding> = places(&[]).into_iter().map(|(one, _)| one).collect();
    let brought = places(&["--base", "main"]);
    assert!(all.len() > MANY);
    same(&all, &brought);
    // The same before a merge and after it, where nobody merges it whose word counts.
    sandbox.becomes("Zoe", "zoe@example.com");
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.write("docs/more.md", "More of it.\n");
    sandbox.commit("main goes on");
    let before = places(&["--base", "main", "--rev", "work"]);
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "merge", "work"]);
    let after: Vec<Finding> = places(&[]).into_iter().map(|(one, _)| one).collect();
    same(&after, &before);
}

fn same(expected: &[Finding], found: &[(Finding, String)]) {
    let report = Report::new(expected, found);
    assert!(
        report.missed.is_empty() && report.more.is_empty(),
        "{report}"
    );
}

#[test]
fn every_rule_has_a_fault() {
    let rules = check::cards().into_iter().map(|card| card.id);
    let rules: BTreeSet<&str> = rules.filter(|rule| *rule != "empty-log").collect();
    let faults: BTreeSet<&str> = FAULTS.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(faults, rules);
    assert!(FAULTS.iter().all(|(_, count, _)| *count > 0));
}

/// What is expected and what is found, without what is both.
struct Report<'a> {
    missed: Vec<&'a Finding>,
    more: Vec<&'a (Finding, String)>,
}

impl<'a> Report<'a> {
    fn new(expected: &'a [Finding], found: &'a [(Finding, String)]) -> Self {
        let mut missed: Vec<&Finding> = expected.iter().collect();
        let mut more = Vec::new();
        for one in found {
            match missed.iter().position(|other| **other == one.0) {
                Some(at) => {
                    missed.remove(at);
                }
                None => more.push(one),
            }
        }
        Self { missed, more }
    }
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for one in &self.missed {
            writeln!(out, "missed {one:?}")?;
        }
        for (one, message) in &self.more {
            writeln!(out, "more   {one:?} {message}")?;
        }
        Ok(())
    }
}

/// What `declog check` finds.
fn found(sandbox: &Sandbox, folder: &str) -> Vec<(Finding, String)> {
    found_by(sandbox, folder, &[])
}

/// The same, with more words.
fn found_by(sandbox: &Sandbox, folder: &str, more: &[&str]) -> Vec<(Finding, String)> {
    let mut words = vec!["check", "--format", "json"];
    words.extend(more);
    words.extend(ASKED.iter().flat_map(|rule| ["-W", rule]));
    let output = sandbox.declog_in(folder, &words);
    let whole: Value = serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", output.stderr));
    let all = whole["findings"].as_array().expect("findings").iter();
    let text = |one: &Value, key: &str| one[key].as_str().expect("a text").to_owned();
    all.map(|one| {
        let line = one["start"]["line"].as_u64();
        let finding = (text(one, "rule"), text(one, "path"), line);
        (finding, text(one, "message"))
    })
    .collect()
}

/// Where something has to be found, by the text that it is found in.
fn place(expected: &Expected, files: &BTreeMap<String, Vec<u8>>) -> Finding {
    let Expected { rule, path, line } = expected;
    let line = line.as_ref().map(|start| {
        let text = String::from_utf8_lossy(&files[path]).into_owned();
        let at = text
            .lines()
            .position(|line| line.starts_with(start.as_str()));
        let at = at.unwrap_or_else(|| panic!("no `{start}` in {path} for {rule}"));
        u64::try_from(at + 1).expect("a small number")
    });
    ((*rule).to_owned(), path.clone(), line)
}
