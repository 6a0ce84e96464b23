//! `empty-section`: a heading with nothing said under it.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::placeholder::is_placeholder;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::covers;
use crate::model::rule::RuleCard;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "empty-section",
        group: "Content",
        level: Level::Deny,
        summary: "A section says nothing, or only what its template said",
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
    // A proposal may be unfinished while it is open, and needs no more work once it came to nothing.
    let was_live = matches!(state.phase, Phase::Live | Phase::Ended);
    for section in &record.sections {
        let known = section.id.as_deref().and_then(|id| record.kind.section(id));
        // A Log in which nothing was entered yet is no gap.
        let Some(known) = known.filter(|known| known.id != "log") else {
            continue;
        };
        let text = record.source.slice(section.body);
        let empty = !section.says_something || is_placeholder(text);
        if empty && (was_live || covers(&known.required_in, state)) {
            let message = format!(
                "section `{}` is empty, expected text while `{}`",
                section.heading.text, state.name
            );
            findings.add(
                on(record, RULE.card.id, message)
                    .with_subject(&section.heading.text)
                    .with_span(section.heading.span)
                    .with_help(edit(record)),
            );
        }
    }
}

const DOCS: &str = r###"## What

A section of a record that is or was in force has no text, only what the template put there, or only a word that stands for text to come: `todo`, `tbd`, `lorem ipsum`, `...`. Open records and those that came to nothing are left alone.

## Why

An empty section looks like an answer in a list of headings, and is none. Who has nothing to say under a heading that is not required takes the heading out.

## Bad

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
decision-makers: [alice]
---
# Keep the ledger in one place

## Context and Problem Statement

TODO

## Considered Options

* One ledger
* Reconcile every night

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
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
