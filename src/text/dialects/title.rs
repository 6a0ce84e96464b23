//! The title of a file whose first heading may be a section, or no more than its number.

use super::{Page, claim, key};
use crate::model::record::Heading;
use crate::model::source::{Span, Spanned};

/// First headings that are the same in every file of some logs.
const SECTIONS: [&str; 14] = [
    "meta",
    "metadata",
    "preamble",
    "summary",
    "abstract",
    "overview",
    "introduction",
    "motivation",
    "status",
    "title",
    "architecture decision record",
    "decision record",
    "adr",
    "rfc",
];

/// What stands where nobody has put a name.
const NAMELESS: [&str; 6] = [
    "n/a",
    "none",
    "tbd",
    "todo",
    "untitled",
    "fill me in with a unique ident",
];

/// What a person would call the record: its first heading where that is a title, else what its fields say, else the
/// words of its name.
pub(super) fn read(page: &Page<'_>, said: Option<Spanned<String>>) -> Option<Spanned<String>> {
    let first = page.title_heading();
    let words = first.map(|heading| match &page.outline.title {
        Some(title) if heading.level == 1 => title.clone(),
        _ => Spanned::new(heading.text.clone(), heading.span),
    });
    let heading = words
        .zip(first)
        .and_then(|(title, heading)| own(page, &title, heading));
    let said = said.map(|title| unnumbered(page, title));
    let said = said.filter(|title| is_a_name(&title.value));
    let is_title = first.is_some_and(|heading| heading.level == 1);
    let (best, next) = if is_title {
        (heading, said)
    } else {
        (said, heading)
    };
    best.or(next).or_else(|| of_name(page))
}

/// A state in front of a title, as in `Draft: Stream the orders`, and how long it is.
pub(super) fn state(page: &Page<'_>, title: &str) -> Option<(usize, usize)> {
    let (state, rest) = match in_brackets(page, title) {
        Some(found) => found,
        None => {
            let (before, rest) = title.split_once([':', '：'])?;
            let is_state = |_: &usize| !is_what(page, before.trim());
            (claim::whole(page.kind, before).filter(is_state)?, rest)
        }
    };
    let rest = rest.trim_start();
    (!rest.is_empty()).then(|| (state, title.len() - rest.len()))
}

/// `[Draft] Stream the orders`, `[Superseded by ADR-9] Stream the orders`: the state, and what follows it.
fn in_brackets<'t>(page: &Page<'_>, title: &'t str) -> Option<(usize, &'t str)> {
    let (inner, rest) = title.strip_prefix('[')?.split_once(']')?;
    let named = || {
        let claim = claim::read(page.kind, inner)?;
        inner.contains(" by ").then_some(claim.state)
    };
    let state = claim::whole(page.kind, inner).or_else(named)?;
    (!is_what(page, inner.trim())).then_some((state, rest))
}

/// The first heading without the id of its record, where it says something besides.
fn own(page: &Page<'_>, title: &Spanned<String>, heading: &Heading) -> Option<Spanned<String>> {
    let text = title.value.as_str();
    let section = page.kind.section_for(&heading.text).is_some();
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches(':');
    if section || lower == page.kind.name || SECTIONS.contains(&lower) {
        return None;
    }
    let state = state(page, text).map_or(0, |(_, length)| length);
    let skipped = state + id_length(page, &text[state..]);
    let rest = &text[skipped..];
    let cut = skipped > 0 && !rest.trim().is_empty();
    let is_id = skipped > 0 && rest.trim().is_empty();
    let bare = text
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .is_empty();
    // Behind its number it is what the record is called.
    let is_numbered = skipped > 0 || heading.text != text;
    let is_state =
        !is_numbered && claim::whole(page.kind, text.trim_end_matches(['.', '!'])).is_some();
    if is_id || bare || is_state || is_placeholder(text) || is_a_field(page, text) {
        return None;
    }
    // What was cut stands in the file as it stands in the words, where its heading has no markup before them.
    let written = page.source.slice(title.span);
    let start = if cut && written.starts_with(&text[..skipped]) {
        skipped
    } else {
        0
    };
    let words = if cut { rest } else { text };
    let words = &words[..words.len() - trailing_id(page, words)];
    Some(Spanned::new(
        words.to_owned(),
        Span::new(title.span.start + start, title.span.end),
    ))
}

/// `Status: accepted`
fn is_a_field(page: &Page<'_>, text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(word, value)| {
        key::canonical(word) == Some("status") && claim::read(page.kind, value).is_some()
    })
}

