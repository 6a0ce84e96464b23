//! `closed-without-evidence`: an outcome that is said to be reached, and that nothing shows to be.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::check::items::items;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::source::Span;
use crate::model::words::quoted;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "closed-without-evidence",
        group: "Outcomes",
        level: Level::Deny,
        summary: "An outcome is said to be reached, and a milestone or a measure does not show it",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for gap in index.unproven(at) {
        let why = quoted(&format!("{}: …", gap.name));
        findings.add(
            on(record, RULE.card.id, gap.told())
                .with_span(name_in(record, gap.span))
                .with_help(format!(
                    "say why it was reached all the same: declog note {} -m {why}",
                    record.id
                )),
        );
    }
}

/// The name of the item that stands there.
fn name_in(record: &Record, span: Span) -> Span {
    let shapes = [FieldType::Measures, FieldType::Milestones];
    let mut all = shapes.into_iter().flat_map(|shape| items(record, shape));
    all.find(|item| item.span == span)
        .map_or(span, |item| item.at)
}

const DOCS: &str = r###"## What

A record was ended by a step that asks for evidence (of the kinds that come with declog, `achieve` of a brief), and a milestone is not done, the newest reading of a measure does not meet its target, or that reading is older than the last milestone that was done. What the entry of the step, or a later one, names is explained and is no finding.

## Why

An outcome is worth what can be seen of it. A measure that was missed may still be a good end, if somebody says why; without a word it is only a green mark.

## Bad

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: achieved
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
      2026-11-16: 610
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* p95 checkout latency is at most 300 ms

## Boundaries

* Nothing is said to be paid that is not.

## What we learned

Half of the time went into the bank's reply.

## Log

### 2026-11-20 · achieve · alice
It is fast enough.
```

## Good

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: achieved
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
      2026-11-16: 310
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* p95 checkout latency is at most 300 ms

## Boundaries

* Nothing is said to be paid that is not.

## What we learned

Half of the time went into the bank's reply.

## Log

### 2026-11-20 · achieve · alice
The p95 checkout latency is 10 ms above its target, and the bank's reply alone takes 290.
```
"###;
