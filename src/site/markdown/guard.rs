//! Bounds on a body before and while it becomes HTML, so that no text is slow or huge by design.

/// Containers inside each other; what lies deeper is shown as its source.
pub(super) const DEPTH: usize = 100;

/// Bytes of HTML made of one body; the page around it has room up to 8 MiB.
pub(super) const OUTPUT: usize = 6 * 1024 * 1024;

/// Bytes of code highlighted in one body: a grammar can be made to take its time on odd input.
pub(super) const CODE: usize = 24 * 1024;

/// Bytes of a line of code that is highlighted; a block with a longer line is shown plain.
pub(super) const CODE_LINE: usize = 240;

/// Columns of white space before a list's marker.
const INDENT: usize = 512;

/// Whether a body opens so many containers on one line that the parser would take its time over the lines after it.
///
/// A line may carry on a paragraph in every open container, and the parser looks at all of them each time.
pub(super) fn is_too_deep(body: &str) -> bool {
    body.lines().any(|line| {
        let opened = open(line);
        opened.containers > DEPTH || (opened.containers > 0 && opened.blank > INDENT)
    })
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
