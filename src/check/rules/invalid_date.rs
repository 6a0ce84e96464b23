//! `invalid-date`: a date that no calendar has.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "invalid-date",
        group: "Front matter",
        level: Level::Deny,
        summary: "A date is not written as `YYYY-MM-DD`, or is no day of the calendar",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

A date is not written as `YYYY-MM-DD`, or no calendar has that day. `2026/3/1`, with the year in front, can only mean one day: `declog check --fix` writes it as it should be.

## Why

`03/04/2026` is March to some and April to others. One shape is read the same by everybody, and sorts.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-09-31
owner: alice
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-09-30
owner: alice
---
# Use PostgreSQL
```
"###;
