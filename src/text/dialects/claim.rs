//! What a text says of the state of its record: through case, emoji, emphasis, links, brackets and trailing prose.

use std::ops::Range;

use jiff::civil::Date;

use super::day;
use crate::model::kind::{Days, Kind};
use crate::model::state::Phase;

/// A state that a text says its record is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The state's place in the kind's list.
    pub(crate) state: usize,
    /// The word that says so.
    pub(crate) word: Range<usize>,
    /// The line it stands on.
    pub(crate) line: Range<usize>,
    /// The day that stands with it, and where.
    pub(crate) day: Option<(Date, Range<usize>)>,
}

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

/// One place of a text where a state is named.
struct Named {
    claim: Claim,
    /// The words before it on its own: a day, a tick, an arrow.
    weight: Weight,
    partial: Partial,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Partial {
    Whole,
    Part,
}

/// How much a later word counts against the first one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It goes on about the first.
    Said,
    /// It stands on a line of its own.
    Line,
    /// It is the newest of several by its day or by an arrow, or it is ticked.
    Newest,
}

/// What a text says of a state; none where it says nothing, or lists the states there are.
#[must_use]
pub(crate) fn read(kind: &Kind, text: &str) -> Option<Claim> {
    let words = vocabulary(kind);
    let mut named = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        match is_choice(&words, &text[range.clone()]) {
            false => line_claims(kind, &words, text, range, &mut named),
            true => named.extend(chosen(&words, text, range)),
        }
    }
    decide(kind, named)
}

/// The first claim, unless a later one ends what the first began.
fn decide(kind: &Kind, named: Vec<Named>) -> Option<Claim> {
    let mut named = named.into_iter();
    let mut now = named.next()?;
    if now.partial == Partial::Part {
        now.claim.state = kind
            .states
            .iter()
            .position(|state| state.phase == Phase::Live)?;
    }
    for next in named {
        let ends = kind.states[next.claim.state].phase == Phase::Ended;
        let is_newer = match (&next.claim.day, &now.claim.day) {
            (Some((next, _)), Some((now, _))) => next >= now,
            _ => true,
        };
        let wins = match next.weight {
            _ if next.partial == Partial::Part => false,
            Weight::Newest => is_newer,
            Weight::Line => ends && is_newer,
            // `Submitted, 2017-01-26; Approved 2017-02-22`
            Weight::Said if next.claim.day.is_some() && now.claim.day.is_some() => is_newer,
            Weight::Said => ends && is_supersession(kind, next.claim.state),
        };
        if wins {
            now = next;
        }
    }
    Some(now.claim)
}

fn is_supersession(kind: &Kind, state: usize) -> bool {
    kind.superseded.as_ref() == Some(&kind.states[state].name)
}

/// Every word of the kind's states, in lower case with blanks for dashes, the longest first.
fn vocabulary(kind: &Kind) -> Vec<(Vec<char>, usize)> {
    let spelt = |word: &str| -> Vec<char> {
        let plain = word.to_lowercase();
        plain
            .chars()
            .map(|letter| if is_blank(letter) { ' ' } else { letter })
            .collect()
    };
    let mut words: Vec<(Vec<char>, usize)> = Vec::new();
    for (written, name) in &kind.statuses {
        if let Some(at) = kind.states.iter().position(|state| state.name == *name) {
            words.push((spelt(written), at));
        }
    }
    for (at, state) in kind.states.iter().enumerate() {
        words.push((spelt(&state.name), at));
        words.extend(state.synonyms.iter().map(|word| (spelt(word), at)));
    }
    // The sort is stable: of two words alike the log's own counts.
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '_')
}

/// The state that a text begins with, and the bytes of its word.
fn word_at(words: &[(Vec<char>, usize)], text: &str) -> Option<(usize, usize)> {
    words.iter().find_map(|(word, state)| {
        let mut letters = text.chars().peekable();
        let mut length = 0;
        for wanted in word {
            let letter = letters.next()?;
            let same = match wanted {
                ' ' => is_blank(letter),
                wanted => letter.to_lowercase().eq([*wanted]),
            };
            if !same {
                return None;
            }
            length += letter.len_utf8();
            while *wanted == ' ' && letters.peek().is_some_and(|next| is_blank(*next)) {
                length += letters.next().map_or(0, char::len_utf8);
            }
        }
        let goes_on = letters.peek().is_some_and(|next| next.is_alphanumeric());
        // Chinese and Japanese have no blanks between words.
        let spaced = word
            .last()
            .is_some_and(|last| last.is_alphabetic() && (*last as u32) < 0x2e80);
        (!(goes_on && spaced)).then_some((*state, length))
    })
}

/// The state that a text is the word of, and nothing more.
pub(super) fn whole(kind: &Kind, text: &str) -> Option<usize> {
    let text = text.trim();
    let (state, length) = word_at(&vocabulary(kind), text)?;
    (length == text.len()).then_some(state)
}

