//! `unknown-field`: a key that the kind does not know.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unknown-field",
        group: "Front matter",
        level: Level::Warn,
        summary: "A key of the front matter is not a field of the kind",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

The front matter has a key that the kind does not know. Keys that begin with `x-` and those that site generators and MADR use (`title`, `parent`, `nav_order`, `layout`, `permalink`) are not meant.

## Why

A misspelt key is one that nobody reads: a record with `reviewby: 2027-05-01` is never due for review. Unknown keys are kept byte for byte, so nothing is lost.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
reviewby: 2027-05-01
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
x-budget-line: 4711
---
# Use PostgreSQL
```
"###;
