//! A query's text as words: what is negated, what is a key, where each value stands.

use super::QueryError;
use crate::model::source::{Span, Spanned};

/// Words that join terms in other query languages.
pub(super) const CONNECTIVES: [&str; 3] = ["AND", "OR", "NOT"];

/// Signs that compare; a key before them wants its colon.
pub(super) const COMPARISONS: [char; 3] = ['<', '>', '='];

/// One word of a query. Without a key it has exactly one value.
#[derive(Debug)]
pub(super) struct Lexeme {
    /// `-` stands in front.
    pub(super) negated: bool,
    /// What stands before the colon.
    pub(super) key: Option<Spanned<String>>,
    /// What stands after it, unquoted; never empty.
    pub(super) values: Vec<Spanned<String>>,
}

/// Splits a query at white space that is not quoted.
pub(super) fn lex(text: &str) -> Result<Vec<Lexeme>, QueryError> {
    let mut cursor = Cursor { text, at: 0 };
    let mut lexemes = Vec::new();
    loop {
        while cursor.peek().is_some_and(char::is_whitespace) {
            cursor.next();
        }
        if cursor.peek().is_none() {
            return Ok(lexemes);
        }
        lexemes.push(cursor.lexeme()?);
    }
}

/// A word so that the lexer reads it as that word and nothing else.
pub(super) fn quote_word(word: &str) -> String {
    let mut cursor = Cursor { text: word, at: 0 };
    let special = CONNECTIVES.contains(&word) || word.contains(COMPARISONS);
    if special || word.starts_with('-') || cursor.key().is_some() {
        return quoted(word);
    }
    quote(word, |c| c.is_whitespace() || c == '"')
}

/// A value so that the lexer reads it as that value and nothing else.
pub(super) fn quote_value(value: &str) -> String {
    quote(value, |c| c.is_whitespace() || c == '"' || c == ',')
}

fn quote(text: &str, special: impl Fn(char) -> bool) -> String {
    if text.is_empty() || text.contains(special) {
        quoted(text)
    } else {
        text.to_owned()
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn lexeme(&mut self) -> Result<Lexeme, QueryError> {
        let start = self.at;
        let negated = self.peek() == Some('-');
        if negated {
            self.next();
        }
        let key = self.key();
        let ends = match key {
            Some(_) => |c: char| c.is_whitespace() || c == ',',
            None => |c: char| c.is_whitespace(),
        };
        let mut values = Vec::new();
        loop {
            let value = self.value(ends)?;
            if value.value.trim().is_empty() {
                return Err(self.nothing(start, key.as_ref()));
            }
            values.push(value);
            if key.is_none() || self.peek() != Some(',') {
                break;
            }
            self.next();
        }
        Ok(Lexeme {
            negated,
            key,
            values,
        })
    }

    /// A letter, then letters, digits, `-` and `_` up to a colon; else nothing, and nothing is consumed.
    fn key(&mut self) -> Option<Spanned<String>> {
        let rest = &self.text[self.at..];
        let length = rest.find(':')?;
        let key = &rest[..length];
        let wordly = key
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        if !wordly || !key.starts_with(char::is_alphabetic) {
            return None;
        }
        let span = Span::new(self.at, self.at + length);
        self.at += length + 1;
        Some(Spanned::new(key.to_owned(), span))
    }

    fn value(&mut self, ends: fn(char) -> bool) -> Result<Spanned<String>, QueryError> {
        let start = self.at;
        let mut value = String::new();
        while let Some(next) = self.peek() {
            if ends(next) {
                break;
            }
            if next == '"' {
                self.quoted(&mut value)?;
            } else {
                value.push(next);
                self.next();
            }
        }
        Ok(Spanned::new(value, Span::new(start, self.at)))
    }

    fn quoted(&mut self, value: &mut String) -> Result<(), QueryError> {
        let start = self.at;
        self.next();
        while let Some(next) = self.next() {
            match next {
                '"' => return Ok(()),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => value.extend(self.next()),
                other => value.push(other),
            }
        }
        let mut error = QueryError::new(
            "a quote is opened and not closed",
            Span::new(start, self.text.len()),
        );
        error.help =
            Some("a quote that belongs to the text is written `\\\"` inside quotes".into());
        Err(error)
    }

    fn nothing(&self, start: usize, key: Option<&Spanned<String>>) -> QueryError {
        let end = self.at.max(start + 1).min(self.text.len());
        match key {
            Some(key) => {
                let message = format!("`{}:` is not followed by a value", key.value);
                QueryError::new(message, Span::new(key.span.start, end))
            }
            None => QueryError::new("there are no words to look for", Span::new(start, end)),
        }
    }
}
