//! How deep a line of Markdown nests quotes and lists, found out without parsing it.
//!
//! A parser looks at every open container for each line that carries on a paragraph in them, so a line that opens
//! thousands makes all that follows slow. The reader refuses such a body and the renderer does not parse it.

use super::source::Span;

/// Most containers inside each other.
pub const DEPTH: usize = 100;

/// Columns of white space before a list's marker.
const INDENT: usize = 512;

/// The first line that opens more containers than [`DEPTH`], if there is one.
#[must_use]
pub fn too_deep(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let opened = open(line.trim_end());
        if opened.containers > DEPTH || (opened.containers > 0 && opened.blank > INDENT) {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

#[derive(Default)]
struct Opened {
    containers: usize,
    blank: usize,
}

/// The quotes and list items that a line begins with.
fn open(line: &str) -> Opened {
    let mut opened = Opened::default();
    let mut rest = line.as_bytes();
    let mut quoted = false;
    while let [first, after @ ..] = rest {
        match first {
            b' ' => opened.blank += 1,
            b'\t' => opened.blank += 4,
            b'>' => {
                quoted = true;
                opened.containers += 1;
            }
            b'-' | b'*' | b'+' if is_end(after) => opened.containers += 1,
            b'0'..=b'9' => {
                let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                match &rest[digits..] {
                    [b'.' | b')', after @ ..] if is_end(after) => {
                        opened.containers += 1;
                        rest = after;
                        continue;
                    }
                    _ => return opened,
                }
            }
            _ => return opened,
        }
        rest = after;
    }
    // Nothing but list markers is a rule across the page, which opens nothing.
    if quoted { opened } else { Opened::default() }
}

fn is_end(after: &[u8]) -> bool {
    matches!(after.first(), None | Some(b' ' | b'\t'))
}
