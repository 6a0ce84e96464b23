//! `self-acceptance`: those who decided are those who wrote it, and four eyes are asked for.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "self-acceptance",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "Those who decided are those who wrote it, and four eyes are asked for",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

`[rights] four-eyes` is set, and everybody who counts for a decision has changed its text while it was open: its title or a section other than the Log. What was committed by one name and decided by another is in order.

What is not committed yet is a warning: the commit's message may still name somebody.

## Why

Nobody sees their own mistakes. Where that matters, a log can ask for one who has not written what they decide.

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
decides = ["alice", "bob"]

[rights]
four-eyes = true
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
decides = ["alice", "bob"]

[rights]
four-eyes = true
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [bob]
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

Bob <bob@example.com> commits:

```yaml docs/decisions/0001-keep-the-ledger-in-one-place.md
status: accepted
date: 2026-11-20
decision-makers: [bob]
area: storage
```
"###;
