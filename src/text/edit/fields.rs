//! Keys of the front matter, changed in its syntax tree.

use std::str::FromStr;

use yaml_edit::{Document, YamlFile, YamlNode};

use super::proof::{Wanted, holds, same_but, touches_only};
use super::{Refusal, line_end};
use crate::model::change::NewValue;
use crate::model::front::{FrontMatter, Value};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::front;

/// Gives a key a value.
pub(super) fn set(record: &Record, key: &str, value: &NewValue) -> Result<String, Refusal> {
    let wanted = match value {
        NewValue::Scalar(text) => Wanted::Scalar(text.clone()),
        NewValue::Number(number) => Wanted::Scalar(number.to_string()),
        NewValue::List(words) => Wanted::List(words.clone()),
    };
    change(record, key, &wanted, |document, key| {
        let node = match value {
            NewValue::Scalar(text) => scalar(text),
            NewValue::Number(number) => scalar_number(*number),
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
        let list = document.get_sequence(key).filter(|list| list.len() > 0);
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
fn written<'a>(front: &'a FrontMatter, kind: &'a Kind, key: &'a str) -> &'a str {
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
    let refused = || Refusal::NotLossless(key.to_owned());
    let Some(old) = &record.front else {
        return begin(record, key, wanted, make);
    };
    let key = written(old, &record.kind, key);
    if holds(old, key, wanted) {
        return Ok(text.clone());
    }
    if let Some(problem) = front::read(&record.source.path, text).problems.first() {
        let message = problem.message.clone();
        return Err(Refusal::Wrong(key.to_owned(), message));
    }
    let yaml = changed(&text[old.inner.range()], old, |document| {
        make(document, key)
    });
    let new = format!(
        "{}{}{}",
        &text[..old.inner.start],
        yaml.ok_or_else(refused)?,
        &text[old.inner.end..]
    );
    let read = front::read(&record.source.path, &new);
    let front = read.front.filter(|_| read.problems.is_empty());
    let front = front.ok_or_else(refused)?;
    let proven = holds(&front, key, wanted)
        && same_but(old, &front, key)
        && touches_only(old, text, &new, key);
    if proven { Ok(new) } else { Err(refused()) }
}

/// The text between the fences with a change made; line ends are the file's.
fn changed(inner: &str, old: &FrontMatter, make: impl FnOnce(&Document)) -> Option<String> {
    // Where both line ends are used, each line keeps its own.
    let mixed = inner.matches("\r\n").count() != inner.matches('\n').count();
    let end = if mixed { "\n" } else { line_end(inner) };
    let yaml = if mixed {
        inner.to_owned()
    } else {
        inner.replace("\r\n", "\n")
    };
    let file = YamlFile::from_str(&yaml).ok()?;
    let document = file.document().unwrap_or_else(Document::new_mapping);
    if document.as_mapping().is_none() && !old.pairs.is_empty() {
        return None;
    }
    make(&document);
    let mut new = if old.pairs.is_empty() {
        format!("{yaml}{document}")
    } else {
        file.to_string()
    };
    if new.trim() == "{}" {
        new.clear();
    }
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    Some(new.replace('\n', end))
}

/// Front matter for a file that has none.
fn begin(
    record: &Record,
    key: &str,
    wanted: &Wanted,
    make: impl FnOnce(&Document, &str),
) -> Result<String, Refusal> {
    let text = &record.source.text;
    if *wanted == Wanted::Nothing {
        return Ok(text.clone());
    }
    let (mark, rest) = text.split_at(text.len() - text.trim_start_matches('\u{feff}').len());
    let end = line_end(text);
    let document = Document::new_mapping();
    make(&document, key);
    let yaml = document.to_string().trim_end().replace('\n', end);
    let new = format!("{mark}---{end}{yaml}{end}---{end}{rest}");
    let read = front::read(&record.source.path, &new).front;
    if read.is_some_and(|front| holds(&front, key, wanted)) {
        Ok(new)
    } else {
        Err(Refusal::NotLossless(key.to_owned()))
    }
}

fn scalar(text: &str) -> YamlNode {
    let document = Document::new_mapping();
    document.set("value", text);
    document.get("value").expect("the key was just set")
}

fn scalar_number(number: i64) -> YamlNode {
    let document = Document::new_mapping();
    document.set("value", number);
    document.get("value").expect("the key was just set")
}

fn flow(words: &[String]) -> YamlNode {
    let document = Document::from_str("value: []\n").expect("a flow list is YAML");
    if let Some(list) = document.get_sequence("value") {
        for word in words {
            list.push(word.as_str());
        }
    }
    document.get("value").expect("the key was just read")
}

/// Sets a key where it stands, or puts it after the nearest key that the kind writes before it.
fn put(document: &Document, kind: &Kind, key: &str, node: YamlNode) {
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