/// Whether a line lists the states that there are, as a template does.
fn is_choice(words: &[(Vec<char>, usize)], line: &str) -> bool {
    let bare = without_targets(line);
    let distinct = |marks: &[char]| {
        let mut states = Vec::new();
        for part in bare.split(marks) {
            let part = part.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            if let Some((state, _)) = word_at(words, part)
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states.len()
    };
    let listed = distinct(&['|', '/', ',', '{', '[', '…']);
    distinct(&['|', '/']) >= 2 || listed >= 3 || (listed >= 2 && bare.contains('{'))
}

/// The one state of a list that stands out: `Draft | **Accepted** | Rejected`.
fn chosen(words: &[(Vec<char>, usize)], text: &str, line: Range<usize>) -> Option<Named> {
    let content = &text[line.clone()];
    let mut marked = content.match_indices("**").map(|(at, _)| at);
    let (from, to) = (marked.next()?, marked.next()?);
    let start = from + 2;
    let (state, length) = word_at(words, &content[start..])?;
    // A key in bold stands before the list, not in it.
    let in_list = content[..from].contains(['|', '/']) || content[to..].contains(['|', '/']);
    (marked.next().is_none() && in_list).then(|| Named {
        claim: Claim {
            state,
            word: line.start + start..line.start + start + length,
            line,
            day: None,
        },
        weight: Weight::Line,
        partial: Partial::Whole,
    })
}

/// A line with links as their words only.
fn without_targets(line: &str) -> String {
    let mut parts = line.split("](");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once(')').map_or("", |(_, after)| after));
    }
    bare
}

/// Adds the states that a line names where one of its clauses begins.
fn line_claims(
    kind: &Kind,
    words: &[(Vec<char>, usize)],
    text: &str,
    line: Range<usize>,
    named: &mut Vec<Named>,
) {
    let content = &text[line.clone()];
    if content.contains("[ ]") {
        return;
    }
    let ticked = content.contains("[x]") || content.contains("[X]");
    for clause in clauses(kind, content) {
        // `Proposal` may be the state itself, or what is accepted.
        let mut starts = [clause.at]
            .into_iter()
            .chain(clause.skipped.iter().rev().copied());
        let found = starts.find_map(|at| Some((at, word_at(words, &content[at..])?)));
        let Some((at, (state, length))) = found else {
            continue;
        };
        let after = &content[at + length..];
        let supersession = is_supersession(kind, state);
        let partial = supersession && (clause.is_in_part || is_in_part(after));
        let short = after.split_whitespace().count() <= 3;
        let weight = match () {
            () if clause.by_arrow || ticked || (clause.is_first && clause.day.is_some()) => {
                Weight::Newest
            }
            () if clause.is_first && (short || supersession) => Weight::Line,
            () => Weight::Said,
        };
        let word = line.start + at;
        let from = line.start;
        let before = clause
            .day
            .map(|(day, at)| (day, from + at.start..from + at.end));
        let day = before.or_else(|| {
            let (day, at) = day_after(after, kind.days)?;
            let from = word + length;
            Some((day, from + at.start..from + at.end))
        });
        named.push(Named {
            claim: Claim {
                state,
                word: word..word + length,
                line: line.clone(),
                day,
            },
            weight,
            partial: if partial {
                Partial::Part
            } else {
                Partial::Whole
            },
        });
    }
}

/// A part of a sentence, from its first word that says something on.
pub(super) struct Clause {
    /// Where that word begins.
    pub(super) at: usize,
    /// Where words that change nothing stand before it.
    skipped: Vec<usize>,
    /// The day that stands before it, and where.
    day: Option<(Date, Range<usize>)>,
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

/// `Superseded in part by …`, `Superseded on the exemption only by …`: the rest stays in force.
pub(super) fn is_in_part(after: &str) -> bool {
    let end = after.find(['.', ';', '\n']).unwrap_or(after.len());
    let clause = &after[..end];
    let link = clause.find(['[', '#']).unwrap_or(clause.len());
    let words: Vec<String> = clause[..link]
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    has("part") || has("partly") || has("partially") || (has("only") && has("by"))
}

/// The day that follows a state directly: `(2026-06-15)`, `on 15 June 2026`, `: 2026-06-15`.
fn day_after(after: &str, days: Days) -> Option<(Date, Range<usize>)> {
    let (date, range) = day::find(after, days)?;
    let between = after[..range.start].to_lowercase();
    let words = between
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let plain = words.into_iter().all(|word| {
        matches!(
            word,
            "proposal" | "on" | "since" | "as" | "of" | "in" | "am" | "le" | "el"
        )
    });
    (plain && !between.contains('\n')).then_some((date, range))
}
