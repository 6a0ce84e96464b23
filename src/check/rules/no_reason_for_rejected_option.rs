//! `no-reason-for-rejected-option`: nothing says why an option was not chosen.

use super::{Adopted, Rule, Scope};
use std::collections::HashSet;

use crate::check::considered::{MOST, OUTCOME, Offered, Said, asked, filled, plain};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::record::{Record, Section};
use crate::model::rule::RuleCard;
use crate::model::source::{Span, Spanned};

/// The sections besides the leading one that speak of what is wanted, not of what was weighed.
const BEFORE: [&str; 2] = ["drivers", "options"];

/// The section that weighs one option after the other.
const WEIGHED: &str = "pros-and-cons";

/// Words that speak of all the other options at once, or of the chosen one as the only one. As the start of a word.
const OF_ALL: [&str; 42] = [
    "other",
    "alternativ",
    "neither",
    "none",
    "remaining",
    "only",
    "both",
    "either",
    "every",
    "ander",
    "übrig",
    "einzig",
    "nur",
    "beide",
    "autre",
    "seul",
    "aucun",
    "otro",
    "otra",
    "outro",
    "outra",
    "demás",
    "demais",
    "únic",
    "unic",
    "sólo",
    "solo",
    "ningun",
    "nenhum",
    "tous",
    "ambos",
    "ambas",
    "rest",
    "remainder",
    "first",
    "second",
    "third",
    "former",
    "latter",
    "erste",
    "zweite",
    "dritte",
];

/// The same in scripts without gaps between words.
const OF_ALL_INSIDE: [&str; 10] = [
    "其他", "其它", "其余", "唯一", "只有", "都", "他の", "のみ", "以外", "唯",
];

/// An option of more words is a sentence, and says more than its name.
const NAME: usize = 8;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "no-reason-for-rejected-option",
        group: "Content",
        level: Level::Warn,
        summary: "Nothing says why an option was not chosen",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let (Some(options), Some(outcome)) = (asked(record), filled(record, OUTCOME)) else {
        return;
    };
    let offered = Offered::read(record, options);
    // Options under headings of their own are told there.
    let is_list = offered.headings.is_empty() && offered.items.len() > 1;
    let chosen = Said::read(record.source.slice(outcome.body));
    if !is_list || !offered.names().any(|option| chosen.names(option)) {
        return;
    }
    let weighed = weighed(record, options);
    if speaks_of_all(&weighed) || weighs_each(record, options.items.len()) {
        return;
    }
    let told = Told::read(&weighed);
    for (place, item) in options.items.iter().enumerate().take(MOST) {
        if says_more(record, options, place) || told.speaks_of(&options.items, place) {
            continue;
        }
        let message = format!("nothing says why `{}` was not chosen", item.value);
        let help = format!("say it in `{}`: {}", outcome.heading.text, edit(record));
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(item.span)
                .with_help(help),
        );
    }
}

/// Everything in which options may be weighed: all sections behind them, and what stands under their list.
fn weighed(record: &Record, options: &Section) -> String {
    let is_before = |section: &&Section| {
        let id = section.id.as_deref().unwrap_or_default();
        id == record.kind.leading || BEFORE.contains(&id)
    };
    let others = record.sections.iter().filter(|section| !is_before(section));
    let mut text: Vec<&str> = others
        .map(|section| {
            record
                .source
                .slice(Span::new(section.heading.span.start, section.body.end))
        })
        .collect();
    let last = options
        .items
        .last()
        .map_or(options.body.end, |item| item.span.end);
    text.push(
        record
            .source
            .text
            .get(last..options.body.end)
            .unwrap_or_default(),
    );
    text.join("\n")
}

fn speaks_of_all(text: &str) -> bool {
    let words = plain(text);
    let mut words = words.split_whitespace();
    words.any(|word| OF_ALL.iter().any(|start| word.starts_with(start)))
        || OF_ALL_INSIDE.iter().any(|word| text.contains(word))
}

