//! Queries: the same words on the command line, in the site's links and in settings.
//!
//! A query is parsed against an index, because its keys and values are those of the log's kinds. Parsing and matching
//! are total: any text gives a query or one error with its place, and nothing here opens a file.
//!
//! `key:value` and `key:a,b` ask a field, words and `"quoted text"` ask the title, summary, id, tags and body. A key
//! said twice means or, different keys mean and, `-` in front negates. Inside quotes `\"` and `\\` are a quote and a
//! backslash. What is overdue, blocked or stale is the index's to say: rules and pages ask it too.

pub mod delta;
pub mod fold;
pub mod graph;
pub mod inbox;
mod key;
mod known;
pub mod language;
pub mod lengths;
mod lex;
pub mod lines;
mod matches;
pub mod search;
mod sort;
pub mod start;
pub mod stats;
mod test;
pub mod who;
pub mod why;

use std::fmt;
use std::ops::Range;

use self::key::Key;
use self::lex::Lexeme;
use self::test::Test;
use crate::index::Index;
use crate::model::source::{Span, Spanned};
use crate::model::view::Counts;

pub use sort::sort;

/// The longest query anybody may ask, in bytes.
pub const MAX_BYTES: usize = 4096;

/// A question to a log. Printing one gives a query that parses to the same question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    terms: Vec<Term>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes of the query it is about.
    pub span: Span,
    /// A few words at the place.
    pub label: Option<String>,
    /// What may be written instead.
    pub help: Option<String>,
}

/// One word or `key:value` of a query.
#[derive(Clone, Debug, PartialEq)]
struct Term {
    negated: bool,
    ask: Ask,
}

#[derive(Clone, Debug, PartialEq)]
enum Ask {
    /// Text anywhere in a record: as written, and as compared.
    Text(String, String),
    /// Any of these of a field.
    Field(Key, Vec<Value>),
}

/// A value as written and what it asks.
#[derive(Clone, Debug, PartialEq)]
struct Value {
    written: String,
    test: Test,
}

/// Reads a query in the words of a log's kinds.
///
/// # Errors
/// An unknown key, a value that its key cannot have, an open quote, or more than [`MAX_BYTES`].
pub fn parse(text: &str, index: &Index) -> Result<Query, QueryError> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the query has {} bytes, and {MAX_BYTES} is the most",
            text.len()
        );
        return Err(QueryError::new(message, Span::new(0, text.len())));
    }
    let lexemes = lex::lex(text)?;
    let terms = lexemes.into_iter().map(|lexeme| term(lexeme, index));
    Ok(Query {
        terms: terms.collect::<Result<_, _>>()?,
    })
}

impl Query {
    /// Whether it asks for the findings of records, which somebody has to look for first.
    #[must_use]
    pub fn asks_findings(&self) -> bool {
        self.terms.iter().any(|term| match &term.ask {
            Ask::Field(_, values) => values
                .iter()
                .any(|value| value.test == test::Test::Incomplete),
            Ask::Text(..) => false,
        })
    }

    /// Whether it asks when records were written, which git knows where they do not say so.
    #[must_use]
    pub fn asks_created(&self) -> bool {
        self.asks(&Key::Created)
    }

    /// Whether it asks when records last changed, which git knows best.
    #[must_use]
    pub fn asks_updated(&self) -> bool {
        self.asks(&Key::Updated)
    }

    fn asks(&self, wanted: &Key) -> bool {
        let asks = |ask: &Ask| matches!(ask, Ask::Field(key, _) if key == wanted);
        self.terms.iter().any(|term| asks(&term.ask))
    }
}

/// The records that a query matches, by their place in the index and in its order.
#[must_use]
pub fn filter(index: &Index, query: &Query, counts: &Counts) -> Vec<usize> {
    let all: Range<usize> = 0..index.records.len();
    all.filter(|&at| query.matches(index, at, counts)).collect()
}

impl QueryError {
    fn new(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            span,
            label: None,
            help: None,
        }
    }

    /// A word that is not one of those that may stand here.
    fn unknown(message: String, span: Span, written: &str, known: &[String]) -> Self {
        let close = crate::model::suggest::closest(written, known.iter().map(String::as_str));
        Self {
            message,
            span,
            label: close.map(|word| format!("did you mean `{word}`?")),
            help: (!known.is_empty()).then(|| format!("known here: {}", known.join(", "))),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            let space = if at > 0 { " " } else { "" };
            let minus = if term.negated { "-" } else { "" };
            write!(f, "{space}{minus}")?;
            match &term.ask {
                Ask::Text(written, _) => f.write_str(&lex::quote_word(written))?,
                Ask::Field(key, values) => {
                    let values: Vec<_> = values
                        .iter()
                        .map(|value| lex::quote_value(&value.written))
                        .collect();
                    write!(f, "{}:{}", key.name(), values.join(","))?;
                }
            }
        }
        Ok(())
    }
}

fn term(lexeme: Lexeme, index: &Index) -> Result<Term, QueryError> {
    let Lexeme {
        negated,
        key,
        values,
    } = lexeme;
    let ask = match key {
        None => match mistaken(values.first(), index) {
            Some(error) => return Err(error),
            None => text(values),
        },
        Some(written) => {
            let key = Key::find(&written, index)?;
            let values = values
                .into_iter()
                .map(|value| asked(&key, value, index))
                .collect::<Result<_, _>>()?;
            Ask::Field(key, values)
        }
    };
    Ok(Term { negated, ask })
}

/// A word that other query languages would not read as text: `OR`, `date>2026-01-01`. In quotes it is text.
fn mistaken(word: Option<&Spanned<String>>, index: &Index) -> Option<QueryError> {
    let word = word.filter(|word| word.span.end - word.span.start == word.value.len())?;
    if lex::CONNECTIVES.contains(&word.value.as_str()) {
        let message = format!("`{}` is no word of a query", word.value);
        let mut error = QueryError::new(message, word.span);
        error.help = Some(
            "`status:accepted,rejected` is either, different keys are both, `-` turns one around"
                .to_owned(),
        );
        return Some(error);
    }
    let at = word.value.find(lex::COMPARISONS)?;
    let key = &word.value[..at];
    let key = key::meant(&key.to_lowercase()).unwrap_or(key);
    let key = Spanned::new(key.to_owned(), word.span);
    Key::find(&key, index).ok()?;
    let mut error = QueryError::new(
        format!("`{}` has no `:` behind its key", word.value),
        word.span,
    );
    error.label = Some(format!(
        "did you mean `{}:{}`?",
        key.value,
        word.value[at..].trim_start_matches('=')
    ));
    Some(error)
}

/// The lexer gives a word without a key as its only value.
fn text(values: Vec<Spanned<String>>) -> Ask {
    let written = values
        .into_iter()
        .next()
        .map(|value| value.value)
        .unwrap_or_default();
    let folded = fold::fold(&written);
    Ask::Text(written, folded)
}

fn asked(key: &Key, value: Spanned<String>, index: &Index) -> Result<Value, QueryError> {
    let test = Test::read(key, &value, index)?;
    Ok(Value {
        written: value.value,
        test,
    })
}
