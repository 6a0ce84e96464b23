//! `not-entitled`: a step was taken by somebody who may not take it.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "not-entitled",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "A step was taken by somebody who may not take it",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

Git names nobody for a step who may take it. For a decision that is whoever its areas let decide (`decides`, else the owner), and the areas of what it replaces; for other steps whoever stands in the field that the kind names, such as `owner`, `from` or `to`, or a member of the team there.

Named are the author of the commit that moved the state, the author of the merge that brought it to this branch, and those in `Approved-by: Name <mail>` trailers of the two. `[rights] proof` says which of that is evidence enough: `claimed` (a trailer), `authored`, or `signed` with one of the person's `signing-keys`. Bots never count, and nobody counts after their last day.

What was in force just before the change decides, so nobody grants themselves a right in the change that uses it. A record without area, or a log without areas, has no rights to check.

## Why

A decision that somebody without the right has put in force binds nobody, and looks as if it did.

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
