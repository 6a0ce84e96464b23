//! The name of a record: a prefix and a number, written `DEC-12`.

use std::fmt;

/// A record's id, the same for the life of the record.
///
/// Ids are ordered by prefix and then by number, so that `DEC-9` stands before `DEC-10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    prefix: String,
    number: u64,
}

impl Id {
    /// The id of a prefix and a number.
    pub fn new(prefix: impl Into<String>, number: u64) -> Self {
        Self {
            prefix: prefix.into(),
            number,
        }
    }

    /// The prefix, `DEC` of `DEC-12`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The number, 12 of `DEC-12`.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The id as the start of a page's address: `dec-12`.
    #[must_use]
    pub fn slug(&self) -> String {
        self.to_string().to_lowercase()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.prefix, self.number)
    }
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
        if text.to_ascii_lowercase().ends_with(".md") {
            return Self::File(text.to_owned());
        }
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (prefix, rest) = text.split_at(letters);
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        match digits.parse() {
            Ok(number) if letters > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Self::Prefixed(Id::new(prefix.to_ascii_uppercase(), number))
            }
            _ => Self::Other(text.to_owned()),
        }
    }
}
