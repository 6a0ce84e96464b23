//! `not-a-record`: a Markdown file whose name gives no id.

use super::{Adopted, Rule, Scope};
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "not-a-record",
        group: "Files",
        level: Level::Deny,
        summary: "A Markdown file in a record folder has no number in its name",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Reading,
};

const DOCS: &str = r###"## What

A Markdown file in a record folder has a name from which no id can be read. Files named `README.md` or `index.md`, templates, and files that `[log] ignore` names are not meant.

## Why

The id of a record is the number its file name begins with. A file without one has no page and no id to refer to, so it is a decision that nobody finds, or a note in the wrong folder. Both are worth a word.

## Bad

```markdown docs/decisions/use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

## Good

A number of its own makes it a record:

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

What is no record is named in the settings, or lives in another folder:

```toml declog.toml
format = 1

[log]
ignore = ["docs/decisions/meeting-notes.md"]
```

```markdown docs/decisions/meeting-notes.md
# Notes of the meeting on databases
```
"###;
