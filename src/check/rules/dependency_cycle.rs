//! `dependency-cycle`: records depend on each other in a circle.

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
        id: "dependency-cycle",
        group: "References",
        level: Level::Deny,
        summary: "Records depend on each other in a circle",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    circles::report(index, RULE.card.id, Relation::DependsOn, findings);
}

const DOCS: &str = r###"## What

A record depends on itself, directly or through others. The finding stands on the relation that closes the circle, as seen from the first record, and shows the way round. Without it the circle is open; so each circle is told once.

## Why

What depends on something is settled after it. In a circle nothing can be settled first, and whoever asks what a change touches goes round without end.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
depends-on: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
depends-on: [DEC-1]
---
# Keep one ledger
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
depends-on: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep one ledger
```
"###;
