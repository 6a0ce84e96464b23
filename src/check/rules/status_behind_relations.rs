//! `status-behind-relations`: a stored state that relations have overtaken.

use std::collections::HashSet;

use super::{Adopted, Rule, Scope};
use crate::check::findings::{FIX, Findings, on};
use crate::index::Index;
use crate::model::change::{Change, NewValue};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::source::Spanned;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "status-behind-relations",
        group: "References",
        level: Level::Deny,
        summary: "A record was superseded, and its state does not say so",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let (Some(superseded), Some(status)) = (&record.kind.superseded, &record.status) else {
        return;
    };
    // What is open or was refused was never in force, so nothing can take its place.
    let never_live = matches!(record.phase(), Some(Phase::Open | Phase::Refused));
    let behind = record.state().is_none_or(|state| state.name != *superseded);
    if behind && !never_live {
        let by: Vec<_> = index
            .superseded_by(at)
            .into_iter()
            .map(|by| &index.records[by])
            .collect();
        if !by.is_empty() {
            let mut finding = finding(record, status, superseded, &by);
            // Of records that replace each other in a circle nobody can say which took the place of which.
            if is_in_a_circle(index, at) {
                finding.fix = None;
                finding =
                    finding.with_help("cut the circle first: `declog explain supersession-cycle`");
            }
            findings.add(finding);
        }
    }
}

/// Whether a record took the place of one that took its own.
fn is_in_a_circle(index: &Index, at: usize) -> bool {
    let mut seen = HashSet::new();
    let mut next = index.superseded_by(at);
    while let Some(by) = next.pop() {
        if by == at {
            return true;
        }
        if seen.insert(by) {
            next.extend(index.superseded_by(by));
        }
    }
    false
}

fn finding(
    record: &Record,
    status: &Spanned<String>,
    superseded: &str,
    by: &[&Record],
) -> Diagnostic {
    let ids: Vec<_> = by.iter().map(|by| format!("`{}`", by.id)).collect();
    let message = format!(
        "found state `{}`, expected `{superseded}`: {} took its place",
        status.value,
        ids.join(", ")
    );
    let set = |key: &str, value: String| Change::Set(key.into(), NewValue::Scalar(value));
    let mut changes = vec![set("status", superseded.to_owned())];
    // It was superseded as soon as the first of them went live; one that is over names the day of its end instead.
    let live = by.iter().filter(|by| by.phase() == Some(Phase::Live));
    if let Some(day) = live.filter_map(|by| by.date("date")).min() {
        changes.push(set("date", day.to_string()));
    }
    on(record, RULE.card.id, message)
        .with_span(status.span)
        .with_help(FIX)
        .with_fix(Change::All(changes))
}

const DOCS: &str = r###"## What

A record that is or was in force names this one in `supersedes`, and the state written here is another than superseded.

## Why

A record is superseded from the moment its successor goes live; lists and pages go by that relation. Somebody who reads only the file would still believe what it says.

`declog accept` writes both files. This finding is about changes made by hand.

## Bad

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: accepted
date: 2026-03-01
decision-makers: [alice]
---
# Keep two ledgers

## Context and Problem Statement

Two services write entries.

## Considered Options

* Two ledgers
* One ledger

## Decision Outcome

Chosen option: "Two ledgers", because each service is free to change its own, which one ledger does not let it.
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
decision-makers: [alice]
supersedes: [DEC-1]
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

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: superseded
date: 2026-11-22
decision-makers: [alice]
---
# Keep two ledgers

## Context and Problem Statement

Two services write entries.

## Considered Options

* Two ledgers
* One ledger

## Decision Outcome

Chosen option: "Two ledgers", because each service is free to change its own, which one ledger does not let it.
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
decision-makers: [alice]
supersedes: [DEC-1]
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
