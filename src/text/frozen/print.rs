//! Texts made comparable, whatever white space is in them.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::model::frozen::Print;

/// The print of some texts.
pub(super) fn print<'a>(texts: impl IntoIterator<Item = &'a str>) -> Print {
    let mut told = String::new();
    let mut named = Vec::new();
    for text in texts {
        for word in text.split_whitespace() {
            let mut copied = 0;
            for id in ids(word) {
                told.push_str(&word[copied..id.start]);
                told.push('\u{1}');
                copied = id.end;
                named.push(shortest(&word[id]));
            }
            told.push_str(&word[copied..]);
        }
        told.push('\0');
    }
    let whole: [u8; 32] = Sha256::digest(told).into();
    let mut words = [0; 16];
    words.copy_from_slice(&whole[..16]);
    Print {
        words,
        ids: named.into(),
        may_gain: None,
    }
}

/// The print of a text that may gain an id: an open item that says who carries it on.
pub(super) fn gaining(text: &str) -> Print {
    let words: Vec<&str> = text.split_whitespace().collect();
    Print {
        may_gain: Some(words.concat().into()),
        ..print([text])
    }
}

/// The places of a text that look like ids: capitals, a dash, digits.
pub(super) fn ids(text: &str) -> Vec<Range<usize>> {
    // Most words have none, and cost nothing.
    if !text.contains('-') {
        return Vec::new();
    }
    let dashes = text.match_indices('-').map(|(at, _)| at);
    let ids = dashes.filter_map(|at| {
        let before = text[..at].bytes().rev();
        let capitals = before.take_while(u8::is_ascii_uppercase).count();
        let after = text[at + 1..].bytes();
        let digits = after.take_while(u8::is_ascii_digit).count();
        (capitals > 1 && digits > 0).then_some(at - capitals..at + 1 + digits)
    });
    ids.collect()
}

/// An id without the zeros before its number.
fn shortest(id: &str) -> Box<str> {
    let (prefix, number) = id.split_once('-').unwrap_or((id, ""));
    let number = number.trim_start_matches('0');
    format!("{prefix}-{number}").into()
}
