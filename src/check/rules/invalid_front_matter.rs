//! `invalid-front-matter`: front matter that is no YAML, or more of it than is read.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "invalid-front-matter",
        group: "Front matter",
        level: Level::Deny,
        summary: "The front matter cannot be read as YAML",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

What stands between the `---` lines is not YAML, names a key twice, is not a list of keys, or uses what is refused: anchors, aliases, tags, nesting deeper than 32, more than 64 KiB or 2,000 lines.

## Why

From front matter that cannot be read nothing is known of the record, not even its state. What is refused are the parts of YAML by which a small file makes a program slow, and which no record needs.

Three values are often the cause, because YAML reads more into them than people do. They need quotes: patterns (`"*.rs"`), handles (`"@alice"`), and text with a colon and a space (`"Phase 1: ledger"`).

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
governs: [*.sql]
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
governs: ["*.sql"]
---
# Use PostgreSQL
```
"###;
