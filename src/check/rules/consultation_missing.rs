//! `consultation-missing`: somebody whom the area asks to be heard has not spoken.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "consultation-missing",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "Somebody whom the area asks to be heard has not spoken",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

An area names people who must have spoken before a decision (`consult`), and one of them has not: no entry of the record's Log is theirs, and no trailer of the commit (`Approved-by`, `Reviewed-by` or `Consulted-by`) names them. Of a team one member is enough. To stand in `consulted` is not to have spoken.

It is asked of steps that bring something into force or take it out. What is not committed yet is a warning: the commit's message may still name somebody.

## Why

Those who are asked know what the others do not. Listing them is easy, and tells nobody what they said.

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
consult = ["bob"]
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice]
area: storage
consulted: [bob]
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
consulted: [bob]
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
consult = ["bob"]
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice]
area: storage
consulted: [bob]
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

Alice <alice@example.com> commits, having consulted Bob <bob@example.com>:

```yaml docs/decisions/0001-keep-the-ledger-in-one-place.md
status: accepted
date: 2026-11-20
decision-makers: [alice]
area: storage
consulted: [bob]
```
"###;
