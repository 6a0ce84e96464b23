//! What the name of a file or folder says of a record: letters before a number, a number, or a day.
//!
//! This is about any log's names, to guess what a folder is; which number a record has is `text::parse`'s business.

/// A name taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// `0012-title`, `ADR-0012-title`, `adr12`.
    Number {
        /// The letters before the number; empty where there are none.
        prefix: &'a str,
        /// The digits as written.
        digits: &'a str,
    },
    /// `2023-01-05-title`, `20230105-title`.
    Day,
    /// Anything else.
    Words,
}

/// Most digits of a number.
const LONGEST: usize = 9;

/// Most letters before a number.
const PREFIX: usize = 12;

/// What may stand between the parts of a name.
const BETWEEN: [char; 4] = ['-', '_', '.', ' '];

impl<'a> Name<'a> {
    /// Reads a name without its ending.
    pub(super) fn read(stem: &'a str) -> Self {
        let letters = stem.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (prefix, after) = stem.split_at(letters);
        let after = match prefix {
            "" => after,
            _ if letters > PREFIX => return Self::Words,
            _ => after.strip_prefix(BETWEEN).unwrap_or(after),
        };
        if is_day(after) {
            return Self::Day;
        }
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = after.split_at(digits);
        let ends = rest.is_empty() || rest.starts_with(BETWEEN);
        if ends && (1..=LONGEST).contains(&digits.len()) {
            Self::Number { prefix, digits }
        } else {
            Self::Words
        }
    }

    /// The number, where there is one.
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::Number { digits, .. } => digits.parse().ok(),
            _ => None,
        }
    }
}

/// Whether a name begins with a year, a month and a day.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(4, BETWEEN).collect();
    let first = parts.first().copied().unwrap_or_default();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day, ..] if year.len() == 4 => (*year, *month, *day),
        _ if first.len() == 8 && first.is_ascii() => (&first[..4], &first[4..6], &first[6..]),
        _ => return false,
    };
    let within = |text: &str, from: u32, to: u32| {
        let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain
            && text
                .parse()
                .is_ok_and(|number| (from..=to).contains(&number))
    };
    within(year, 1970, 2200) && within(month, 1, 12) && within(day, 1, 31)
}
