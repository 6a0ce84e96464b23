//! `stale-proposal`: what has been open for too long.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::{Index, STALE_AFTER};
use crate::model::diagnostic::Level;
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: STALE_AFTER.rule,
        group: "Time",
        level: Level::Warn,
        summary: "A record has been open longer than the log allows",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(day) = index.open_since(at).filter(|_| index.is_stale(at)) else {
        return;
    };
    let after = STALE_AFTER.length(&index.log.settings.check);
    let after = after.map_or_else(String::new, |after| format!(", longer than `{after}`"));
    let place = record.status.as_ref().map(|status| status.span);
    findings.add(
        on(record, RULE.card.id, format!("open since {day}{after}"))
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(ways(record)),
    );
}

/// The steps that lead on from where it is.
fn ways(record: &Record) -> String {
    let state = record.state().map(|state| state.name.as_str());
    let steps = record.kind.steps.iter().filter(|step| {
        let mut from = step.from.iter();
        from.any(|from| Some(from.as_str()) == state)
    });
    let ways: Vec<String> = steps
        .map(|step| format!("`declog {} {}`", step.verb, record.id))
        .collect();
    match ways.as_slice() {
        [] => edit(record),
        ways => ways.join(", "),
    }
}

const DOCS: &str = r###"## What

A record of any kind has been open, which is proposed, a draft or on offer, for longer than the log allows. Its time is counted from `created`, or from `date` where it has none.

## Why

What nobody decides is decided by whoever does not wait. After two months the question has gone away, or somebody should be asked who can answer it; both end the record, and either is better than a list that nobody believes.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-08-03
owner: alice
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: withdrawn
date: 2026-11-20
created: 2026-08-03
owner: alice
---
# Use PostgreSQL
```
"###;
