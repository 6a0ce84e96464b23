//! `governs-foreign-area`: a decision governs paths of an area whose people did not decide it.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "governs-foreign-area",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "A decision governs paths of an area whose people did not decide it",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

The patterns in `governs` have paths in common with those of an area (`paths`) that the record does not name, and none of those who counted may decide there.

## Why

A decision binds whoever works on the paths it governs. They have chosen who decides for them.

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

[areas.web]
owner = "bob"
paths = ["web/**"]
```

```text web/cart/list.ts
//
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice]
area: storage
governs: ["web/cart/**"]
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
governs: ["web/cart/**"]
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

[areas.web]
owner = "bob"
paths = ["web/**"]
```

```text web/cart/list.ts
//
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice, bob]
area: storage
governs: ["web/cart/**"]
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

Alice <alice@example.com> commits, approved by Bob <bob@example.com>:

```yaml docs/decisions/0001-keep-the-ledger-in-one-place.md
status: accepted
date: 2026-11-20
decision-makers: [alice, bob]
area: storage
governs: ["web/cart/**"]
```
"###;
