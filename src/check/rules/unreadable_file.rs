//! `unreadable-file`: a file that cannot be read as text.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unreadable-file",
        group: "Files",
        level: Level::Deny,
        summary: "A file of a record folder cannot be read as text",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

A file in a record folder is not UTF-8, holds a NUL byte, is a symbolic link, cannot be opened, or is larger than 1 MiB.

## Why

Such a file is no record to anybody: it has no page, it is in no list, and what refers to it leads nowhere. Leaving it out in silence would hide a decision. Links are not followed, because they may lead out of the repository.

## Bad

The file is written in Latin-1, as old editors did:

```markdown docs/decisions/0001-use-postgresql.md latin-1
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL für alle Bücher
```

## Good

The same file in UTF-8; `iconv -f latin1 -t utf-8` turns one into the other:

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL für alle Bücher
```
"###;
