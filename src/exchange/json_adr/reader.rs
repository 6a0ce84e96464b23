//! Values of a document as the types that are wanted; what is something else is left out and told.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::Problem;
use crate::model::record::read_date;

/// Most items of a list, links or sections of one decision: more of them than anybody writes.
const MOST: usize = 1_000;

/// Reads values and keeps what was wrong with them.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
}

impl Reader {
    /// Keeps something that is wrong at a place.
    pub(super) fn tell(&mut self, at: &str, message: impl Into<String>) {
        self.problems.push(Problem {
            at: at.to_owned(),
            message: message.into(),
        });
    }

    pub(super) fn text(&mut self, at: &str, value: Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text),
            other => {
                self.problems.push(expected(at, "a string", &other));
                None
            }
        }
    }

    /// Text of several lines without control characters, and nothing where it is blank.
    pub(super) fn block(&mut self, at: &str, value: Value) -> Option<String> {
        let text = self.text(at, value)?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
        if text.contains(steers) {
            self.tell(at, "control characters were replaced");
        }
        let text = text.replace(steers, "\u{fffd}");
        let text = text.trim_matches('\n').trim_end();
        (!text.trim().is_empty()).then(|| text.to_owned())
    }

    pub(super) fn number(&mut self, at: &str, value: &Value) -> Option<u64> {
        let digits = value.as_str().map(str::trim);
        let number = value.as_u64().or_else(|| digits?.parse().ok());
        let number = number.filter(|number| *number > 0);
        if number.is_none() {
            self.tell(
                at,
                format!("found `{}`, expected a whole number from 1", shown(value)),
            );
        }
        number
    }

    /// A day, or the day of a moment.
    pub(super) fn date(&mut self, at: &str, value: Value) -> Option<Date> {
        let text = self.text(at, value)?;
        let day = text
            .get(..10)
            .filter(|_| text.len() == 10 || text[10..].starts_with('T'));
        let date = day.and_then(read_date);
        if date.is_none() {
            let found = shown(&text.into());
            self.tell(
                at,
                format!("found `{found}`, expected a day like `2026-11-22`"),
            );
        }
        date
    }

    /// Strings of one line each; one string is a list of one.
    pub(super) fn words(&mut self, at: &str, value: Value) -> Vec<String> {
        let words = self.list(at, value, |reader, at, value| reader.text(at, value));
        let words = words.iter().map(|word| line(word));
        words.filter(|word| !word.is_empty()).collect()
    }

    pub(super) fn texts(&mut self, at: &str, value: Value) -> Vec<String> {
        self.list(at, value, |reader, at, value| reader.block(at, value))
    }

    pub(super) fn list(
        &mut self,
        at: &str,
        value: Value,
        read: impl Fn(&mut Self, &str, Value) -> Option<String>,
    ) -> Vec<String> {
        match value {
            Value::Array(all) => {
                let each = self.first(at, all).into_iter().enumerate();
                each.filter_map(|(place, one)| read(self, &format!("{at}/{place}"), one))
                    .collect()
            }
            Value::String(_) => read(self, at, value).into_iter().collect(),
            other => {
                self.problems
                    .push(expected(at, "a list of strings", &other));
                Vec::new()
            }
        }
    }

    /// Objects and where they stand; a string is an object of one key.
    pub(super) fn objects(
        &mut self,
        at: &str,
        value: Value,
        key: &str,
    ) -> Vec<(String, Map<String, Value>)> {
        let Value::Array(all) = value else {
            self.problems.push(expected(at, "a list", &value));
            return Vec::new();
        };
        let mut objects = Vec::new();
        for (place, one) in self.first(at, all).into_iter().enumerate() {
            let at = format!("{at}/{place}");
            match one {
                Value::Object(object) => objects.push((at, object)),
                Value::String(_) => objects.push((at, Map::from_iter([(key.to_owned(), one)]))),
                other => self.problems.push(expected(&at, "an object", &other)),
            }
        }
        objects
    }

    /// As many of something as are read.
    pub(super) fn first<T>(&mut self, at: &str, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut all = all.into_iter();
        let first = all.by_ref().take(MOST).collect();
        if all.next().is_some() {
            self.tell(at, format!("only the first {MOST} are read"));
        }
        first
    }
}

/// What is said of a value of the wrong type.
pub(super) fn expected(at: &str, what: &str, found: &Value) -> Problem {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem {
        at: at.to_owned(),
        message: format!("found {found}, expected {what}"),
    }
}

/// One line: white space and control characters are single blanks.
pub(super) fn line(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// `superseded-by` of `SupersededBy`, `superseded_by` and `Superseded by`.
pub(super) fn kebab(text: &str) -> String {
    let mut words = String::new();
    let mut small = false;
    for letter in text.chars() {
        let joins = !letter.is_alphanumeric() || (letter.is_uppercase() && small);
        if joins && !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
        if letter.is_alphanumeric() {
            words.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    words.trim_end_matches('-').to_owned()
}

/// The pointer to a key.
pub(super) fn below(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// A value in a message, cut where nobody would read on.
fn shown(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
