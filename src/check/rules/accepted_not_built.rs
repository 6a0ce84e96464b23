//! `accepted-not-built`: what was decided a while ago, and that nothing carries out.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::duration::{Duration, Unit};
use crate::model::kind::IMPLEMENTED_BY;
use crate::model::rule::{Preset, RuleCard, RuleOption};

const ID: &str = "accepted-not-built";

/// How long it may take.
pub(super) static AFTER: RuleOption = RuleOption {
    rule: ID,
    key: "after",
    preset: Preset::Length(Duration {
        count: 30,
        unit: Unit::Days,
    }),
    about: "how long a record may be in force before something carries it out",
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: ID,
        group: "Time",
        level: Level::Allow,
        summary: "A record is in force, and nothing is named that carries it out",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(since) = record.date("date").filter(|_| index.is_unbuilt(at)) else {
        return;
    };
    let after = AFTER.length(&index.log.settings.check);
    let until = after.and_then(|after| after.after(since));
    if until.is_none_or(|until| until >= index.log.as_of) {
        return;
    }
    let message =
        format!("in force since {since}, and no `{IMPLEMENTED_BY}` says what carries it out");
    let empty = record.pair(IMPLEMENTED_BY).map(|pair| pair.key.span);
    let place = empty.or(record.status.as_ref().map(|status| status.span));
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {IMPLEMENTED_BY}+=COMMIT", record.id)),
    );
}

const DOCS: &str = r###"## What

A record has been in force for a while, its kind has the field `implemented-by`, and no commit, path or test stands there.

## Why

A decision that nobody carried out looks like one that was: both say `accepted`. The rule is quiet until a log asks for it, because not every log writes down what carries its decisions out.

## Bad

```toml declog.toml
format = 1

[check.levels]
accepted-not-built = "deny"
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
---
# Keep the ledger in one place

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

## Good

```toml declog.toml
format = 1

[check.levels]
accepted-not-built = "deny"
```

```markdown docs/decisions/0001-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-02-02
decision-makers: [alice]
implemented-by: [src/ledger/one.rs]
---
# Keep the ledger in one place

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
