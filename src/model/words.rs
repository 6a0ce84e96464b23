//! Words at the beginning of a line and within one, words that name something, and words for a shell.

use unicode_normalization::UnicodeNormalization;

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

/// Whether a text names something by its words, whatever their case and the white space between them.
#[must_use]
pub fn names(text: &str, name: &str) -> bool {
    let (text, name) = (plain(text), plain(name));
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

/// A text between quotes, as a shell reads it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        if matches!(letter, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

fn plain(text: &str) -> String {
    let words = text.nfc().collect::<String>().to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_first(word: &str, changed: impl Fn(char) -> String) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(changed);
    first.unwrap_or_default() + letters.as_str()
}
