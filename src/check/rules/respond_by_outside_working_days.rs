//! `respond-by-outside-working-days`: an answer asked for on a day off.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::calendar::Calendar;
use crate::model::diagnostic::Level;
use crate::model::kind::{RESPOND_BY, TO};
use crate::model::rule::RuleCard;
use crate::model::state::Phase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "respond-by-outside-working-days",
        group: "Handing over",
        level: Level::Warn,
        summary: "An answer is asked for on a day on which whoever is to give it does not work",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let log = &index.log;
    let ahead = record.phase() == Some(Phase::Open);
    let day = record
        .date(RESPOND_BY)
        .filter(|day| ahead && *day >= log.as_of);
    let (Some(day), Some(to)) = (day, record.text(TO).map(str::trim)) else {
        return;
    };
    // Of somebody whom the log does not know, nobody knows when they work.
    if log.directory().party(to).is_none() {
        return;
    }
    let calendar = Calendar::of(&log.settings, to);
    if calendar.works_on(day) {
        return;
    }
    let weekday = day.strftime("%A");
    let message = format!("`{to}` does not work on {weekday}, {day}");
    let next = calendar.next_working_day(day);
    let next = next.map_or_else(|| "DATE".to_owned(), |day| day.to_string());
    let place = record.node(RESPOND_BY).map(|node| node.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {RESPOND_BY}={next}", record.id)),
    );
}

const DOCS: &str = r###"## What

The `respond-by` of an offer that is still open is no working day of whoever is to answer: not one of their `days`, or one of their times `away`, or a holiday of the log, or after they have left. A team works when anybody in it does.

`declog offer` counts in their own days, so this is a day that somebody typed, or leave that was entered later.

## Why

Somebody who is not at work does not answer. The day is missed before it comes, and whoever waits for it finds out on the day after.

## Bad

```toml declog.toml
format = 1

[people.alice]

[people.bob]
```

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
respond-by: 2026-11-28
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

```toml declog.toml
format = 1

[people.alice]

[people.bob]
```

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
respond-by: 2026-11-27
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
