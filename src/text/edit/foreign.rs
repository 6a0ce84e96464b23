//! Fields that stand in the body of a file nobody wrote for declog: on lines under the title, or in sections.
//!
//! Only the words of a field's value are replaced, or one line like its neighbours is put in. What a dialect has no
//! place for is refused with the reason.

use super::{Refusal, line_end, reread};
use crate::model::change::NewValue;
use crate::model::front::Pair;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::source::Span;
use crate::text::dialects::{self, LINES, SECTIONS};

/// What a field is called on a line of its own.
const LABELS: [(&str, &str); 11] = [
    ("date", "Date"),
    ("created", "Created"),
    ("decision-makers", "Deciders"),
    ("consulted", "Consulted"),
    ("informed", "Informed"),
    ("owner", "Owner"),
    ("authors", "Authors"),
    ("tags", "Tags"),
    ("supersedes", "Supersedes"),
    ("amends", "Amends"),
    ("depends-on", "Depends on"),
];

/// What becomes of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// It holds that.
    Value(&'a NewValue),
    /// It is not there.
    Nothing,
}

/// Whether a field of a record stands, or has to stand, in its body.
pub(super) fn is_in_body(record: &Record, key: &str) -> bool {
    if record.is_native() || record.dialect.is_empty() {
        return false;
    }
    match said(record, key) {
        Some(pair) => pair.node.span.start >= record.body.start,
        None => record.front.is_none(),
    }
}

/// Whether the file has a place for a field: where it says one already, or on a line of its own.
pub(super) fn has_place(record: &Record, key: &str) -> bool {
    if !is_in_body(record, key) {
        return true;
    }
    let written =
        said(record, key).is_some_and(|pair| !record.source.slice(pair.node.span).contains('\n'));
    match record.dialect {
        LINES => written || label(key).is_some(),
        SECTIONS => written || key == "date",
        _ => false,
    }
}

/// The text of a record with a field of its body changed.
pub(super) fn set(record: &Record, key: &str, wanted: Wanted<'_>) -> Result<String, Refusal> {
    if !matches!(record.dialect, LINES | SECTIONS) {
        return Err(Refusal::Dialect(key.to_owned(), record.dialect));
    }
    let text = &record.source.text;
    let pair = said(record, key);
    if pair.is_none() && !has_place(record, key) {
        return Err(Refusal::NoPlace(key.to_owned()));
    }
    let new = match (pair, wanted) {
        (None, Wanted::Nothing) => return Ok(text.clone()),
        (Some(pair), Wanted::Value(value)) if key == "status" => status(record, pair, value)?,
        (Some(pair), Wanted::Value(value)) => {
            let span = pair.node.span;
            if record.source.slice(span).contains('\n') {
                return Err(Refusal::NotLossless(key.to_owned()));
            }
            replaced(text, span, &spelt(value))
        }
        (Some(pair), Wanted::Nothing) => without_line(record, pair)?,
        (None, Wanted::Value(value)) if record.dialect == LINES => with_line(record, key, value)?,
        (None, Wanted::Value(value)) => under_title(record, key, value)?,
    };
    let proven = reread(record, new.clone()).is_some_and(|read| holds(record, &read, key, wanted));
    proven
        .then_some(new)
        .ok_or_else(|| Refusal::NotLossless(key.to_owned()))
}

fn said<'a>(record: &'a Record, key: &str) -> Option<&'a Pair> {
    record.said.iter().find(|pair| pair.key.value == key)
}

fn label(key: &str) -> Option<&'static str> {
    LABELS
        .iter()
        .find(|(ours, _)| *ours == key)
        .map(|(_, label)| *label)
}

fn spelt(value: &NewValue) -> String {
    match value {
        NewValue::Scalar(text) => text.clone(),
        NewValue::Number(number) => number.to_string(),
        NewValue::List(words) => words.join(", "),
    }
}

fn replaced(text: &str, span: Span, with: &str) -> String {
    format!("{}{with}{}", &text[..span.start], &text[span.end..])
}

