//! The words of the bodies, and which records say them: shards of a list in the order of the alphabet.
//!
//! Comments are left out, because the pages show none. A record that says a word in a heading is told apart.

use std::collections::HashMap;

use rayon::prelude::*;

use super::column::Codes;
use super::script;
use crate::index::Index;
use crate::model::record::Record;
use crate::query::fold::{fold, words};
use crate::site::Error;

/// The most bytes of a shard, if it has more than one word. Its signs say less than seven bits each, so that it stays
/// below 60 kB however badly it compresses.
const MOST: usize = 60_000;

/// Bytes between two words of a shard, as JSON writes the end of a line.
const BETWEEN: usize = 2;

/// How many records are read at once.
const BATCH: usize = 256;

/// Words that follow each other, and who says them.
pub(super) struct Shard {
    /// The shortest text that comes after every word of the shard before, and not after any of this one.
    pub(super) start: String,
    words: Vec<String>,
    codes: Codes,
}

impl Shard {
    /// The shard as a value of a script: its words, and for each a row of numbers that are twice the distance to the
    /// record before, and one more where a heading says it.
    pub(super) fn script(&self) -> Result<String, Error> {
        script::json(&(self.words.join("\n"), &self.codes))
    }
}

/// The places of the records that say a word, twice each, and one more where a heading says it.
type Said<'a> = HashMap<&'a str, Vec<usize>>;

/// Every shard.
pub(super) fn shards(index: &Index) -> Vec<Shard> {
    let texts: Vec<(String, String)> = index.records.par_iter().map(texts).collect();
    let batches: Vec<Said<'_>> = texts
        .par_chunks(BATCH)
        .enumerate()
        .map(|(batch, texts)| said(texts, batch * BATCH))
        .collect();
    let mut all: Said<'_> = HashMap::new();
    for batch in batches {
        for (word, mut records) in batch {
            all.entry(word).or_default().append(&mut records);
        }
    }
    let mut all: Vec<(&str, Vec<usize>)> = all.into_iter().collect();
    // The order in which a script compares.
    all.par_sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    let rows: Vec<(&str, Codes)> = all
        .into_par_iter()
        .map(|(word, records)| (word, row(&records)))
        .collect();
    cut(&rows)
}

/// What a record says, and what its headings say, folded.
fn texts(record: &Record) -> (String, String) {
    let source = &record.source;
    let comments = record.asides.iter();
    let mut comments: Vec<_> = comments
        .filter(|aside| source.slice(**aside).starts_with("<!--"))
        .collect();
    comments.sort_by_key(|comment| comment.start);
    let mut text = String::with_capacity(record.summary.len() + record.body.range().len() + 1);
    let mut from = record.body.start;
    for comment in comments
        .into_iter()
        .filter(|comment| comment.start >= record.body.start)
    {
        text.push_str(source.text.get(from..comment.start).unwrap_or_default());
        from = from.max(comment.end);
    }
    text.push_str(source.text.get(from..record.body.end).unwrap_or_default());
    text.push('\n');
    text.push_str(&record.summary);
    let headings: Vec<&str> = record
        .headings
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    (fold(&text), fold(&headings.join("\n")))
}

/// The words of a batch of records, of which the first has that place.
fn said(texts: &[(String, String)], first: usize) -> Said<'_> {
    let mut said: Said<'_> = HashMap::new();
    for (at, (text, headings)) in texts.iter().enumerate() {
        let at = 2 * (first + at);
        for word in words(text) {
            let records = said.entry(word).or_default();
            if records.last() != Some(&at) {
                records.push(at);
            }
        }
        for word in words(headings) {
            let records = said.entry(word).or_default();
            match records.last_mut() {
                Some(last) if *last | 1 == at | 1 => *last = at | 1,
                _ => records.push(at | 1),
            }
        }
    }
    said
}

fn row(records: &[usize]) -> Codes {
    let mut next = 0;
    let mut codes = Codes::default();
    codes.push(records.iter().map(|record| {
        let distance = record / 2 - next;
        next = record / 2 + 1;
        2 * distance + record % 2
    }));
    codes
}

fn cut(rows: &[(&str, Codes)]) -> Vec<Shard> {
    let mut shards: Vec<Shard> = Vec::new();
    let mut size = 0;
    for (word, codes) in rows {
        size += word.len() + BETWEEN + codes.len();
        if size > MOST || shards.is_empty() {
            let before = shards.last().and_then(|shard| shard.words.last());
            shards.push(Shard {
                start: start(before.map_or("", String::as_str), word),
                words: Vec::new(),
                codes: Codes::default(),
            });
            size = word.len() + BETWEEN + codes.len();
        }
        if let Some(shard) = shards.last_mut() {
            shard.words.push((*word).to_owned());
            shard.codes.append(codes);
        }
    }
    shards
}

/// The beginning of a word as far as it differs from the one before.
fn start(before: &str, word: &str) -> String {
    let mut before = before.chars();
    let mut start = String::new();
    for letter in word.chars() {
        start.push(letter);
        if before.next() != Some(letter) {
            break;
        }
    }
    start
}
