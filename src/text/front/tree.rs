//! The tree of front matter, built from the parser's events.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::RULE;
use super::offsets::Offsets;
use crate::model::diagnostic::Diagnostic;
use crate::model::front::{Node, Pair, Value};
use crate::model::source::{Span, Spanned};

/// Builds the tree from events, keeping every problem that does not stop it.
pub(super) struct Builder<'a> {
    path: &'a str,
    /// The whole file.
    pub(super) text: &'a str,
    inner: Span,
    bytes: Offsets,
    /// Lists and mappings from the outermost to the innermost.
    open: Vec<Open>,
    root: Option<Node>,
    /// What is wrong and does not stop the reading.
    pub(super) problems: Vec<Diagnostic>,
}

/// A list or mapping whose end has not come yet.
pub(super) enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<Pair>, Option<Spanned<String>>),
}

impl<'a> Builder<'a> {
    /// Nothing read yet.
    pub(super) fn new(path: &'a str, text: &'a str, inner: Span) -> Self {
        let bytes = Offsets::new(&text[inner.range()]);
        Self {
            path,
            text,
            inner,
            bytes,
            open: Vec::new(),
            root: None,
            problems: Vec::new(),
        }
    }

    /// The keys of front matter, or the one thing that no tree can be built for.
    pub(super) fn run(&mut self) -> Result<Vec<Pair>, Box<Diagnostic>> {
        let yaml = &self.text[self.inner.range()];
        let mut documents = 0;
        for event in Parser::new_from_str(yaml) {
            let (event, span) =
                event.map_err(|error| Box::new(self.scan_error(&error, self.open.last())))?;
            let span = self.span(span.start.index(), span.end.index());
            if let Some(problem) = self.forbidden(&event, span) {
                return Err(Box::new(problem));
            }
            documents += usize::from(matches!(event, Event::DocumentStart(_)));
            if documents > 1 {
                let message = "a second YAML document in front matter";
                return Err(Box::new(self.problem(message, span)));
            }
            self.take(event, span);
        }
        let Some(node) = self.root.take() else {
            return Ok(Vec::new());
        };
        match node.value {
            Value::Map(pairs) => Ok(pairs),
            Value::Empty => Ok(Vec::new()),
            Value::Scalar(_) | Value::List(_) => {
                let line = Span::new(node.span.start, self.line_end(node.span));
                let message = "front matter is not a list of `key: value` lines";
                Err(Box::new(self.problem(message, line)))
            }
        }
    }

    /// Builds on with the next event.
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::MappingStart(..) => self.open.push(Open::Map(span, Vec::new(), None)),
            Event::SequenceStart(..) => self.open.push(Open::List(span, Vec::new())),
            Event::Scalar(text, style, ..) => {
                let node = self.scalar(&text, style, span);
                self.place(node);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(open) = self.open.pop() {
                    let node = self.close(open, span);
                    self.place(node);
                }
            }
            _ => {}
        }
    }

    /// Puts a finished value where the innermost open list or mapping wants it.
    fn place(&mut self, node: Node) {
        if matches!(self.open.last(), Some(Open::Map(_, _, None))) {
            let written = self.key(node);
            if let Some(Open::Map(_, _, key)) = self.open.last_mut() {
                *key = Some(written);
            }
            return;
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, pairs, key)) => {
                pairs.extend(key.take().map(|key| Pair { key, node }));
            }
        }
    }

    fn key(&mut self, node: Node) -> Spanned<String> {
        match node.value {
            Value::Scalar(text) => Spanned::new(text, node.span),
            Value::Empty => {
                let line = Span::new(node.span.start, self.line_end(node.span));
                self.problems
                    .push(self.problem("no key before the `:`", line));
                Spanned::new(String::new(), node.span)
            }
            _ => {
                let problem = self.problem("a key must be one word", node.span);
                self.problems.push(problem);
                Spanned::new(String::new(), node.span)
            }
        }
    }

    /// The end of a block is where the next token begins; what lies between is white space and comments.
    fn close(&mut self, open: Open, end: Span) -> Node {
        let (start, value, last) = match open {
            Open::List(start, items) => {
                let last = items.last().map(|item| item.span.end);
                (start, Value::List(items), last)
            }
            Open::Map(start, pairs, _) => {
                let last = pairs
                    .last()
                    .map(|pair| pair.node.span.end.max(pair.key.span.end));
                (start, Value::Map(self.once(pairs)), last)
            }
        };
        // The parser's end of a flow list may lie behind a comment, its start is the bracket.
        let bracket = matches!(self.text.as_bytes().get(end.start), Some(b']' | b'}'));
        let end = if end.end > end.start && bracket {
            end.start + 1
        } else {
            last.unwrap_or(start.end)
        };
        Node {
            span: Span::new(start.start, end),
            value,
        }
    }

    /// The first pair of each key; the others are findings.
    fn once(&mut self, pairs: Vec<Pair>) -> Vec<Pair> {
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(|&at| (&pairs[at].key.value, at));
        let same = |two: &&[usize]| pairs[two[0]].key.value == pairs[two[1]].key.value;
        let mut again: Vec<usize> = order.windows(2).filter(same).map(|two| two[1]).collect();
        if again.is_empty() {
            return pairs;
        }
        again.sort_unstable();
        for &at in &again {
            let key = &pairs[at].key;
            let problem = self.problem(format!("`{}` is written twice", key.value), key.span);
            self.problems.push(problem.with_help("keep one of them"));
        }
        let pairs = pairs.into_iter().enumerate();
        let first = pairs.filter(|(at, _)| again.binary_search(at).is_err());
        first.map(|(_, pair)| pair).collect()
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

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Node {
        let null =
            style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let value = if null {
            Value::Empty
        } else {
            Value::Scalar(text.to_owned())
        };
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let span = match block && text.trim().is_empty() {
            true => self.header(span),
            false => span,
        };
        let written = &self.text[span.range()];
        let length = match style {
            ScalarStyle::SingleQuoted => quoted(written, b'\''),
            ScalarStyle::DoubleQuoted => quoted(written, b'"'),
            _ => written.len(),
        };
        Node {
            span: Span::new(span.start, span.start + length),
            value,
        }
    }

    /// Where a block begins that holds nothing: its `>` or `|`, as the parser's place for it is what comes next.
    fn header(&self, next: Span) -> Span {
        let before = self.text[..next.start].trim_end();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let sign = before[line..].find(['>', '|']).map(|at| line + at);
        sign.map_or(next, |sign| Span::new(sign, before.len()))
    }

    /// A finding of the rule that front matter is held to.
    pub(super) fn problem(&self, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::new(RULE, self.path, message).with_span(span)
    }

    /// From the parser's characters to the bytes of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at| self.inner.start + self.bytes.byte(at);
        let (start, end) = (byte(start), byte(end));
        let written = self.text[start..end.max(start)].trim_end();
        Span::new(start, start + written.len())
    }

    /// The end of the line that a span begins on, white space not included.
    pub(super) fn line_end(&self, span: Span) -> usize {
        let line = self.text[span.start..].lines().next().unwrap_or_default();
        span.start + line.trim_end().len()
    }
}

/// The bytes of a quoted scalar with its quotes: the parser's end may lie behind a comment.
fn quoted(written: &str, quote: u8) -> usize {
    let mut bytes = written.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        let doubled = quote == b'\'' && bytes.peek().is_some_and(|&(_, next)| next == quote);
        if byte == quote && !doubled {
            return at + 1;
        }
        if byte == quote || (byte == b'\\' && quote == b'"') {
            bytes.next();
        }
    }
    written.len()
}
