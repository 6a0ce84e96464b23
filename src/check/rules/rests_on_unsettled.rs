//! `rests-on-unsettled`: a record in force depends on one that is not settled, or no more.

use std::collections::HashSet;

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::mend::{self, Wrong};
use crate::index::{Edge, Index, Target};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "rests-on-unsettled",
        group: "References",
        level: Level::Warn,
        summary: "A record in force depends on one that is not settled, or no more",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    if index.in_force(at) != Some(true) {
        return;
    }
    let unsettled: HashSet<usize> = index.blocked_by(at).into_iter().collect();
    for edge in index.edges_from(at) {
        if let Target::Record(on) = edge.to
            && edge.relation == Relation::DependsOn
            && edge.written_in == at
            && unsettled.contains(&on)
        {
            findings.add(finding(index, edge, on));
        }
    }
}

fn finding(index: &Index, edge: &Edge, other: usize) -> Diagnostic {
    let (record, rests_on) = (&index.records[edge.from], &index.records[other]);
    let wrong = Wrong {
        key: edge.relation.name(),
        written: &edge.written,
        span: edge.span,
    };
    let by = index.superseded_by(other);
    let (how, help) = if let Some(&first) = by.first() {
        let id = index.records[first].id.to_string();
        let meant = (by.len() == 1 && index.in_force(first) == Some(true)).then_some(id.as_str());
        let help = mend::command(record, wrong, meant);
        (format!("was superseded by `{id}`"), help)
    } else if let Some(day) = index.expired(other) {
        (
            format!("expired on {day}"),
            mend::command(record, wrong, None),
        )
    } else {
        let state = rests_on
            .state()
            .map_or("unknown", |state| state.name.as_str());
        let settle = settle(rests_on).unwrap_or_else(|| mend::command(record, wrong, None));
        (format!("is `{state}`"), settle)
    };
    let message = format!(
        "this is in force and depends on `{}`, which {how}",
        rests_on.id
    );
    on(record, RULE.card.id, message)
        .with_span(edge.span)
        .with_help(match edge.section {
            Some(_) => edit(record),
            None => help,
        })
}

/// The step that brings an open record into force.
fn settle(record: &Record) -> Option<String> {
    let state = record.state().filter(|state| state.phase == Phase::Open)?;
    let mut steps = record.kind.steps.iter();
    let step = steps.find(|step| {
        let to = record.kind.state(&step.to);
        step.from.contains(&state.name) && to.is_some_and(|to| to.phase == Phase::Live)
    })?;
    Some(format!("declog {} {}", step.verb, record.id))
}

const DOCS: &str = r###"## What

A record that is in force names one in `depends-on` that is open, was refused, was superseded, has expired, or ended otherwise than well. What ended well, such as a brief whose outcome was reached, may be built upon; so may what has a state that nobody knows.

## Why

A decision that rests on a proposal is decided only if the proposal is, and one that rests on a refused one rests on nothing. Whoever works by it does not see that from its own state.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
depends-on: [DEC-2]
---
# Use PostgreSQL

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep one ledger
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
depends-on: [DEC-2]
---
# Use PostgreSQL

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
---
# Keep one ledger

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
