//! What the name of a folder says: words of logs, words of other writing, and what is not looked into.
//!
//! The words are in `templates/folders.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// From how much on a name alone makes a folder the home of what lies below it.
pub(super) const HOME: i32 = 20;

/// The file of words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    others: Vec<String>,
    fixtures: Vec<String>,
    unseen: Vec<String>,
    documents: Vec<String>,
    designs: Vec<String>,
    copies: Vec<String>,
    languages: Vec<String>,
    manifests: Vec<String>,
    chapters: Vec<String>,
    states: Vec<String>,
    prefixes: BTreeMap<String, String>,
    logs: Vec<Logs>,
}

/// Names that say the same.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Logs {
    points: i32,
    names: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = include_str!("../../../templates/folders.toml");
        toml::from_str(text).expect("a test reads the words")
    })
}

/// How much the name of a folder says that records are in it; 0 for nothing.
pub(super) fn log_name(name: &str) -> i32 {
    let name = plain(name);
    let says = |logs: &Logs| {
        let is_one = |word: &String| {
            let ends = name
                .strip_suffix(word.as_str())
                .is_some_and(|rest| rest.ends_with('-'));
            // The end of a name counts only where the word means nothing else.
            name == *word || (ends && logs.points > HOME)
        };
        logs.names.iter().any(is_one).then_some(logs.points)
    };
    let points = words().logs.iter().filter_map(says);
    points.max().unwrap_or_default()
}

/// The letters that the numbers of records in a folder of that name are known by.
pub(super) fn prefix(name: &str) -> Option<&'static str> {
    let name = plain(name);
    let prefixes = &words().prefixes;
    let ends = |word: &str| {
        name.strip_suffix(word)
            .is_some_and(|rest| rest.ends_with('-'))
    };
    let exact = prefixes.get(&name);
    let found = exact.or_else(|| {
        prefixes
            .iter()
            .find(|(word, _)| ends(word))
            .map(|(_, prefix)| prefix)
    });
    found.map(String::as_str)
}

/// Whether letters before a number may be the prefix of ids.
pub(super) fn is_prefix(letters: &str) -> bool {
    letters.len() > 1 && !has(&words().chapters, letters)
}

/// Whether a folder has the name of other writing.
pub(super) fn is_other(name: &str) -> bool {
    has(&words().others, name)
}

/// Whether a folder is named after the state of what lies in it.
pub(super) fn is_state(name: &str) -> bool {
    has(&words().states, name)
}

/// Whether a path leads through a folder of tests or examples.
pub(super) fn is_fixture(path: &str) -> bool {
    path.split('/').any(|part| has(&words().fixtures, part))
}

/// Whether a path leads through a folder that is not looked into.
pub(super) fn is_unseen(path: &str) -> bool {
    let unseen = |part: &str| part.starts_with('.') || words().unseen.iter().any(|one| one == part);
    path.split('/').any(unseen)
}

/// Whether a folder is one of documents of all kinds.
pub(super) fn is_documents(name: &str) -> bool {
    has(&words().documents, name)
}

/// Whether a folder is one of documents about how the work is built, or of documents of all kinds.
pub(super) fn is_about_the_work(name: &str) -> bool {
    is_documents(name) || has(&words().designs, name)
}

/// Whether a file marks a part of the work that stands for itself.
pub(super) fn is_manifest(name: &str) -> bool {
    words().manifests.iter().any(|manifest| manifest == name)
}

/// How many folders of a path say that it is a copy: a translation or another version.
pub(super) fn copies(path: &str) -> usize {
    let says = |part: &&str| {
        let name = plain(part);
        words().copies.contains(&name) || name.starts_with("version-") || is_language(part)
    };
    path.split('/').filter(says).count()
}

/// `de`, `zh-CN`, `pt_BR`
fn is_language(name: &str) -> bool {
    let name = name.to_lowercase();
    let (language, region) = name.split_once(['-', '_']).unwrap_or((&name, ""));
    let plain = region.len() <= 4 && region.bytes().all(|byte| byte.is_ascii_alphabetic());
    plain && words().languages.iter().any(|one| one == language)
}

fn has(words: &[String], name: &str) -> bool {
    words.contains(&plain(name))
}

/// A name in lower case, with one `-` between its words.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}