/// Whether there is a heading or an item for each option, whatever they are called there.
fn weighs_each(record: &Record, options: usize) -> bool {
    let Some(section) = filled(record, WEIGHED) else {
        return false;
    };
    let told = Offered::read(record, section);
    told.count() + 1 >= options
}

/// Whether an option says more than its name: behind it, under it, or where it links to.
fn says_more(record: &Record, options: &Section, place: usize) -> bool {
    let item = &options.items[place];
    let next = options.items.get(place + 1);
    let end = next.map_or(options.body.end, |next| next.span.start);
    let between = record
        .source
        .text
        .get(item.span.end..end)
        .unwrap_or_default();
    // The last line before the next item holds its marker.
    let under = match (next, between.rsplit_once('\n')) {
        (Some(_), Some((under, _))) => under,
        (Some(_), None) => "",
        (None, _) => between,
    };
    let tail = [
        ": ",
        " - ",
        " – ",
        " — ",
        ", ",
        "; ",
        ". ",
        " (",
        " because ",
        "。",
        "，",
        "：",
    ]
    .into_iter()
    .filter_map(|mark| item.value.split_once(mark))
    .any(|(_, tail)| tail.split_whitespace().count() > 1 || !tail.is_ascii());
    let is_linked = record.links.iter().any(|link| {
        let inside = link.span.range();
        inside.contains(&item.span.start) || item.span.range().contains(&link.span.start)
    });
    let long = item.value.split_whitespace().count() > NAME;
    long || tail || is_linked || under.chars().any(char::is_alphanumeric)
}

/// What is said of the options, as far as words of theirs can be found in it.
struct Told {
    said: Said,
    words: HashSet<String>,
    text: String,
}

impl Told {
    fn read(text: &str) -> Self {
        let words = plain(text);
        Self {
            said: Said::read(text),
            words: words
                .split_whitespace()
                .map(|word| stem(word).to_owned())
                .collect(),
            text: text.to_lowercase(),
        }
    }

    /// Whether an option is named, or a word is there that no other option has.
    fn speaks_of(&self, options: &[Spanned<String>], place: usize) -> bool {
        let option = &options[place].value;
        let others: HashSet<String> = options
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .take(MOST)
            .flat_map(|(_, other)| stems(&other.value))
            .collect();
        let mut own = stems(option)
            .into_iter()
            .filter(|stem| !others.contains(stem));
        self.said.names(option) || own.any(|stem| self.has(&stem))
    }

    fn has(&self, stem: &str) -> bool {
        match stem.is_ascii() {
            true => self.words.contains(stem),
            false => self.text.contains(stem),
        }
    }
}

/// The words of an option that mean something, by how they begin; two letters at a time where a script has no gaps.
fn stems(option: &str) -> Vec<String> {
    let words = plain(option);
    let mut all = Vec::new();
    for word in words.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| *letter >= '\u{2e80}') {
            all.extend(letters.windows(2).map(|two| two.iter().collect::<String>()));
        } else if letters.len() > 3 {
            all.push(stem(word).to_owned());
        }
    }
    all
}

/// How a word begins: `reconcile` and `reconciling` begin the same.
fn stem(word: &str) -> &str {
    let end = word
        .char_indices()
        .nth(5)
        .map_or(word.len(), |(end, _)| end);
    &word[..end]
}

const DOCS: &str = r###"## What

A record in force lists an option that was not chosen, and nothing says why. Said it may be anywhere behind the list: in the outcome, among the pros and cons, in a section of its own, or under the option itself. It is enough that the option is spoken of; what is said of all the others at once counts for each. In doubt nothing is reported.

## Why

An option without a reason against it comes back. Somebody proposes it again in a year, and nobody knows whether it was weighed or forgotten.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
---
# Use PostgreSQL

## Context and Problem Statement

Where do entries go?

## Considered Options

* PostgreSQL
* MongoDB

## Decision Outcome

Chosen option: "PostgreSQL", because we know it well.
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
---
# Use PostgreSQL

## Context and Problem Statement

Where do entries go?

## Considered Options

* PostgreSQL
* MongoDB

## Decision Outcome

Chosen option: "PostgreSQL", because we know it well. MongoDB has no transactions over several tables.
```
"###;
