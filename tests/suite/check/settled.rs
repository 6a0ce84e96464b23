//! Where a finding's help is a whole command, typing it settles the finding: every case of every rule is tried.

use std::collections::BTreeSet;
use std::path::Path;

use declog::check;
use declog::model::diagnostic::Diagnostic;
use declog::model::source::Content;

use super::{Case, Files, HISTORY, case_folders, collect, file_name, index, options, parent_name};
use crate::sandbox::Sandbox;

/// Commands that need nothing but what is typed.
const WHOLE: [&str; 6] = ["set", "link", "unlink", "renumber", "mv", "check"];

/// Folders whose cases are about all rules, with a past that is only told.
const OF_ALL: [&str; 2] = ["custom", "levels"];

#[test]
fn typing_the_help_settles_the_finding() {
    let mut wrong = Vec::new();
    let mut settled = BTreeSet::new();
    for folder in case_folders() {
        if !OF_ALL.contains(&parent_name(&folder).as_str()) {
            wrong.extend(still_there(&folder, &mut settled));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    for rule in [
        "alias-clash",
        "dependency-cycle",
        "deprecated-field",
        "duplicate-id",
        "glob-matches-nothing",
        "mirror-disagrees",
        "supersession-cycle",
        "unknown-person",
        "unknown-record",
    ] {
        assert!(
            settled.contains(rule),
            "{rule}: no case has a whole command"
        );
    }
}

/// Whether a help is a command and nothing else. What whoever types it is to fill in is written large.
fn is_whole(help: &str) -> bool {
    let mut words = help.split(' ');
    let is_ours =
        words.next() == Some("declog") && words.next().is_some_and(|w| WHOLE.contains(&w));
    let is_open = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_ours && !help.contains('…') && !help.split([' ', '=']).any(is_open)
}

/// The findings of a case that are there after their command was typed in a copy of it.
fn still_there(folder: &Path, settled: &mut BTreeSet<String>) -> Vec<String> {
    let mut files = Files::new();
    collect(folder, folder, &mut files);
    files.remove("expected.txt");
    let case: Case = match files.remove("case.toml") {
        Some(Content::Bytes(bytes)) => toml::from_str(&String::from_utf8(bytes).unwrap()).unwrap(),
        _ => Case::default(),
    };
    let plain = |content: &Content| matches!(content, Content::Bytes(_));
    if files.contains_key(HISTORY) || !files.values().all(plain) {
        return Vec::new();
    }
    let settings = Content::Bytes(b"format = 1\n".to_vec());
    files.entry("declog.toml".to_owned()).or_insert(settings);
    let before = check::run(&index(files.clone()), &options(&case));
    let whole = before
        .iter()
        .filter(|one| one.help.as_deref().is_some_and(is_whole));
    let mut wrong = Vec::new();
    for one in whole {
        let help = one.help.as_deref().unwrap_or_default();
        let sandbox = copy(&files);
        let (told, _) = sandbox.shell(sandbox.root(), help);
        let now = sandbox
            .files()
            .into_iter()
            .map(|(path, bytes)| (path, Content::Bytes(bytes)));
        let after = check::run(&index(now.collect()), &options(&case));
        settled.insert(one.rule.clone().into_owned());
        // Other records may have the same one.
        if such(&after, one) >= such(&before, one) {
            let name = format!("{}/{}", parent_name(folder), file_name(folder));
            wrong.push(format!(
                "{name}: {}\n$ {help}\n{}",
                one.message, told.stdout
            ));
        }
    }
    wrong
}

/// How many findings are like that one.
fn such(all: &[Diagnostic], one: &Diagnostic) -> usize {
    let like = |two: &&Diagnostic| (&two.rule, &two.message) == (&one.rule, &one.message);
    all.iter().filter(like).count()
}

fn copy(files: &Files) -> Sandbox {
    let sandbox = Sandbox::new();
    for (path, content) in files {
        if let Content::Bytes(bytes) = content {
            sandbox.write(path, bytes);
        }
    }
    sandbox
}
