//! `owner-not-moved`: what was taken over and still is with somebody else.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::{Handed, Index, Item};
use crate::model::diagnostic::Level;
use crate::model::kind::OWNER;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "owner-not-moved",
        group: "Handing over",
        level: Level::Deny,
        summary: "Work was taken over, and somebody else owns it",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let taken = index.taken();
    for at in 0..index.records.len() {
        let record = &index.records[at];
        let Some(to) = index.hands(at).1.map(str::trim) else {
            continue;
        };
        for item in index.unmoved(at, &taken) {
            let holder = index.holder(&item).map(str::trim);
            let whose = holder.map_or_else(|| "nobody".to_owned(), |one| format!("`{one}`"));
            let message = format!(
                "`{to}` took `{}` over, and it belongs to {whose}",
                item.written
            );
            findings.add(
                on(record, RULE.card.id, message)
                    .with_span(item.span)
                    .with_help(help(index, &item, to)),
            );
        }
    }
}

fn help(index: &Index, item: &Item, to: &str) -> String {
    match &item.what {
        Handed::Record(at) => format!("declog set {} {OWNER}={to}", index.records[*at].id),
        _ => format!(
            "write `{OWNER} = \"{to}\"` for `{}` in {}",
            item.written, index.log.file.path
        ),
    }
}

const DOCS: &str = r###"## What

A record that hands work over is accepted, and the owner of one of its `items` is neither `to` (or somebody of that team) nor anybody to whom a later record handed it on. `declog accept` moves the owners itself, so the state was written by hand, or the owner was changed since.

It is asked as long as the handoff is live and the item is not closed.

## Why

Both sides believe that the work has changed hands, and whoever looks for its owner is sent to the one who gave it away.

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
status: accepted
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

## Good

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-10
owner: bob
---
# Keep one ledger
```

```markdown docs/handoffs/0001-hand-the-ledger-over.md
---
status: accepted
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