/// How long an id at the end of a title is: `Recovered data - ADR 005`, `Recovered data (ADR-005)`.
fn trailing_id(page: &Page<'_>, text: &str) -> usize {
    let mut marks = [" - ", " (", " | ", " – "].into_iter();
    let at = marks.find_map(|mark| {
        let at = text.rfind(mark)?;
        let id = text[at + mark.len()..].trim_end_matches(')');
        let number = id.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let what = id[..id.len() - number.len()].trim_end_matches(['-', ' ', '#']);
        let own = number.parse().ok() == page.id.number() && page.id.number().is_some();
        (own && is_what(page, what)).then_some(at)
    });
    at.map_or(0, |at| text.len() - at)
}

/// A title from a field without the id of its record.
fn unnumbered(page: &Page<'_>, title: Spanned<String>) -> Spanned<String> {
    let skipped = id_length(page, &title.value);
    let rest = title.value[skipped..].trim();
    let rest = rest[..rest.len() - trailing_id(page, rest)].replace("\\_", "_");
    match rest.as_str() {
        "" => title,
        _ => Spanned::new(rest, title.span),
    }
}

/// How long the id of the record is where its title begins with it: `[ADR-0012] `, `ADR 12 | `, `0012 `,
/// `Aries RFC 0025: `, or what it is: `Proposal: `.
fn id_length(page: &Page<'_>, text: &str) -> usize {
    let inner = text.trim_start_matches(is_mark);
    let start = text.len() - inner.len();
    let digits = inner.find(|letter: char| letter.is_ascii_digit());
    let numbered = digits.and_then(|at| {
        let before = inner[..at].trim_end_matches(is_mark);
        let length = inner[at..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = &inner[at + length..];
        let number: Option<u64> = inner[at..at + length].parse().ok();
        let ends = rest.is_empty() || rest.starts_with(is_mark);
        let is_id = is_what(page, before)
            || (is_words(before)
                && rest
                    .trim_start()
                    .starts_with([':', '：', '-', '–', '—', '|', ']']));
        let own = (number.is_some() && number == page.id.number()) || is_what(page, before);
        (own && ends && (before.is_empty() || is_id))
            .then(|| at + length + rest.len() - rest.trim_start_matches(is_mark).len())
    });
    let named = || {
        let mut marks = [":", "：", " - ", " – ", " — "].into_iter();
        let at = marks.find_map(|mark| inner.find(mark))?;
        let rest = inner[at..].trim_start_matches(is_mark);
        is_what(page, inner[..at].trim()).then(|| inner.len() - rest.len())
    };
    numbered.or_else(named).map_or(0, |length| start + length)
}

/// A picture among letters.
pub(in crate::text) fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn is_mark(letter: char) -> bool {
    letter.is_whitespace()
        || is_emoji(letter)
        || matches!(
            letter,
            '[' | ']' | '(' | ')' | '#' | '-' | '–' | '—' | ':' | '：' | '.' | '|' | '_'
        )
}

/// What a record is called in general.
fn is_what(page: &Page<'_>, words: &str) -> bool {
    const ANY: [&str; 7] = [
        "adr",
        "madr",
        "rfc",
        "proposal",
        "architecture decision record",
        "design proposal",
        "enhancement proposal",
    ];
    let own = [page.kind.name.as_str(), page.kind.prefix.as_str()];
    let mut known = ANY.iter().chain(&own);
    known.any(|word| words.eq_ignore_ascii_case(word))
}

/// One to three words.
fn is_words(text: &str) -> bool {
    let plain = |word: &str| {
        word.chars()
            .all(|letter| letter.is_alphabetic() || letter == '-')
    };
    text.split_whitespace().count() <= 3 && text.split_whitespace().all(plain)
}

fn is_a_name(text: &str) -> bool {
    let lower = text
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase();
    !lower.is_empty() && !NAMELESS.contains(&lower.as_str()) && !is_placeholder(text)
}

/// `{short title}`, `[short title of solved problem and solution]`
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with('{') && text.ends_with('}'))
        || (text.starts_with("(fill "))
        || (text.starts_with("[short "))
}

/// The words of the file's name, or of its folder's where the file is a README.
fn of_name(page: &Page<'_>) -> Option<Spanned<String>> {
    let path = &page.source.path;
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_main = matches!(stem.to_lowercase().as_str(), "readme" | "index");
    let name = if is_main {
        parts.next().unwrap_or(stem)
    } else {
        stem
    };
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = name[..letters].eq_ignore_ascii_case(&page.kind.prefix)
        || name[..letters].eq_ignore_ascii_case("adr");
    let words = if known { &name[letters..] } else { name };
    let words = words.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, '-' | '_' | '.' | ' ')
    });
    let words: Vec<&str> = words
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    let first = letters.next()?;
    let title = first.to_uppercase().chain(letters).collect();
    Some(Spanned::new(title, page.first_line()))
}
