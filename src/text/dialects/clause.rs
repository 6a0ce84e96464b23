//! Where the clauses of a text begin, once days, marks and words that change nothing are taken off.

use std::ops::Range;

use jiff::civil::Date;

use super::{day, near};
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
    "but",
    "for",
    "needs",
    "ready",
    "later",
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

/// Words among these that say that what follows came after what stands before.
const NEWER: [&str; 4] = ["now", "currently", "later", "since"];

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

/// How far, in bytes, the words of a clause may stand from its start.
const FAR: usize = 512;

/// A part of a sentence, from its first word that says something on.
pub(super) struct Clause {
    /// Where that word begins.
    pub(super) at: usize,
    /// Where words that change nothing stand before it.
    pub(super) skipped: Vec<usize>,
    /// The day that stands before it, and where.
    pub(super) day: Option<(Date, Range<usize>)>,
    /// An arrow leads to it, or a word that says as much.
    pub(super) by_arrow: bool,
    /// Nothing of its line stands before it.
    pub(super) is_first: bool,
    /// `Partly` or the like stands before it.
    pub(super) is_in_part: bool,
}

/// What may stand between two clauses of a line, and whether it is an arrow.
const MARKS: [(&str, bool); 17] = [
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
    (" but ", false),
    (" | ", false),
    ("(", false),
    (" - ", false),
    ("—", false),
    ("–", false),
    ("。", false),
];

/// The clauses of a text: where each begins once days, marks and words that change nothing are taken off.
pub(super) fn clauses(kind: &Kind, text: &str) -> Vec<Clause> {
    let mut starts = vec![Start::at(0)];
    let mut at = 0;
    let mut is_empty = true;
    while at < text.len() {
        let rest = &text[at..];
        let letter = rest.chars().next().unwrap_or_default();
        let Some((mark, is_arrow)) = MARKS.iter().find(|(mark, _)| rest.starts_with(mark)) else {
            is_empty &= !letter.is_alphanumeric();
            at += letter.len_utf8();
            continue;
        };
        at += mark.len();
        let start = Start {
            at,
            by_arrow: *is_arrow,
            is_first: *mark == "\n",
        };
        match starts.last_mut().filter(|_| is_empty) {
            // Between two marks without a word nothing begins.
            Some(last) => last.join(start),
            None => starts.push(start),
        }
        is_empty = !mark.chars().any(char::is_alphanumeric);
    }
    let ends = starts.iter().skip(1).map(|next| next.at);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    let clause = |(start, end): (Start, usize)| {
        let clause = lead(kind, text, start.at..end);
        let is_newer = !start.is_first && clause.by_arrow;
        Clause {
            by_arrow: start.by_arrow || is_newer,
            is_first: start.is_first,
            ..clause
        }
    };
    starts.into_iter().zip(ends).map(clause).collect()
}

/// Where a clause may begin.
struct Start {
    at: usize,
    by_arrow: bool,
    is_first: bool,
}

impl Start {
    fn at(at: usize) -> Self {
        Self {
            at,
            by_arrow: false,
            is_first: true,
        }
    }

    /// Moves to another start that has no word before it.
    fn join(&mut self, other: Self) {
        self.at = other.at;
        self.by_arrow |= other.by_arrow;
        self.is_first |= other.is_first;
    }
}

/// The clause that stands somewhere, from the first word on that says something: a day may belong to the next one.
fn lead(kind: &Kind, text: &str, range: Range<usize>) -> Clause {
    let mut clause = Clause {
        at: range.start,
        skipped: Vec::new(),
        day: None,
        by_arrow: false,
        is_first: false,
        is_in_part: false,
    };
    let mut is_word = false;
    for _ in 0..12 {
        let word = clause.at + marks(near(&text[clause.at..], FAR));
        if is_word && word >= range.end {
            break;
        }
        clause.at = word;
        is_word = false;
        let rest = &text[clause.at..];
        let own = || starting(&[&kind.name], rest);
        if let Some(struck) = rest.strip_prefix("~~") {
            clause.at += 2 + near(struck, FAR).find("~~").map_or(0, |end| end + 2);
        } else if let Some(length) = tag(rest) {
            clause.at += length;
        } else if let Some((date, length)) = day::at_start(rest, kind.days)
            && clause.day.is_none()
        {
            clause.day = Some((date, clause.at..clause.at + length));
            clause.at += length;
        } else if let Some(word) = starting(PARTLY, rest) {
            clause.is_in_part = true;
            clause.at += word;
        } else if let Some(word) = starting(LEAD, rest).or_else(own) {
            clause.skipped.push(clause.at);
            is_word = true;
            clause.by_arrow |= NEWER.contains(&rest[..word].to_lowercase().as_str());
            clause.at += word;
        } else {
            break;
        }
    }
    clause
}

/// How many bytes of marks, emoji and blanks stand before the next word.
fn marks(text: &str) -> usize {
    let mut letters = text.char_indices().filter(|(at, letter)| {
        let begins = |marks: &[&str]| marks.iter().any(|mark| text[*at..].starts_with(mark));
        // The tick of a box is no word.
        let is_tick = letter.eq_ignore_ascii_case(&'x')
            && text[..*at].ends_with('[')
            && text[*at + 1..].starts_with(']');
        (letter.is_alphanumeric() && !is_tick)
            || begins(&["~~"])
            || (*letter == '<' && tag(&text[*at..]).is_some())
    });
    letters.next().map_or(text.len(), |(at, _)| at)
}

/// How long the tag of HTML is that a text begins with; what one strikes out goes with it.
fn tag(text: &str) -> Option<usize> {
    const LONGEST: usize = 400;
    const NAMES: [&str; 16] = [
        "b", "i", "em", "strong", "span", "font", "mark", "code", "kbd", "small", "p", "div", "br",
        "a", "sup", "u",
    ];
    const STRUCK: [&str; 3] = ["del", "s", "strike"];
    let inner = near(text, LONGEST).strip_prefix('<')?;
    let letters = inner.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = inner[..letters].to_ascii_lowercase();
    let end = inner.find('>')?;
    if STRUCK.contains(&name.as_str()) {
        let close = inner.find("</")?;
        return Some(1 + close + inner[close..].find('>')? + 1);
    }
    let ends = !inner[letters..].starts_with(|next: char| next.is_alphanumeric());
    (NAMES.contains(&name.as_str()) && ends).then_some(1 + end + 1)
}

/// The length of the word of a list that a text begins with.
fn starting(words: &[&str], text: &str) -> Option<usize> {
    words.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        let same =
            start.eq_ignore_ascii_case(word) || (!word.is_ascii() && start.to_lowercase() == *word);
        let ends = text[word.len()..]
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric());
        let foreign = word.chars().any(|letter| (letter as u32) >= 0x2e80);
        (same && (ends || foreign)).then_some(word.len())
    })
}
