//! Where the clauses of a text begin, once days, marks and words that change nothing are taken off.

use std::ops::Range;

use jiff::civil::Date;

use super::day;
use crate::model::kind::Kind;

/// Words that may stand before the state without changing it.
const LEAD: &[&str] = &[
    "this",
    "the",
    "it",
    "adr",
    "madr",
    "rfc",
    "record",
    "proposal",
    "document",
    "architecture",
    "architectural",
    "status",
    "state",
    "is",
    "was",
    "are",
    "were",
    "has",
    "have",
    "been",
    "be",
    "we",
    "currently",
    "now",
    "already",
    "officially",
    "formally",
    "fully",
    "conditionally",
    "provisionally",
    "tentatively",
    "mostly",
    "on",
    "as",
    "of",
    "since",
    "der",
    "die",
    "das",
    "ist",
    "wurde",
    "le",
    "la",
    "est",
    "a",
    "été",
];

/// Words that make a state one of a part only.
const PARTLY: &[&str] = &[
    "partly",
    "partially",
    "in part",
    "teilweise",
    "partiellement",
    "parcialmente",
    "部分",
];

/// A part of a sentence, from its first word that says something on.
pub(super) struct Clause {
    /// Where that word begins.
    pub(super) at: usize,
    /// Where words that change nothing stand before it.
    pub(super) skipped: Vec<usize>,
    /// The day that stands before it, and where.
    pub(super) day: Option<(Date, Range<usize>)>,
    /// An arrow leads to it.
    pub(super) by_arrow: bool,
    /// Nothing of its line stands before it.
    pub(super) is_first: bool,
    /// `Partly` or the like stands before it.
    pub(super) is_in_part: bool,
}

/// What may stand between two clauses of a line, and whether it is an arrow.
const MARKS: [(&str, bool); 15] = [
    ("-->", true),
    ("->", true),
    ("=>", true),
    ("→", true),
    ("➜", true),
    ("\n", false),
    (". ", false),
    ("; ", false),
    (", ", false),
    (" and ", false),
    ("(", false),
    (" - ", false),
    ("—", false),
    ("–", false),
    ("。", false),
];

/// The clauses of a text: where each begins once days, marks and words that change nothing are taken off.
pub(super) fn clauses(kind: &Kind, text: &str) -> Vec<Clause> {
    let mut starts = vec![(0, false, true)];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, arrow)) => {
                at += mark.len();
                starts.push((at, *arrow, *mark == "\n"));
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    let clause = |(start, by_arrow, is_first): (usize, bool, bool)| Clause {
        by_arrow,
        is_first,
        ..lead(kind, text, start)
    };
    starts.into_iter().map(clause).collect()
}

/// The clause that begins somewhere, from the first word on that says something.
fn lead(kind: &Kind, text: &str, start: usize) -> Clause {
    let mut clause = Clause {
        at: start,
        skipped: Vec::new(),
        day: None,
        by_arrow: false,
        is_first: false,
        is_in_part: false,
    };
    for _ in 0..12 {
        clause.at += marks(&text[clause.at..]);
        let rest = &text[clause.at..];
        let own = || starting(&[&kind.name], rest);
        if let Some(struck) = rest.strip_prefix("~~") {
            clause.at += 2 + struck.find("~~").map_or(0, |end| end + 2);
        } else if let Some((date, range)) =
            day::find(rest, kind.days).filter(|(_, range)| range.start == 0)
        {
            clause.day = Some((date, clause.at..clause.at + range.end));
            clause.at += range.end;
        } else if let Some(word) = starting(PARTLY, rest) {
            clause.is_in_part = true;
            clause.at += word;
        } else if let Some(word) = starting(LEAD, rest).or_else(own) {
            clause.skipped.push(clause.at);
            clause.at += word;
        } else {
            break;
        }
    }
    clause
}

/// How many bytes of marks, emoji and blanks stand before the next word.
fn marks(text: &str) -> usize {
    let word = text
        .char_indices()
        .find(|(at, letter)| letter.is_alphanumeric() || text[*at..].starts_with("~~"));
    word.map_or(text.len(), |(at, _)| at)
}

/// The length of the word of a list that a text begins with.
fn starting(words: &[&str], text: &str) -> Option<usize> {
    words.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        let same = start.to_lowercase() == *word;
        let ends = text[word.len()..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric());
        let foreign = word.chars().any(|letter| (letter as u32) >= 0x2e80);
        (same && (ends || foreign)).then_some(word.len())
    })
}
