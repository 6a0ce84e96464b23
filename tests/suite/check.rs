//! Rules against small logs: the examples on their pages, and the folders of cases.

mod secrets;
mod settled;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use declog::check::{self, Emptiness, Options};
use declog::index::Index;
use declog::model::change::{Change, NewValue};
use declog::model::diagnostic::{Diagnostic, Level};
use declog::model::facts::{Commit, Entry, Facts, History, Version};
use declog::model::rule::RuleCard;
use declog::model::settings::Settings;
use declog::model::source::Content;
use declog::text::outline;
use serde::Deserialize;

use crate::logs::{self, Files};
use crate::told;

/// The headings that rules stand under.
const GROUPS: [&str; 11] = [
    "Files",
    "Front matter",
    "References",
    "Content",
    "Steps and rights",
    "Ownership",
    "Outcomes",
    "Time",
    "Handing over",
    "Suppression",
    "Safety",
];

/// Whether the examples of a rule tell a history.
fn is_told(card: &RuleCard) -> bool {
    card.docs.contains("> commits:\n")
}

/// A case that tells a history has it in this file.
const HISTORY: &str = "history.md";

/// What a case says beside its log, in `case.toml`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// Why the case is there.
    about: String,
    allow_empty: bool,
    only: Vec<String>,
    levels: BTreeMap<String, Level>,
    /// The commits, newest first.
    commits: Vec<CaseCommit>,
    /// The clone's border hides what came before.
    shallow: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseCommit {
    day: String,
    files: Vec<String>,
}

