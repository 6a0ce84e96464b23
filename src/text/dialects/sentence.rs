//! What a file says of itself in a sentence: `## This RFC was approved, but later withdrawn`, `This RFC was accepted on
//! 2015-04-06.` somewhere in its text.

use super::{Page, SENTENCE, claim, near, told::Told};
use crate::model::front::{Node, Value};
use crate::model::source::Span;

/// What a file calls itself, besides its kind.
const SUBJECTS: [&str; 6] = ["adr", "rfc", "record", "proposal", "document", "design"];

/// What follows, longest first.
const VERBS: [&str; 4] = ["has been ", "was ", "is ", "are "];

/// Words before the state that leave it what it is.
const ADVERBS: [&str; 3] = ["previously ", "originally ", "now "];

/// How far, in bytes, a sentence is looked at.
const FAR: usize = 512;

/// How many headings stand high enough to tell of the whole file.
const HEADINGS: usize = 3;

/// Adds the state that a sentence tells, where no field and no title says one: in a heading near the top, or on a line
/// with its day.
pub(super) fn read(page: &Page<'_>, told: &mut Told) {
    if told.state.is_some() || told.has("status") {
        return;
    }
    let headings = page.outline.headings.iter().take(HEADINGS);
    let lines = headings.map(|heading| (heading.span, false));
    let mut at = page.body;
    let body = page.text(Span::new(page.body, page.source.text.len()));
    let body = body.split_inclusive('\n').map(|line| {
        at += line.len();
        (Span::new(at - line.len(), at), true)
    });
    for (span, has_day) in lines.chain(body) {
        if let Some((start, claim)) =
            told_by(page, span).filter(|(_, one)| one.day.is_some() || !has_day)
        {
            return add(page, told, start, &claim);
        }
    }
}

/// The state that a line tells of its file, and where the words begin that it is read from.
fn told_by(page: &Page<'_>, line: Span) -> Option<(usize, claim::Claim)> {
    let text = near(page.text(line), FAR);
    let start = text.find(|letter: char| letter.is_alphanumeric())?;
    let mut rest = without(&text[start..], &["this "])?;
    let word = rest.find(' ')?;
    let subject = &rest[..word];
    let is_subject = |known: &str| subject.eq_ignore_ascii_case(known);
    if !is_subject(&page.kind.name) && !SUBJECTS.iter().any(|known| is_subject(known)) {
        return None;
    }
    rest = without(&rest[word + 1..], &VERBS)?;
    rest = without(rest, &ADVERBS).unwrap_or(rest);
    let claim = claim::read(page.kind, rest)?;
    Some((line.start + text.len() - rest.len(), claim))
}

/// A text without the one of some words that it begins with.
fn without<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let begins = |word: &&&str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    words.iter().find(begins).map(|word| &text[word.len()..])
}

fn add(page: &Page<'_>, told: &mut Told, start: usize, claim: &claim::Claim) {
    let scalar = |key: &str, span: Span, value: &str, told: &mut Told| {
        let value = Value::Scalar(value.to_owned());
        told.add(key, span, Node { span, value });
    };
    let word = Span::new(start + claim.word.start, start + claim.word.end);
    scalar("status", word, page.source.slice(word), told);
    if let Some((day, at)) = claim.day.as_ref().filter(|_| !told.has("date")) {
        let at = Span::new(start + at.start, start + at.end);
        scalar("date", at, &day.to_string(), told);
    }
    told.state = Some(claim.state);
    told.dialect = SENTENCE;
}
