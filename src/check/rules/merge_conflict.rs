//! `merge-conflict`: markers of a merge that nobody finished.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "merge-conflict",
        group: "Files",
        level: Level::Deny,
        summary: "A file still has the markers of a merge conflict",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

A file has lines that begin with the markers git leaves in a merge conflict: all three of them, in their order.

## Why

Somebody committed a merge that nobody finished. The file says two things at once, so nothing in it is read: which of them was decided is a person's to say.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
<<<<<<< HEAD
status: proposed
=======
status: rejected
>>>>>>> storage
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: rejected
date: 2026-11-22
---
# Use PostgreSQL
```
"###;
