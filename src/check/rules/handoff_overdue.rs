//! `handoff-overdue`: an offer that nobody has answered in time.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::{RESPOND_BY, TO};
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::state::{Step, Who};

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "handoff-overdue",
        group: "Handing over",
        level: Level::Deny,
        summary: "An offer was to be answered by a day that is over",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let today = index.log.as_of;
    let Some(day) = index.answer_by(at).filter(|day| *day < today) else {
        return;
    };
    let whom = record.text(TO).map_or("whoever takes it over", str::trim);
    let message = format!("`{whom}` was asked to answer by {day}, and has not");
    let place = record.node(RESPOND_BY).map(|node| node.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(answers(record)),
    );
}

/// The steps by which whoever is asked answers.
fn answers(record: &Record) -> String {
    let state = record.state().map(|state| &state.name);
    let answers = |step: &&Step| {
        let theirs = matches!(&step.who, Who::Field(key) if key == TO);
        theirs && state.is_some_and(|state| step.from.contains(state))
    };
    let steps = record.kind.steps.iter().filter(answers);
    let words: Vec<String> = steps
        .map(|step| format!("`declog {} {}`", step.verb, record.id))
        .collect();
    match words.as_slice() {
        [] => edit(record),
        words => words.join(" or "),
    }
}

const DOCS: &str = r###"## What

Work is offered, its `respond-by` is over, and whoever it is offered to has neither taken it over, nor declined it, nor asked anything. It stays overdue until they do, or until the offer is withdrawn.

## Why

An offer that nobody answers is the gap that work falls into: whoever gave it believes that it is on its way, and whoever was to take it has not read it.

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
respond-by: 2026-11-20
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
respond-by: 2026-11-24
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
