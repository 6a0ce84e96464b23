//! Foreign text inside of Markdown that is posted where people talk: nothing in it is markup, calls anybody, or leads
//! anywhere.
//!
//! A backslash is not enough there: GitHub and GitLab look for mentions, references and addresses in what is left of it.
//! An empty comment inside of one is no part of the text, and hides it from them.

use super::records::markdown;
use super::safe::visible;

/// The comment.
const BREAK: &str = "<!-- -->";

/// Signs that mean somebody or something when a word follows: people, issues, merge requests, snippets, milestones, labels,
/// epics and alerts.
const SIGNS: &[char] = &['@', '#', '!', '$', '%', '~', '&', '^'];

/// Text as it is.
pub(super) fn plain(text: &str) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len() + 16);
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if begins_reference(&text[..at], c, &text[end..]) {
            safe.push_str(&markdown(&text[written..end]));
            safe.push_str(BREAK);
            written = end;
        }
    }
    safe.push_str(&markdown(&text[written..]));
    safe
}

/// A message of ours: the names that it puts in backticks are code, the rest is text as it is.
pub(super) fn prose(text: &str) -> String {
    let text = visible(text);
    let parts: Vec<&str> = text.split('`').collect();
    let mut names = parts.iter().skip(1).step_by(2);
    // A name that has backticks itself makes it all text.
    if parts.len().is_multiple_of(2) || names.any(|name| name.trim().is_empty()) {
        return plain(&text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => plain(part),
        _ => format!("`{part}`"),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A path or a command.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    let touches = text.starts_with('`') || text.ends_with('`');
    let pads = touches || (text.starts_with(' ') && text.ends_with(' '));
    match (text.trim().is_empty(), pads) {
        (true, _) => String::new(),
        (_, true) => format!("{fence} {text} {fence}"),
        (_, false) => format!("{fence}{text}{fence}"),
    }
}

/// Whether a character and what stands around it are read as the beginning of something that leads elsewhere.
fn begins_reference(before: &str, c: char, after: &str) -> bool {
    let next = after.chars().next();
    let word = next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '_'));
    let ends_in = |word: &str| {
        let tail = before.len().checked_sub(word.len());
        tail.and_then(|tail| before.get(tail..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    };
    match c {
        // An address, or the name of a picture.
        ':' => after.starts_with("//") || word || matches!(next, Some('+' | '-')),
        'w' | 'W' => ends_in("ww") && after.starts_with('.'),
        '-' => ends_in("gh") && word,
        c => SIGNS.contains(&c) && word,
    }
}