/// The state's word in place of the old one, with a large letter where that had one; a sign before it goes, which
/// stood for the old state. A history of states gets one line more.
fn status(record: &Record, pair: &Pair, value: &NewValue) -> Result<String, Refusal> {
    let text = &record.source.text;
    let span = pair.node.span;
    let written = record.source.slice(span);
    let refused = || Refusal::NotLossless("status".to_owned());
    let claim = dialects::claim(&record.kind, written).ok_or_else(refused)?;
    let word = &written[claim.word.clone()];
    let new = cased(word, &spelt(value));
    let before = &written[..claim.word.start];
    if claim
        .day
        .as_ref()
        .is_some_and(|(_, at)| at.end <= claim.word.start)
    {
        let day = dated(record).unwrap_or_default();
        let end = line_end(text);
        let above = text[..span.start].trim_end_matches([' ', '\t']);
        let gap = if above.ends_with(&end.repeat(2)) {
            end.repeat(2)
        } else {
            end.to_owned()
        };
        return Ok(replaced(
            text,
            Span::new(span.end, span.end),
            &format!("{gap}{day} {new}"),
        ));
    }
    let sign = before
        .chars()
        .rev()
        .take_while(|letter| *letter == ' ' || is_sign(*letter));
    let length: usize = sign.map(char::len_utf8).sum();
    let has_sign = before[before.len() - length..].chars().any(is_sign);
    let start = claim.word.start - if has_sign { length } else { 0 };
    // What follows the old word is about the old state where it names its successor.
    let hole = Span::new(span.start + start, span.start + claim.word.end);
    Ok(replaced(text, hole, &new))
}

/// An emoji or another sign that is no letter and no mark of Markdown.
fn is_sign(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_alphanumeric() && !letter.is_whitespace()
}

/// A placeholder for the day of a new line; the day itself is set by the change that follows.
fn dated(record: &Record) -> Option<String> {
    let day = said(record, "date")?.node.scalar()?;
    Some(day.to_owned())
}

