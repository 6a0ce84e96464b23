//! What types cannot say of a `kind.toml` by itself: its name, its prefix and folder, what it extends and leaves out.

use toml::de::DeTable;

use super::file::{KindFile, LOG};
use super::{Folder, builtin, is_below_the_root, is_prefix, shared};
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::{FORMAT, Kind, SAME};
use crate::model::suggest::closest;
use crate::text::table::{Meanings, Written};

/// The fields that steps write.
const ALWAYS: [&str; 2] = ["status", "date"];

/// What is wrong with a file by itself.
pub(super) fn of_file(
    folder: &Folder,
    file: &KindFile,
    table: &DeTable<'_>,
    written: &Written<'_>,
) -> Vec<Diagnostic> {
    let mut found = Meanings::new(written, table);
    names(folder, file, &mut found);
    places(file, &mut found);
    if let Some(name) = &file.extends
        && known(name).is_none()
    {
        let names = builtin().iter().map(|kind| kind.name.as_str());
        let message = format!("`{name}` is not a kind that comes with declog");
        found.problem(&["extends"], message, closest(name, names));
    }
    without(file, &mut found);
    keys(file, &mut found);
    found.into_problems()
}

fn known(name: &str) -> Option<&'static Kind> {
    builtin().iter().find(|kind| kind.name == name)
}

fn names(folder: &Folder, file: &KindFile, found: &mut Meanings<'_>) {
    if file.format == 0 {
        let message = format!("`format` is 0, expected {FORMAT}");
        found.problem(&["format"], message, None);
    }
    if file.name != folder.name {
        let message = format!(
            "the kind `{}` lies in the folder `{}`, expected one name for both",
            file.name, folder.name
        );
        found.problem(&["name"], message, None);
    } else if file.name == SAME {
        let message = format!("`{SAME}` is what a field says of its own kind, and no kind's name");
        found.problem(&["name"], message, None);
    }
    for (key, value) in [("name", &file.name), ("plural", &file.plural)] {
        word(found, &[key], value);
    }
}

fn places(file: &KindFile, found: &mut Meanings<'_>) {
    if !is_prefix(&file.prefix) {
        let prefix = &file.prefix;
        let message = format!("`{prefix}` is not a prefix, expected 1 to 12 capital letters");
        found.problem(&["prefix"], message, None);
    }
    if !is_below_the_root(&file.folder) {
        let message = format!("`{}` is not a folder below the log's root", file.folder);
        found.problem(&["folder"], message, None);
    }
    if let Some(width) = file.width
        && !matches!(width, 1..=9)
    {
        let message = format!("`width` is {width}, a number has 1 to 9 digits");
        found.problem(&["width"], message, None);
    }
}

/// What a kind leaves out is there to be left out, and nothing that declog itself writes.
fn without(file: &KindFile, found: &mut Meanings<'_>) {
    let extended = file.extends.as_deref().and_then(known);
    let inherited = extended.map_or_else(shared, |kind| kind.fields.clone());
    let keys = || inherited.iter().map(|field| field.key.as_str());
    for (at, key) in file.without.iter().enumerate() {
        let path = ["without", &at.to_string()];
        if !keys().any(|known| known == key) {
            let message = format!("`{key}` is not a field that could be left out");
            found.problem(&path, message, closest(key, keys()));
        } else if ALWAYS.contains(&key.as_str()) {
            let message = format!("`{key}` is what every step writes, and cannot be left out");
            found.problem(&path, message, None);
        }
    }
}

/// Keys, ids, states and verbs are words, and each is written once.
fn keys(file: &KindFile, found: &mut Meanings<'_>) {
    let states = file.states.iter().flatten().map(|state| &state.name);
    let steps = file.steps.iter().flatten().map(|step| &step.verb);
    let health = file.health.iter().flatten().map(|health| &health.name);
    let fields = file.fields.iter().map(|field| &field.key);
    let sections = file.sections.iter().flatten().map(|section| &section.id);
    let lists: [(&str, &str, Vec<&String>); 5] = [
        ("states", "name", states.collect()),
        ("steps", "verb", steps.collect()),
        ("health", "name", health.collect()),
        ("fields", "key", fields.collect()),
        ("sections", "id", sections.collect()),
    ];
    for (list, key, words) in lists {
        for (at, &written) in words.iter().enumerate() {
            let place = at.to_string();
            let path = [list, place.as_str(), key];
            word(found, &path, written);
            if words[..at].contains(&written) {
                found.problem(&path, format!("`{written}` is written twice"), None);
            } else if list == "sections" && written == LOG {
                let message = format!("every kind ends with the section `{LOG}` as it is");
                found.problem(&path, message, None);
            }
        }
    }
}

/// A word of a kind is typed on the command line and stands in queries, addresses and keys.
fn word(found: &mut Meanings<'_>, path: &[&str], text: &str) {
    if !is_word(text) {
        let message =
            format!("`{text}` is not a word, expected lower-case letters, digits and `-`");
        found.problem(path, message, None);
    }
}

/// Lower-case letters, digits and `-`, the first a letter.
pub(in crate::text) fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
    begins && text.bytes().all(plain)
}
