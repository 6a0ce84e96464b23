//! From characters to bytes, counted once for a file.

/// From characters, which the parser counts, to bytes.
pub(super) enum Offsets {
    Ascii(usize),
    Wide(Vec<usize>),
}

impl Offsets {
    /// The offsets of a text.
    pub(super) fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii(text.len());
        }
        Self::Wide(
            text.char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()])
                .collect(),
        )
    }

    /// The byte at which a character begins, clamped to the text.
    pub(super) fn byte(&self, character: usize) -> usize {
        match self {
            Self::Ascii(len) => character.min(*len),
            Self::Wide(bytes) => bytes.get(character).or(bytes.last()).copied().unwrap_or(0),
        }
    }
}
