//! Whether a new front matter differs from the old one in what was asked for, and in nothing else.

use crate::model::change::NewValue;
use crate::model::front::{FrontMatter, Pair, Value};
use crate::model::source::Span;

/// What a key should hold after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The key is not there.
    Nothing,
    /// That scalar.
    Scalar(String),
    /// Those scalars, one by one.
    List(Vec<String>),
}

impl Wanted {
    /// What a key holds that was set to a value.
    pub(super) fn of(value: &NewValue) -> Self {
        match value {
            NewValue::Scalar(text) => Self::Scalar(text.clone()),
            NewValue::Number(number) => Self::Scalar(number.to_string()),
            NewValue::List(words) => Self::List(words.clone()),
        }
    }
}

/// The key holds what it should.
pub(super) fn holds(front: &FrontMatter, key: &str, wanted: &Wanted) -> bool {
    match (front.get(key).map(|pair| &pair.node.value), wanted) {
        (None, Wanted::Nothing) => true,
        (Some(Value::Scalar(text)), Wanted::Scalar(wanted)) => text == wanted,
        (Some(Value::List(items)), Wanted::List(words)) => {
            items.len() == words.len()
                && items
                    .iter()
                    .zip(words)
                    .all(|(item, word)| item.scalar() == Some(word))
        }
        _ => false,
    }
}

/// Every other key has the value it had, in the order it had.
pub(super) fn same_but(old: &FrontMatter, new: &FrontMatter, key: &str) -> bool {
    let others = |front: &FrontMatter| -> Vec<(String, Value)> {
        let pairs = front.pairs.iter().filter(|pair| pair.key.value != key);
        pairs
            .map(|pair| (pair.key.value.clone(), plain(&pair.node.value)))
            .collect()
    };
    others(old) == others(new)
}

/// The bytes that differ lie on the lines of the key, or are a pure insertion where the key was not there.
pub(super) fn touches_only(front: &FrontMatter, old: &str, new: &str, key: &str) -> bool {
    if old == new {
        return true;
    }
    let Some(pair) = front.get(key) else {
        let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
        let before = same.count();
        return new.len() > old.len() && new.as_bytes().ends_with(&old.as_bytes()[before..]);
    };
    let start = old[..pair.key.span.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let value_end = pair.node.span.end.max(pair.key.span.end);
    let mut end = old[value_end..]
        .find('\n')
        .map_or(old.len(), |at| value_end + at + 1);
    // The empty lines below a block scalar are a part of it.
    let is_block = matches!(pair.node.value, Value::Scalar(_))
        && old[pair.key.span.end..pair.node.span.start].contains('\n');
    while is_block && old[end..].starts_with(['\r', '\n']) {
        end += 1;
    }
    new.starts_with(&old[..start])
        && new.ends_with(&old[end..])
        && new.len() >= start + (old.len() - end)
}

/// Both have the same keys with the same values in the same order.
pub(super) fn same_tree(wanted: &[Pair], found: &[Pair]) -> bool {
    plain(&Value::Map(wanted.to_vec())) == plain(&Value::Map(found.to_vec()))
}

/// The bytes that are gone from the old text lie in the hole; without a hole none is gone.
pub(super) fn touches_hole(hole: Option<Span>, old: &str, new: &str) -> bool {
    let alike = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let before = alike(&mut old.bytes(), &mut new.bytes());
    let most = old.len().min(new.len()) - before;
    let after = alike(&mut old.bytes().rev(), &mut new.bytes().rev()).min(most);
    let gone = Span::new(before, old.len() - after);
    match hole {
        Some(hole) if gone.start < gone.end => hole.start <= gone.start && gone.end <= hole.end,
        _ => gone.start == gone.end,
    }
}

/// A value without its places, for comparing.
fn plain(value: &Value) -> Value {
    let mut value = value.clone();
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    let nowhere = Span::default();
    match value {
        Value::List(items) => {
            for item in items {
                item.span = nowhere;
                strip(&mut item.value);
            }
        }
        Value::Map(pairs) => {
            for pair in pairs {
                pair.key.span = nowhere;
                pair.node.span = nowhere;
                strip(&mut pair.node.value);
            }
        }
        Value::Empty | Value::Scalar(_) => {}
    }
}
