//! Words put into a list that stands in the body of a file nobody wrote for declog, or taken out of it.
//!
//! The other words stay as they are written, links and ticks with them.

use super::{Refusal, line_end};
use crate::model::front::Pair;
use crate::model::record::Record;
use crate::model::source::Span;

/// Emphasis and quotes around a word that are its own.
const MARKS: [char; 5] = ['`', '*', '_', '"', '\''];

/// The text of a record with words behind those of a list, none of which it has.
pub(super) fn added(record: &Record, pair: &Pair, words: &[String]) -> Result<String, Refusal> {
    let text = &record.source.text;
    let places = places(record, pair)?;
    let last = *places.last().ok_or_else(|| refused(pair))?;
    let before = places.len().checked_sub(2).map(|at| places[at]);
    let own_lines = before.is_some_and(|before| text[before.end..last.start].contains('\n'));
    let mut new = String::new();
    if own_lines {
        let start = text[..last.start].rfind('\n').map_or(0, |at| at + 1);
        for word in words {
            new.push_str(line_end(text));
            new.push_str(&text[start..last.start]);
            new.push_str(word);
        }
    } else {
        let between = before.map_or("", |before| &text[before.end..last.start]);
        let is_mark = |letter: char| matches!(letter, ',' | ';' | '、' | '，' | '；' | ' ');
        let handles = between.trim().is_empty() && words.iter().all(|word| word.starts_with('@'));
        let between = match between {
            "" => ", ",
            between if between.chars().all(is_mark) && (handles || !between.trim().is_empty()) => {
                between
            }
            _ => ", ",
        };
        for word in words {
            new.push_str(between);
            new.push_str(word);
        }
    }
    let is_front = last.end < record.body.start;
    let end = match own_lines {
        true => last.end + line_rest(&text[last.end..]).len(),
        // The quotes of YAML are around all words.
        false if is_front => text[..last.end].trim_end_matches(['"', '\'']).len(),
        false => text.len() - text[last.end..].trim_start_matches(MARKS).len(),
    };
    Ok(format!("{}{new}{}", &text[..end], &text[end..]))
}

/// The text of a record without some words of a list, which has others too.
pub(super) fn removed(record: &Record, pair: &Pair, words: &[String]) -> Result<String, Refusal> {
    let text = &record.source.text;
    let places = places(record, pair)?;
    let items = pair.node.items();
    let is_gone = |at: usize| {
        let word = items.get(at).and_then(|item| item.scalar());
        word.is_some_and(|word| words.iter().any(|gone| gone == word))
    };
    let kept = (0..places.len())
        .position(|at| !is_gone(at))
        .ok_or_else(|| refused(pair))?;
    let mut new = text[..places[0].start].to_owned();
    // What stands before the first word that stays goes with the words it stood between.
    let mut at = places[kept].start;
    for place in kept..places.len() {
        if is_gone(place) {
            new.push_str(&text[at..places[place - 1].end]);
            at = places[place].end;
        }
    }
    new.push_str(&text[at..]);
    Ok(new)
}

/// Where the words of a list stand, one after the other.
fn places(record: &Record, pair: &Pair) -> Result<Vec<Span>, Refusal> {
    let places: Vec<Span> = pair.node.items().iter().map(|item| item.span).collect();
    let text = &record.source.text;
    let is_sound = places.windows(2).all(|two| two[0].end <= two[1].start)
        && places
            .iter()
            .all(|place| text.get(place.range()).is_some_and(|word| !word.is_empty()));
    match is_sound {
        true => Ok(places),
        false => Err(refused(pair)),
    }
}

fn refused(pair: &Pair) -> Refusal {
    Refusal::NotLossless(pair.key.value.clone())
}

/// What follows on a line.
fn line_rest(text: &str) -> &str {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    line.trim_end_matches('\r')
}
