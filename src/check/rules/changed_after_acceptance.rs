//! `changed-after-acceptance`: what was decided says something else now, and no amendment says so.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::check::steps::{self, is_spared};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::frozen::{Breach, Loss, Part};
use crate::model::kind::LOG;
use crate::model::record::{Record, Section};
use crate::model::rule::RuleCard;
use crate::model::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "changed-after-acceptance",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "What was decided says something else now, and no amendment says so",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for breach in &index.facts.breaches {
        let of = (breach.kind.as_str(), &breach.id);
        if is_spared(index, of, breach.commit.as_ref().map(|_| breach.day)) {
            continue;
        }
        if let Some(at) = index.at_path(&breach.path) {
            findings.extend(finding(index, at, breach));
        }
    }
}

fn finding(index: &Index, at: usize, breach: &Breach) -> Option<Diagnostic> {
    let record = &index.records[at];
    let when = steps::when(index, breach.commit.as_ref());
    match &breach.what {
        Loss::Record | Loss::Unread => None,
        Loss::Changed { part, state, now } => {
            let name = name(record, part);
            let message = format!("{name} was changed after the record became {state} ({when})");
            let help = format!("declog note {} --amendment -m \"…\"", record.id);
            let place = place(record, part).unwrap_or_else(|| record.place());
            let found = on(record, RULE.card.id, message).with_span(place);
            // What is changed once more is another finding.
            let now = now.as_ref().map(|now| now.words);
            Some(
                found
                    .with_subject(format!("{name} {now:?}"))
                    .with_help(help),
            )
        }
        Loss::Entry(heading) => {
            let message = format!("the entry `{heading}` was changed or taken out ({when})");
            let log = section(record, LOG).map(|log| log.heading.span);
            let help = match &breach.commit {
                Some(commit) => format!(
                    "write it as it was: `git show {}` tells; what is to be added is an entry of its own",
                    steps::short(commit)
                ),
                None => "write it as it was: `git diff HEAD` tells; what is to be added is an entry of its own".to_owned(),
            };
            let found = on(record, RULE.card.id, message);
            Some(
                found
                    .with_span(log.unwrap_or_else(|| record.place()))
                    .with_help(help),
            )
        }
    }
}

/// The part in words.
fn name(record: &Record, part: &Part) -> String {
    let title = |key: &str| {
        let known = record.kind.section(key).map(|known| known.title.clone());
        let here = || section(record, key).map(|section| section.heading.text.clone());
        known.or_else(here).unwrap_or_else(|| key.to_owned())
    };
    match part {
        Part::Title => "the title".to_owned(),
        Part::Rest => "the text that stands in no section".to_owned(),
        Part::Section(key) => format!("`{}`", title(key)),
        Part::Task(key, at) => format!("item {} of `{}`", at + 1, title(key)),
        Part::Field(key) => format!("`{key}`"),
        Part::Item(_, name, key) => format!("`{key}` of `{name}`"),
    }
}

/// Where the part stands today.
fn place(record: &Record, part: &Part) -> Option<Span> {
    match part {
        Part::Title | Part::Rest => None,
        Part::Section(key) => section(record, key).map(|section| section.heading.span),
        Part::Task(key, at) => {
            let section = section(record, key)?;
            let task = section.tasks.get(*at).map(|task| task.span);
            Some(task.unwrap_or(section.heading.span))
        }
        // What another file says has no place in this one.
        Part::Field(key) => record
            .node(key)
            .filter(|_| record.beside.is_none())
            .map(|node| node.span),
        Part::Item(field, name, key) => {
            let node = record.node(field).filter(|_| record.beside.is_none())?;
            let items = node.items().iter().filter_map(|item| item.pairs());
            let mut named = items.filter(|pairs| {
                let words = pairs.iter().filter_map(|pair| pair.node.scalar());
                words
                    .into_iter()
                    .any(|word| word.split_whitespace().collect::<String>() == *name)
            });
            let pairs = named.next()?;
            let pair = pairs.iter().find(|pair| pair.key.value == *key)?;
            Some(pair.node.span)
        }
    }
}

/// The section of that id, or with that heading.
fn section<'a>(record: &'a Record, key: &str) -> Option<&'a Section> {
    let heading = |section: &&Section| section.heading.text.trim().to_lowercase() == key;
    let unknown = || record.sections.iter().find(heading);
    record.section(key).or_else(unknown)
}

const DOCS: &str = r###"## What

A part that the kind freezes says something else than when the record came into the state that froze it: of a decision its title, its sections, who decided, until when it holds and what it is an exception to; of a brief under way the outcome and the targets of its measures; of a handoff that was accepted its sections, but for the ticks.

It is in order where an entry `amendment` of the Log says so: one that comes with the change or after it, or that is of the same day or later. An entry of the Log that was committed does not change and does not go, unless who wrote it takes it back with `git revert` or `declog undo`.

Parsed values are compared, so white space, where links lead, comments, the order of keys and the way in which a file says things do not count. A record that was taken out of force is free again; that is a step, and judged as one.

This rule cannot be allowed inside a record.

## Why

Others built on what was decided. If it can be rewritten without a trace, nobody knows what they agreed to; if it can never be mended, nobody keeps it. So it may be mended, and says so.

## Bad

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-keep-sessions-in-the-database.md
---
status: accepted
date: 2026-11-20
created: 2026-11-18
decision-makers: [Ana]
---
# Keep sessions in the database

## Context and Problem Statement

Who signs in on one machine is unknown to the other.

## Considered Options

* The database
* A cache

## Decision Outcome

Chosen: the database, because it is there already; a cache is one more thing to run.
```

Ana <ana@example.com> commits:

```markdown docs/decisions/0001-keep-sessions-in-the-database.md
---
status: accepted
date: 2026-11-20
created: 2026-11-18
decision-makers: [Ana]
---
# Keep sessions in the database

## Context and Problem Statement

Who signs in on one machine is unknown to the other.

## Considered Options

* The database
* A cache

## Decision Outcome

Chosen: the database, because it is there already; a cache is one more thing to run. Sessions end after an hour.
```

## Good

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-keep-sessions-in-the-database.md
---
status: accepted
date: 2026-11-20
created: 2026-11-18
decision-makers: [Ana]
---
# Keep sessions in the database

## Context and Problem Statement

Who signs in on one machine is unknown to the other.

## Considered Options

* The database
* A cache

## Decision Outcome

Chosen: the database, because it is there already; a cache is one more thing to run.
```

Ana <ana@example.com> commits:

```markdown docs/decisions/0001-keep-sessions-in-the-database.md
---
status: accepted
date: 2026-11-20
created: 2026-11-18
decision-makers: [Ana]
---
# Keep sessions in the database

## Context and Problem Statement

Who signs in on one machine is unknown to the other.

## Considered Options

* The database
* A cache

## Decision Outcome

Chosen: the database, because it is there already; a cache is one more thing to run. Sessions end after an hour.

## Log

### 2026-11-22 · amendment · Ana

Sessions end after an hour: somebody else sat down at an open one.
```
"###;
