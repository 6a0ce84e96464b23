//! Text as comparisons see it: composed and in lower case, and the words that stand in it.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The longest word that [`words`] gives, in characters.
pub const LONGEST: usize = 40;

/// Text in NFC and in lower case.
#[must_use]
pub fn fold(text: &str) -> String {
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

/// Letters of scripts that put no spaces between words: Thai and its neighbours, Chinese, Japanese, Korean.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The words of a folded text, for an index that finds a word where it begins: runs of letters and digits, of a long one
/// its beginning. A run of letters of a script without spaces gives each two neighbours, and its last letter alone.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let own = |c: char| c.is_alphanumeric() && is_unspaced(c) == is_unspaced(first);
        let run = rest.find(|c| !own(c)).unwrap_or(rest.len());
        let cut = |most| {
            rest[..run]
                .char_indices()
                .nth(most)
                .map_or(run, |(at, _)| at)
        };
        let (word, skip) = match is_unspaced(first) {
            true => (cut(2), first.len_utf8()),
            false => (cut(LONGEST), run),
        };
        let word = &rest[..word];
        rest = &rest[skip..];
        Some(word)
    })
}
