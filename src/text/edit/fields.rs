//! Keys of the front matter, changed in its syntax tree.

use std::str::FromStr;

use yaml_edit::{AsYaml, Document, YamlNode};

use super::proof::{Wanted, holds, same_but, touches_only};
use super::{Refusal, tree};
use crate::model::change::NewValue;
use crate::model::front::{FrontMatter, Value};
use crate::model::kind::Kind;
use crate::model::record::Record;

/// Gives a key a value.
pub(super) fn set(record: &Record, key: &str, value: &NewValue) -> Result<String, Refusal> {
    change(record, key, &Wanted::of(value), |document, key| {
        let node = match value {
            NewValue::Scalar(text) => alone(text.as_str()),
            NewValue::Number(number) => alone(*number),
            NewValue::List(words) => flow(words),
        };
        put(document, &record.kind, key, node);
    })
}

/// Takes a key out.
pub(super) fn unset(record: &Record, key: &str) -> Result<String, Refusal> {
    change(record, key, &Wanted::Nothing, |document, key| {
        document.remove(key);
    })
}

/// Adds words to a list, but none that it has.
pub(super) fn add(record: &Record, key: &str, words: &[String]) -> Result<String, Refusal> {
    let mut all = words_of(record, key)?;
    let new: Vec<&String> = words.iter().filter(|word| !all.contains(word)).collect();
    if new.is_empty() {
        return Ok(record.source.text.clone());
    }
    all.extend(new.iter().map(|word| (*word).clone()));
    let wanted = Wanted::List(all.clone());
    change(record, key, &wanted, |document, key| {
        let list = document.get_sequence(key).filter(|list| !list.is_empty());
        match list {
            Some(list) => new.iter().for_each(|word| list.push(word.as_str())),
            None => put(document, &record.kind, key, flow(&all)),
        }
    })
}

/// Takes words out of a list, and the key with the last of them.
pub(super) fn remove(record: &Record, key: &str, words: &[String]) -> Result<String, Refusal> {
    let mut left = words_of(record, key)?;
    let all = left.clone();
    for word in words {
        left.retain(|old| old != word);
        if !all.contains(word) {
            return Err(Refusal::NotThere(key.to_owned(), word.clone()));
        }
    }
    if left.is_empty() {
        return unset(record, key);
    }
    let gone = |at: &usize| words.contains(&all[*at]);
    let places: Vec<usize> = (0..all.len()).filter(gone).collect();
    change(record, key, &Wanted::List(left), |document, key| {
        if let Some(list) = document.get_sequence(key) {
            for at in places.iter().rev() {
                list.remove(*at);
            }
        }
    })
}

/// The words that a key holds; a single scalar is a list of one.
fn words_of(record: &Record, key: &str) -> Result<Vec<String>, Refusal> {
    let front = record.front.as_ref();
    let value = front.and_then(|front| Some(&front.get(written(front, &record.kind, key))?.node));
    let Some(node) = value else {
        return Ok(Vec::new());
    };
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Empty => &[],
        _ => std::slice::from_ref(node),
    };
    let words: Option<Vec<_>> = items.iter().map(|item| item.scalar()).collect();
    let words = words.ok_or_else(|| Refusal::NotAList(key.to_owned()))?;
    Ok(words.into_iter().map(str::to_owned).collect())
}

/// The key that the file uses for a field: the field's own, or another that is read as it.
pub(super) fn written<'a>(front: &'a FrontMatter, kind: &'a Kind, key: &'a str) -> &'a str {
    if front.get(key).is_some() {
        return key;
    }
    let aliases = kind.field(key).map_or(&[][..], |field| &field.aliases);
    aliases
        .iter()
        .find(|alias| front.get(alias).is_some())
        .map_or(key, String::as_str)
}

/// Changes the front matter through its syntax tree, and holds the result against the old text.
fn change(
    record: &Record,
    key: &str,
    wanted: &Wanted,
    make: impl FnOnce(&Document, &str),
) -> Result<String, Refusal> {
    let text = &record.source.text;
    let Some(old) = &record.front else {
        if *wanted == Wanted::Nothing {
            return Ok(text.clone());
        }
        let (new, front) = tree::remade(record, key, |document| make(document, key))?;
        let proven = holds(&front, key, wanted);
        return proven.then_some(new).ok_or_else(|| not_lossless(key));
    };
    let key = written(old, &record.kind, key);
    if holds(old, key, wanted) {
        return Ok(text.clone());
    }
    let (new, front) = tree::remade(record, key, |document| make(document, key))?;
    let proven = holds(&front, key, wanted)
        && same_but(old, &front, key)
        && touches_only(old, text, &new, key);
    proven.then_some(new).ok_or_else(|| not_lossless(key))
}

fn not_lossless(key: &str) -> Refusal {
    Refusal::NotLossless(key.to_owned())
}

/// A value on its own; text is quoted where YAML would read something else.
pub(super) fn alone(value: impl AsYaml) -> YamlNode {
    let document = Document::new_mapping();
    document.set("value", value);
    document.get("value").expect("the key was just set")
}

/// A flow list of scalars.
pub(super) fn flow(words: &[String]) -> YamlNode {
    let document = Document::from_str("value: []\n").expect("a flow list is YAML");
    if let Some(list) = document.get_sequence("value") {
        for word in words {
            list.push(word.as_str());
        }
    }
    document.get("value").expect("the key was just read")
}

/// Sets a key where it stands, or puts it after the nearest key that the kind writes before it.
pub(super) fn put(document: &Document, kind: &Kind, key: &str, node: YamlNode) {
    if document.contains_key(key) {
        document.set(key, node);
        return;
    }
    let place = kind.fields.iter().position(|field| field.key == key);
    let before = place.and_then(|place| {
        let earlier = kind.fields[..place].iter().rev();
        earlier
            .map(|field| field.key.as_str())
            .find(|earlier| document.contains_key(*earlier))
    });
    match (before, place) {
        (Some(earlier), _) => {
            document.insert_after(earlier, key, node);
        }
        (None, Some(_)) if !document.is_empty() => {
            document.insert_at_index(0, key, node);
        }
        _ => {
            document.set(key, node);
        }
    }
}
