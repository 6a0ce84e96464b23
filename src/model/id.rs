//! The name of a record: a prefix and a number, written `DEC-12`.

use std::fmt;

/// A record's id, the same for the life of the record.
///
/// Ids are ordered by prefix and then by number, so that `DEC-9` stands before `DEC-10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    prefix: String,
    key: Key,
}

/// What tells the records of one prefix apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Number(u64),
    /// `20261122-k7f3`
    Dated(String),
    /// The name of a file or folder that has no number.
    Stem(String),
}

impl Id {
    /// The id of a prefix and a number.
    pub fn new(prefix: impl Into<String>, number: u64) -> Self {
        Self {
            prefix: prefix.into(),
            key: Key::Number(number),
        }
    }

    /// The id of a prefix, a day and what tells the records of that day apart: `20261122-k7f3`.
    pub fn dated(prefix: impl Into<String>, day: &str) -> Self {
        Self {
            prefix: prefix.into(),
            key: Key::Dated(day.to_lowercase()),
        }
    }

    /// The id of a file or folder whose name has no number: the name without its ending.
    pub fn stem(prefix: impl Into<String>, stem: impl Into<String>) -> Self {
        Self {
            prefix: prefix.into(),
            key: Key::Stem(stem.into()),
        }
    }

    /// The prefix, `DEC` of `DEC-12`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The number, 12 of `DEC-12`; none where the id is made of a day or a name.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match self.key {
            Key::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The name that a record without a number goes by.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.key {
            Key::Stem(stem) => Some(stem),
            _ => None,
        }
    }

    /// The id as the start of a page's address: `dec-12`.
    #[must_use]
    pub fn slug(&self) -> String {
        self.to_string().to_lowercase()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Key::Number(number) => write!(f, "{}-{number}", self.prefix),
            Key::Dated(day) => write!(f, "{}-{day}", self.prefix),
            Key::Stem(stem) => f.write_str(stem),
        }
    }
}

/// Whether a text begins as an id of a day does, eight digits, `-` and four letters or digits: how long that is.
#[must_use]
pub fn dated_length(text: &str) -> Option<usize> {
    const LENGTH: usize = 13;
    let start = text.get(..LENGTH)?;
    let fits = start.bytes().enumerate().all(|(at, byte)| match at {
        0..8 => byte.is_ascii_digit(),
        8 => byte == b'-',
        _ => byte.is_ascii_alphanumeric(),
    });
    let ends = text[LENGTH..]
        .chars()
        .next()
        .is_none_or(|next| !next.is_alphanumeric());
    (fits && ends).then_some(LENGTH)
}

/// How somebody wrote a reference to a record, before it is known whether there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// `DEC-12`, `DEC-0012`, `dec12`: a prefix (in capitals) and a number.
    Prefixed(Id),
    /// `12`: a number of the same kind.
    Number(u64),
    /// `0012-keep-the-ledger.md` or `../decisions/0012-keep-the-ledger.md`: a file.
    File(String),
    /// Anything else.
    Other(String),
}

impl Written {
    /// Reads a reference as written in front matter or on the command line.
    ///
    /// A Markdown link `[DEC-4](0004-x.md)` is read by its target.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if let Some(target) = text
            .strip_suffix(')')
            .and_then(|t| t.strip_prefix('['))
            .and_then(|t| t.split_once("]("))
        {
            return Self::read(target.1);
        }
        if let Ok(number) = text.parse() {
            return Self::Number(number);
        }
        let lower = text.to_ascii_lowercase();
        let file = lower
            .split_once('#')
            .map_or(lower.as_str(), |(file, _)| file);
        if file.ends_with(".md") || file.ends_with(".markdown") {
            return Self::File(text.to_owned());
        }
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (prefix, rest) = text.split_at(letters);
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        if letters > 0 && dated_length(digits) == Some(digits.len()) {
            return Self::Prefixed(Id::dated(prefix.to_ascii_uppercase(), digits));
        }
        match digits.parse() {
            Ok(number) if letters > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Self::Prefixed(Id::new(prefix.to_ascii_uppercase(), number))
            }
            _ => Self::Other(text.to_owned()),
        }
    }
}
