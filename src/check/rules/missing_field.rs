//! `missing-field`: a field that the record's state asks for.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::front::Node;
use crate::model::kind::{Field, FieldType, covers};
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "missing-field",
        group: "Front matter",
        level: Level::Deny,
        summary: "A field that the record's state asks for is missing",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for field in &record.kind.fields {
        let found = if field.shape == FieldType::State {
            missing_state(record, field)
        } else {
            missing(record, field)
        };
        if let Some(finding) = found {
            findings.add(finding);
        }
    }
}

/// Somebody else's record without a state is one of unknown state, which `unknown-status` says.
fn missing_state(record: &Record, field: &Field) -> Option<Diagnostic> {
    if !record.is_native() || record.status.is_some() {
        return None;
    }
    let message = format!("`{}` is missing, expected in every record", field.key);
    let first = &record.kind.first_state().name;
    let place = match (record.pair(&field.key), &record.front) {
        (Some(pair), _) => pair.key.span,
        (None, Some(front)) => first_line(record, front.span),
        (None, None) => record.place(),
    };
    let help = format!("write `{}: {first}`: {}", field.key, edit(record));
    Some(
        on(record, RULE.card.id, message)
            .with_span(place)
            .with_help(help),
    )
}

fn missing(record: &Record, field: &Field) -> Option<Diagnostic> {
    let state = record.state()?;
    let said = record.node(&field.key).is_some_and(Node::says_something);
    if said || !covers(&field.required_in, state) {
        return None;
    }
    let message = format!(
        "`{}` is missing, expected while `{}`",
        field.key, state.name
    );
    let status = record.status.as_ref().map(|status| status.span);
    let help = format!("declog set {} {}=NAME", record.id, field.key);
    let help = match field.shape {
        FieldType::Person | FieldType::People => help,
        _ => help.replace("=NAME", "=VALUE"),
    };
    Some(
        on(record, RULE.card.id, message)
            .with_subject(&field.key)
            .with_span(status.unwrap_or_else(|| record.place()))
            .with_help(help),
    )
}

fn first_line(record: &Record, span: Span) -> Span {
    let line = record.source.slice(span).lines().next().unwrap_or_default();
    Span::new(span.start, span.start + line.len())
}

const DOCS: &str = r###"## What

A field is missing or empty that the kind asks for in the state the record is in. A record that declog wrote also needs a `status`.

## Why

A decision that is in force was taken by somebody. Who it was is easy to write down on the day, and hard to find out a year later.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
date: 2026-11-22
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

Once it is accepted, it says who decided:

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: accepted
date: 2026-11-22
owner: alice
decision-makers: [alice, bob]
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
