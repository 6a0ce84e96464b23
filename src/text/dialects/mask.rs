//! A text with its code blocks and comments blanked out, byte by byte, so that every place in it stays the same.

/// The text in which only what its writer says to a reader is left.
#[must_use]
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut comment = false;
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
            (None, Some(mark)) if !comment => {
                fence = Some(mark);
                blank(line, &mut out);
            }
            _ => comment = uncommented(line, comment, &mut out),
        }
    }
    out
}

/// Copies a line without its comments; whether one is still open at its end.
fn uncommented(line: &str, mut open: bool, out: &mut String) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        let mark = if open { "-->" } else { "<!--" };
        let Some(at) = rest.find(mark) else {
            if open {
                blank(rest, out);
            } else {
                out.push_str(rest);
            }
            return open;
        };
        let end = at + if open { mark.len() } else { 0 };
        if open {
            blank(&rest[..end], out);
        } else {
            out.push_str(&rest[..end]);
        }
        rest = &rest[end..];
        open = !open;
    }
    open
}

/// As many blanks as there are bytes; line ends stay.
fn blank(text: &str, out: &mut String) {
    let blanks = text.bytes().map(|byte| match byte {
        b'\n' | b'\r' => char::from(byte),
        _ => ' ',
    });
    out.extend(blanks);
}
