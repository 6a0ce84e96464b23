//! Items of a list of mappings, changed in the syntax tree of front matter.

use std::str::FromStr;

use yaml_edit::{Document, Mapping, ScalarValue, Sequence, YamlNode};

use super::fields::{alone, flow, put as put_field, written};
use super::intent::{self, Hole, Leaf};
use super::proof::{same_tree, touches_hole};
use super::{Refusal, tree};
use crate::model::change::{NewScalar, Place};
use crate::model::front::{Node, Pair, Value};
use crate::model::measure::Number;
use crate::model::record::Record;

/// Gives a key inside of an item a value.
pub(super) fn put(record: &Record, place: &Place, value: &NewScalar) -> Result<String, Refusal> {
    inside(record, place, Leaf::Set(text(value)), node(value))
}

/// Adds a word to a list inside of an item.
pub(super) fn push(record: &Record, place: &Place, word: &str) -> Result<String, Refusal> {
    inside(record, place, Leaf::Push(word), alone(word))
}

/// Adds an item to the end of a list.
pub(super) fn append(
    record: &Record,
    key: &str,
    item: &[(String, NewScalar)],
) -> Result<String, Refusal> {
    let order: Vec<&str> = record.kind.fields.iter().map(|f| f.key.as_str()).collect();
    let front = record.front.as_ref();
    let key = front.map_or(key, |front| written(front, &record.kind, key));
    let mut pairs = front.map_or_else(Vec::new, |front| front.pairs.clone());
    let new = |(key, value): &(String, NewScalar)| {
        intent::pair(key, Value::Scalar(text(value).to_owned()))
    };
    let hole = intent::append(&mut pairs, key, &order, item.iter().map(new).collect())?;
    proven(record, key, (&pairs, hole), |document| {
        let new = Document::new_mapping();
        for (key, value) in item {
            new.set(key.as_str(), node(value));
        }
        let Some(new) = new.as_mapping() else { return };
        if !document.contains_key(key) {
            put_field(document, &record.kind, key, alone(ScalarValue::null()));
        }
        match document.get_sequence(key) {
            Some(list) => list.push(new),
            None => {
                let list = Sequence::new();
                list.push(new);
                document.set(key, list);
            }
        }
    })
}

/// Changes one place inside of an item.
fn inside(
    record: &Record,
    place: &Place,
    leaf: Leaf<'_>,
    value: YamlNode,
) -> Result<String, Refusal> {
    let not_there = || Refusal::NotThere(place.list.clone(), place.item.clone());
    let front = record.front.as_ref().ok_or_else(not_there)?;
    let field = record.kind.field(&place.list);
    let order = field.map_or(&[][..], |field| field.shape.item_keys());
    let [naming, ..] = order else {
        return Err(Refusal::NotItems(place.list.clone()));
    };
    let key = written(front, &record.kind, &place.list);
    let mut pairs = front.pairs.clone();
    let list = pairs.iter_mut().find(|pair| pair.key.value == key);
    let list = &mut list.ok_or_else(not_there)?.node;
    let at = find(list, naming, place)?;
    let item = match &mut list.value {
        Value::List(items) => items.get_mut(at).map(|item| &mut item.value),
        value => Some(value),
    };
    let Some(Value::Map(item)) = item else {
        return Err(not_there());
    };
    let hole = intent::change(item, &place.path, order, leaf)?;
    let end = match leaf {
        Leaf::Set(_) => End::Value(value),
        Leaf::Push(_) => End::List(value, intent::words(item, &place.path)),
    };
    proven(record, key, (&pairs, hole), |document| {
        let item = match document.get_sequence(key) {
            Some(list) => list.get(at).and_then(|item| item.as_mapping().cloned()),
            None => document.get_mapping(key),
        };
        if let Some(item) = item {
            change(&item, &place.path, order, end);
        }
    })
}

