//! Fields that stand in the body of a file nobody wrote for declog: on lines under the title, or in sections.
//!
//! Only the words of a field's value are replaced, or one line like its neighbours is put in. What a dialect has no
//! place for is refused with the reason.

use super::{Refusal, line_end, reread, state, words};
use crate::model::change::NewValue;
use crate::model::front::{Pair, Value};
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::source::Span;
use crate::text::dialects::{FRONT, LINES, SECTIONS, is_emoji};

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
        // What has no place here stands in the file beside it.
        Some(pair) => {
            pair.node.span.start >= record.body.start || pair.node.span == Span::default()
        }
        None => record.front.is_none(),
    }
}

/// Whether a list stands in its file as words with commas, in the body or as one value of the front matter.
pub(super) fn is_in_line(record: &Record, key: &str) -> bool {
    let in_front = || {
        let front = record.front.as_ref()?;
        let written = front
            .get(called(record, key))
            .filter(|_| said(record, key).is_some())?;
        Some(matches!(
            written.node.value,
            Value::Scalar(_) | Value::Map(_)
        ))
    };
    is_in_body(record, key) || (!record.is_native() && in_front().unwrap_or_default())
}

/// What the front matter calls a field: `statut` for `status`.
pub(super) fn called<'a>(record: &'a Record, key: &'a str) -> &'a str {
    let Some(front) = &record.front else {
        return key;
    };
    let name = said(record, key).map(|pair| record.source.slice(pair.key.span));
    let name = name.map(|name| name.trim_matches(['"', '\'']));
    name.filter(|name| front.get(name).is_some()).unwrap_or(key)
}

/// Whether a record that nobody wrote for declog has that value, however it is written.
pub(super) fn says(record: &Record, key: &str, value: &NewValue) -> bool {
    if record.is_native() || said(record, key).is_none() {
        return false;
    }
    match value {
        _ if key == "status" => {
            let state = record.state().map(|state| state.name.as_str());
            state == Some(spelt(value).as_str())
        }
        NewValue::List(words) => words_of(record, key) == *words,
        value => words_of(record, key) == [spelt(value)],
    }
}

/// Whether the file has a place for a field: where it says one already, or on a line of its own.
pub(super) fn has_place(record: &Record, key: &str) -> bool {
    if !is_in_body(record, key) {
        return true;
    }
    let written = said(record, key).is_some();
    match dialect(record) {
        LINES => written || (label(key).is_some() && model(record).is_some()),
        SECTIONS => written || key == "date",
        _ => false,
    }
}

/// Where fields of the body are written: where the state is, and on lines where front matter has that.
fn dialect(record: &Record) -> &'static str {
    match record.dialect {
        FRONT => LINES,
        dialect => dialect,
    }
}

/// The text of a record with words more in a list of its body.
pub(super) fn add(record: &Record, key: &str, words: &[String]) -> Result<String, Refusal> {
    let mut all = words_of(record, key);
    let new: Vec<String> = words
        .iter()
        .filter(|word| !all.contains(word))
        .cloned()
        .collect();
    if new.is_empty() {
        return Ok(record.source.text.clone());
    }
    all.extend(new.iter().cloned());
    let all = NewValue::List(all);
    match writable(record, key)? {
        Some(pair) => proven(
            record,
            words::added(record, pair, &new)?,
            key,
            Wanted::Value(&all),
        ),
        None => set(record, key, Wanted::Value(&all)),
    }
}

/// The text of a record without some words of a list of its body, and without the list where that were all.
pub(super) fn remove(record: &Record, key: &str, words: &[String]) -> Result<String, Refusal> {
    let old = words_of(record, key);
    if let Some(word) = words.iter().find(|word| !old.contains(word)) {
        return Err(Refusal::NotThere(key.to_owned(), word.clone()));
    }
    if words.is_empty() {
        return Ok(record.source.text.clone());
    }
    let left: Vec<String> = old
        .into_iter()
        .filter(|word| !words.contains(word))
        .collect();
    if left.is_empty() {
        return set(record, key, Wanted::Nothing);
    }
    let left = NewValue::List(left);
    match writable(record, key)? {
        Some(pair) => proven(
            record,
            words::removed(record, pair, words)?,
            key,
            Wanted::Value(&left),
        ),
        None => Err(Refusal::NoPlace(key.to_owned())),
    }
}

