//! `supersession-cycle`: records replace each other in a circle.

use super::{Adopted, Rule, Scope};
use crate::check::circles;
use crate::check::findings::Findings;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::link::Relation;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "supersession-cycle",
        group: "References",
        level: Level::Deny,
        summary: "Records replace each other in a circle",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    circles::report(index, RULE.card.id, Relation::Supersedes, findings);
}

const DOCS: &str = r###"## What

A record supersedes itself, directly or through others. The finding stands on the relation that closes the circle, as seen from the first record, and shows the way round. Without it the circle is open; so each circle is told once.

## Why

What was superseded is not in force. In a circle each has been replaced by another, so none of them is in force, and nobody can say what holds instead.

## Bad

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: proposed
date: 2026-11-20
owner: alice
supersedes: [DEC-2]
---
# Keep two ledgers
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
supersedes: [DEC-1]
---
# Keep one ledger
```

## Good

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep two ledgers
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
supersedes: [DEC-1]
---
# Keep one ledger
```
"###;