/// A word with its first letter as large as that of another.
fn cased(like: &str, word: &str) -> String {
    let mut letters = word.chars();
    let upper = |letter: char| letter.is_uppercase();
    let cased = like.chars().filter(|letter| letter.is_alphabetic());
    if like.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && cased.clone().all(upper)
    {
        return word.to_uppercase();
    }
    match letters.next() {
        Some(first) if cased.clone().next().is_none_or(upper) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// A line more, shaped as the line of the state is, below it.
fn with_line(record: &Record, key: &str, value: &NewValue) -> Result<String, Refusal> {
    let refused = || Refusal::NoPlace(key.to_owned());
    let text = &record.source.text;
    let model = said(record, "status")
        .or_else(|| record.said.first())
        .ok_or_else(refused)?;
    let label = label(key).ok_or_else(refused)?;
    let line = line(text, model.node.span);
    if model.key.span.start < line.start || model.node.span.start < model.key.span.end {
        return Err(refused());
    }
    let name = record.source.slice(model.key.span);
    let word = name.trim_end_matches(['*', '_', ' ', ':', '：', ']', '`']);
    let small = name
        .chars()
        .find(|letter| letter.is_alphabetic())
        .is_some_and(char::is_lowercase);
    let label = if small {
        label.to_lowercase()
    } else {
        label.to_owned()
    };
    let before = &text[line.start..model.key.span.start];
    let between = &text[model.key.span.start + word.len()..model.node.span.start];
    // Emphasis of the value is not a part of the line's shape.
    let between = between.trim_end_matches(|letter: char| letter == '`' || is_sign(letter));
    let after = &text[model.node.span.end..line.end];
    let hard = if after.ends_with("  ") || after.ends_with('\\') {
        &after[after.trim_end_matches([' ', '\\']).len()..]
    } else {
        ""
    };
    let end = line_end(text);
    let rest = &text[line.end..];
    let is_bullet = before.trim_start().starts_with(['*', '-', '+'])
        && before.trim_start()[1..].starts_with(' ');
    let apart = !is_bullet
        && rest
            .trim_start_matches(['\r'])
            .trim_start_matches('\n')
            .starts_with(['\r', '\n'])
        && hard.is_empty();
    let gap = if apart { end.repeat(2) } else { end.to_owned() };
    let new = format!("{gap}{before}{label}{between}{}{hard}", spelt(value));
    Ok(format!("{}{new}{rest}", &text[..line.end]))
}

/// `Date: 2026-11-22` below the title, as Nygard has it.
fn under_title(record: &Record, key: &str, value: &NewValue) -> Result<String, Refusal> {
    let refused = || Refusal::NoPlace(key.to_owned());
    let text = &record.source.text;
    let title = record
        .headings
        .first()
        .filter(|heading| heading.level == 1)
        .ok_or_else(refused)?;
    let label = label(key).ok_or_else(refused)?;
    let end = line_end(text);
    let at = line(text, title.span).end;
    Ok(format!(
        "{}{end}{end}{label}: {}{}",
        &text[..at],
        spelt(value),
        &text[at..]
    ))
}

/// The text without the line of a field, where nothing else stands on it.
fn without_line(record: &Record, pair: &Pair) -> Result<String, Refusal> {
    let text = &record.source.text;
    let line = line(text, pair.node.span);
    let whole =
        pair.key.span.start >= line.start && !record.source.slice(pair.node.span).contains('\n');
    let others = record.said.iter().any(|other| {
        other.key.value != pair.key.value && (line.start..line.end).contains(&other.node.span.start)
    });
    if !whole || others || record.dialect == SECTIONS {
        return Err(Refusal::NotLossless(pair.key.value.clone()));
    }
    let next = text[line.end..]
        .find('\n')
        .map_or(text.len(), |at| line.end + at + 1);
    Ok(format!("{}{}", &text[..line.start], &text[next..]))
}

/// The line that a span begins on, without its end.
fn line(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..]
        .find('\n')
        .map_or(text.len(), |at| span.start + at);
    let end = start + text[start..end].trim_end_matches('\r').len();
    Span::new(start, end)
}

/// The new text says what was asked for, and all else as before.
fn holds(old: &Record, new: &Record, key: &str, wanted: Wanted<'_>) -> bool {
    let words = |record: &Record, key: &str| -> Vec<String> {
        let words = record.words(key).into_iter();
        words.map(|word| word.value.to_owned()).collect()
    };
    let said = match wanted {
        Wanted::Nothing => words(new, key).is_empty(),
        Wanted::Value(value) if key == "status" => {
            let state = new.state().map(|state| state.name.as_str());
            state.is_some_and(|state| spelt(value).starts_with(state))
        }
        Wanted::Value(NewValue::List(list)) => {
            let shape = old.kind.field(key).map(|field| field.shape);
            shape == Some(FieldType::References) || words(new, key) == *list
        }
        Wanted::Value(value) => words(new, key) == [spelt(value)],
    };
    let outline = |record: &Record| -> Vec<String> {
        record
            .headings
            .iter()
            .map(|heading| heading.text.clone())
            .collect()
    };
    let others = |record: &Record| -> Vec<(String, Vec<String>)> {
        // A day may stand beside the state, on its line.
        let both = matches!(key, "status" | "date");
        let mine = |field: &str| field == key || (both && matches!(field, "status" | "date"));
        let mut keys: Vec<String> = record
            .said
            .iter()
            .map(|pair| pair.key.value.clone())
            .filter(|field| !mine(field))
            .collect();
        keys.sort();
        keys.into_iter()
            .map(|field| (field.clone(), words(record, &field)))
            .collect()
    };
    let same_state = key == "status" || old.state == new.state;
    said && same_state
        && outline(old) == outline(new)
        && others(old) == others(new)
        && old.entries.len() == new.entries.len()
}
