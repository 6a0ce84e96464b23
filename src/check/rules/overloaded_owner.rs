//! `overloaded-owner`: somebody on whom more waits than they can answer.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, in_settings};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::{Preset, RuleCard, RuleOption};

const ID: &str = "overloaded-owner";

/// How much is too much.
pub(super) static MAX: RuleOption = RuleOption {
    rule: ID,
    key: "max",
    preset: Preset::Count(10),
    about: "most records that may wait on one person, those that wait on a team of theirs included",
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: ID,
        group: "Ownership",
        level: Level::Warn,
        summary: "More waits on one person than the log allows",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let most = MAX.count(&index.log.settings.check);
    let directory = index.log.directory();
    let waiting: Vec<Vec<&str>> = (0..index.records.len())
        .filter(|&at| index.is_waiting(at))
        .map(|at| index.waits_on(at))
        .collect();
    for (handle, person) in directory.people {
        let acts = |party: &&str| directory.acts_for(handle, party.trim());
        let count = waiting.iter().filter(|parties| parties.iter().any(&acts));
        let count = count.count();
        if count <= most || person.has_left(index.log.as_of) {
            continue;
        }
        let message = format!("{count} records wait on `{handle}`, expected {most} at the most");
        let key = format!("people.{handle}");
        let finding = in_settings(index, RULE.card.id, &key, message).with_subject(handle);
        findings.add(finding.with_help(format!("declog inbox --for {handle}")));
    }
}

const DOCS: &str = r###"## What

More records wait on one person than the log allows: proposals they may decide, drafts of theirs, handoffs they are to answer, and what waits on a team they are in. The finding is at their place under `[people]` in `declog.toml`.

## Why

Whoever has thirty things to answer answers none in time, and everybody else waits without knowing for what. It is not theirs alone to mend: somebody else may decide in the area, or a part of it may be handed over.

## Bad

```toml declog.toml
format = 1

[check.options.overloaded-owner]
max = 1

[people.alice]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep one ledger
```

## Good

```toml declog.toml
format = 1

[check.options.overloaded-owner]
max = 1

[people.alice]

[people.bob]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: bob
---
# Keep one ledger
```
"###;
