//! Front matter: found between its fences, passed through the gate, read as events, built into a tree.
//!
//! Events tell of the first anchor, alias or tag with its place before anything is expanded. The tree keeps every
//! scalar as text, because what `0012` means is the field's business.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::gate;
use crate::model::diagnostic::Diagnostic;
use crate::model::front::{FrontMatter, Node, Pair, Value};
use crate::model::source::{Span, Spanned};

const RULE: &str = "invalid-front-matter";

/// Front matter and what is wrong with it.
#[derive(Debug, Default)]
pub struct Reading {
    /// The tree; none where there is no front matter or no tree can be built of it.
    pub front: Option<FrontMatter>,
    /// What is wrong; paths and ids are filled in by the caller.
    pub problems: Vec<Diagnostic>,
    /// Where the body begins.
    pub body: usize,
}

impl Reading {
    /// There is front matter, and no tree can be built of it.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.front.is_none() && !self.problems.is_empty()
    }
}

/// Reads the front matter of a file.
#[must_use]
pub fn read(path: &str, text: &str) -> Reading {
    let Some(fences) = fences(text) else {
        return unfenced(path, text);
    };
    let Fences { span, inner } = fences;
    let mut reading = Reading {
        front: None,
        problems: Vec::new(),
        body: span.end,
    };
    if let Err(refusal) = gate::pass(text, inner) {
        reading.problems.push(
            Diagnostic::new(RULE, path, refusal.message)
                .with_span(refusal.span)
                .with_help("front matter is at most 64 KiB, 2000 lines and 32 levels deep"),
        );
        return reading;
    }
    let mut builder = Builder::new(path, text, inner);
    match builder.run() {
        Ok(pairs) => reading.front = Some(FrontMatter { span, inner, pairs }),
        Err(problem) => builder.problems.push(*problem),
    }
    reading.problems = builder.problems;
    reading
}

/// Where front matter stands, if the file begins with it.
struct Fences {
    span: Span,
    inner: Span,
}

fn fences(text: &str) -> Option<Fences> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let inner = start + first.len();
    let mut at = inner;
    for line in lines {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return Some(Fences {
                span: Span::new(start, at + line.len()),
                inner: Span::new(inner, at),
            });
        }
        at += line.len();
    }
    None
}

/// A file without front matter, or with a fence that nothing closes.
fn unfenced(path: &str, text: &str) -> Reading {
    let mut reading = Reading::default();
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[mark..].lines();
    let opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    let looks_like_yaml = lines.next().is_some_and(|line| line.contains(':'));
    if opened && looks_like_yaml {
        reading.problems.push(
            Diagnostic::new(RULE, path, "front matter has no closing `---`")
                .with_span(Span::new(mark, mark + 3))
                .with_label("opened here")
                .with_help("put a line with `---` between the front matter and the title"),
        );
    }
    reading
}

/// Builds the tree from events, keeping every problem that does not stop it.
struct Builder<'a> {
    path: &'a str,
    text: &'a str,
    inner: Span,
    bytes: Offsets,
    problems: Vec<Diagnostic>,
}

/// A list or mapping whose end has not come yet.
enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<Pair>, Option<Spanned<String>>),
}

impl<'a> Builder<'a> {
    fn new(path: &'a str, text: &'a str, inner: Span) -> Self {
        let bytes = Offsets::new(&text[inner.range()]);
        Self {
            path,
            text,
            inner,
            bytes,
            problems: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<Vec<Pair>, Box<Diagnostic>> {
        let yaml = &self.text[self.inner.range()];
        let mut stack: Vec<Open> = Vec::new();
        let mut root = None;
        let mut documents = 0;
        for event in Parser::new_from_str(yaml) {
            let (event, span) = event.map_err(|error| Box::new(self.scan_error(&error)))?;
            let span = self.span(span.start.index(), span.end.index());
            if let Some(problem) = self.forbidden(&event, span) {
                return Err(Box::new(problem));
            }
            match event {
                Event::DocumentStart(_) => documents += 1,
                Event::MappingStart(..) => stack.push(Open::Map(span, Vec::new(), None)),
                Event::SequenceStart(..) => stack.push(Open::List(span, Vec::new())),
                Event::Scalar(text, style, ..) => {
                    self.place(&mut stack, &mut root, scalar(&text, style, span))
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    if let Some(open) = stack.pop() {
                        let node = self.close(open, span);
                        self.place(&mut stack, &mut root, node);
                    }
                }
                _ => {}
            }
            if documents > 1 {
                return Err(Box::new(
                    self.problem("a second YAML document in front matter", span),
                ));
            }
        }
        match root {
            None => Ok(Vec::new()),
            Some(Node {
                value: Value::Map(pairs),
                ..
            }) => Ok(pairs),
            Some(Node {
                value: Value::Empty,
                ..
            }) => Ok(Vec::new()),
            Some(node) => {
                let line = Span::new(node.span.start, self.line_end(node.span));
                Err(Box::new(self.problem(
                    "front matter is not a list of `key: value` lines",
                    line,
                )))
            }
        }
    }

    /// Puts a finished value where the innermost open list or mapping wants it.
    fn place(&mut self, stack: &mut [Open], root: &mut Option<Node>, node: Node) {
        match stack.last_mut() {
            None => *root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, pairs, key)) => match key.take() {
                None => *key = Some(self.key(node)),
                Some(key) => {
                    if pairs.iter().any(|pair| pair.key.value == key.value) {
                        self.problems.push(
                            self.problem(format!("`{}` is written twice", key.value), key.span)
                                .with_help("keep one of them"),
                        );
                    } else {
                        pairs.push(Pair { key, node });
                    }
                }
            },
        }
    }

