//! Front matter: found between its fences, passed through the gate, read as events, built into a tree.
//!
//! Events tell of the first anchor, alias or tag with its place before anything is expanded. The tree keeps every
//! scalar as text, because what `0012` means is the field's business.

mod blame;
mod gate;
mod offsets;
mod tree;

use tree::Builder;

use crate::model::diagnostic::Diagnostic;
use crate::model::front::FrontMatter;
use crate::model::source::Span;

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

/// A file that holds nothing but fields, such as a `kep.yaml`; none where no tree can be built of it.
#[must_use]
pub fn whole(path: &str, text: &str) -> Option<FrontMatter> {
    let inner = Span::new(0, text.len());
    gate::pass(text, inner).ok()?;
    let pairs = Builder::new(path, text, inner).run().ok()?;
    Some(FrontMatter {
        span: inner,
        inner,
        pairs,
    })
}

/// Where front matter stands, if the file begins with it.
struct Fences {
    span: Span,
    inner: Span,
}

fn fences(text: &str) -> Option<Fences> {
    let start = begin(text);
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

/// Where front matter may begin: behind a byte order mark, and behind comments such as that of a licence.
fn begin(text: &str) -> usize {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = mark;
    while let Some(comment) = text[at..].trim_start().strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else {
            return mark;
        };
        let rest = &comment[end + 3..];
        at = text.len() - rest.trim_start().len();
    }
    at
}

/// A file without front matter, or with a fence that nothing closes.
fn unfenced(path: &str, text: &str) -> Reading {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reading = Reading {
        body: mark,
        ..Reading::default()
    };
    let mut lines = text[mark..].lines();
    let opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    let looks_like_yaml = lines.next().is_some_and(begins_with_a_key);
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

/// `status: accepted` and `status:`, but not `https://example.com`.
fn begins_with_a_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '"' | '\'');
        key.chars().all(is_word) && (value.is_empty() || value.starts_with(char::is_whitespace))
    })
}
