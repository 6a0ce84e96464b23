//! Text on its way into HTML: special characters become entities, and what has no shape becomes visible.
//!
//! Control characters and those that turn the direction of writing are shown by their code point, because they would
//! otherwise let a record say one thing to its reader and another to a program.

use std::borrow::Cow;
use std::fmt;

/// Writes text between two tags.
pub(super) fn text(out: &mut String, text: &str) {
    // Writing to a string never fails.
    let _ = write(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Writes the value of an attribute in double quotes.
pub(super) fn attribute(out: &mut String, value: &str) {
    let _ = write_attribute(out, value);
}

/// Writes text that may stand anywhere: between two tags and in an attribute.
pub(super) fn write_attribute(out: &mut impl fmt::Write, value: &str) -> fmt::Result {
    write(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    })
}

/// The text between two tags, as a value of its own.
pub(super) fn to_html(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    text(&mut out, plain);
    out
}

/// The same text with every character that has no shape shown by its code point: `[U+202E]`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            let _ = write_code_point(&mut out, character);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

fn write(
    out: &mut impl fmt::Write,
    text: &str,
    entity: impl Fn(u8) -> Option<&'static str>,
) -> fmt::Result {
    let mut from = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let entity = entity(byte);
        // Only a first byte of a character, and only where that character may be one to show.
        let odd = byte < b' ' || byte == 0x7f || byte >= 0xc2;
        if at < from || entity.is_none() && !odd {
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        if entity.is_none() && character != '\u{a0}' && !is_hidden(character) {
            continue;
        }
        out.write_str(&text[from..at])?;
        from = at + character.len_utf8();
        match entity {
            Some(entity) => out.write_str(entity)?,
            None if character == '\u{a0}' => out.write_str("&nbsp;")?,
            None => write_code_point(out, character)?,
        }
    }
    out.write_str(&text[from..])
}

fn write_code_point(out: &mut impl fmt::Write, character: char) -> fmt::Result {
    // A carriage return is half of a line's end, and says nothing beside the other half.
    match character {
        '\r' => Ok(()),
        _ => write!(out, "[U+{:04X}]", u32::from(character)),
    }
}

fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        _ => {
            character.is_control()
                || matches!(
                    character,
                    '\u{61c}'
                        | '\u{200b}'
                        | '\u{200e}'
                        | '\u{200f}'
                        | '\u{2028}'..='\u{202e}'
                        | '\u{2060}'..='\u{206f}'
                        | '\u{feff}'
                        | '\u{fff9}'..='\u{fffb}'
                )
        }
    }
}
