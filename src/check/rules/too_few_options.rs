//! `too-few-options`: a choice that was none.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::placeholder::is_placeholder;
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::covers;
use crate::model::record::{Record, Section};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "too-few-options",
        group: "Content",
        level: Level::Deny,
        summary: "Fewer than two options were considered, or the outcome names none of them",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let required = record.kind.section("options").is_some_and(|section| {
        record
            .state()
            .is_some_and(|state| covers(&section.required_in, state))
    });
    let Some(section) = filled(record, "options").filter(|_| required) else {
        return;
    };
    let offered = Offered::read(record, section);
    if offered.count() < 2 {
        findings.add(too_few(record, section, offered.count()));
    } else if let Some(outcome) = filled(record, "outcome") {
        let said = Said::read(record.source.slice(outcome.body));
        if !offered.names().any(|option| said.names(option)) {
            findings.add(none_named(record, section, outcome));
        }
    }
}

/// The section of that id, where it says something: an empty one is another rule's business.
fn filled<'a>(record: &'a Record, id: &str) -> Option<&'a Section> {
    let section = record.section(id)?;
    let said = section.says_something && !is_placeholder(record.source.slice(section.body));
    said.then_some(section)
}

/// The items of the list, and the sub-headings that some logs write instead of a list.
struct Offered<'a> {
    items: Vec<&'a str>,
    headings: Vec<&'a str>,
}

impl<'a> Offered<'a> {
    fn read(record: &'a Record, section: &'a Section) -> Self {
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

    fn count(&self) -> usize {
        self.items.len().max(self.headings.len())
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        let items = self.items.iter().take(MOST);
        items.chain(self.headings.iter().take(MOST)).copied()
    }
}

fn too_few(record: &Record, section: &Section, found: usize) -> Diagnostic {
    let options = if found == 1 { "option" } else { "options" };
    let message = format!(
        "found {found} {options} in `{}`, expected at least 2",
        section.heading.text
    );
    on(record, RULE.card.id, message)
        .with_span(section.heading.span)
        .with_help(format!("write each as a line `* …`: {}", edit(record)))
}

fn none_named(record: &Record, section: &Section, outcome: &Section) -> Diagnostic {
    let message = format!(
        "`{}` names no option of `{}`",
        outcome.heading.text, section.heading.text
    );
    on(record, RULE.card.id, message)
        .with_span(outcome.heading.span)
        .with_help(format!(
            "name the chosen one as it is listed: {}",
            edit(record)
        ))
}

/// How many options and phrases are compared: more of them than anybody writes.
const MOST: usize = 100;

/// A text as far as it can name an option.
struct Said {
    words: String,
    phrases: Vec<String>,
}

impl Said {
    fn read(text: &str) -> Self {
        Self {
            words: plain(text),
            phrases: phrases(text).take(MOST).map(plain).collect(),
        }
    }

    /// By the option's words, by those before its first comma, colon, dash or bracket, or by a phrase in quotes or
    /// emphasis that is a part of it, or nearly so.
    fn names(&self, option: &str) -> bool {
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
fn plain(text: &str) -> String {
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

const DOCS: &str = r###"## What

A record in force lists fewer than two options, or its outcome names none of those it lists. Options are the items of the list under `## Considered Options`, or headings of the third level there.

## Why

A decision is a choice, and it can only be judged later against what else was possible. Doing nothing is always a second option. The outcome names the chosen one in the words of the list, so that nobody has to guess which it was.

## Bad

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
decision-makers: [alice]
---
# Keep the ledger in one place

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

## Good

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
decision-makers: [alice]
---
# Keep the ledger in one place

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Leave it as it is

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
