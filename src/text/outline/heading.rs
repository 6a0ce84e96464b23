//! What the words of a heading mean: a title, a section of the kind, an entry of the Log.

use crate::model::kind::Kind;

/// The kind's word for a heading, without its number, emphasis or trailing colon.
pub(super) fn known_section(kind: &Kind, heading: &str) -> Option<String> {
    let plain = without_number(heading).trim_matches(|c: char| matches!(c, '*' | ':' | ' '));
    kind.section_for(plain).map(|section| section.id.clone())
}

/// A title without the `12.` or `ADR-12:` in front of it.
///
/// `Phase 2: move the readers` is a title as it stands: an id has capital letters, or is somebody's `adr`.
pub(in crate::text) fn without_number(title: &str) -> &str {
    let letters = title.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (prefix, after) = title.split_at(letters);
    let is_id = letters <= 5 && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_id && !prefix.eq_ignore_ascii_case("adr") {
        return title;
    }
    let after = match letters {
        0 => after,
        _ => after.strip_prefix(['-', ' ']).unwrap_or(after),
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &after[digits..];
    let marks = [".", ":", ")", " -", " –", " —"];
    let marked = marks.into_iter().find_map(|mark| rest.strip_prefix(mark));
    match marked {
        Some(words) if digits > 0 && words.starts_with(' ') && !words.trim().is_empty() => {
            words.trim_start()
        }
        _ => title,
    }
}

/// `2026-11-22 · accept · alice`, by hand also with ` - ` or ` | `.
pub(super) fn entry_parts(heading: &str) -> (String, String, String) {
    let separator = [" · ", " | ", " - "]
        .into_iter()
        .find(|separator| heading.contains(separator));
    let mut parts = heading
        .splitn(3, separator.unwrap_or(" · "))
        .map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}
