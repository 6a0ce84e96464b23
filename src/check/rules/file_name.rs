//! `file-name`: a file name that is not written the way the log writes them.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "file-name",
        group: "Files",
        level: Level::Deny,
        summary: "A file name does not have the shape of the log, or an `id` inside disagrees with it",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

The name of a record's file is not the number with the digits of the kind, a dash and a slug (`0012-use-postgresql.md`). Nor may it have characters that some file systems refuse (`: ? * < > | " \`), that control a terminal or that turn text round. In a folder that somebody else wrote, an `id:` or `number:` in the front matter says another number than the name.

## Why

The number comes from the file name and from nowhere else. Names of one shape sort in the order of the numbers, can be typed from memory, and work on every file system. Two numbers for one record mean that some references lead to the wrong one.

## Bad

```markdown docs/decisions/1_Use PostgreSQL.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```
"###;
