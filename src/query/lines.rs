//! How many lines two versions of a text differ in.

use std::collections::HashMap;

use similar::{ChangeTag, TextDiff};

/// How many pairs of lines are compared: a text can be made in which each of them has to be.
const COMPARED: usize = 4_000_000;

/// The lines that came and those that went; of texts too long to be compared, those that one has and the other has not.
#[must_use]
pub fn changed(old: &str, new: &str) -> (usize, usize) {
    if old.lines().count().saturating_mul(new.lines().count()) > COMPARED {
        return (only_in(new, old), only_in(old, new));
    }
    let diff = TextDiff::from_lines(old, new);
    diff.iter_all_changes()
        .fold((0, 0), |(came, went), change| match change.tag() {
            ChangeTag::Insert => (came + 1, went),
            ChangeTag::Delete => (came, went + 1),
            ChangeTag::Equal => (came, went),
        })
}

/// How many lines of a text another has not, wherever they stand.
fn only_in(text: &str, other: &str) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in other.lines() {
        *counts.entry(line).or_default() += 1;
    }
    let lines = text.lines().filter(|line| match counts.get_mut(line) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    lines.count()
}
