//! `update-overdue`: work under way of which nobody has said anything for too long.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::UPDATE_EVERY;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "update-overdue",
        group: "Outcomes",
        level: Level::Warn,
        summary: "An update on how the work goes is overdue",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let due = index.next_update(at).filter(|_| index.is_going_on(at));
    let Some(due) = due.filter(|due| *due < index.log.as_of) else {
        return;
    };
    let id = &record.id;
    let place = record.node(UPDATE_EVERY).map(|node| node.span);
    let finding = on(record, RULE.card.id, format!("an update was due on {due}"))
        .with_span(place.unwrap_or_else(|| record.place()))
        .with_help(format!(
            "`declog update {id} -m \"…\"`, or `declog update {id} --nothing-changed`"
        ));
    findings.add(match (&index.log.settings.cadence.update_every, place) {
        (Some(every), None) => finding.with_label(format!("every `{every}`, as `[cadence]` says")),
        _ => finding,
    });
}

const DOCS: &str = r###"## What

A record under way has had no update for longer than its `update-every` says, or, where it says nothing, `update-every` under `[cadence]` in `declog.toml`. Its time is counted from the newest update, or from the day it began.

## Why

Silence looks like progress. An update costs a minute, and `declog update --nothing-changed` is one too: it says that somebody looked.

## Bad

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-10-05
owner: alice
due: 2026-12-31
update-every: 2w
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
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
date: 2026-10-05
owner: alice
due: 2026-12-31
update-every: 2w
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* p95 checkout latency is at most 300 ms

## Boundaries

* Nothing is said to be paid that is not.

## Log

### 2026-11-16 · on-track · alice
Half of the traffic is on the new path.
```
"###;
