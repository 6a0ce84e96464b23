//! A text with its code blocks and comments blanked out, byte by byte, so that every place in it stays the same.

/// The text in which only what its writer says to a reader is left.
#[must_use]
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut comment = Comment::Closed;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start_matches(' ');
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (Some(open), _) => {
                blank(line, &mut out);
                if mark == Some(open) {
                    fence = None;
                }
            }
            (None, Some(mark)) if comment == Comment::Closed => {
                fence = Some(mark);
                blank(line, &mut out);
            }
            _ => comment = uncommented(line, comment, &mut out),
        }
    }
    out
}

/// Whether a comment goes on over the end of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comment {
    Open,
    Closed,
}

/// Copies a line without its comments.
fn uncommented(line: &str, mut comment: Comment, out: &mut String) -> Comment {
    let mut rest = line;
    loop {
        let (mark, next) = match comment {
            Comment::Open => ("-->", Comment::Closed),
            Comment::Closed => ("<!--", Comment::Open),
        };
        let found = rest.find(mark);
        let end = match (found, comment) {
            (None, _) => rest.len(),
            (Some(at), Comment::Open) => at + mark.len(),
            (Some(at), Comment::Closed) => at,
        };
        match comment {
            Comment::Open => blank(&rest[..end], out),
            Comment::Closed => out.push_str(&rest[..end]),
        }
        if found.is_none() {
            return comment;
        }
        rest = &rest[end..];
        comment = next;
    }
}

/// As many blanks as there are bytes; line ends stay.
pub(super) fn blank(text: &str, out: &mut String) {
    let blanks = text.bytes().map(|byte| match byte {
        b'\n' | b'\r' => char::from(byte),
        _ => ' ',
    });
    out.extend(blanks);
}
