//! Another name for a key of the front matter; its value, its place and its comments stay.

use super::Refusal;
use super::proof::same_tree;
use crate::model::record::Record;
use crate::text::front;

/// Gives a key that stands in the front matter another name.
pub(super) fn rename(record: &Record, from: &str, to: &str) -> Result<String, Refusal> {
    let text = &record.source.text;
    let written = record
        .front
        .as_ref()
        .and_then(|old| Some((old, old.get(from)?)));
    let Some((old, pair)) = written else {
        return Ok(text.clone());
    };
    let path = &record.source.path;
    if let Some(problem) = front::read(path, text).problems.first() {
        return Err(Refusal::Wrong(from.to_owned(), problem.message.clone()));
    }
    let (before, after) = (&text[..pair.key.span.start], &text[pair.key.span.end..]);
    let new = format!("{before}{to}{after}");
    let mut wanted = old.pairs.clone();
    let named = wanted.iter_mut().filter(|pair| pair.key.value == from);
    named.for_each(|pair| to.clone_into(&mut pair.key.value));
    let read = front::read(path, &new);
    let proven = read.problems.is_empty()
        && read
            .front
            .is_some_and(|front| same_tree(&wanted, &front.pairs));
    let refused = || Refusal::NotLossless(from.to_owned());
    proven.then_some(new).ok_or_else(refused)
}
