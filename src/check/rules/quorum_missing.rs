//! `quorum-missing`: fewer people decided than the area asks for.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::steps;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "quorum-missing",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "Fewer people decided than the area asks for",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    steps::report(index, RULE.card.id, findings);
}

const DOCS: &str = r###"## What

An area asks for several people to decide (`quorum`, a number or one for each word of `reversible`), and git names fewer of those whom it lets decide. Who counts is told by the author of the commit, the author of the merge and the `Approved-by` trailers, and the file has to name them in `decision-makers` too.

It is asked of steps that bring something into force or take it out. What is not committed yet is a warning: the commit's message may still name somebody.

## Why

What is hard to take back is worth a second look. A name typed into a list is not one.

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
quorum = { easy = 1, costly = 2 }
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice, bob]
area: storage
reversible: costly
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
decision-makers: [alice, bob]
area: storage
reversible: costly
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
quorum = { easy = 1, costly = 2 }
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-20
decision-makers: [alice, bob]
area: storage
reversible: costly
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
reversible: costly
```
"###;
