//! `exception-expired`: an exception whose last day is over, and that still stands.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::EXPIRES;
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "exception-expired",
        group: "Time",
        level: Level::Deny,
        summary: "An exception to another record has expired, and is still written as in force",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let mut references = record.references.iter();
    let Some(exception) = references.find(|one| one.relation == Relation::ExceptionTo) else {
        return;
    };
    let Some(day) = index.expired(at) else {
        return;
    };
    let to = exception.to.value.trim();
    let message = format!("the exception to `{to}` expired on {day}");
    let place = record.node(EXPIRES).map(|node| node.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(help(record)),
    );
}

/// The steps that end it, and what carries it on where records of its kind replace each other.
fn help(record: &Record) -> String {
    let id = &record.id;
    let state = record.state().map(|state| state.name.as_str());
    let kind = &record.kind;
    let ends = kind.steps.iter().find(|step| {
        let begins = step.from.iter().any(|from| Some(from.as_str()) == state);
        let to = kind.state(&step.to);
        begins && to.is_some_and(|to| to.phase == Phase::Ended)
    });
    let end = match ends {
        Some(step) => format!("declog {} {id} -m \"…\"", step.verb),
        None => format!("declog edit {id}"),
    };
    match kind.superseded {
        Some(_) => format!("`{end}`, or decide anew: `declog new TITLE --supersedes {id}`"),
        None => end,
    }
}

const DOCS: &str = r###"## What

A record that is an exception to another has an `expires` that is over, and is still in a state that says it is in force.

## Why

An exception was agreed on until a day. After it the rule counts again, and whoever still does otherwise does so without leave. Either that has ended, which one step says, or a new decision is due.

## Bad

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
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

```markdown docs/decisions/0002-let-the-fair-tills-keep-a-ledger-of-their-own.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
exception-to: DEC-1
expires: 2026-10-31
---
# Let the fair tills keep a ledger of their own

## Context and Problem Statement

A fair has no network for a day.

## Considered Options

* A ledger on the till
* Paper

## Decision Outcome

Chosen option: "A ledger on the till", because paper is typed in twice.
```

## Good

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
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

```markdown docs/decisions/0002-let-the-fair-tills-keep-a-ledger-of-their-own.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
exception-to: DEC-1
expires: 2027-03-31
---
# Let the fair tills keep a ledger of their own

## Context and Problem Statement

A fair has no network for a day.

## Considered Options

* A ledger on the till
* Paper

## Decision Outcome

Chosen option: "A ledger on the till", because paper is typed in twice.
```
"###;
