//! `too-few-options`: a choice that was none.

use super::{Adopted, Rule, Scope};
use crate::check::considered::{OUTCOME, Offered, Said, asked, filled};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
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
    let Some(section) = asked(record) else {
        return;
    };
    let offered = Offered::read(record, section);
    if offered.count() < 2 {
        findings.add(too_few(record, section, offered.count()));
    } else if let Some(outcome) = filled(record, OUTCOME) {
        let said = Said::read(record.source.slice(outcome.body));
        if !offered.names().any(|option| said.names(option)) {
            findings.add(none_named(record, section, outcome));
        }
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

Chosen option: "One ledger", because nothing is left to reconcile. To leave it as it is keeps both sums.
```
"###;
