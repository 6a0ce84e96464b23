//! `too-many-outcomes`: more outcomes in one period than one owner can see to.

use super::{Adopted, Rule, Scope};
use std::collections::BTreeMap;

use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::FieldType;
use crate::model::rule::{Preset, RuleCard, RuleOption};
use crate::model::source::Spanned;
use crate::model::state::Phase;

const ID: &str = "too-many-outcomes";

/// How many are too many.
pub(super) static MAX: RuleOption = RuleOption {
    rule: ID,
    key: "max",
    preset: Preset::Count(3),
    about: "most live records of one kind that an owner may have for one period",
};

/// What is counted together: a kind, an owner and a period.
type Group<'a> = (&'a str, &'a str, &'a str);

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: ID,
        group: "Outcomes",
        level: Level::Allow,
        summary: "Somebody owns more live outcomes for one period than the log allows",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let most = MAX.count(&index.log.settings.check);
    let mut groups: BTreeMap<Group<'_>, Vec<usize>> = BTreeMap::new();
    for at in 0..index.records.len() {
        let kind = &index.records[at].kind.name;
        if let Some((owner, period)) = index.owner(at).zip(period(index, at)) {
            let group = (kind.as_str(), owner.trim(), period.value);
            groups.entry(group).or_default().push(at);
        }
    }
    let many = groups.into_iter().filter(|(_, all)| all.len() > most);
    many.for_each(|(group, all)| findings.extend(too_many(index, group, &all, most)));
}

/// The period of a record that is live.
fn period(index: &Index, at: usize) -> Option<Spanned<&str>> {
    let record = &index.records[at];
    let node = record.nodes_of(FieldType::Period).next()?;
    let period = node.scalar()?.trim();
    let live = record.phase() == Some(Phase::Live) && !period.is_empty();
    live.then_some(Spanned::new(period, node.span))
}

/// The finding is at the newest of them.
fn too_many(index: &Index, group: Group<'_>, all: &[usize], most: usize) -> Option<Diagnostic> {
    let (_, owner, period) = group;
    let (&last, count) = (all.last()?, all.len());
    let record = &index.records[last];
    let ids: Vec<String> = all
        .iter()
        .map(|&at| index.records[at].id.to_string())
        .collect();
    let message = format!(
        "`{owner}` has {count} live {} for `{period}`, expected {most} at the most: {}",
        record.kind.plural,
        ids.join(", ")
    );
    let span = self::period(index, last).map_or_else(|| record.place(), |period| period.span);
    let key = &record.kind.fields_of(FieldType::Period).next()?.key;
    let help = format!("declog set {} {key}=…", record.id);
    Some(
        on(record, RULE.card.id, message)
            .with_subject(format!("{owner} {period}"))
            .with_span(span)
            .with_help(help),
    )
}

const DOCS: &str = r###"## What

One person or team owns more live records of a kind for the same `period` than the log allows. The finding is at the newest of them.

## Why

Somebody with seven outcomes for a quarter has none that comes first. The rule is quiet until a log asks for it, because how many are too many is the log's to say.

## Bad

```toml declog.toml
format = 1

[check.levels]
too-many-outcomes = "deny"

[check.options.too-many-outcomes]
max = 1
```

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
period: 2026-Q4
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

```markdown docs/briefs/0002-nobody-waits-at-the-counter.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
period: 2026-Q4
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

```toml declog.toml
format = 1

[check.levels]
too-many-outcomes = "deny"

[check.options.too-many-outcomes]
max = 1
```

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
period: 2026-Q4
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

```markdown docs/briefs/0002-nobody-waits-at-the-counter.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
period: 2027-Q1
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
