//! Characters that nobody sees: they steer a terminal, turn text round, or hide in it.

/// Whether a character is a control, bidi, zero-width, invisible or tag character.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}' | '\u{1160}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The character that a tag character stands for, where it stands for one that can be seen.
#[must_use]
pub fn tagged(c: char) -> Option<char> {
    let byte = u32::from(c).checked_sub(0xe_0000)?;
    let seen = char::from_u32(byte)?;
    (seen.is_ascii_graphic() || seen == ' ').then_some(seen)
}
