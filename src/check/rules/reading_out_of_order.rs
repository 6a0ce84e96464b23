//! `reading-out-of-order`: readings that do not stand in the order of their days.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::items::{Item, items};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::front::Node;
use crate::model::kind::FieldType;
use crate::model::record::read_date;
use crate::model::rule::RuleCard;
use crate::model::source::Spanned;
use jiff::civil::Date;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "reading-out-of-order",
        group: "Outcomes",
        level: Level::Deny,
        summary: "The readings of a measure do not stand in the order of their days",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for item in items(record, FieldType::Measures) {
        if let Some((before, late)) = first_late(&item) {
            let day = late.value;
            let message = format!(
                "the reading of {day} stands after that of {before}, expected the oldest first"
            );
            findings.add(
                on(record, RULE.card.id, message)
                    .with_span(late.span)
                    .with_help(edit(record)),
            );
        }
    }
}

/// The first reading that is older than one before it, and the day of that one.
fn first_late(item: &Item<'_>) -> Option<(Date, Spanned<Date>)> {
    let readings = item.node("readings").and_then(Node::pairs)?;
    let days = readings.iter().filter_map(|pair| {
        let day = read_date(&pair.key.value)?;
        Some(Spanned::new(day, pair.key.span))
    });
    let mut newest: Option<Date> = None;
    for day in days {
        match newest {
            Some(before) if day.value < before => return Some((before, day)),
            _ => newest = Some(day.value),
        }
    }
    None
}

const DOCS: &str = r###"## What

Under `readings` of a measure, an older day stands behind a newer one.

## Why

Whoever reads the file takes the last line for the newest reading, and a line put in later at the end makes an old number look like today's. declog itself goes by the days, and `declog update --reading` puts each reading in its place.

## Bad

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
    readings:
      2026-11-01: 610
      2026-10-01: 850
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* p95 checkout latency is at most 300 ms

## Boundaries

* Nothing is said to be paid that is not.
```

## Good

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
    readings:
      2026-10-01: 850
      2026-11-01: 610
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* p95 checkout latency is at most 300 ms

## Boundaries

* Nothing is said to be paid that is not.
```
"###;
