//! The options that a record lists, and whether a text speaks of one.

use super::placeholder::is_placeholder;
use crate::model::kind::covers;
use crate::model::record::{Record, Section};

/// The section of what else was possible.
const OPTIONS: &str = "options";

/// The section of what was chosen.
pub(super) const OUTCOME: &str = "outcome";

/// The section of the options, where the record's state asks for it and it says something.
pub(super) fn asked(record: &Record) -> Option<&Section> {
    let spec = record.kind.section(OPTIONS)?;
    let required = covers(&spec.required_in, record.state()?);
    filled(record, OPTIONS).filter(|_| required)
}

/// The section of that id, where it says something: an empty one is another rule's business.
pub(super) fn filled<'a>(record: &'a Record, id: &str) -> Option<&'a Section> {
    let section = record.section(id)?;
    let said = section.says_something && !is_placeholder(record.source.slice(section.body));
    said.then_some(section)
}

/// The items of the list, and the sub-headings that some logs write instead of a list.
pub(super) struct Offered<'a> {
    pub(super) items: Vec<&'a str>,
    pub(super) headings: Vec<&'a str>,
}

impl<'a> Offered<'a> {
    pub(super) fn read(record: &'a Record, section: &'a Section) -> Self {
        let inside = section.body.range();
        let headings = record
            .headings
            .iter()
            .filter(|heading| heading.level == 3 && inside.contains(&heading.span.start));
        Self {
            items: section.items.iter().map(|item| &*item.value).collect(),
            headings: headings.map(|heading| &*heading.text).collect(),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.items.len().max(self.headings.len())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        let items = self.items.iter().take(MOST);
        items.chain(self.headings.iter().take(MOST)).copied()
    }
}

/// How many options and phrases are compared: more of them than anybody writes.
pub(super) const MOST: usize = 100;

/// A text as far as it can name an option.
pub(super) struct Said {
    words: String,
    phrases: Vec<String>,
}

impl Said {
    pub(super) fn read(text: &str) -> Self {
        Self {
            words: plain(text),
            phrases: phrases(text).take(MOST).map(plain).collect(),
        }
    }

    /// By the option's words, by those before its first comma, colon, dash or bracket, or by a phrase in quotes or
    /// emphasis that is a part of it, or nearly so.
    pub(super) fn names(&self, option: &str) -> bool {
        let whole = plain(option);
        let first = |marks: &[char]| plain(option.split(marks).next().unwrap_or(option));
        let name = first(&[',', ':', '(', '–', '—', '.', ';']);
        let short = plain(option.split(" - ").next().unwrap_or(option));
        holds(&self.words, &whole)
            || holds(&self.words, &name)
            || holds(&self.words, &short)
            || self
                .phrases
                .iter()
                .any(|phrase| holds(&whole, phrase) || is_mostly(&whole, phrase))
    }
}

/// Whether two of three words of a phrase are an option's: people shorten and reword what they listed.
fn is_mostly(option: &str, phrase: &str) -> bool {
    let option: Vec<_> = option.split_whitespace().take(MOST).collect();
    let phrase: Vec<_> = phrase.split_whitespace().take(MOST).collect();
    let shared = phrase.iter().filter(|word| option.contains(word)).count();
    phrase.len() > 2 && shared * 3 >= phrase.len() * 2
}

/// Whether some words stand in a text, as words where the script has gaps between them.
fn holds(text: &str, words: &str) -> bool {
    if words.trim().is_empty() {
        false
    } else if words.is_ascii() {
        text.contains(&format!(" {} ", words.trim()))
    } else {
        text.contains(words.trim())
    }
}

/// The text as words in small letters, one space before, between and after them.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::from(" ");
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        plain.push_str(&word.to_lowercase());
        plain.push(' ');
    }
    plain
}

/// What stands between two marks of the same sort, as people set a name apart.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    let pairs = [
        ("\"", "\""),
        ("“", "”"),
        ("„", "“"),
        ("«", "»"),
        ("「", "」"),
        ("**", "**"),
        ("`", "`"),
    ];
    pairs.into_iter().flat_map(move |(open, close)| {
        let mut rest = text;
        std::iter::from_fn(move || {
            let (_, after) = rest.split_once(open)?;
            let (phrase, behind) = after.split_once(close)?;
            rest = behind;
            Some(phrase)
        })
    })
}
