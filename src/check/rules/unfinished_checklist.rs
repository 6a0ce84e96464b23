//! `unfinished-checklist`: work that ended with boxes nobody has ticked.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::link;
use crate::index::{Index, Resolved};
use crate::model::diagnostic::Level;
use crate::model::id::Written;
use crate::model::record::Task;
use crate::model::rule::RuleCard;
use crate::model::state::{Phase, Tone};

/// The section that a checklist stands in, where a kind has one.
const CHECKLIST: &str = "checklist";

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unfinished-checklist",
        group: "Content",
        level: Level::Deny,
        summary: "A record ended well, and its checklist has open items that no other record carries on",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let ended_well = record
        .state()
        .is_some_and(|state| state.phase == Phase::Ended && state.tone == Tone::Good);
    let Some(section) = record.section(CHECKLIST).filter(|_| ended_well) else {
        return;
    };
    let open = section.tasks.iter().filter(|task| !task.ticked);
    for task in open.filter(|task| !is_carried_on(index, at, task)) {
        let message = "this is not ticked, and names no record that carries it on";
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(task.span)
                .with_help(format!("tick it or name one: {}", edit(record))),
        );
    }
}

/// Whether an item names another record, by its id or by a link.
fn is_carried_on(index: &Index, at: usize, task: &Task) -> bool {
    let record = &index.records[at];
    let named = words(record.source.slice(task.span)).any(|word| names_other(index, at, word));
    let range = task.span.range();
    let mut links = record.links.iter();
    named
        || links.any(|link| {
            let inside = range.contains(&link.span.start);
            let place = link::read(&link.target, &record.source.path).filter(|_| inside);
            let to = place.and_then(|place| index.linked(&place.path));
            to.is_some_and(|to| to != at)
        })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.map(|word| word.trim_matches('-'))
}

fn names_other(index: &Index, at: usize, word: &str) -> bool {
    // A number alone is no id in a sentence.
    let is_id = matches!(Written::read(word), Written::Prefixed(_));
    let resolved = is_id.then(|| index.resolve(word, None, None));
    match resolved {
        Some(Resolved::One(other)) => other != at,
        Some(Resolved::Several(_)) => true,
        _ => false,
    }
}

const DOCS: &str = r###"## What

A record ended well, and its section `checklist` has an item whose box has no tick and that names no other record. Only the boxes of that section count.

An item that is not done, and that something else carries on, stays open and says where: `- [ ] The old run is switched off, see BRF-7`.

## Why

A list with open boxes says that it is not over, and the state says that it is. Whoever reads it later cannot know which of the two was true, and nobody does what is left.

## Bad

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
status: done
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
status: done
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

- [x] Bob has run it once
- [ ] The old run is switched off, see DEC-1
```
"###;
