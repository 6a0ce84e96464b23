//! Text on its way into HTML: special characters become entities, and what has no shape becomes visible.
//!
//! Control characters and those that turn the direction of writing are shown by their code point, because they would
//! otherwise let a record say one thing to its reader and another to a program.

use std::borrow::Cow;

/// Writes text between two tags.
pub(super) fn text(out: &mut String, text: &str) {
    write(out, text, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\u{a0}' => Some("&nbsp;"),
        _ => None,
    });
}

/// Writes the value of an attribute in double quotes.
pub(super) fn attribute(out: &mut String, value: &str) {
    write(out, value, |character| match character {
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\u{a0}' => Some("&nbsp;"),
        _ => None,
    });
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
            push_code_point(&mut out, character);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

fn write(out: &mut String, text: &str, entity: impl Fn(char) -> Option<&'static str>) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let plain = character.is_ascii_alphanumeric() || character == ' ';
        if plain {
            continue;
        }
        let replacement = entity(character);
        if replacement.is_none() && !is_hidden(character) {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + character.len_utf8();
        match replacement {
            Some(entity) => out.push_str(entity),
            None => push_code_point(out, character),
        }
    }
    out.push_str(&text[from..]);
}

fn push_code_point(out: &mut String, character: char) {
    // A carriage return is half of a line's end, and says nothing beside the other half.
    if character != '\r' {
        out.push_str(&format!("[U+{:04X}]", u32::from(character)));
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
