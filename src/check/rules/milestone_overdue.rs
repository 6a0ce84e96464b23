//! `milestone-overdue`: a milestone whose day is over and that is not done.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::items::{Item, items};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::FieldType;
use crate::model::record::{Record, read_date};
use crate::model::rule::RuleCard;
use crate::model::source::Spanned;
use crate::model::state::Phase;
use crate::model::words::quoted;
use jiff::civil::Date;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "milestone-overdue",
        group: "Outcomes",
        level: Level::Warn,
        summary: "A milestone was due and is not done",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    if !index.is_going_on(at) {
        return;
    }
    for item in items(record, FieldType::Milestones) {
        let Some(due) = due(&item).filter(|due| due.value < index.log.as_of) else {
            continue;
        };
        let message = format!(
            "milestone `{}` was due on {} and is not done",
            item.name, due.value
        );
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(due.span)
                .with_help(help(record, item.name)),
        );
    }
}

/// The day a milestone is due that is not done yet.
fn due(item: &Item<'_>) -> Option<Spanned<Date>> {
    let day = |key| {
        let node = item.node(key)?;
        Some(Spanned::new(read_date(node.scalar()?.trim())?, node.span))
    };
    day("due").filter(|_| day("done").is_none())
}

/// Nothing is done of what has not begun; `=` in a title would be read as something else.
fn help(record: &Record, title: &str) -> String {
    let id = &record.id;
    if record.kind.health.is_empty() {
        return edit(record);
    }
    let done = format!("declog update {id} -m \"…\" --done {}", quoted(title));
    let later = quoted(&format!("{title}=DATE"));
    match record.phase() {
        Some(Phase::Live) => format!("`{done}`, or `--milestone {later}`"),
        _ => format!("declog update {id} --milestone {later}"),
    }
}

const DOCS: &str = r###"## What

A milestone of a record that is open or in force has a `due` that is over, and no `done`.

## Why

A day that has passed without a word tells nobody whether the work is late or only the file. `declog update` says either: `--done` that it is there, `--milestone "TITLE=DATE"` when it will be. The earlier day stays in `was`, so that a slip is seen and not hidden.

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
milestones:
  - title: Shadow traffic on the new path
    owner: alice
    due: 2026-10-31
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
milestones:
  - title: Shadow traffic on the new path
    owner: alice
    due: 2026-12-04
    was: [2026-10-31]
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
