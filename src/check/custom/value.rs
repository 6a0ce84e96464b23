//! `one-of` and `pattern`: what the texts of a field are.

use std::ops::Range;

use super::subject::Value;
use super::{Case, Found};
use crate::check::custom::condition::{any, quoted};
use crate::check::mend::{self, Wrong};
use crate::model::custom::{Aspect, Share};
use crate::model::pattern::Pattern;
use crate::model::source::Span;
use crate::model::suggest::closest;

/// Most characters of a value in a message.
const SHOWN: usize = 60;

/// Every value that is not one of those there may be.
pub(super) fn one_of(case: &Case<'_>) -> Vec<Found> {
    let Some(allowed) = &case.asked.rule.one_of else {
        return Vec::new();
    };
    let said = case.subject.values.iter();
    let other = said.filter(|value| !allowed.iter().any(|one| one == value.text.trim()));
    let found = other.map(|value| {
        let words = allowed.iter().map(String::as_str);
        let meant = closest(&value.text, words.clone());
        Found {
            message: format!("{}, expected {}", is(case, value), any(words)),
            span: place(case, value),
            label: meant.map(|meant| format!("did you mean `{meant}`?")),
            help: command(case, value, meant),
        }
    });
    found.collect()
}

/// Every pattern that the values break.
pub(super) fn matches(case: &Case<'_>) -> Vec<Found> {
    if !case.subject.says_something {
        return Vec::new();
    }
    let patterns = case.asked.patterns.iter();
    patterns
        .flat_map(|(share, written, pattern)| match share {
            Share::Each => each(case, written, pattern),
            Share::Some => some(case, written, pattern),
            Share::None => none(case, written, pattern),
        })
        .collect()
}

fn each(case: &Case<'_>, written: &str, pattern: &Pattern) -> Vec<Found> {
    let values = case.subject.values.iter();
    let other = values.filter(|value| find(case, value, pattern).is_none());
    let found = other.map(|value| Found {
        message: format!(
            "{}, expected a text that matches {}",
            is(case, value),
            quoted(written)
        ),
        span: place(case, value),
        help: rename(case),
        ..Found::default()
    });
    found.collect()
}

fn some(case: &Case<'_>, written: &str, pattern: &Pattern) -> Vec<Found> {
    let mut values = case.subject.values.iter();
    if values.any(|value| find(case, value, pattern).is_some()) {
        return Vec::new();
    }
    let name = &case.subject.name;
    vec![Found {
        message: format!("nothing in {name} matches {}", quoted(written)),
        span: case.subject.span,
        help: rename(case),
        ..Found::default()
    }]
}

fn none(case: &Case<'_>, written: &str, pattern: &Pattern) -> Vec<Found> {
    let mut found = Vec::new();
    for value in &case.subject.values {
        if let Some(part) = find(case, value, pattern) {
            let text = value.text.get(part.clone()).unwrap_or_default();
            let (name, written) = (&case.subject.name, quoted(written));
            found.push(Found {
                message: format!(
                    "{} stands in {name}, expected nothing that matches {written}",
                    shown(text)
                ),
                span: value.part(case.record, &part),
                help: rename(case),
                ..Found::default()
            });
        }
    }
    found
}

/// Where a finding about a whole value points; that of the body to the record.
fn place(case: &Case<'_>, value: &Value<'_>) -> Option<Span> {
    match case.asked.aspect {
        Aspect::Body => case.subject.span,
        _ => value.span,
    }
}

fn find(case: &Case<'_>, value: &Value<'_>, pattern: &Pattern) -> Option<Range<usize>> {
    pattern.find(&value.text, case.record.id.number())
}

/// What a value is, as a message begins: `category` is `Cor`.
fn is(case: &Case<'_>, value: &Value<'_>) -> String {
    let text = shown(&value.text);
    match case.asked.aspect {
        Aspect::Sections => format!("{text} is a section"),
        Aspect::Keys => format!("{text} is a key of the front matter"),
        _ if case.subject.values.len() > 1 => format!("{} holds {text}", case.subject.name),
        _ => format!("{} is {text}", case.subject.name),
    }
}

/// A text in one line between backticks, cut where it is long.
fn shown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => quoted(format!("{}…", &text[..end])),
        None => quoted(text),
    }
}

/// The command that writes what was meant.
fn command(case: &Case<'_>, value: &Value<'_>, meant: Option<&str>) -> Option<String> {
    let Aspect::Key(key) = case.asked.aspect else {
        return rename(case);
    };
    // A state changes by a step, which this is none of.
    let field = case.record.kind.field(key);
    if field.is_some_and(|field| field.kept_by_declog) {
        return None;
    }
    let wrong = Wrong {
        key,
        written: &value.text,
        span: value.span?,
    };
    meant.map(|meant| mend::command(case.record, wrong, Some(meant)))
}

/// A file's name is no part of its text.
fn rename(case: &Case<'_>) -> Option<String> {
    let is_name = case.asked.aspect == Aspect::FileName;
    is_name.then(|| "`git mv` it to a name that fits".to_owned())
}
