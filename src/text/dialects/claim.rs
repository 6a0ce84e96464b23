//! What a text says of the state of its record: through case, emoji, emphasis, links, brackets and trailing prose.

use std::ops::Range;

use jiff::civil::Date;

use super::clause::{Clause, clauses};
use super::{day, near, relation};
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

/// How far behind a state, in bytes, words are looked at that belong to it.
const NEAR: usize = 240;

impl Claim {
    fn move_by(&mut self, bytes: usize) {
        let moved = |range: &Range<usize>| range.start + bytes..range.end + bytes;
        self.word = moved(&self.word);
        self.line = moved(&self.line);
        if let Some((_, place)) = &mut self.day {
            *place = moved(place);
        }
    }
}

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
    let mut named = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len() - after_menu(kind, line);
        at += line.len();
        match is_choice(kind, &text[range.clone()]) {
            false => named.extend(of_line(kind, text, range)),
            true => named.extend(chosen(kind, text, range)),
        }
    }
    match is_menu(text, &named) {
        true => None,
        false => decide(kind, named),
    }
}

/// Whether the lines of a text list and explain the states that there are.
fn is_menu(text: &str, named: &[Named]) -> bool {
    let mut states = Vec::new();
    let mut line = None;
    for one in named {
        if one.weight == Weight::Newest || one.claim.day.is_some() {
            return false;
        }
        if line == Some(one.claim.line.start) {
            continue;
        }
        line = Some(one.claim.line.start);
        // A number is that of a record or a year.
        if text[one.claim.line.clone()].contains(|letter: char| letter.is_ascii_digit()) {
            return false;
        }
        if !states.contains(&one.claim.state) {
            states.push(one.claim.state);
        }
    }
    states.len() >= 3
}

