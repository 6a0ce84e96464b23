//! `review-overdue`: what is in force and nobody has looked at for too long.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::REVIEW_BY;
use crate::model::rule::RuleCard;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "review-overdue",
        group: "Time",
        level: Level::Warn,
        summary: "A record is due for review",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let due = index.next_review(at).filter(|_| index.is_going_on(at));
    let Some(due) = due.filter(|due| *due < index.log.as_of) else {
        return;
    };
    let id = &record.id;
    let place = record.node(REVIEW_BY).map(|node| node.span);
    let help = match record.phase() {
        Some(Phase::Live) => format!("declog review {id} -m \"…\" --next 6mo"),
        _ => format!("declog set {id} {REVIEW_BY}=DATE"),
    };
    let finding = on(record, RULE.card.id, format!("a review was due on {due}"))
        .with_span(place.unwrap_or_else(|| record.place()))
        .with_help(help);
    findings.add(match (&index.log.settings.cadence.review_after, place) {
        (Some(after), None) => finding.with_label(format!("after `{after}`, as `[cadence]` says")),
        _ => finding,
    });
}

const DOCS: &str = r###"## What

The `review-by` of a record that is open or in force is over. Where a record in force names no such day, `review-after` under `[cadence]` in `declog.toml` counts, from the newest of its `date` and its last `review`; work that is told by updates is left out of that.

## Why

A decision rests on what was true when it was taken. Somebody who looks again either finds that it still holds, which costs a line, or that it does not, which is worth knowing.

## Bad

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
review-by: 2026-11-01
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

## Good

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
review-by: 2027-05-01
---
# Keep the ledger in one place

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.

## Log

### 2026-11-01 · review · alice
Both services still write, and the sums agree.
```
"###;
