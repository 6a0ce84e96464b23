//! From the bytes of a file to text that can be read, or why it cannot.

use crate::model::diagnostic::Diagnostic;
use crate::model::nesting;
use crate::model::source::{Content, Source, Span};

/// Most bytes of a record.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The text of a file, or why there is none.
pub(super) fn readable(content: Content) -> Result<String, String> {
    let too_large = |size: u64| format!("{size} bytes, a record has at most {MAX_BYTES}");
    let bytes = match content {
        Content::Bytes(bytes) => bytes,
        Content::TooLarge(size) => return Err(too_large(size)),
        Content::Symlink => return Err("a symbolic link, which is not followed".to_owned()),
        Content::Failed(why) => return Err(why),
    };
    if bytes.len() > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))?;
    match text.find('\0') {
        Some(at) => Err(format!("a NUL at byte {at}")),
        None => Ok(text),
    }
}

/// The three markers of a merge that nobody finished, each at the start of a line, one after the other.
pub(super) fn conflict(source: &Source) -> Option<Diagnostic> {
    let ours = line_with("<<<<<<< ", &source.text, 0)?;
    let between = line_with("=======", &source.text, ours)?;
    line_with(">>>>>>> ", &source.text, between)?;
    let line = source.text[ours..].lines().next().unwrap_or_default();
    let problem = Diagnostic::new(
        "merge-conflict",
        source.path.as_str(),
        "an unfinished merge",
    );
    Some(
        problem
            .with_span(Span::new(ours, ours + line.len()))
            .with_help("keep one side, take the marker lines out, then `git add` the file"),
    )
}

/// A line of the body that nests quotes or lists deeper than anybody reads.
pub(super) fn overnested(source: &Source, body: usize) -> Option<Diagnostic> {
    let line = nesting::too_deep(&source.text[body..])?;
    let message = format!("Markdown nested more than {} deep", nesting::DEPTH);
    let line = Span::new(body + line.start, body + line.end);
    Some(Diagnostic::new("unreadable-file", source.path.as_str(), message).with_span(line))
}

/// Where the first line from there on begins that begins with the marker.
fn line_with(marker: &str, text: &str, from: usize) -> Option<usize> {
    let begins = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let mut found = text[from..].match_indices(marker).map(|(at, _)| from + at);
    found.find(begins)
}
