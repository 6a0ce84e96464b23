//! The byte scan that front matter must pass before any YAML parser sees it.
//!
//! Parsers of YAML take quadratic time or the whole stack on a few thousand brackets or dashes. The scan needs one
//! pass, keeps no memory and bounds everything they are weak at; the bounds are the budgets of the format.

use crate::model::source::Span;

/// Most bytes of front matter.
pub(super) const MAX_BYTES: usize = 64 * 1024;
/// Most lines of front matter.
pub(super) const MAX_LINES: usize = 2_000;
/// Deepest nesting of lists and mappings.
pub(super) const MAX_DEPTH: usize = 32;

/// Why front matter is not handed to a parser, and the bytes that say so.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) span: Span,
}

/// Looks at front matter (`text[inner]`) byte by byte.
pub(super) fn pass(text: &str, inner: Span) -> Result<(), Refusal> {
    if inner.end - inner.start > MAX_BYTES {
        return refuse(
            format!(
                "front matter of {} bytes, at most {MAX_BYTES} are read",
                inner.end - inner.start
            ),
            Span::new(inner.start, first_line_end(text, inner)),
        );
    }
    let mut flow = Flow::default();
    let mut indents: Vec<usize> = Vec::new();
    let mut at = inner.start;
    for (number, line) in text[inner.range()].split_inclusive('\n').enumerate() {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if number >= MAX_LINES {
            return refuse(format!("front matter of more than {MAX_LINES} lines"), span);
        }
        let depth = block_depth(line, &mut indents) + flow.deepest(line);
        if depth > MAX_DEPTH {
            return refuse(format!("nested more than {MAX_DEPTH} deep"), span);
        }
        if let Some(column) = line
            .bytes()
            .position(|b| b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'))
        {
            let byte = span.start + column;
            return refuse(
                "a control character in front matter".to_owned(),
                Span::new(byte, byte + 1),
            );
        }
    }
    Ok(())
}

fn refuse(message: String, span: Span) -> Result<(), Refusal> {
    Err(Refusal { message, span })
}

fn first_line_end(text: &str, inner: Span) -> usize {
    let line = text[inner.range()].lines().next().unwrap_or_default();
    inner.start + line.chars().take(60).map(char::len_utf8).sum::<usize>()
}

/// Levels of block nesting that a line stands in: one for each deeper indentation above it, and one for each `- `,
/// `? ` or `: ` that opens another level on the line itself.
fn block_depth(line: &str, indents: &mut Vec<usize>) -> usize {
    let content = line.trim_start_matches(' ');
    if content.trim().is_empty() {
        return indents.len();
    }
    let indent = line.len() - content.len();
    while indents.last().is_some_and(|&outer| outer >= indent) {
        indents.pop();
    }
    indents.push(indent);
    let mut openers = 0;
    let mut rest = content.as_bytes();
    while let [b'-' | b'?' | b':', b' ' | b'\t' | b'\n' | b'\r', ..] = rest {
        openers += 1;
        rest = rest[1..].trim_ascii_start();
    }
    indents.len() + openers
}

/// Brackets that open a flow list or mapping, counted over lines.
#[derive(Default)]
struct Flow {
    depth: usize,
}

impl Flow {
    /// The deepest level on a line. A bracket counts where a value may begin, so that `a [b` in plain text does not.
    fn deepest(&mut self, line: &str) -> usize {
        let mut deepest = self.depth;
        let mut before = b' ';
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' if matches!(before, b'[' | b'{' | b',' | b':' | b'-' | b'?' | b' ') => {
                    self.depth += 1;
                    deepest = deepest.max(self.depth);
                }
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        deepest
    }
}
