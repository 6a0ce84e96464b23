//! Records that a text names: by link, by id, by number, by file.

use super::near;
use crate::model::kind::Kind;
use crate::model::source::{Span, Spanned};

/// Words that stand before a number and mean a record of the same folder, besides the kind's own.
const ANY_LOG: [&str; 4] = ["adr", "madr", "record", "no"];

/// Longest link that names a record, in bytes.
const LINK: usize = 2048;

/// The records named one after the other at the start of a text, as `Index::resolve` reads them; spans are bytes from
/// `from` on. What follows after another word is not looked at.
#[must_use]
pub(super) fn read(kind: &Kind, text: &str, from: usize) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += gap(&text[at..]);
        let Some((length, named)) = next(kind, &text[at..]) else {
            return found;
        };
        if let Some(named) = named {
            found.push(Spanned::new(
                named,
                Span::new(from + at, from + at + length),
            ));
        }
        at += length;
    }
}

/// How many bytes stand between two names: blanks, commas, bullets, `and`.
fn gap(text: &str) -> usize {
    let is_gap = |letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                ',' | ';' | '&' | ':' | '*' | '_' | '-' | '+' | '"' | '\'' | '`' | '\\' | '['
            )
    };
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let plain = rest.char_indices().find(|(place, letter)| {
            !is_gap(*letter) || (*letter == '[' && near(&rest[*place..], LINK).contains("]("))
        });
        at += plain.map_or(rest.len(), |(place, _)| place);
        let rest = &text[at..];
        let word = ["and ", "und ", "the ", "et ", "y "]
            .into_iter()
            .find(|word| {
                rest.get(..word.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(word))
            });
        match word {
            Some(word) => at += word.len(),
            None => return at,
        }
    }
}

/// The first thing of a text, if it names something: its length, and the record where it is one of this folder.
fn next(kind: &Kind, text: &str) -> Option<(usize, Option<String>)> {
    if let Some(inside) = text.strip_prefix('[')
        && let Some((label, rest)) = near(inside, LINK).split_once("](")
        && let Some((target, _)) = rest.split_once(')')
        && !label.contains('\n')
    {
        let length = 1 + label.len() + 2 + target.len() + 1;
        return Some((length, linked(kind, label, target)));
    }
    let word = text
        .split(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | ';' | ')' | '(' | '"' | '\'' | ']')
        })
        .next()?;
    let bare = word.trim_matches(['<', '>', '.', '*', '`']);
    if bare.contains("://") || is_file(bare) {
        let length = match word.starts_with('<') {
            true => word.len(),
            false => word.trim_end_matches(['.', '*', '`', '>']).len(),
        };
        return Some((length, is_file(bare).then(|| path(bare))));
    }
    let (length, number) = numbered(kind, text)?;
    Some((length, Some(number)))
}

/// What a link names: the file it leads to, else the number in its words.
fn linked(kind: &Kind, label: &str, target: &str) -> Option<String> {
    let target = target.trim();
    if is_file(target) {
        return Some(path(target));
    }
    if target.ends_with('/') && !target.contains("://") {
        return Some(format!("{target}README.md"));
    }
    let outside = target.contains("://");
    let (_, number) = numbered(kind, label.trim_start_matches('#'))?;
    (!outside).then_some(number)
}

fn is_file(text: &str) -> bool {
    let path = text
        .split(['#', '?'])
        .next()
        .unwrap_or(text)
        .to_ascii_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// A path or an address without what follows it.
fn path(text: &str) -> String {
    text.split(['#', '?']).next().unwrap_or(text).to_owned()
}

/// `ADR-0012`, `ADR 12`, `EIP-155`, `#12`, `0012`, `12. Title`: its length and the number.
fn numbered(kind: &Kind, text: &str) -> Option<(usize, String)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let prefix = &text[..letters];
    let known = letters == 0
        || prefix.eq_ignore_ascii_case(&kind.prefix)
        || prefix.eq_ignore_ascii_case(&kind.name)
        || ANY_LOG.iter().any(|word| prefix.eq_ignore_ascii_case(word));
    if !known {
        return None;
    }
    let after = &text[letters..];
    let skipped = after.len()
        - after
            .trim_start_matches(['-', ' ', '_', '#', '.', '\u{a0}'])
            .len();
    if letters == 0 && skipped > usize::from(after.starts_with('#')) {
        return None;
    }
    let digits = after[skipped..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = &after[skipped + digits..];
    let ends = rest
        .chars()
        .next()
        .is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '/' | '%'));
    let number: u64 = after[skipped..skipped + digits].parse().ok()?;
    // `2020-01-05` is a day, `1.5` a version, `0012-title` the start of a file's name.
    let split = rest.len() > 1
        && rest.starts_with(['-', '.'])
        && rest[1..].starts_with(|next: char| next.is_ascii_digit());
    if !ends || split || digits > 9 {
        return None;
    }
    let tail = if letters == 0 && rest.starts_with('-') {
        rest.find(|letter: char| letter.is_whitespace() || ",;()[]|\"'`".contains(letter))
            .unwrap_or(rest.len())
    } else {
        0
    };
    // A log's own letters are kept as they are written; a word before a number says nothing more than the number.
    let is_id = prefix.bytes().any(|byte| byte.is_ascii_uppercase()) && prefix.len() > 2;
    let named = if letters > 0 && is_id && !prefix.eq_ignore_ascii_case(&kind.name) {
        format!("{prefix}-{}", &after[skipped..skipped + digits])
    } else {
        number.to_string()
    };
    Some((letters + skipped + digits + tail, named))
}
