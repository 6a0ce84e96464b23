//! `min-length` and `max-length`: characters of a text, items of a list.

use unicode_segmentation::UnicodeSegmentation;

use super::subject::Size;
use super::{Case, Found};

/// Too short or too long.
pub(super) fn within(case: &Case<'_>) -> Vec<Found> {
    let rule = case.asked.rule;
    if rule.min_length.is_none() && rule.max_length.is_none() {
        return Vec::new();
    }
    let (length, of) = length(case);
    let name = &case.subject.name;
    if rule.max_length == Some(0) && length > 0 {
        return vec![Found {
            message: format!("{name} is there, expected nothing"),
            span: case.subject.span,
            ..Found::default()
        }];
    }
    let expected = match (rule.min_length, rule.max_length) {
        (Some(least), _) if length < least => format!("at least {least}"),
        (_, Some(most)) if length > most => format!("at most {most}"),
        _ => return Vec::new(),
    };
    let of = match length {
        1 => of.trim_end_matches('s'),
        _ => of,
    };
    vec![Found {
        message: format!("{name} has {length} {of}, expected {expected}"),
        span: case.subject.span,
        ..Found::default()
    }]
}

fn length(case: &Case<'_>) -> (usize, &'static str) {
    match case.subject.size {
        Size::Items(count, of) => (count, of),
        Size::Characters => {
            let texts = case.subject.values.iter().map(|value| value.text.trim());
            (texts.map(characters).sum(), "characters")
        }
    }
}

/// What people count: a letter with its marks is one.
fn characters(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.graphemes(true).count(),
    }
}