/// The place of the item of that name; a mapping that stands alone is a list of one.
fn find(list: &Node, naming: &str, place: &Place) -> Result<usize, Refusal> {
    let is_meant = |item: &Node| {
        let mut pairs = item.pairs().unwrap_or_default().iter();
        let name = pairs.find(|pair| pair.key.value == naming);
        let name = name.and_then(|pair| pair.node.scalar());
        name.is_some_and(|name| name.trim() == place.item.trim())
    };
    let items = list.items().iter().enumerate();
    let mut named = items.filter(|(_, item)| is_meant(item)).map(|(at, _)| at);
    let (list, item) = (place.list.clone(), place.item.clone());
    match (named.next(), named.next()) {
        (Some(at), None) => Ok(at),
        (None, _) => Err(Refusal::NotThere(list, item)),
        (Some(_), Some(_)) => Err(Refusal::Twice(list, item)),
    }
}

/// The text with a change made, where it has what was intended and nothing else.
fn proven(
    record: &Record,
    key: &str,
    intended: (&[Pair], Hole),
    make: impl FnOnce(&Document),
) -> Result<String, Refusal> {
    let (pairs, hole) = intended;
    let old = &record.source.text;
    let (new, front) = tree::remade(record, key, make)?;
    let proven = same_tree(pairs, &front.pairs) && touches_hole(hole, old, &new);
    let refused = || Refusal::NotLossless(key.to_owned());
    proven.then_some(new).ok_or_else(refused)
}

/// What the syntax tree gets at the end of a path.
enum End {
    /// That value.
    Value(YamlNode),
    /// That value at the end of a list, or else all the words of a new one.
    List(YamlNode, Vec<String>),
}

/// Does to a mapping of the syntax tree what `intent` does to ours.
fn change(mapping: &Mapping, path: &[String], order: &[&str], end: End) {
    let [key, rest @ ..] = path else { return };
    let key = key.as_str();
    let is_last = rest.is_empty();
    if let Some(inner) = mapping.get_mapping(key).filter(|_| !is_last) {
        return change(&inner, rest, &[], end);
    }
    let list = mapping.get_sequence(key).filter(|_| is_last);
    let end = match (end, list) {
        (End::List(word, _), Some(list)) => return list.push(word),
        (End::List(_, words), None) => flow(&words),
        (End::Value(value), _) => value,
    };
    let node = rest.iter().rev().fold(end, |node, key| below(key, node));
    if mapping.contains_key(key) {
        return mapping.set(key, node);
    }
    let keys: Vec<String> = mapping
        .keys()
        .filter_map(|key| key.as_scalar().map(|key| key.as_string()))
        .collect();
    let existing: Vec<&str> = keys.iter().map(String::as_str).collect();
    match intent::place(&existing, key, order).checked_sub(1) {
        Some(before) => {
            mapping.insert_after(existing[before], key, node);
        }
        None if existing.is_empty() => mapping.set(key, node),
        None => {
            mapping.insert_at_index(0, key, node);
        }
    }
}

fn text(value: &NewScalar) -> &str {
    match value {
        NewScalar::Text(text) | NewScalar::Number(text) => text,
    }
}

fn node(value: &NewScalar) -> YamlNode {
    match value {
        NewScalar::Number(digits) if Number::read(digits).is_some() => as_written(digits),
        NewScalar::Text(text) | NewScalar::Number(text) if stumbles(text) => {
            as_written(&format!("'{}'", text.replace('\'', "''")))
        }
        NewScalar::Text(text) | NewScalar::Number(text) => alone(text.as_str()),
    }
}

/// Text of one line that needs no quotes, and that some parser does not read inside of brackets.
fn stumbles(text: &str) -> bool {
    let is_line = !text.contains(char::is_control);
    is_line && (text.contains(':') || text.ends_with('-'))
}

/// A scalar with the quotes that are there, and no others.
fn as_written(scalar: &str) -> YamlNode {
    let document = Document::from_str(&format!("value: {scalar}\n"));
    let node = document.ok().and_then(|document| document.get("value"));
    node.unwrap_or_else(|| alone(scalar))
}

/// A key with a value below it.
fn below(key: &str, value: YamlNode) -> YamlNode {
    let above = Document::new_mapping();
    above.set(key, value);
    above
        .as_mapping()
        .map_or_else(|| alone(ScalarValue::null()), alone)
}
