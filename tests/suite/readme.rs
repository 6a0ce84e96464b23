//! The documents at the top tell the truth: their commands are run, their tables and links held against what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use declog::check;
use declog::model::rule::RuleCard;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::played;
use crate::sandbox::Sandbox;

const DOCUMENTS: [&str; 4] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "SECURITY.md",
];

#[test]
fn commands_print_what_the_readme_says() {
    played::check("README.md");
}

#[test]
fn the_table_of_rules_equals_the_cards() {
    let row = |card: RuleCard| format!("| `{}` | {} | {} |", card.id, card.level, card.summary);
    let cards: Vec<String> = check::cards().into_iter().map(row).collect();
    assert_eq!(table("## Rules"), cards);
}

#[test]
fn the_table_of_commands_equals_the_help() {
    let mut named = BTreeSet::new();
    for row in table("## Commands") {
        let cell = row.split('|').nth(1).unwrap_or_default();
        for span in spans(cell) {
            named.extend(span.split_whitespace().next().map(str::to_owned));
        }
    }
    assert_eq!(named, commands());
}

#[test]
fn every_command_and_flag_named_exists() {
    let commands = commands();
    let sandbox = Sandbox::without_git();
    let mut helps = BTreeMap::new();
    let mut unknown = Vec::new();
    for document in DOCUMENTS {
        for words in spans(&read(document)).iter().flat_map(|code| typed(code)) {
            let Some(command) = words.first().filter(|word| !word.starts_with('-')) else {
                continue;
            };
            if !commands.contains(command) {
                unknown.push(format!("{document}: declog {command}"));
                continue;
            }
            let help = helps
                .entry(command.clone())
                .or_insert_with(|| sandbox.declog(&[command, "--help"]).stdout);
            let flags: BTreeSet<&str> = help
                .split(|c: char| c.is_whitespace() || ",[=".contains(c))
                .collect();
            let missing = words.iter().filter(|word| is_flag(word));
            let missing = missing.filter(|word| !flags.contains(flag(word)));
            unknown.extend(missing.map(|flag| format!("{document}: declog {command} {flag}")));
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
                && !dest_url.contains("://")
                && !root().join(&*dest_url).exists()
            {
                dead.push(format!("{document}: {dest_url}"));
            }
        }
    }
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn the_two_commands_of_the_set_up_are_there() {
    let readme = read("README.md");
    let fences = readme.split("```").skip(1).step_by(2);
    let lines: Vec<&str> = fences
        .filter_map(|fence| fence.strip_prefix("sh\n"))
        .flat_map(str::lines)
        .collect();
    assert_eq!(lines, ["cargo run --release -- demo", "./tests/run"]);
    let settings: toml::Table = read("Cargo.toml").parse().unwrap();
    assert_eq!(settings["package"]["default-run"].as_str(), Some("declog"));
    let oldest = settings["package"]["rust-version"].as_str().unwrap();
    assert!(readme.contains(&format!("Rust {oldest} or newer")));
    assert_eq!(Sandbox::without_git().declog(&["--help"]).code, 0);
    assert!(root().join("tests/run").is_file());
}

/// The names of all commands, from the help.
fn commands() -> BTreeSet<String> {
    let help = Sandbox::without_git().declog(&["--help"]).stdout;
    let (_, list) = help.split_once("Commands:\n").expect("the help lists them");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let lines = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: BTreeSet<String> = lines
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(!names.is_empty(), "{help}");
    names
}

/// The rows of the first table below a heading of the README, without its head.
fn table(heading: &str) -> Vec<String> {
    let readme = read("README.md");
    let lines = readme.lines().skip_while(|line| *line != heading).skip(1);
    let rows = lines.skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.skip(2).map(str::to_owned).collect()
}

/// What is set as code in a text, in lines or in blocks.
fn spans(text: &str) -> Vec<String> {
    let mut spans = Vec::new();
    let mut block = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Code(code) => spans.push(code.into_string()),
            Event::Start(Tag::CodeBlock(_)) => block = Some(String::new()),
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => spans.extend(block.take()),
            Event::Text(text) => {
                if let Some(block) = &mut block {
                    block.push_str(&text);
                }
            }
            _ => {}
        }
    }
    spans
}

/// The words behind each `declog` in code, up to the end of the command.
fn typed(code: &str) -> Vec<Vec<String>> {
    let behind = |line: &str| -> Vec<Vec<String>> {
        let starts = line.match_indices("declog ");
        let starts = starts.filter(|(at, _)| {
            line[..*at]
                .chars()
                .next_back()
                .is_none_or(|before| " `".contains(before))
        });
        starts
            .map(|(at, word)| {
                let rest = line[at + word.len()..].split(['|', ';', '&', '`']).next();
                rest.unwrap_or_default()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            })
            .collect()
    };
    code.lines().flat_map(behind).collect()
}

/// `-c` or `--commit`; a `-tag:x` is a part of a query.
fn is_flag(word: &str) -> bool {
    word.starts_with('-')
        && !word.contains(':')
        && word
            .chars()
            .nth(1)
            .is_some_and(|c| c == '-' || c.is_alphabetic())
}

fn flag(word: &str) -> &str {
    word.split('=').next().unwrap_or(word)
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
