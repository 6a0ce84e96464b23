//! `handoff-revision-gone`: an offer of work at a commit that nobody has any more.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::REVISION;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "handoff-revision-gone",
        group: "Handing over",
        level: Level::Warn,
        summary: "The commit that a handoff is about is in no branch and under no tag",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(revision) = index.revision(at) else {
        return;
    };
    if !index.facts.lost.contains(revision) {
        return;
    }
    let message = format!("`{revision}` is in no branch and under no tag of this repository");
    let place = record.node(REVISION).map(|node| node.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {REVISION}=COMMIT", record.id)),
    );
}

const DOCS: &str = r###"## What

The `revision` of a handoff that is open or live names no commit that a branch or a tag of this repository leads to: it was never pushed, or was rewritten, or went with its branch. `declog offer` writes the newest commit that others have.

A shallow clone does not know, and says nothing.

## Why

The commit says what the work was when it was offered. Without it nobody can tell what was promised from what came later.

## Bad

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-10
owner: alice
---
# Keep one ledger
```

```markdown docs/handoffs/0001-hand-the-ledger-over.md
---
status: offered
date: 2026-11-18
from: alice
to: bob
items: [DEC-1]
revision: 0000000000000000000000000000000000000000
---
# Hand the ledger over

## What is handed over

The ledger and its nightly run.

## State of the work

It runs, and nobody has changed it since spring.

## Next steps

1. Read the log of last night.

## Risks and open questions

* Nobody knows what a leap second does.

## Acceptance checklist

- [ ] Bob has run it once
```

## Good

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-10
owner: alice
---
# Keep one ledger
```

```markdown docs/handoffs/0001-hand-the-ledger-over.md
---
status: offered
date: 2026-11-18
from: alice
to: bob
items: [DEC-1]
revision: 4b825dc642cb6eb9a060e54bf8d69288fbee4904
---
# Hand the ledger over

## What is handed over

The ledger and its nightly run.

## State of the work

It runs, and nobody has changed it since spring.

## Next steps

1. Read the log of last night.

## Risks and open questions

* Nobody knows what a leap second does.

## Acceptance checklist

- [ ] Bob has run it once
```
"###;
