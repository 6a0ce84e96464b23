//! `missing-section`: a section that the record's state asks for.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::covers;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "missing-section",
        group: "Content",
        level: Level::Deny,
        summary: "A section that the record's state asks for is missing",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(state) = record.state() else {
        return;
    };
    for section in &record.kind.sections {
        if !covers(&section.required_in, state) || record.section(&section.id).is_some() {
            continue;
        }
        let message = format!(
            "section `{}` is missing, expected while `{}`",
            section.title, state.name
        );
        let help = format!("write `## {}`: {}", section.title, edit(record));
        findings.add(
            on(record, RULE.card.id, message)
                .with_subject(&section.id)
                .with_span(record.place())
                .with_help(help),
        );
    }
}

const DOCS: &str = r###"## What

A section is missing that the kind asks for in the state the record is in. Headings with the same meaning count, such as `## Context` or `## Kontext` for `## Context and Problem Statement`.

## Why

A decision in force is read by people who were not there. Without the problem, the options and the outcome they cannot tell whether it still holds.

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

## Decision Outcome

One ledger, because nothing is left to reconcile.
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
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
