//! `accepted-at-birth`: a record came in a state that others reach by a step.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "accepted-at-birth",
        group: steps::GROUP,
        level: Level::Allow,
        summary: "A record came in a state that others reach by a step",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

The first commit of a record on this branch has it in force, or past that: nobody could say anything while it was open. Whether those who brought it may decide is judged all the same.

It is not reported unless the settings ask for it, because every squashed branch looks like this. A merge that holds the steps one by one does not.

## Why

A proposal that nobody saw was not proposed.

## Bad

Alice <alice@example.com> commits:

```toml declog.toml
format = 1

[people.alice]
email = ["alice@example.com"]

[people.bob]
email = ["bob@example.com"]

[areas.storage]
owner = "alice"

[check.levels]
accepted-at-birth = "deny"
```

Alice <alice@example.com> commits:

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
area: storage
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

Alice <alice@example.com> commits:

```toml declog.toml
format = 1

[people.alice]
email = ["alice@example.com"]

[people.bob]
email = ["bob@example.com"]

[areas.storage]
owner = "alice"

[check.levels]
accepted-at-birth = "deny"
```

Alice <alice@example.com> commits:

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice]
area: storage
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

Alice <alice@example.com> commits:

```yaml docs/decisions/0001-keep-the-ledger-in-one-place.md
status: accepted
date: 2026-11-20
decision-makers: [alice]
area: storage
```
"###;
