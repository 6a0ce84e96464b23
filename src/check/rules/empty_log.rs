//! `empty-log`: a log without a single record.

use super::{Adopted, Rule, Scope};
use crate::check::Emptiness;
use crate::check::findings::Findings;
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "empty-log",
        group: "Files",
        level: Level::Deny,
        summary: "The log has no record",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    if !index.records.is_empty() || findings.allow_empty == Emptiness::Allowed {
        return;
    }
    let folders: Vec<_> = index
        .log
        .kinds
        .iter()
        .map(|kind| format!("`{}`", index.log.folder(kind)))
        .collect();
    let root = &index.log.root;
    let settings = match root.as_str() {
        "" => "declog.toml".to_owned(),
        root => format!("{root}/declog.toml"),
    };
    let message = format!(
        "found no record in {}, expected at least 1",
        folders.join(", ")
    );
    findings.add(
        Diagnostic::new(RULE.card.id, settings, message)
            .with_help("declog new \"What was decided\""),
    );
}

const DOCS: &str = r###"## What

The record folders of the log hold no record at all. `declog check --allow-empty` lets that pass.

## Why

A check that reads nothing finds nothing, and looks like one that went well. Usually the folder in the settings is not the one the records are in.

## Bad

The records are in `docs/adr`:

```toml declog.toml
format = 1

[kinds.decision]
folder = "docs/decisions"
```

## Good

```toml declog.toml
format = 1

[kinds.decision]
folder = "docs/adr"
```

```markdown docs/adr/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```
"###;
