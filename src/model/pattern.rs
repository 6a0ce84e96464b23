//! Regular expressions that a log writes in its settings.
//!
//! Matching takes time linear in the text whatever the expression is, and an expression that would need much memory is
//! refused before anything is matched.

use std::ops::Range;

use regex::{Captures, Error, Regex, RegexBuilder};

/// What stands in a pattern for the record's own number.
pub const NUMBER: &str = "{number}";

/// Most bytes of a compiled expression.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// What the groups are called that hold a number; nobody writes such a name by accident.
const GROUP: &str = "declog_number_";

/// A regular expression, ready to match.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// The groups that hold a number, which has to be the record's own.
    numbers: Vec<usize>,
}

impl Pattern {
    /// Reads a pattern; what is wrong with it is said in a few words.
    ///
    /// `{number}` in it matches the record's own number, whatever zeros stand before it.
    pub fn read(written: &str) -> Result<Self, String> {
        let (expression, count) = with_groups(written);
        let regex = RegexBuilder::new(&expression)
            .size_limit(MAX_BYTES)
            .build()
            .map_err(|error| told(&error))?;
        let groups = regex.capture_names().enumerate();
        let numbers: Vec<usize> = groups
            .filter(|(_, name)| name.is_some_and(|name| name.starts_with(GROUP)))
            .map(|(at, _)| at)
            .collect();
        if numbers.len() == count {
            Ok(Self { regex, numbers })
        } else {
            Err(format!("`{NUMBER}` cannot stand between brackets"))
        }
    }

    /// The bytes of the first part of a text that matches, for a record of that number, where it has one.
    #[must_use]
    pub fn find(&self, text: &str, number: impl Into<Option<u64>>) -> Option<Range<usize>> {
        if self.numbers.is_empty() {
            return self.regex.find(text).map(|found| found.range());
        }
        let number = number.into();
        let own = |found: &Captures<'_>| {
            let mut groups = self.numbers.iter().filter_map(|&at| found.get(at));
            groups.all(|digits| digits.as_str().parse().ok() == number)
        };
        let found = self.regex.captures_iter(text).find(own)?;
        found.get(0).map(|whole| whole.range())
    }
}

/// The expression with a group of digits for each `{number}` that no backslash takes its meaning from, and how many.
fn with_groups(written: &str) -> (String, usize) {
    let mut expression = String::with_capacity(written.len());
    let mut count = 0;
    let mut rest = written;
    while let Some((before, after)) = rest.split_once(NUMBER) {
        expression.push_str(before);
        let escapes = expression.len() - expression.trim_end_matches('\\').len();
        if escapes.is_multiple_of(2) {
            expression.push_str(&format!("(?P<{GROUP}{count}>[0-9]+)"));
            count += 1;
        } else {
            expression.push_str(NUMBER);
        }
        rest = after;
    }
    expression.push_str(rest);
    (expression, count)
}

/// The last line of a message that draws the expression above it.
fn told(error: &Error) -> String {
    match error {
        Error::CompiledTooBig(limit) => format!("it takes more than {limit} bytes of memory"),
        Error::Syntax(message) => {
            let last = message.lines().next_back().unwrap_or_default();
            let last = last.trim_start_matches("error: ");
            last.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => "it cannot be read".to_owned(),
    }
}