/// How much of a line's end says nothing: blanks, and a menu of states in braces behind the one that was chosen.
fn after_menu(kind: &Kind, line: &str) -> usize {
    let chosen = line.find('{').map(|at| line[..at].trim_end());
    let is_state = |text: &&str| {
        let word = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        kind.words.at(word).is_some()
    };
    let end = chosen.filter(is_state).unwrap_or(line.trim_end());
    line.len() - end.len()
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
            Weight::Said if next.claim.day.is_some() && now.claim.day.is_some() => {
                // `Accepted 2020-01-05, reviewed 2021-02-01` goes on about the first.
                let begins = kind.states[next.claim.state].phase == Phase::Open;
                is_newer && !begins
            }
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

/// The state that a text is the word of, and nothing more.
pub(super) fn whole(kind: &Kind, text: &str) -> Option<usize> {
    let text = text.trim();
    let (state, length) = kind.words.at(text)?;
    (length == text.len()).then_some(state)
}

/// Whether a line lists the states that there are, as a template does.
pub(crate) fn is_choice(kind: &Kind, line: &str) -> bool {
    let bare = unstruck(&without_targets(line)).replace(" or ", " | ");
    let distinct = |marks: &[char]| {
        let mut states = Vec::new();
        for part in bare.split(marks) {
            let part = part.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            if let Some((state, _)) = kind.words.at(part)
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states.len()
    };
    // Who lists states with their days tells what became of the record.
    let days = || {
        let (_, first) = day::find(&bare, kind.days)?;
        day::find(&bare[first.end..], kind.days)
    };
    let listed = distinct(&['|', '/', ',', '{', '[', '…']);
    if listed >= 2 && days().is_some() {
        return false;
    }
    distinct(&['|', '/']) >= 2 || listed >= 3 || (listed >= 2 && bare.contains('{'))
}

/// The one state of a list that stands out: `Draft | **Accepted** | Rejected`.
fn chosen(kind: &Kind, text: &str, line: Range<usize>) -> Option<Named> {
    let content = &text[line.clone()];
    let mut marked = content.match_indices("**").map(|(at, _)| at);
    let (from, to) = (marked.next()?, marked.next()?);
    let start = from + 2;
    let (state, length) = kind.words.at(&content[start..])?;
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

/// A line without what is struck out in it.
fn unstruck(line: &str) -> String {
    let mut parts = line.split("~~");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    // Of the parts between the marks each second one is struck out.
    for part in parts.skip(1).step_by(2) {
        bare.push_str(part);
    }
    bare
}

/// The states that a line names where one of its clauses begins.
fn of_line(kind: &Kind, text: &str, line: Range<usize>) -> Vec<Named> {
    let content = &text[line.clone()];
    let tick = content.find("[x]").or_else(|| content.find("[X]"));
    if tick.is_none() && content.contains("[ ]") {
        return Vec::new();
    }
    // Of several boxes the ticked one counts.
    let start = tick.map_or(0, |at| at + "[x]".len());
    let end = content[start..].find("[ ]").filter(|_| tick.is_some());
    let content = &content[start..end.map_or(content.len(), |end| start + end)];
    let mut all: Vec<Named> = Vec::new();
    for clause in clauses(kind, content) {
        let named = of_clause(kind, content, &clause);
        let day = clause.day.filter(|_| is_last(&content[clause.at..]));
        match (named, all.last_mut(), day) {
            (Some(mut named), _, _) => {
                if tick.is_some() {
                    named.weight = Weight::Newest;
                }
                all.push(named);
            }
            // `Approved by the board, 2026-06-15`
            (None, Some(last), Some(day)) if last.claim.day.is_none() => last.claim.day = Some(day),
            _ => {}
        }
    }
    for named in &mut all {
        named.claim.move_by(line.start + start);
        named.claim.line = line.clone();
    }
    all
}

/// Whether a line says nothing more.
fn is_last(rest: &str) -> bool {
    !near(rest, NEAR).contains(char::is_alphanumeric)
}

/// The state that a clause of a line begins with.
fn of_clause(kind: &Kind, line: &str, clause: &Clause) -> Option<Named> {
    // `Proposal` may be the state itself, or what is accepted.
    let starts = clause.skipped.iter().rev().copied();
    let verb = relation::suffered(&line[clause.at..]).map_or(clause.at, |verb| clause.at + verb);
    let (at, (state, length)) = [verb]
        .into_iter()
        .chain(starts)
        .find_map(|at| Some((at, kind.words.at(&line[at..])?)))?;
    if relation::supersedes_another(kind, &line[at..]) {
        return None;
    }
    let after = &line[at + length..];
    let supersession = is_supersession(kind, state);
    let short = near(after, NEAR).split_whitespace().take(4).count() <= 3;
    let weight = match () {
        () if clause.by_arrow || (clause.is_first && clause.day.is_some()) => Weight::Newest,
        () if clause.is_first && (short || supersession) => Weight::Line,
        () => Weight::Said,
    };
    let following = || {
        let direct = day_after(after, kind.days);
        let by = || supersession.then(|| day_behind(after, kind.days))?;
        let (day, place) = direct.or_else(by)?;
        Some((day, at + length + place.start..at + length + place.end))
    };
    Some(Named {
        claim: Claim {
            state,
            word: at..at + length,
            line: 0..line.len(),
            day: clause.day.clone().or_else(following),
        },
        weight,
        partial: match supersession && (clause.is_in_part || is_in_part(after)) {
            true => Partial::Part,
            false => Partial::Whole,
        },
    })
}

/// `Superseded in part by …`, `Superseded on the exemption only by …`: the rest stays in force.
pub(super) fn is_in_part(after: &str) -> bool {
    let after = near(after, NEAR);
    let end = after
        .find(['.', ';', '\n', '[', '#'])
        .unwrap_or(after.len());
    let words = after[..end].split_whitespace();
    let words: Vec<&str> = words
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let has = |wanted: &str| words.iter().any(|word| word.eq_ignore_ascii_case(wanted));
    let of_some = has("only") || words.first().is_some_and(|word| *word == "for");
    has("part") || has("partly") || has("partially") || (of_some && has("by"))
}

/// The day behind the name of a successor: `superseded by ADR-9 on 2026-06-15`, `superseded by [9](0009-x.md) (2026-06-15)`.
fn day_behind(after: &str, days: Days) -> Option<(Date, Range<usize>)> {
    let after = near(after, NEAR);
    let mut marks = [" on ", " (", "（", " since "].into_iter();
    marks.find_map(|mark| {
        let start = after.rfind(mark)? + mark.len();
        let (day, length) = day::at_start(&after[start..], days)?;
        Some((day, start..start + length))
    })
}

/// The day that follows a state directly: `(2026-06-15)`, `on 15 June 2026`, `: 2026-06-15`.
fn day_after(after: &str, days: Days) -> Option<(Date, Range<usize>)> {
    let (date, range) = day::find(near(after, NEAR), days)?;
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
