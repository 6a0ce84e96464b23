//! File names and anchors made of titles.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Most characters of a slug.
const LONGEST: usize = 60;

/// Names that some file system keeps for itself.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A file name's words: Unicode letters and digits in NFC and lower case, joined by `-`.
///
/// At most 60 graphemes, never empty, never a name that some file system refuses.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    let folded: String = title.nfc().flat_map(char::to_lowercase).collect();
    for (count, grapheme) in words(&folded).graphemes(true).enumerate() {
        if count == LONGEST {
            break;
        }
        slug.push_str(grapheme);
    }
    let slug: String = slug.trim_matches('-').nfc().collect();
    if slug.is_empty() || RESERVED.contains(&slug.as_str()) {
        return format!("record{}{slug}", if slug.is_empty() { "" } else { "-" });
    }
    slug
}

/// The anchor of a heading, as GitHub makes it: lower case, punctuation dropped, spaces to `-`.
#[must_use]
pub fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ if letter.is_alphanumeric() => Some(letter),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

fn words(text: &str) -> String {
    let mut joined = String::new();
    for letter in text.chars() {
        let begins = joined.is_empty() || joined.ends_with('-');
        // Combining marks belong to the letter before them.
        let is_mark = unicode_normalization::char::is_combining_mark(letter) && !begins;
        if letter.is_alphanumeric() || is_mark {
            joined.push(letter);
        } else if !matches!(letter, '\'' | '’') && !begins {
            joined.push('-');
        }
    }
    joined
}
