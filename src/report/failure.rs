//! Why a command did nothing: what is wrong, where, and what to type next.

use std::io::{self, Write};

use annotate_snippets::Level;
use schemars::JsonSchema;
use serde::Serialize;

use super::excerpt::{Message, Place, render};
use super::json;
use super::safe::visible;
use super::style::{Role, Style};
use crate::model::source::{Source, Span};

/// A failure as a person and a program are told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// The rule that refused, where one did.
    pub rule: Option<String>,
    /// What is wrong, in one line.
    pub message: String,
    /// What may have been meant: ids, words.
    pub candidates: Vec<String>,
    /// What to do; each line is one piece of help.
    pub help: Option<String>,
    /// The text that is wrong, where somebody typed or wrote one.
    pub excerpt: Option<Excerpt>,
}

/// A text and the place in it that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text; an empty path for one that stands in no file.
    pub source: Source,
    /// The bytes that are wrong.
    pub span: Span,
    /// A few words at the place.
    pub label: Option<String>,
}

/// A failure as JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FailureJson<'a> {
    #[schemars(extend("const" = "declog.error/1"))]
    schema: &'static str,
    /// The exit code.
    code: u8,
    /// The rule that refused, where one did.
    rule: Option<&'a str>,
    /// What is wrong, in one line.
    message: &'a str,
    /// What may have been meant: ids, words.
    candidates: &'a [String],
    /// What to do.
    help: Option<&'a str>,
}

/// Writes a failure for a person.
///
/// # Errors
/// What the stream says.
pub fn write(failure: &Failure, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let help: Vec<&str> = failure
        .help
        .as_deref()
        .unwrap_or_default()
        .lines()
        .collect();
    match &failure.excerpt {
        Some(excerpt) => out.write_all(with_excerpt(failure, excerpt, &help, style).as_bytes())?,
        None => {
            let rule = failure
                .rule
                .as_deref()
                .map_or_else(String::new, |rule| format!("[{}]", visible(rule)));
            let word = format!("error{rule}");
            writeln!(
                out,
                "{}: {}",
                style.paint(Role::Stopped, &word),
                visible(&failure.message)
            )?;
        }
    }
    // An excerpt says at the place itself what may have been meant.
    if failure.excerpt.is_none() {
        for candidate in &failure.candidates {
            writeln!(out, "  candidate: {}", visible(candidate))?;
        }
        for line in help {
            writeln!(out, "  help: {}", visible(line))?;
        }
    }
    Ok(())
}

/// Writes a failure for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let whole = FailureJson {
        schema: "declog.error/1",
        code: failure.code,
        rule: failure.rule.as_deref(),
        message: &failure.message,
        candidates: &failure.candidates,
        help: failure.help.as_deref(),
    };
    json::write(&whole, out)
}

fn with_excerpt(failure: &Failure, excerpt: &Excerpt, help: &[&str], style: Style) -> String {
    let message = Message {
        level: Level::ERROR,
        rule: failure.rule.as_deref(),
        message: &failure.message,
        help,
    };
    let place = Place {
        path: Some(excerpt.source.path.as_str()).filter(|path| !path.is_empty()),
        source: Some(&excerpt.source),
        span: Some(excerpt.span),
        label: excerpt.label.as_deref(),
    };
    render(&message, &place, style)
}
