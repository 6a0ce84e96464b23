//! Text as comparisons see it: composed and in lower case.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text in NFC and in lower case.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.to_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase()
    }
}

/// Whether folded words stand in a folded text with no letter, digit, `-` or `_` right before or after them.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + words.len()..].chars().next();
            !before.is_some_and(in_word) && !after.is_some_and(in_word)
        })
}
