//! `wrong-type`: a value of the wrong shape.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "wrong-type",
        group: "Front matter",
        level: Level::Deny,
        summary: "A value is not of the type its field has",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

A value has another shape than its field: a list where one word belongs, a word where a number belongs, a word that is not among the choices. A single word where a list belongs is fine. Where only letters are large that should be small, or the other way round, `declog check --fix` mends it.

## Why

A value that cannot be read counts as none: the record is left out of every list and question about that field.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
priority: high
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
priority: 1
---
# Use PostgreSQL
```
"###;
