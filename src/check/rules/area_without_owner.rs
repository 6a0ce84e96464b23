//! `area-without-owner`: an area that nobody is accountable for.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, in_settings};
use crate::check::mend::table;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::OWNER;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "area-without-owner",
        group: "Ownership",
        level: Level::Deny,
        summary: "An area of the log has no owner",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for (name, area) in &index.log.settings.areas {
        if area.owner().is_some() {
            continue;
        }
        let message = format!("area `{name}` has no `{OWNER}`");
        let help = format!(
            "write `{OWNER} = \"NAME\"` under {} in {}",
            table("areas", name),
            index.log.file.path
        );
        let finding = in_settings(index, RULE.card.id, &format!("areas.{name}"), message);
        findings.add(finding.with_help(help));
    }
}

const DOCS: &str = r###"## What

An area in `declog.toml` has no `owner`, a person or a team that is accountable for it.

## Why

The owner of an area decides in it unless others are named, is asked about it, and owns its records that name nobody. An area without one leaves all of that open.

## Bad

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
decides = ["alice"]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
area: storage
---
# Use PostgreSQL
```

## Good

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
owner = "alice"
decides = ["alice"]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
area: storage
---
# Use PostgreSQL
```
"###;
