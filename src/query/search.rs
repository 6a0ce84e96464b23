//! Full text over everything a record says: title, summary, tags, headings, text, entries, refused options too.
//!
//! A word is found where it stands as a whole or where a longer word begins with it; in scripts that put no spaces
//! between words it is found anywhere. Words count by the best place they have in a record: 8 in the title, 4 in the
//! summary, the tags and the id, 2 in a heading, 1 in the text; twice that as a whole word. Records with more of the
//! words come first, then those whose places count for more, then those in force. Text is compared as queries compare
//! it.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use unicode_normalization::UnicodeNormalization;

use super::fold::{fold, is_unspaced};
use super::{Ask, Query};
use crate::index::Index;
use crate::model::record::Record;
use crate::model::source::Span;
use crate::model::view::Counts;

/// About how many characters of a line are shown.
const SHOWN: usize = 160;

/// How many characters are shown before the first word that was found, where the line is longer.
const BEFORE: usize = 50;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The words, and what else is asked of a record.
    pub query: &'a Query,
    /// The findings of each file.
    pub counts: &'a Counts,
    /// The kind that records have to be of.
    pub kind: Option<&'a str>,
    /// How many records are told at the most.
    pub most: usize,
}

/// A record that says some of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record, by its place in the index.
    pub at: usize,
    /// How many of the words it has.
    pub words: usize,
    /// What their places count for.
    pub score: usize,
    /// The title.
    pub title: Vec<Piece>,
    /// The line that says most of the words; none where the text says none of them.
    pub line: Option<Line>,
}

/// A line of a record's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The heading of the section it stands in.
    pub section: Option<String>,
    /// What of it is shown.
    pub pieces: Vec<Piece>,
}

/// A part of a text: what was looked for, or what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// It was looked for.
    pub hit: bool,
}

impl Piece {
    fn beside(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            hit: false,
        }
    }
}

/// How well a text says a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    /// A longer word begins with it.
    Begins = 1,
    /// As a whole.
    Whole = 2,
}

impl Query {
    /// The words to look for, without those that must not be there.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let positive = self.terms.iter().filter(|term| !term.negated);
        let words = positive.filter_map(|term| match &term.ask {
            Ask::Text(_, folded) => Some(folded.trim()),
            Ask::Field(..) => None,
        });
        words.filter(|word| !word.is_empty()).collect()
    }

    /// The same question without the words to look for.
    fn without_words(&self) -> Self {
        let is_word = |ask: &Ask| matches!(ask, Ask::Text(..));
        let rest = self.terms.iter();
        let rest = rest.filter(|term| term.negated || !is_word(&term.ask));
        Self {
            terms: rest.cloned().collect(),
        }
    }
}

/// The records that say any of a query's words and answer the rest of it: how many there are, and the best of them.
#[must_use]
pub fn search(index: &Index, asked: &Asked<'_>) -> (usize, Vec<Hit>) {
    let words = asked.query.words();
    let rest = asked.query.without_words();
    let is_of_kind = |record: &Record| asked.kind.is_none_or(|kind| record.kind.name == kind);
    let hit = |at: usize| {
        let record = &index.records[at];
        let (found, score) = score(record, &words);
        let fits = found > 0 && is_of_kind(record) && rest.matches(index, at, asked.counts);
        fits.then_some((at, found, score))
    };
    let places: Vec<usize> = (0..index.records.len()).collect();
    let mut found: Vec<(usize, usize, usize)> = places.into_par_iter().filter_map(hit).collect();
    found.sort_by_key(|&(at, words, score)| {
        let in_force = index.in_force(at) == Some(true);
        (Reverse(words), Reverse(score), Reverse(in_force), at)
    });
    let total = found.len();
    found.truncate(asked.most);
    let shown = found.into_par_iter().map(|(at, count, score)| {
        let record = &index.records[at];
        Hit {
            at,
            words: count,
            score,
            title: marked(record.title(), &words),
            line: best_line(record, &words),
        }
    });
    (total, shown.collect())
}

/// How many of the words a record says, and what their best places count for.
fn score(record: &Record, words: &[&str]) -> (usize, usize) {
    let id = record.id.to_string();
    let tags = record.words("tags");
    let names = [record.summary.as_str(), &id].into_iter();
    let names = names.chain(tags.iter().map(|tag| tag.value));
    let headings = record.headings.iter().map(|heading| heading.text.as_str());
    let body = record.source.slice(record.body);
    let places: Vec<(usize, String)> = [(8, fold(record.title()))]
        .into_iter()
        .chain(names.map(|text| (4, fold(text))))
        .chain(headings.map(|text| (2, fold(text))))
        .chain([(1, fold(body))])
        .collect();
    let best = words.iter().map(|word| {
        let values = places.iter().filter_map(|(weight, text)| {
            let found = finds(text, word).map(|(_, found)| found).max()?;
            Some(weight * found as usize)
        });
        values.max().unwrap_or_default()
    });
    best.fold((0, 0), |(count, score), value| {
        (count + usize::from(value > 0), score + value)
    })
}

