//! Another state in the body of a file nobody wrote for declog.
//!
//! Its word takes the place of the old one. Where a file keeps the states that were, the new one is put behind them,
//! with the day of the last; the day itself is set by the change that follows.

use super::{Refusal, line_end};
use crate::model::front::Pair;
use crate::model::record::Record;
use crate::text::dialects::{self, Claim, is_emoji};

/// What leads from one state to the next.
const ARROWS: [&str; 5] = ["-->", "->", "=>", "→", "➜"];

/// What may stand around a state's word to set it off.
const MARKS: [char; 5] = ['*', '_', '`', '~', ' '];

/// The text of a record with a state's word where the pair says the old one.
pub(super) fn set(record: &Record, pair: &Pair, state: &str) -> Result<String, Refusal> {
    let text = &record.source.text;
    let span = pair.node.span;
    let written = record.source.slice(span);
    let refused = || Refusal::NotLossless("status".to_owned());
    let claim = dialects::claim(&record.kind, written).ok_or_else(refused)?;
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let is_box = |text: &str| text.contains("[ ]") || text.contains("[x]") || text.contains("[X]");
    // Of a menu another state would have to be marked, and a picture would show the old one.
    let is_drawn = written.contains("![");
    if is_drawn || dialects::is_choice(&record.kind, written) || is_box(&text[line..span.end]) {
        return Err(refused());
    }
    let old = Old {
        record,
        written,
        start: span.start,
        claim: &claim,
        new: cased(&written[claim.word.clone()], state),
    };
    let before = claim
        .day
        .as_ref()
        .is_some_and(|(_, at)| at.end <= claim.word.start);
    match before {
        true => old.with_line(line).ok_or_else(refused),
        false => Ok(old
            .with_arrow()
            .or_else(|| old.with_day())
            .unwrap_or_else(|| old.replaced())),
    }
}

/// The state that a record says, and the word for the new one.
struct Old<'a> {
    record: &'a Record,
    /// The value.
    written: &'a str,
    /// Where the value begins.
    start: usize,
    claim: &'a Claim,
    new: String,
}

impl Old<'_> {
    fn before(&self) -> &str {
        &self.written[..self.claim.word.start]
    }

    /// Where the state and the day with it end, a bracket around the day included.
    fn end(&self) -> usize {
        let day = self.claim.day.as_ref().map_or(0, |(_, at)| at.end);
        let end = day.max(self.claim.word.end);
        let rest = &self.written[end..];
        let closed = rest.len() - rest.trim_start_matches([')', ']', '）']).len();
        let is_open = self.written[..end].contains(['(', '[', '（']);
        end + if is_open { closed } else { 0 }
    }

    /// `2022-01-10 proposed` and a line like it below; none where the newest stands on top.
    fn with_line(&self, line: usize) -> Option<String> {
        let text = &self.record.source.text;
        let last = self.start + self.written.len();
        let end = line_end(text);
        let next = text[last..]
            .lines()
            .skip(1)
            .find(|line| !line.trim().is_empty());
        let claim = next.and_then(|next| dialects::claim(&self.record.kind, next));
        if claim.is_some_and(|claim| claim.day.is_some()) {
            return None;
        }
        let shape = &text[line..self.start + self.claim.word.start];
        let above = text[..line].trim_end_matches([' ', '\t']);
        let is_bullet = shape.trim_start().starts_with(['-', '*', '+']);
        let gap = match above.ends_with(&end.repeat(2)) && !is_bullet {
            true => end.repeat(2),
            false => end.to_owned(),
        };
        Some(inserted(text, last, &format!("{gap}{shape}{}", self.new)))
    }

    /// `Proposed → Accepted` and an arrow more.
    fn with_arrow(&self) -> Option<String> {
        let before = self.before().trim_end();
        let arrow = ARROWS.iter().find_map(|arrow| before.strip_suffix(arrow))?;
        let link = &self.before()[arrow.trim_end().len()..];
        let at = self.start + self.end();
        let text = &self.record.source.text;
        Some(inserted(text, at, &format!("{link}{}", self.new)))
    }

    /// `Submitted, 2021-12-06; Approved, 2022-02-22` and a state with its day more.
    fn with_day(&self) -> Option<String> {
        self.claim.day.as_ref()?;
        dialects::claim(&self.record.kind, self.before())?.day?;
        let end = self.end();
        let before = self.before();
        let link = &before[before
            .trim_end_matches(|letter: char| !letter.is_alphanumeric())
            .len()..];
        let day = &self.written[self.claim.word.end..end];
        let text = &self.record.source.text;
        Some(inserted(
            text,
            self.start + end,
            &format!("{link}{}{day}", self.new),
        ))
    }

    /// The new word in place of the old one, without a sign that stood for the old state.
    fn replaced(&self) -> String {
        let text = &self.record.source.text;
        let before = self.before();
        let outside = before.trim_end_matches(MARKS);
        let marks = before[outside.len()..].trim_start();
        let is_sign = |letter: char| is_emoji(letter) || letter == ' ';
        let signed = outside.trim_end_matches(is_sign);
        let lead = match outside.ends_with(is_emoji) {
            true => format!("{signed}{marks}"),
            false => before.to_owned(),
        };
        let after = &self.written[self.claim.word.end..];
        let inner = after.trim_start_matches(MARKS);
        let rest = match inner.starts_with(is_emoji) {
            true => {
                let marks = after[..after.len() - inner.len()].trim_end();
                format!("{marks}{}", inner.trim_start_matches(is_emoji))
            }
            false => after.to_owned(),
        };
        let end = self.start + self.written.len();
        format!(
            "{}{lead}{}{rest}{}",
            &text[..self.start],
            self.new,
            &text[end..]
        )
    }
}

fn inserted(text: &str, at: usize, new: &str) -> String {
    format!("{}{new}{}", &text[..at], &text[at..])
}

/// A word with its first letter as large as that of another, or with large letters only.
fn cased(like: &str, word: &str) -> String {
    let mut letters = like.chars().filter(|letter| letter.is_alphabetic());
    let first = letters.next();
    let is_large = |letter: char| letter.is_uppercase();
    let mut rest = letters.peekable();
    if first.is_some_and(is_large) && rest.peek().is_some() && rest.all(is_large) {
        return word.to_uppercase();
    }
    let mut letters = word.chars();
    match letters.next() {
        Some(letter) if first.is_none_or(is_large) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}
