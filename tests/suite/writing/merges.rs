//! Branches that took numbers on their own: every clash is found before the merge and after it, and `renumber` leaves
//! each reference with the record it meant.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{decision, done, is_long};
use crate::sandbox::Sandbox;

/// The names of the branches, which are in the titles of their records too.
const BRANCHES: [&str; 5] = ["red", "green", "blue", "topic/grey", "pink"];

/// What one branch has added: for each record, which records it names, counted from the first of the log.
type Added = Vec<Vec<usize>>;

/// The number that every log begins with.
const BASE: usize = 2;

fn colour(branch: &str) -> &str {
    branch.rsplit('/').next().unwrap_or(branch)
}

/// The log that all branches begin with.
fn base() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("declog.toml", "format = 1\n");
    for number in 1..=BASE {
        let path = format!("docs/decisions/000{number}-base.md");
        sandbox.write(&path, decision("Base", "accepted", ""));
    }
    sandbox.commit("base");
    sandbox
}

/// Adds records to a branch, each with lines that name others and say whose those are.
fn branch(sandbox: &Sandbox, name: &str, added: &Added) {
    sandbox.git(&["checkout", "-q", "-b", name, "main"]);
    let colour = colour(name);
    for (at, named) in added.iter().enumerate() {
        let number = BASE + 1 + at;
        let mut more = BTreeSet::new();
        let mut text = String::new();
        for place in named {
            let other = place % (number - 1) + 1;
            let whose = if other > BASE { colour } else { "base" };
            let file = match other > BASE {
                true => format!("000{other}-{colour}-{other}.md"),
                false => format!("000{other}-base.md"),
            };
            more.insert(format!("DEC-{other}"));
            text += &format!("\nRests on DEC-{other} of {whose}, see [it]({file}) of {whose}.\n");
        }
        let more: Vec<String> = more.into_iter().collect();
        let front = match more.is_empty() {
            true => String::new(),
            false => format!("depends-on: [{}]\n", more.join(", ")),
        };
        let path = format!("docs/decisions/000{number}-{colour}-{number}.md");
        sandbox.write(
            &path,
            decision(&format!("{colour} {number}"), "proposed", &front) + &text,
        );
        sandbox.commit(&format!("{colour} {number}"));
    }
    sandbox.git(&["checkout", "-q", "main"]);
}

/// The findings of a rule, as path and message.
fn findings(sandbox: &Sandbox, words: &[&str], rule: &str) -> Vec<(String, String)> {
    let output = sandbox.declog(words);
    let whole: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let all = whole["findings"].as_array().expect("findings").iter();
    let text = |finding: &serde_json::Value, key: &str| {
        finding[key].as_str().unwrap_or_default().to_owned()
    };
    all.filter(|finding| finding["rule"] == rule)
        .map(|finding| (text(finding, "path"), text(finding, "message")))
        .collect()
}

/// The clashes that there must be: by id, every branch and file.
fn expected(branches: &[(&str, Added)]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut claims: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (name, added) in branches {
        for at in 0..added.len() {
            let number = BASE + 1 + at;
            let path = format!("docs/decisions/000{number}-{}-{number}.md", colour(name));
            let claimants = claims.entry(format!("DEC-{number}")).or_default();
            claimants.push(((*name).to_owned(), path));
        }
    }
    claims.retain(|_, claimants| claimants.len() > 1);
    claims
}

/// The lines that name a record of another branch than they say.
fn strays(sandbox: &Sandbox) -> Vec<String> {
    let mut titles = BTreeMap::new();
    let files = sandbox.files();
    let records: Vec<(&String, String)> = files
        .iter()
        .filter(|(path, _)| path.starts_with("docs/decisions/"))
        .map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    for (path, text) in &records {
        let name = path.rsplit('/').next().expect("a name");
        let number: usize = name[..4].parse().expect("a number");
        let title = text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .expect("a title");
        titles.insert(number, (name.to_owned(), title.to_lowercase()));
    }
    let mut strays = Vec::new();
    for (path, text) in &records {
        for line in text.lines().filter(|line| line.starts_with("Rests on ")) {
            let words: Vec<&str> = line
                .split([' ', ',', '[', ']', '(', ')', '.'])
                .filter(|word| !word.is_empty())
                .collect();
            let number: usize = words[2].trim_start_matches("DEC-").parse().expect("an id");
            let whose = words[4];
            let file = words
                .iter()
                .find(|word| word.starts_with("00"))
                .expect("a link");
            match titles.get(&number) {
                Some((name, title)) if title.starts_with(whose) && name.starts_with(file) => {}
                _ => strays.push(format!("{path}: {line}")),
            }
        }
    }
    strays
}