/// Where a folded text says a folded word, and how.
fn finds<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (Range<usize>, Found)> + 'a {
    text.match_indices(word).filter_map(move |(start, found)| {
        let range = start..start + found.len();
        let joined = |outer: Option<char>, inner: Option<char>| {
            let is_letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
            outer.is_some_and(is_letter) && inner.is_some_and(is_letter)
        };
        let before = text[..range.start].chars().next_back();
        if joined(before, word.chars().next()) {
            return None;
        }
        let after = text[range.end..].chars().next();
        let found = match joined(after, word.chars().next_back()) {
            true => Found::Begins,
            false => Found::Whole,
        };
        Some((range, found))
    })
}

/// The line of a record's text that says most of the words, whole ones before beginnings, the first of several.
fn best_line(record: &Record, words: &[&str]) -> Option<Line> {
    let body = record.source.slice(record.body);
    let mut best: Option<(usize, usize, &str)> = None;
    let mut start = record.body.start;
    for line in body.split_inclusive('\n') {
        let folded = fold(line);
        let found = words.iter().filter_map(|word| {
            let found = finds(&folded, word).map(|(_, found)| found).max()?;
            Some(2 + found as usize)
        });
        let value: usize = found.sum();
        // The title has a line of its own in an answer.
        let is_title = record
            .title
            .as_ref()
            .is_some_and(|title| holds(start, line, title.span));
        if value > best.map_or(0, |best| best.0) && !is_title {
            best = Some((value, start, line));
        }
        start += line.len();
    }
    let (_, start, line) = best?;
    let mut sections = record.sections.iter();
    let section = sections.find(|section| {
        let heading = section.heading.span;
        (heading.start..section.body.end).contains(&start)
    });
    Some(Line {
        number: record.source.position(start).line,
        section: section.map(|section| section.heading.text.clone()),
        pieces: cut(marked(plain(line), words)),
    })
}

fn holds(start: usize, line: &str, span: Span) -> bool {
    (start..start + line.len()).contains(&span.start)
}

/// A line without what only says that it is a heading, a quote or an item.
fn plain(line: &str) -> &str {
    let signs = |c: char| c.is_whitespace() || "#>*-+|".contains(c);
    let inner = line.trim_start_matches(signs).trim_end();
    if inner.is_empty() { line.trim() } else { inner }
}

/// A text in pieces, those marked that say one of the words.
fn marked(text: &str, words: &[&str]) -> Vec<Piece> {
    let text: String = text.nfc().collect();
    // Where each byte of the folded text comes from: small letters may take more bytes than large ones.
    let mut folded = String::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len() + 1);
    for (at, letter) in text.char_indices() {
        for small in letter.to_lowercase() {
            folded.push(small);
            from.resize(folded.len(), at);
        }
    }
    from.push(text.len());
    let mut ranges: Vec<Range<usize>> = words
        .iter()
        .flat_map(|word| finds(&folded, word).map(|(range, _)| range))
        .map(|range| from[range.start]..end_of(&text, &from, range.end))
        .collect();
    ranges.sort_by_key(|range| (range.start, Reverse(range.end)));
    let mut pieces = Vec::new();
    let mut told = 0;
    for range in ranges {
        let start = range.start.max(told);
        if start >= range.end {
            continue;
        }
        pieces.push(Piece::beside(&text[told..start]));
        pieces.push(Piece {
            text: text[start..range.end].to_owned(),
            hit: true,
        });
        told = range.end;
    }
    pieces.push(Piece::beside(&text[told..]));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Where a hit ends in the text that was folded; never inside of a letter.
fn end_of(text: &str, from: &[usize], folded: usize) -> usize {
    let end = from[folded];
    let last = from[folded.saturating_sub(1)];
    match end == last {
        true => last + text[last..].chars().next().map_or(0, char::len_utf8),
        false => end,
    }
}

/// The pieces around the first hit, where they are longer than is shown.
fn cut(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let length = |piece: &Piece| piece.text.chars().count();
    if pieces.iter().map(length).sum::<usize>() <= SHOWN {
        return pieces;
    }
    if let Some(first) = pieces.first_mut().filter(|first| !first.hit) {
        let skip = length(first).saturating_sub(BEFORE);
        if skip > 0 {
            let rest: String = first.text.chars().skip(skip).collect();
            let word = rest.find(' ').filter(|space| *space < 20);
            first.text = format!("…{}", rest[word.unwrap_or_default()..].trim_start());
        }
    }
    let mut left = SHOWN;
    let mut kept = Vec::new();
    for mut piece in pieces {
        let own = length(&piece);
        if own > left {
            let mut start: String = piece.text.chars().take(left).collect();
            // Half a word says little, where there is a space near.
            if let Some(space) = start.rfind(' ').filter(|space| start.len() - space < 20) {
                start.truncate(space);
            }
            piece.text = format!("{}…", start.trim_end());
            kept.push(piece);
            break;
        }
        left -= own;
        kept.push(piece);
        if left == 0 {
            break;
        }
    }
    kept
}
