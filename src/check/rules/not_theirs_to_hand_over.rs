//! `not-theirs-to-hand-over`: an offer of what is somebody else's.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::check::mend::{Wrong, command};
use crate::index::{Handed, Index};
use crate::model::diagnostic::Level;
use crate::model::kind::ITEMS;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "not-theirs-to-hand-over",
        group: "Handing over",
        level: Level::Deny,
        summary: "An offer names something that does not belong to whoever hands it over",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(from) = index.hands(at).0.filter(|_| index.is_on_offer(at)) else {
        return;
    };
    for item in index.items(at) {
        // What is not there is another rule's business.
        if item.what == Handed::Unknown || index.is_of(&item, from) {
            continue;
        }
        let holder = index.holder(&item);
        let whose = holder.map_or_else(|| "nobody".to_owned(), |holder| format!("`{holder}`"));
        let message = format!(
            "`{}` belongs to {whose}, not to `{}`, who hands it over",
            item.written,
            from.trim()
        );
        let wrong = Wrong {
            key: ITEMS,
            written: &item.written,
            span: item.span,
        };
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(item.span)
                .with_help(command(record, wrong, None)),
        );
    }
}

const DOCS: &str = r###"## What

Work is on offer, and the owner of one of its `items` is neither `from` nor a team that `from` is in. Where a record names no owner, whoever owns its area counts; an area's owner stands in `declog.toml`.

Nobody can accept such an offer. If the item changed hands meanwhile, take it out or withdraw the offer.

## Why

Nobody can give away what is not theirs. Whoever has it does not know of the offer, and two people would believe that it is theirs.

## Bad

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-10
owner: carol
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
