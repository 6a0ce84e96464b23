//! The text of one file, kept once, and the places in it that everything else points to.
//!
//! Spans are bytes from the start of the file, a byte order mark included, so that an edit can use them as they are.

use std::ops::Range;
use std::sync::OnceLock;

use super::secret::{self, Secret};

/// A half-open range of bytes in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same span as a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a span.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place in a source as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Byte, from 0.
    pub byte: usize,
}

/// One file: its path from the repository's root with `/` between the parts, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the repository's root.
    pub path: String,
    /// The whole text, a byte order mark included.
    pub text: String,
    /// Where each line begins, found out when somebody first asks for a position.
    lines: OnceLock<Box<[usize]>>,
    /// What in it nobody is shown, found out when somebody first asks.
    secrets: OnceLock<Box<[Secret]>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

impl Source {
    /// A file of that path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
            secrets: OnceLock::new(),
        }
    }

    /// The text at a span, empty where the span lies outside the text or cuts a character.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line and column of a byte, clamped to the text.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let lines = self.lines.get_or_init(|| line_starts(&self.text).into());
        let line = lines.partition_point(|&start| start <= byte);
        let before = &self.text[lines[line - 1]..byte];
        Position {
            line,
            column: before.trim_start_matches('\u{feff}').chars().count() + 1,
            byte,
        }
    }

    /// What in it is shaped like a key, in the order it stands.
    #[must_use]
    pub fn secrets(&self) -> &[Secret] {
        self.secrets.get_or_init(|| secret::find(&self.text).into())
    }

    /// The text at a span, a star for each character of a secret but its first ones.
    #[must_use]
    pub fn masked(&self, span: Span) -> String {
        let mut text = String::new();
        let mut at = span.start;
        let all = self.secrets().iter();
        for secret in all.filter(|one| one.span.start < span.end && span.start < one.span.end) {
            let whole = self.slice(secret.span);
            let hidden = secret.span.start + secret::shown(whole).len();
            let start = hidden.clamp(at, span.end);
            let end = secret.span.end.clamp(start, span.end);
            text.push_str(self.slice(Span::new(at, start)));
            text.extend(self.slice(Span::new(start, end)).chars().map(|_| '*'));
            at = end;
        }
        text.push_str(self.slice(Span::new(at, span.end)));
        text
    }

    /// The file's name without its folders.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let after = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}

/// What the file system or git gave for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// All of it.
    Bytes(Vec<u8>),
    /// Over the budget, and not read: its size in bytes.
    TooLarge(u64),
    /// A symbolic link, which is not followed.
    Symlink,
    /// Could not be read: why.
    Failed(String),
}

/// A file of a record folder before anybody has looked into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path from the repository's root.
    pub path: String,
    /// What is in it.
    pub content: Content,
}
