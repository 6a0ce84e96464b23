//! `illegal-step`: a record came into a state to which no step of its kind leads.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "illegal-step",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "A record came into a state to which no step of its kind leads",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

The state of a record changed, and none of its kind's steps leads from the old one to the new one: an accepted decision is proposed again, a rejected one accepted. So is a decision that supersedes one which never was in force.

Several steps in one change are in order, as a squashed branch holds them. So is taking a step back: a commit that gives the record the bytes it had just before.

## Why

What a state means rests on how it was reached. A rejected proposal that turns into a decision in force was decided by nobody, and whoever read that it was refused has not been told.

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
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: rejected
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
```

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
