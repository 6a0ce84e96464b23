//! What is wrong with text that is no YAML, in words about what people mostly meant.
//!
//! The parser says where it stopped and why in terms of its grammar. Most of the time the cause stands a little
//! earlier: a bracket or quote left open, a colon without a space, a value that wants quotes.

use saphyr_parser::ScanError;

use super::tree::{Builder, Open};
use crate::model::diagnostic::Diagnostic;
use crate::model::source::Span;

/// Signs that no bare value may begin with.
const RESERVED: [char; 8] = ['@', '`', '%', ']', '}', ',', '|', '>'];

impl Builder<'_> {
    /// A value that begins with `*`, which is a pattern more often than an alias.
    pub(super) fn star(&self, span: Span) -> Diagnostic {
        let written = &self.text[span.range()];
        self.problem("YAML aliases (`*name`) are not read in front matter", span)
            .with_help(format!(
                "put quotes around a pattern that begins with `*`: {}",
                in_quotes(written)
            ))
    }

    /// The finding for text at which the parser stopped, inside that list or mapping.
    pub(super) fn scan_error(&self, error: &ScanError, open: Option<&Open>) -> Diagnostic {
        let index = error.marker().index();
        let at = self.span(index, index).start;
        let here = Line::at(self.text, at);
        let found = self
            .open_quote(error, at)
            .or_else(|| self.tab(&here))
            .or_else(|| self.reserved(error, at))
            .or_else(|| self.open_bracket(open))
            .or_else(|| self.second_colon(&here, at))
            .or_else(|| self.line_before(error, &here));
        found.unwrap_or_else(|| {
            let end = here.end().max(at);
            self.problem(
                format!("not valid YAML: {}", error.info()),
                Span::new(at, end),
            )
            .with_help("`declog explain invalid-front-matter`")
        })
    }

    fn open_quote(&self, error: &ScanError, at: usize) -> Option<Diagnostic> {
        let is_quote = self.text[at..].starts_with(['"', '\'']);
        (is_quote && error.info().contains("quoted scalar")).then(|| {
            self.problem("a quote that nothing closes", Span::new(at, at + 1))
                .with_help("put the same quote at the end of the value")
        })
    }

    fn tab(&self, line: &Line<'_>) -> Option<Diagnostic> {
        let column = line.text.find('\t')?;
        let before = line.text[..column].trim_end();
        if !before.is_empty() && !before.ends_with([':', '-']) {
            return None;
        }
        let at = line.start + column;
        let problem = self.problem("a tab where YAML wants spaces", Span::new(at, at + 1));
        Some(problem.with_help("put spaces in its place"))
    }

    /// A value that begins with a sign YAML keeps for itself.
    fn reserved(&self, error: &ScanError, at: usize) -> Option<Diagnostic> {
        let value = self.text[at..].lines().next().unwrap_or_default();
        if value.starts_with('*') || error.info().contains("anchor") {
            let word = value.split([' ', ',', ']', '}']).next().unwrap_or_default();
            return Some(self.star(Span::new(at, at + word.len())));
        }
        let before = self.text[..at].trim_end_matches(' ');
        let begins = before.ends_with([':', '-', '[', ',', '{']);
        let sign = value
            .chars()
            .next()
            .filter(|sign| begins && RESERVED.contains(sign))?;
        let flow = before.ends_with(['[', ',', '{']);
        if flow && sign == ',' {
            let problem = self.problem("nothing between two commas", Span::new(at, at + 1));
            return Some(problem.with_help("take one of them out"));
        }
        let value = match value.find([',', ']', '}']).filter(|&end| flow && end > 0) {
            Some(end) => &value[..end],
            None => value,
        };
        let value = value.split(" #").next().unwrap_or_default().trim_end();
        let sign = match sign {
            '`' => "a backtick".to_owned(),
            sign => format!("`{sign}`"),
        };
        let span = Span::new(at, at + value.len());
        let problem = self.problem(format!("a value cannot begin with {sign}"), span);
        Some(problem.with_help(format!("put quotes around it: {}", in_quotes(value))))
    }

    /// A flow list or mapping that its own line does not close, and whose next line looks like a key.
    fn open_bracket(&self, open: Option<&Open>) -> Option<Diagnostic> {
        let (Open::List(span, _) | Open::Map(span, ..)) = open?;
        let rest = &self.text[span.start..];
        let close = match rest.chars().next()? {
            '[' => ']',
            '{' => '}',
            _ => return None,
        };
        let mut lines = rest.lines();
        let closed = lines.next()?.contains(close);
        (!closed && lines.next().is_some_and(super::begins_with_a_key)).then(|| {
            let sign = &rest[..1];
            let at = Span::new(span.start, span.start + 1);
            self.problem(format!("a `{sign}` that nothing closes"), at)
                .with_help(format!("put a `{close}` at the end of the list"))
        })
    }

    fn second_colon(&self, line: &Line<'_>, at: usize) -> Option<Diagnostic> {
        let (_, value) = line.text.split_once(": ")?;
        let value = value.trim();
        value.contains(": ").then(|| {
            let span = Span::new(at, line.end().max(at));
            self.problem("a second `: ` on one line", span)
                .with_help(format!("put quotes around the value: {}", in_quotes(value)))
        })
    }

    /// A line without `: ` is taken for the beginning of the next one, and noticed there.
    fn line_before(&self, error: &ScanError, here: &Line<'_>) -> Option<Diagnostic> {
        let info = error.info();
        if !info.contains("simple key") && !info.contains("mapping values") {
            return None;
        }
        let before = here.before(self.text)?;
        let word = before.text.trim();
        let span = Span::new(before.end() - word.len(), before.end());
        match word.split_once(':') {
            None => Some(
                self.problem(format!("`{word}` has no `:`"), span)
                    .with_help(format!("write `{word}: value`, or take the line out")),
            ),
            Some((key, value)) if !value.starts_with(' ') && !value.is_empty() => Some(
                self.problem("no space after the `:`", span)
                    .with_help(format!("write `{key}: {value}`")),
            ),
            Some(_) if here.indent() > before.indent() => {
                let span = Span::new(here.start, here.start + here.indent());
                Some(
                    self.problem("a key further in than the line above", span)
                        .with_help("take the spaces before it out"),
                )
            }
            Some(_) => None,
        }
    }
}

/// A value between quotes that leave it what it is.
fn in_quotes(value: &str) -> String {
    if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// One line of the file.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, byte: usize) -> Self {
        let start = text[..byte].rfind('\n').map_or(0, |line| line + 1);
        let text = text[start..].lines().next().unwrap_or_default();
        Self { start, text }
    }

    /// The nearest line above that says something.
    fn before(&self, text: &'a str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::at(text, start - 1);
            let words = line.text.trim();
            if !words.is_empty() && !words.starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    fn end(&self) -> usize {
        self.start + self.text.trim_end().len()
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}