    fn key(&mut self, node: Node) -> Spanned<String> {
        match node.value {
            Value::Scalar(text) => Spanned::new(text, node.span),
            Value::Empty => Spanned::new(String::new(), node.span),
            _ => {
                self.problems
                    .push(self.problem("a key must be one word", node.span));
                Spanned::new(String::new(), node.span)
            }
        }
    }

    /// The end of a block is where the next token begins; what lies between is white space and comments.
    fn close(&self, open: Open, end: Span) -> Node {
        let (start, value, last) = match open {
            Open::List(start, items) => {
                let last = items.last().map(|item| item.span.end);
                (start, Value::List(items), last)
            }
            Open::Map(start, pairs, _) => {
                let last = pairs
                    .last()
                    .map(|pair| pair.node.span.end.max(pair.key.span.end));
                (start, Value::Map(pairs), last)
            }
        };
        let flow = end.end > end.start;
        let end = if flow {
            end.end
        } else {
            last.unwrap_or(start.end)
        };
        Node {
            span: Span::new(start.start, end),
            value,
        }
    }

    fn forbidden(&self, event: &Event<'_>, span: Span) -> Option<Diagnostic> {
        let (anchor, tag) = match event {
            Event::Alias(_) => return Some(self.star(span)),
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => return None,
        };
        let here = Span::new(span.start, self.line_end(span));
        if anchor > 0 {
            let problem = self.problem("YAML anchors (`&name`) are not read in front matter", here);
            return Some(problem.with_help("put quotes around a value that begins with `&`"));
        }
        tag.then(|| {
            self.problem("YAML tags (`!name`) are not read in front matter", here)
                .with_help("put quotes around a value that begins with `!`")
        })
    }

    fn star(&self, span: Span) -> Diagnostic {
        self.problem("YAML aliases (`*name`) are not read in front matter", span)
            .with_help("put quotes around a pattern that begins with `*`: \"*.rs\"")
    }

    /// The parser's own words are about YAML; the help is about what people mostly meant.
    fn scan_error(&self, error: &ScanError) -> Diagnostic {
        let at = self
            .span(error.marker().index(), error.marker().index())
            .start;
        let line_start = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let value = line
            .split_once(": ")
            .map_or(line.trim_start_matches(['-', ' ']), |(_, value)| {
                value.trim()
            });
        let end = (line_start + line.len()).max(at);
        if value.starts_with('*') || error.info().contains("anchor") {
            return self.star(Span::new(at, end));
        }
        let (message, help) = match value.as_bytes() {
            [b'@' | b'`' | b'%', ..] => (
                format!("a value cannot begin with `{}`", &value[..1]),
                format!("put quotes around it: \"{value}\""),
            ),
            _ if value.contains(": ") => (
                "a second `: ` on one line".to_owned(),
                format!("put quotes around the value: \"{value}\""),
            ),
            _ => (
                format!("not valid YAML: {}", error.info()),
                "`declog explain invalid-front-matter`".to_owned(),
            ),
        };
        self.problem(message, Span::new(at, end)).with_help(help)
    }

    fn problem(&self, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::new(RULE, self.path, message).with_span(span)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at| self.inner.start + self.bytes.byte(at);
        let (start, end) = (byte(start), byte(end));
        let written = self.text[start..end.max(start)].trim_end();
        Span::new(start, start + written.len())
    }

    fn line_end(&self, span: Span) -> usize {
        let line = self.text[span.start..].lines().next().unwrap_or_default();
        span.start + line.trim_end().len()
    }
}

fn scalar(text: &str, style: ScalarStyle, span: Span) -> Node {
    let null = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let value = if null {
        Value::Empty
    } else {
        Value::Scalar(text.to_owned())
    };
    Node { span, value }
}

/// From characters, which the parser counts, to bytes.
enum Offsets {
    Ascii(usize),
    Wide(Vec<usize>),
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii(text.len());
        }
        Self::Wide(
            text.char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()])
                .collect(),
        )
    }

    fn byte(&self, character: usize) -> usize {
        match self {
            Self::Ascii(len) => character.min(*len),
            Self::Wide(bytes) => bytes.get(character).or(bytes.last()).copied().unwrap_or(0),
        }
    }
}
