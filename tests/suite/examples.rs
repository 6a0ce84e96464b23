//! Every log in `examples/`: in a repository of its own it is checked, and its site is built.

mod eips;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::played;
use crate::sandbox::Sandbox;

/// What `check` says of an example, beside its `declog.toml`.
const EXPECTED: &str = "expected.txt";

#[test]
fn every_example_is_checked_and_built() {
    let mut failures = Vec::new();
    for folder in logs() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let sandbox = Sandbox::new();
        copy(&folder, sandbox.root());
        fs::remove_file(sandbox.root().join(EXPECTED)).ok();
        sandbox.commit("The example");
        let check = sandbox.declog(&["check"]);
        if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
            fs::write(folder.join(EXPECTED), &check.stdout).unwrap();
        }
        let expected = fs::read_to_string(folder.join(EXPECTED)).unwrap_or_default();
        if (check.code, &check.stdout) != (0, &expected) {
            failures.push(format!(
                "== {name}, exit code {}\n-- expected\n{expected}-- found\n{}{}",
                check.code, check.stdout, check.stderr
            ));
        }
        failures.extend(unbuilt(&sandbox).map(|what| format!("== {name}\n{what}")));
    }
    assert!(
        failures.is_empty(),
        "SNAPSHOTS=overwrite writes what is expected anew:\n{}",
        failures.join("\n")
    );
}

#[test]
fn a_week_goes_as_it_is_written() {
    played::check("examples/a-week/README.md");
}

#[test]
fn every_ci_template_is_yaml_whose_commands_pass() {
    let sandbox = Sandbox::new();
    copy(&examples().join("first-log"), sandbox.root());
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "-q", "-m", "begin"]);
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let mut found = Vec::new();
    for entry in fs::read_dir(examples().join("ci")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let whole: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert!(whole.is_mapping(), "{text}");
        let line = |line: &str| {
            let line = line.trim().trim_start_matches("- ");
            let line = line.trim_start_matches("run: ");
            line.trim_start_matches("entry: ").to_owned()
        };
        let commands = text.lines().map(line);
        let commands = commands.filter(|line| line.starts_with("declog "));
        let before = found.len();
        found.extend(commands);
        let checks = |command: &String| command.starts_with("declog check");
        assert!(found[before..].iter().any(checks), "no check: {text}");
    }
    found.sort();
    found.dedup();
    for command in &found {
        let (output, _) = sandbox.shell(
            sandbox.root(),
            &format!("GITHUB_STEP_SUMMARY=page; {command}"),
        );
        assert_eq!(output.code, 0, "{command}: {}", output.stdout);
        // As for a pull request.
        let set = "GITHUB_STEP_SUMMARY=page; GITHUB_BASE_REF=main; BASE='--base HEAD'";
        let (output, _) = sandbox.shell(sandbox.root(), &format!("{set}; {command}"));
        assert_eq!(output.code, 0, "{command}: {}", output.stdout);
    }
    assert_eq!(
        found,
        [
            "declog check",
            "declog check $BASE",
            "declog check $BASE --format gitlab > gl-code-quality-report.json || true",
            "declog check ${GITHUB_BASE_REF:+--base \"origin/$GITHUB_BASE_REF\"} --format github",
            "declog check ${GITHUB_BASE_REF:+--base \"origin/$GITHUB_BASE_REF\"} --format markdown >> \"$GITHUB_STEP_SUMMARY\" || true",
            "declog check --staged --format concise",
            "declog site",
            "declog site --output public"
        ]
    );
    let page = sandbox.read("page");
    assert!(page.contains("\n## Decision log: "), "{page}");
    let report: serde_json::Value =
        serde_json::from_str(&sandbox.read("gl-code-quality-report.json")).unwrap();
    assert!(report.is_array(), "{report}");
}

/// Why the site of a log is not what it should be: a page for each record, and nothing for git to see.
fn unbuilt(sandbox: &Sandbox) -> Option<String> {
    let site = sandbox.declog(&["site"]);
    if (site.code, site.stdout.as_str()) != (0, "_site/index.html\n") {
        return Some(format!("site: {site:?}"));
    }
    let records = sandbox.declog(&["list", "--format", "ids"]).stdout;
    let pages = files(&sandbox.root().join("_site"));
    let has_page = |id: &str| {
        let name = format!("{}.html", id.to_lowercase());
        pages.keys().any(|path| path.ends_with(&name))
    };
    let lost: Vec<&str> = records.lines().filter(|id| !has_page(id)).collect();
    let seen = sandbox.git(&["status", "--porcelain"]);
    if records.is_empty() || !lost.is_empty() || !seen.is_empty() {
        return Some(format!(
            "records: {records}without a page: {lost:?}\ngit status: {seen}"
        ));
    }
    differing(sandbox)
}

/// What a clone in a folder of another name renders differently.
fn differing(sandbox: &Sandbox) -> Option<String> {
    let command = "git clone -q . ../elsewhere && cd ../elsewhere && declog site --quiet";
    let (site, elsewhere) = sandbox.shell(sandbox.root(), command);
    assert_eq!(site.code, 0, "{}", site.stdout);
    let here = files(&sandbox.root().join("_site"));
    let there = files(&elsewhere.join("_site"));
    let names: BTreeSet<&PathBuf> = here.keys().chain(there.keys()).collect();
    let differing: Vec<_> = names
        .into_iter()
        .filter(|name| here.get(*name) != there.get(*name))
        .collect();
    (!differing.is_empty()).then(|| format!("not the same in a clone: {differing:?}"))
}

/// The files below a folder, by path from it.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() {
            found.extend(
                files(&path)
                    .into_iter()
                    .map(|(below, bytes)| (name.join(below), bytes)),
            );
        } else {
            found.insert(name, fs::read(path).unwrap());
        }
    }
    found
}

/// The folders of `examples/` that hold a log, by name.
fn logs() -> Vec<PathBuf> {
    let mut logs: Vec<PathBuf> = fs::read_dir(examples())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("declog.toml").is_file())
        .collect();
    logs.sort();
    assert!(!logs.is_empty(), "there are no examples");
    logs
}

pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