/// What the record says of a field in its body, where such a thing can be written.
fn writable<'a>(record: &'a Record, key: &str) -> Result<Option<&'a Pair>, Refusal> {
    match dialect(record) {
        _ if !is_in_body(record, key) => Ok(said(record, key)),
        LINES | SECTIONS => Ok(said(record, key)),
        dialect => Err(Refusal::Dialect(key.to_owned(), dialect)),
    }
}

/// The text of a record with a field of its body changed.
pub(super) fn set(record: &Record, key: &str, wanted: Wanted<'_>) -> Result<String, Refusal> {
    let text = &record.source.text;
    let pair = writable(record, key)?;
    if pair.is_none() && !has_place(record, key) {
        return Err(Refusal::NoPlace(key.to_owned()));
    }
    let new = match (pair, wanted) {
        (None, Wanted::Nothing) => return Ok(text.clone()),
        (Some(pair), Wanted::Value(value)) if key == "status" => {
            state::set(record, pair, &spelt(value))?
        }
        (Some(pair), Wanted::Value(value)) => {
            let span = pair.node.span;
            if record.source.slice(span).contains('\n') {
                return Err(Refusal::NotLossless(key.to_owned()));
            }
            replaced(text, span, &spelt(value))
        }
        (Some(pair), Wanted::Nothing) => without_line(record, pair)?,
        (None, Wanted::Value(value)) if dialect(record) == LINES => with_line(record, key, value)?,
        (None, Wanted::Value(value)) => under_title(record, key, value)?,
    };
    proven(record, new, key, wanted)
}

/// The new text, where it is read again as it was meant.
fn proven(record: &Record, new: String, key: &str, wanted: Wanted<'_>) -> Result<String, Refusal> {
    let proven = reread(record, new.clone()).is_some_and(|read| holds(record, &read, key, wanted));
    proven
        .then_some(new)
        .ok_or_else(|| Refusal::NotLossless(key.to_owned()))
}

fn words_of(record: &Record, key: &str) -> Vec<String> {
    let words = record.words(key).into_iter();
    words.map(|word| word.value.to_owned()).collect()
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

/// The field whose line a new one is shaped like: that of the state, where its word and its value stand on one line.
fn model(record: &Record) -> Option<&Pair> {
    let model = said(record, "status").or_else(|| record.said.first())?;
    let line = line(&record.source.text, model.node.span);
    let (name, value) = (model.key.span, model.node.span);
    let on_line = name.start >= line.start && value.end <= line.end;
    (on_line && value.start >= name.end).then_some(model)
}

/// A line more, shaped as the line of the state is, below it.
fn with_line(record: &Record, key: &str, value: &NewValue) -> Result<String, Refusal> {
    let refused = || Refusal::NoPlace(key.to_owned());
    let text = &record.source.text;
    let model = model(record).ok_or_else(refused)?;
    let label = label(key).ok_or_else(refused)?;
    let line = line(text, model.node.span);
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
    let between = between.trim_end_matches(|letter: char| letter == '`' || is_emoji(letter));
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
    let text = &record.source.text;
    let label = label(key).ok_or_else(|| Refusal::NoPlace(key.to_owned()))?;
    let end = line_end(text);
    let new = format!("{label}: {}", spelt(value));
    let title = record.headings.first().filter(|heading| heading.level == 1);
    let (at, new) = match title {
        // A heading may be underlined.
        Some(title) => (line_behind(text, title.span), format!("{end}{end}{new}")),
        None => (record.body.start, format!("{new}{end}{end}")),
    };
    Ok(format!("{}{new}{}", &text[..at], &text[at..]))
}

/// Where the line ends on which a span does, without its end.
fn line_behind(text: &str, span: Span) -> usize {
    let last = text[..span.end].trim_end_matches(['\r', '\n']).len();
    line(text, Span::new(last, last)).end
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
    if !whole || others || dialect(record) == SECTIONS {
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
    let words = words_of;
    let is_told = match wanted {
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
    // `## Status: accepted` is the value itself.
    let outline = |record: &Record| -> Vec<String> {
        let value = said(record, key).map(|pair| pair.node.span.start);
        let headings = record.headings.iter();
        headings
            .filter(|heading| !value.is_some_and(|at| heading.span.range().contains(&at)))
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
    is_told
        && same_state
        && outline(old) == outline(new)
        && others(old) == others(new)
        && old.entries.len() == new.entries.len()
}
