//! Words at the beginning of a line and within one.

/// A word with its first letter large.
#[must_use]
pub fn capitalised(word: &str) -> String {
    with_first(word, |first| first.to_uppercase().collect())
}

/// A word with its first letter small.
#[must_use]
pub fn uncapitalised(word: &str) -> String {
    with_first(word, |first| first.to_lowercase().collect())
}

fn with_first(word: &str, changed: impl Fn(char) -> String) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(changed);
    first.unwrap_or_default() + letters.as_str()
}
