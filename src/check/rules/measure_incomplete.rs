//! `measure-incomplete`: a measure of work under way that lacks a number or a source.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::items::{Item, items};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::front::Node;
use crate::model::kind::FieldType;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::state::Phase;
use crate::model::words::quoted;

/// What a measure has besides its name.
const KEYS: [&str; 4] = ["baseline", "target", "unit", "source"];

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "measure-incomplete",
        group: "Outcomes",
        level: Level::Deny,
        summary: "A measure has no baseline, no target, no unit or no source",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    if record.phase() != Some(Phase::Live) {
        return;
    }
    for item in items(record, FieldType::Measures) {
        let missing: Vec<&str> = KEYS.into_iter().filter(|key| lacks(&item, key)).collect();
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "measure `{}` has no `{}`",
            item.name,
            missing.join("`, no `")
        );
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(item.at)
                .with_help(help(record, &item, &missing)),
        );
    }
}

fn lacks(item: &Item<'_>, key: &str) -> bool {
    !item.node(key).is_some_and(Node::says_something)
}

/// The update that says what is missing; `;` and `=` in a name would be read as something else.
fn help(record: &Record, item: &Item<'_>, missing: &[&str]) -> String {
    if record.kind.health.is_empty() || item.name.contains([';', '=']) {
        return edit(record);
    }
    let keys: Vec<String> = missing.iter().map(|key| format!("{key}=…")).collect();
    let measure = quoted(&format!("{}; {}", item.name, keys.join("; ")));
    format!("declog update {} -m \"…\" --measure {measure}", record.id)
}

const DOCS: &str = r###"## What

A measure of a record that is under way has no `baseline`, no `target`, no `unit` or no `source`. While a record is open, its measures may be unfinished.

## Why

A number that nobody can compare proves nothing. The baseline says where it stood before, the target where it should be, the unit what is counted, and the source where anybody may look it up who does not believe it.

## Bad

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
measures:
  - name: p95 checkout latency
    target: 300
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
