//! Front matter as a change wants it, made of the tree that was read, so that the new text can be held against it.

use super::Refusal;
use crate::model::front::{Node, Pair, Value};
use crate::model::source::{Span, Spanned};

/// The bytes that a change may replace; none where it only puts something in.
pub(super) type Hole = Option<Span>;

/// What becomes of the value at the end of a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leaf<'a> {
    /// It is that scalar.
    Set(&'a str),
    /// It is a list with that word at its end.
    Push(&'a str),
}

impl Leaf<'_> {
    /// The value where there was none.
    fn fresh(self) -> Value {
        match self {
            Self::Set(text) => Value::Scalar(text.to_owned()),
            Self::Push(word) => Value::List(vec![node(Value::Scalar(word.to_owned()))]),
        }
    }

    /// The value in place of another.
    fn over(self, old: &Value) -> Option<Value> {
        let with = |items: &[Node], word: &str| {
            let word = node(Value::Scalar(word.to_owned()));
            Value::List(items.iter().cloned().chain([word]).collect())
        };
        match (self, old) {
            (Self::Set(_), Value::Scalar(_)) => Some(self.fresh()),
            (Self::Push(word), Value::Scalar(_)) => Some(with(&[node(old.clone())], word)),
            (Self::Push(word), Value::List(items)) => Some(with(items, word)),
            _ => None,
        }
    }
}

/// Changes the value at the end of a path, and makes the keys on the way to it where there are none.
pub(super) fn change(
    pairs: &mut Vec<Pair>,
    path: &[String],
    order: &[&str],
    leaf: Leaf<'_>,
) -> Result<Hole, Refusal> {
    let [key, rest @ ..] = path else {
        return Ok(None);
    };
    let Some(pair) = pairs.iter_mut().find(|pair| pair.key.value == *key) else {
        insert(pairs, key, order, nested(rest, leaf.fresh()));
        return Ok(None);
    };
    let hole = hole(pair);
    match &mut pair.node.value {
        Value::Map(inner) if !rest.is_empty() => {
            let deeper = change(inner, rest, &[], leaf)?;
            return Ok(hole.or(deeper));
        }
        value @ Value::Empty => *value = nested(rest, leaf.fresh()),
        value if rest.is_empty() => {
            let wrong = || match leaf {
                Leaf::Set(_) => Refusal::NotOne(key.clone()),
                Leaf::Push(_) => Refusal::NotAList(key.clone()),
            };
            *value = leaf.over(value).ok_or_else(wrong)?;
        }
        _ => return Err(Refusal::NotItems(key.clone())),
    }
    Ok(hole)
}

/// Adds a mapping to the list of a key, and makes the list where there is none.
pub(super) fn append(
    pairs: &mut Vec<Pair>,
    key: &str,
    order: &[&str],
    item: Vec<Pair>,
) -> Result<Hole, Refusal> {
    let item = node(Value::Map(item));
    let Some(pair) = pairs.iter_mut().find(|pair| pair.key.value == key) else {
        insert(pairs, key, order, Value::List(vec![item]));
        return Ok(None);
    };
    let hole = hole(pair);
    match &mut pair.node.value {
        Value::List(items) => items.push(item),
        value @ Value::Empty => *value = Value::List(vec![item]),
        _ => return Err(Refusal::NotItems(key.to_owned())),
    }
    Ok(hole)
}

/// The words of the list at the end of a path.
pub(super) fn words(pairs: &[Pair], path: &[String]) -> Vec<String> {
    let [key, rest @ ..] = path else {
        return Vec::new();
    };
    let pair = pairs.iter().find(|pair| pair.key.value == *key);
    match (pair.map(|pair| &pair.node), rest) {
        (Some(node), []) => node.scalars().map(|word| word.value.to_owned()).collect(),
        (Some(node), rest) => words(node.pairs().unwrap_or_default(), rest),
        (None, _) => Vec::new(),
    }
}

/// A pair that is not written yet.
pub(super) fn pair(key: &str, value: Value) -> Pair {
    Pair {
        key: Spanned::new(key.to_owned(), Span::default()),
        node: node(value),
    }
}

/// Where a new key goes: behind the nearest one that is written before it. Keys without an order of their own are
/// sorted, as days are, and a key that the order does not know goes to the end.
pub(super) fn place(existing: &[&str], key: &str, order: &[&str]) -> usize {
    let behind = |at: usize| at + 1;
    if order.is_empty() {
        let last = existing.iter().rposition(|other| *other < key);
        return last.map_or(0, behind);
    }
    let Some(at) = order.iter().position(|known| *known == key) else {
        return existing.len();
    };
    let mut before = order[..at].iter().rev();
    let nearest = before.find_map(|earlier| existing.iter().position(|written| written == earlier));
    nearest.map_or(0, behind)
}

fn insert(pairs: &mut Vec<Pair>, key: &str, order: &[&str], value: Value) {
    let existing: Vec<&str> = pairs.iter().map(|pair| pair.key.value.as_str()).collect();
    let at = place(&existing, key, order);
    pairs.insert(at, pair(key, value));
}

/// A value below keys that are not there yet.
fn nested(path: &[String], value: Value) -> Value {
    let above = |value, key: &String| Value::Map(vec![pair(key, value)]);
    path.iter().rev().fold(value, above)
}

/// The bytes of a value that may make room for another.
fn hole(pair: &Pair) -> Hole {
    let gives_way = match &pair.node.value {
        Value::Empty | Value::Scalar(_) => true,
        Value::List(items) => items.is_empty(),
        Value::Map(pairs) => pairs.is_empty(),
    };
    let (start, end) = (pair.key.span.end, pair.node.span.end);
    gives_way.then(|| Span::new(start, end.max(start)))
}

fn node(value: Value) -> Node {
    Node {
        span: Span::default(),
        value,
    }
}
