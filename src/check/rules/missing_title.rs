//! `missing-title`: a record without a name.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "missing-title",
        group: "Content",
        level: Level::Deny,
        summary: "The record has no title",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let said = |title: &str| !title.trim().is_empty();
    if record
        .title
        .as_ref()
        .is_some_and(|title| said(&title.value))
    {
        return;
    }
    findings.add(
        on(
            record,
            RULE.card.id,
            "the title is missing, expected as the first `# ` heading",
        )
        .with_span(record.place())
        .with_help(edit(record)),
    );
}

const DOCS: &str = r###"## What

The record has no heading of the first level, and no `title:` in its front matter.

## Why

The title is what lists, pages and other records call the decision. Without one they fall back on the file's name.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
## Context and Problem Statement

The ledger needs transactions.
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL

## Context and Problem Statement

The ledger needs transactions.
```
"###;
