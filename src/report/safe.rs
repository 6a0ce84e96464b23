//! Foreign text made harmless to terminals and to the logs of build services.
//!
//! Two things are taken from a foreign string before it is printed, and both stay visible:
//!
//! - Characters that steer a terminal or hide text (control, bidi, zero-width and tag characters) are printed as
//!   `<U+202E>`.
//! - Workflow commands get a backslash. GitHub obeys a line that begins with `::`, white space before it or not, and
//!   GitHub and Azure obey `##[` and `##vso[` anywhere in a line; so `::error::` is printed as `\::error::` where text
//!   begins, and `##[error]` as `##\[error]` wherever it stands. TeamCity's `##teamcity[` falls under the same rule.
//!
//! In JSON nothing is replaced: the same characters are written as `\u` escapes, and a reader gets the text unchanged.

use std::borrow::Cow;
use std::fmt::Write;

use crate::model::hidden::is_hidden;

/// A string for the inside of a line: every hidden character is shown, line ends and tabs too.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    guarded(text, |_| false, Begins::ALine)
}

/// A line without its end: hidden characters are shown, tabs are kept.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    guarded(text, |c| c == '\t', Begins::ALine)
}

/// Text that something of ours stands before in its line: only what is dangerous anywhere is changed; tabs are kept.
pub(super) fn inside(text: &str) -> Cow<'_, str> {
    guarded(text, |c| c == '\t', Begins::Nothing)
}

/// Many lines: each is as safe as [`line`] makes it, and `CRLF` becomes a plain line end.
#[must_use]
pub fn block(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, one) in text.split('\n').enumerate() {
        if at > 0 {
            safe.push('\n');
        }
        safe.push_str(&line(one.strip_suffix('\r').unwrap_or(one)));
    }
    safe
}

/// A JSON text whose strings hold no hidden character and no workflow command, and mean what they meant.
///
/// Only strings can hold what is escaped here, so the text need not be parsed again.
#[must_use]
pub fn json(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let hidden = is_hidden(c) && c != '\n';
        if hidden || (c == '#' && command(&text[at..]).is_some()) {
            safe.push_str(&text[copied..at]);
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(safe, "\\u{unit:04x}").expect("a string takes everything");
            }
            copied = at + c.len_utf8();
        }
    }
    safe.push_str(&text[copied..]);
    safe
}

/// Whether a text may come to stand first in its line.
#[derive(Clone, Copy, PartialEq)]
enum Begins {
    ALine,
    Nothing,
}

fn guarded(text: &str, keep: fn(char) -> bool, first: Begins) -> Cow<'_, str> {
    let begins = first == Begins::ALine && text.trim_start().starts_with("::");
    let clean = !begins && !text.contains("##") && text.chars().all(|c| !is_hidden(c) || keep(c));
    if clean {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut rest = text;
    if begins {
        let (space, command) = text.split_at(text.len() - text.trim_start().len());
        push_shown(&mut safe, space, keep);
        safe.push('\\');
        rest = command;
    }
    while let Some(next) = rest.chars().next() {
        let length = match command(rest) {
            Some(bracket) => {
                safe.push_str(&rest[..bracket]);
                safe.push('\\');
                bracket
            }
            None => {
                push_shown(&mut safe, &rest[..next.len_utf8()], keep);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Cow::Owned(safe)
}

fn push_shown(safe: &mut String, text: &str, keep: fn(char) -> bool) {
    for c in text.chars() {
        if is_hidden(c) && !keep(c) {
            write!(safe, "<U+{:04X}>", u32::from(c)).expect("a string takes everything");
        } else {
            safe.push(c);
        }
    }
}

/// Where the bracket of a command stands, if the text begins with `##`, letters or none, and a bracket.
fn command(text: &str) -> Option<usize> {
    let word = text.strip_prefix("##")?;
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    word[letters..].starts_with('[').then_some(2 + letters)
}