/// Whether `check --base main` finds on a branch what a merge would bring: the records whose numbers `main` has by now.
fn clashes_with_main(sandbox: &Sandbox, (name, added): (&str, &Added)) -> Result<(), String> {
    let taken: BTreeSet<usize> = sandbox
        .files()
        .keys()
        .filter_map(|path| path.strip_prefix("docs/decisions/")?.get(..4)?.parse().ok())
        .collect();
    let own = (0..added.len()).map(|at| BASE + 1 + at);
    let expected: Vec<String> = own
        .filter(|number| taken.contains(number))
        .map(|number| format!("docs/decisions/000{number}-{}-{number}.md", colour(name)))
        .collect();
    let words = ["check", "--base", "main", "--rev", name, "--json"];
    let found = findings(sandbox, &words, "duplicate-id");
    sandbox.git(&["switch", "-q", name]);
    let from_there = findings(
        sandbox,
        &["check", "--base", "main", "--json"],
        "duplicate-id",
    );
    sandbox.git(&["switch", "-q", "main"]);
    if found != from_there {
        return Err(format!("{found:?} from `main`, {from_there:?} on `{name}`"));
    }
    let paths: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
    match paths == expected {
        true => Ok(()),
        false => Err(format!("`{name}` onto `main`: {paths:?} for {expected:?}")),
    }
}

/// What is wrong, in words.
fn wrong(branches: &[(&str, Added)]) -> Result<(), String> {
    let sandbox = base();
    for (name, added) in branches {
        branch(&sandbox, name, added);
    }
    let expected = expected(branches);
    let found = findings(&sandbox, &["check", "--all-refs", "--json"], "duplicate-id");
    for (id, claimants) in &expected {
        let names_all = |message: &str| {
            claimants
                .iter()
                .all(|(name, path)| message.contains(&format!("`{path}` on `{name}`")))
        };
        if !found
            .iter()
            .any(|(_, message)| message.contains(&format!("`{id}`")) && names_all(message))
        {
            return Err(format!("{id} of {claimants:?} is not among {found:?}"));
        }
    }
    if found.len() != expected.len() {
        return Err(format!("{found:?} for {expected:?}"));
    }
    for (name, added) in branches {
        clashes_with_main(&sandbox, (name, added))?;
        sandbox.git(&["merge", "-q", "--no-ff", "-m", "merge", name]);
    }
    let mut rounds = 0;
    loop {
        let found = findings(&sandbox, &["check", "--json"], "duplicate-id");
        let Some((path, _)) = found.first() else {
            break;
        };
        if rounds == 0
            && found.len()
                != expected
                    .values()
                    .map(|claimants| claimants.len() - 1)
                    .sum::<usize>()
        {
            return Err(format!("after the merge {found:?} for {expected:?}"));
        }
        done(&sandbox, &["renumber", path, "-c"]);
        rounds += 1;
        if rounds > 20 {
            return Err(format!("no end: {found:?}"));
        }
    }
    let check = sandbox.declog(&["check"]);
    if check.code != 0 {
        return Err(check.stdout);
    }
    let strays = strays(&sandbox);
    match strays.is_empty() {
        true => Ok(()),
        false => Err(format!("{strays:#?}")),
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if is_long() { 200 } else { 8 },
        failure_persistence: None,
        max_shrink_iters: 20,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_clash_is_found_and_ended(
        added in prop::collection::vec(prop::collection::vec(prop::collection::vec(0_usize..6, 0..3), 1..4), 2..=5),
    ) {
        let branches: Vec<(&str, Added)> = BRANCHES.into_iter().zip(added).collect();
        let result = wrong(&branches);
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
    }
}