#[test]
fn every_case_finds_what_it_expects() {
    let mut failures = Vec::new();
    for folder in case_folders() {
        let name = format!("{}/{}", parent_name(&folder), file_name(&folder));
        let (found, case) = run_case(&folder);
        assert!(!case.about.is_empty(), "{name}: `about` says nothing");
        let expected_path = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected_path, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            failures.push(format!(
                "== {name}\n-- expected\n{expected}-- found\n{found}"
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of the cases differ (UPDATE=1 rewrites them):\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_rule_has_a_file_and_every_file_a_rule() {
    let mut files: Vec<_> = fs::read_dir(root().join("src/check/rules"))
        .unwrap()
        .map(|entry| file_name(&entry.unwrap().path()))
        .filter(|name| name != "mod.rs")
        .map(|name| name.trim_end_matches(".rs").replace('_', "-"))
        .collect();
    files.sort();
    let ids: Vec<_> = check::cards().iter().map(|card| card.id).collect();
    assert_eq!(ids, files);
}

#[test]
fn every_card_is_filled_in() {
    for card in check::cards() {
        let id = card.id;
        assert!(!card.summary.is_empty(), "{id}: no summary");
        assert!(!card.summary.ends_with('.'), "{id}: a full stop");
        assert!(GROUPS.contains(&card.group), "{id}: group {}", card.group);
        let headings: Vec<_> = card
            .docs
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|heading| ["What", "Why", "Bad", "Good"].contains(heading))
            .collect();
        assert_eq!(headings, ["What", "Why", "Bad", "Good"], "{id}");
    }
}

#[test]
fn bad_examples_break_exactly_their_rule_and_good_ones_none() {
    for card in check::cards() {
        if is_told(&card) {
            continue;
        }
        let (bad, good) = examples(&card);
        let (bad, good) = (fenced(bad), fenced(good));
        assert!(!good.is_empty(), "{}: no good example", card.id);
        let found: BTreeSet<_> = findings_of(&card, bad)
            .iter()
            .map(|finding| finding.rule.clone().into_owned())
            .collect();
        assert_eq!(
            found,
            BTreeSet::from([card.id.to_owned()]),
            "bad example of {}",
            card.id
        );
        let found = findings_of(&card, good);
        assert_eq!(found, [], "good example of {}", card.id);
    }
}

#[test]
fn bad_histories_break_exactly_their_rule_and_good_ones_none() {
    let rules = |markdown: &str| -> BTreeSet<String> {
        let output = told::play(markdown).declog(&["check", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        let findings = json["findings"].as_array().unwrap().iter();
        findings
            .map(|finding| finding["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    for card in check::cards().iter().filter(|card| is_told(card)) {
        let (bad, good) = examples(card);
        let own = BTreeSet::from([card.id.to_owned()]);
        assert_eq!(rules(bad), own, "bad example of {}", card.id);
        assert_eq!(rules(good), BTreeSet::new(), "good example of {}", card.id);
    }
}

#[test]
fn every_rule_has_cases_that_find_something_and_one_that_does_not() {
    for card in check::cards() {
        let cases: Vec<_> = case_folders()
            .into_iter()
            .filter(|folder| parent_name(folder) == card.id)
            .map(|folder| fs::read_to_string(folder.join("expected.txt")).unwrap_or_default())
            .collect();
        let fires = |case: &&String| case.contains(&format!("[{}]", card.id));
        assert!(
            cases.iter().any(|case| fires(&case)),
            "{}: no finding",
            card.id
        );
        assert!(
            !cases.iter().all(|case| fires(&case)),
            "{}: always",
            card.id
        );
    }
}

#[test]
fn every_folder_of_cases_is_a_rules_or_of_all_rules() {
    for folder in case_folders() {
        let rule = parent_name(&folder);
        assert!(
            ["custom", "levels"].contains(&rule.as_str()) || check::card(&rule).is_some(),
            "no rule `{rule}`"
        );
    }
}

#[test]
fn a_misspelt_rule_is_suggested() {
    let own = Settings::default();
    assert_eq!(check::close_to("broken-lnik", &own), Some("broken-link"));
    assert_eq!(
        check::close_to("missing-tilte", &own),
        Some("missing-title")
    );
    assert_eq!(check::close_to("quorum", &own), None);
    assert!(check::card("broken-lnik").is_none());
}

#[test]
fn history_is_asked_for_only_where_a_day_decides() {
    let adopted = "format = 1\n[kinds.decision]\ndialect = \"auto\"\n[check]\n";
    let undated = "---\nstatus: proposed\n---\n# A\n";
    let dated = "---\nstatus: proposed\ncreated: 2026-01-05\n---\n# A\n";
    let asks = |settings: String, record: &str| {
        let files = Files::from([
            ("declog.toml".to_owned(), Content::Bytes(settings.into())),
            (
                "docs/decisions/0001-a.md".to_owned(),
                Content::Bytes(record.into()),
            ),
        ]);
        check::needs(&index(files), &Options::default()).history
    };
    assert!(asks(
        format!("{adopted}strict-from = 2026-11-22\n"),
        undated
    ));
    assert!(!asks(format!("{adopted}strict-from = 2026-11-22\n"), dated));
    assert!(!asks(
        format!("{adopted}strict-from = {{ decision = \"DEC-2\" }}\n"),
        undated
    ));
    // A converted folder has no foreign file left, and what was there before is spared as before.
    let native = "format = 1\n[check]\nstrict-from = 2026-11-22\n";
    assert!(asks(native.to_owned(), undated));
    assert!(!asks(native.to_owned(), dated));
    assert!(!asks(adopted.to_owned(), undated));
}

#[test]
fn links_are_asked_for_once_and_not_where_nobody_minds() {
    let record = "---\nstatus: proposed\n---\n# A\n\n[b](b.md) [b](b.md#part) [c](/c%20d.txt#x) \
                  [a](0001-a.md) [out](https://example.com) ![i](../i.png)\n";
    let files = Files::from([(
        "docs/decisions/0001-a.md".to_owned(),
        Content::Bytes(record.into()),
    )]);
    let index = index(files);
    let asked: Vec<_> = check::needs(&index, &Options::default())
        .targets
        .into_iter()
        .map(|target| (target.path, target.headings))
        .collect();
    let expected = [
        ("c d.txt".to_owned(), false),
        ("docs/decisions/b.md".to_owned(), true),
        ("docs/i.png".to_owned(), false),
    ];
    assert_eq!(asked, expected);
    let options = Options {
        levels: BTreeMap::from([("broken-link".to_owned(), Level::Allow)]),
        ..Options::default()
    };
    assert_eq!(check::needs(&index, &options).targets, []);
}

/// The findings of a case, one after the other as a person reads them, and what was read.
fn run_case(folder: &Path) -> (String, Case) {
    let mut files = Files::new();
    collect(folder, folder, &mut files);
    files.remove("expected.txt");
    let case: Case = match files.remove("case.toml") {
        Some(Content::Bytes(bytes)) => toml::from_str(&String::from_utf8(bytes).unwrap()).unwrap(),
        _ => Case::default(),
    };
    let options = options(&case);
    if let Some(Content::Bytes(told)) = files.get(HISTORY) {
        let sandbox = told::play(std::str::from_utf8(told).unwrap());
        let found = sandbox.declog(&["check"]).stdout;
        return (told::by_turn(&sandbox, &found), case);
    }
    let mut index = index(files);
    if check::needs(&index, &options).history {
        index.facts.history = Some(history(&case));
    }
    let findings = check::run(&index, &options);
    (render(&index, &findings), case)
}

/// What a case asks of a run.
fn options(case: &Case) -> Options {
    let allow_empty = match case.allow_empty {
        true => Emptiness::Allowed,
        false => Emptiness::Refused,
    };
    Options {
        levels: case.levels.clone(),
        only: case.only.clone(),
        allow_empty,
    }
}

/// The findings in an example: a log of one unreadable file need not say that it is empty too.
fn findings_of(card: &RuleCard, files: Files) -> Vec<Diagnostic> {
    let allow_empty = match card.id {
        "empty-log" => Emptiness::Refused,
        _ => Emptiness::Allowed,
    };
    let options = Options {
        allow_empty,
        ..Options::default()
    };
    check::run(&index(files), &options)
}

/// The index of the files, with what links in them lead to; a revision of nothing but zeros is nowhere.
pub(crate) fn index(files: Files) -> Index {
    let index = logs::index(&files);
    let targets = check::link_targets(&index)
        .into_iter()
        .map(|target| {
            let entry = entry(&files, &target);
            (target.path, entry)
        })
        .collect::<HashMap<_, _>>();
    let named = check::needs(&index, &Options::default()).revisions;
    let lost = named
        .into_iter()
        .filter(|named| named.trim_matches('0').is_empty());
    let lost = lost.collect();
    // Where code is told beside a log, there is no other.
    let is_code = |path: &&String| !path.ends_with(".md") && !path.ends_with(".toml");
    let told = files.keys().any(|path| is_code(&path));
    index.with_facts(Facts {
        targets: Some(targets),
        paths: told.then(|| files.keys().cloned().collect()),
        lost,
        ..Facts::default()
    })
}

fn entry(files: &Files, target: &check::LinkTarget) -> Entry {
    let folder = format!("{}/", target.path);
    match files.get(&target.path) {
        Some(Content::Bytes(bytes)) if target.headings => {
            let text = String::from_utf8_lossy(bytes);
            Entry::File(Some(outline::anchors(&text)))
        }
        Some(_) => Entry::File(None),
        None if target.path.is_empty() || files.keys().any(|path| path.starts_with(&folder)) => {
            Entry::Folder
        }
        None => Entry::Missing,
    }
}

fn history(case: &Case) -> History {
    let mut history = History {
        shallow: case.shallow,
        ..History::default()
    };
    for (place, commit) in case.commits.iter().enumerate() {
        let day: jiff::civil::Date = commit.day.parse().unwrap();
        let noon = day.at(12, 0, 0, 0).in_tz("UTC").unwrap();
        history.commits.push(Commit {
            id: format!("{place:040x}"),
            author: "Alice Ng".to_owned(),
            email: "alice@example.com".to_owned(),
            time: noon.timestamp().as_second(),
            subject: "docs".to_owned(),
        });
        for file in &commit.files {
            let version = Version {
                commit: place,
                blob: Some(format!("{place:040x}")),
            };
            history
                .versions
                .entry(file.clone())
                .or_default()
                .push(version);
        }
    }
    history
}

pub(crate) fn render(index: &Index, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = match (finding.span, index.source(&finding.path)) {
            (Some(span), Some(source)) => {
                let start = source.position(span.start);
                format!(":{}:{}", start.line, start.column)
            }
            _ => String::new(),
        };
        let Diagnostic {
            path,
            level,
            rule,
            message,
            ..
        } = finding;
        writeln!(out, "{path}{place}: {level}[{rule}] {message}").unwrap();
        if let (Some(span), Some(source)) = (finding.span, index.source(&finding.path)) {
            writeln!(out, "  at: {:?}", source.slice(span)).unwrap();
        }
        for (word, said) in [("label", &finding.label), ("help", &finding.help)] {
            if let Some(said) = said {
                writeln!(out, "  {word}: {said}").unwrap();
            }
        }
        if let Some(fix) = &finding.fix {
            writeln!(out, "  fix: {}", render_fix(fix)).unwrap();
        }
    }
    writeln!(
        out,
        "{} files: {} records, {} ignored, {} unreadable",
        index.file_count(),
        index.records.len(),
        index.ignored.len(),
        index.unreadable.len()
    )
    .unwrap();
    out
}

fn render_fix(fix: &Change) -> String {
    match fix {
        Change::Set(key, NewValue::Scalar(value)) => format!("{key}={value}"),
        Change::All(changes) => changes.iter().map(render_fix).collect::<Vec<_>>().join(" "),
        other => format!("{other:?}"),
    }
}

/// The bad and the good example on a rule's page.
fn examples<'a>(card: &RuleCard<'a>) -> (&'a str, &'a str) {
    let (before, good) = card.docs.split_once("\n## Good\n").unwrap();
    let (_, bad) = before.split_once("\n## Bad\n").unwrap();
    (bad, good)
}

/// The files in a piece of Markdown: each fence names a language, a path and, where it is not UTF-8, `latin-1`.
fn fenced(markdown: &str) -> Files {
    let mut files = Files::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let latin = info.strip_suffix(" latin-1");
        let (_, path) = latin
            .unwrap_or(info)
            .split_once(' ')
            .expect("a path after the language");
        let mut text = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            text.push_str(line);
            text.push('\n');
        }
        let bytes = match latin {
            Some(_) => text
                .chars()
                .map(|letter| u8::try_from(letter).unwrap())
                .collect(),
            None => text.into_bytes(),
        };
        let before = files.insert(path.to_owned(), Content::Bytes(bytes));
        assert!(before.is_none(), "{path} stands twice in one example");
    }
    files
}

pub(crate) fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path();
        let kind = entry.file_type().unwrap();
        let name = path
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        if kind.is_dir() {
            collect(root, &path, files);
        } else if kind.is_symlink() {
            files.insert(name, Content::Symlink);
        } else {
            files.insert(name, Content::Bytes(fs::read(&path).unwrap()));
        }
    }
}

fn case_folders() -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(root().join("tests/check"))
        .unwrap()
        .flat_map(|rule| fs::read_dir(rule.unwrap().path()).unwrap())
        .map(|case| case.unwrap().path())
        .collect();
    folders.sort();
    folders
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn parent_name(path: &Path) -> String {
    path.parent().map(file_name).unwrap_or_default()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
