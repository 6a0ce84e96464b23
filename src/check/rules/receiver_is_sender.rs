//! `receiver-is-sender`: work that somebody hands to themselves.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::TO;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "receiver-is-sender",
        group: "Handing over",
        level: Level::Deny,
        summary: "Whoever gives work away receives it",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(hand) = index.same_hand(at).filter(|_| record.is_current()) else {
        return;
    };
    let message = format!("`{hand}` gives and receives it, so nothing changes hands");
    let place = record.node(TO).map(|node| node.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {TO}=NAME", record.id)),
    );
}

const DOCS: &str = r###"## What

`from` and `to` of a record that hands work over are the same person or the same team, and it is not closed yet.

Somebody who hands work to a team that they are in gives it away: from then on it is the team's.

## Why

Nothing changes hands, but a page says that it did. As a rule one of the two was forgotten after the record was copied.

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
to: alice
items: [DEC-1]
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
