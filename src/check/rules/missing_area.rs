//! `missing-area`: a record of no area, in a log that has areas.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::{Field, FieldType};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// Most areas that a message names one by one.
const NAMED: usize = 5;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "missing-area",
        group: "References",
        level: Level::Warn,
        summary: "A record names no area, in a log that has areas",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let areas: Vec<&str> = index
        .log
        .settings
        .areas
        .keys()
        .map(String::as_str)
        .collect();
    let mut fields = record.kind.fields_of(FieldType::Areas);
    let Some(field) = fields.next().filter(|_| record.is_current()) else {
        return;
    };
    if areas.is_empty() || !record.kind.is_owned() || names_one(record, field) {
        return;
    }
    let (expected, help) = match areas.as_slice() {
        [only] => (format!("expected `{only}`"), *only),
        few if few.len() <= NAMED => (format!("expected one of `{}`", few.join("`, `")), "NAME"),
        _ => ("expected an area of this log".to_owned(), "NAME"),
    };
    let message = format!("`{}` is missing, {expected}", field.key);
    let place = record.pair(&field.key).map(|pair| pair.key.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {}={help}", record.id, field.key)),
    );
}

fn names_one(record: &Record, field: &Field) -> bool {
    let words = record.words(&field.key);
    words.iter().any(|word| !word.value.trim().is_empty())
}

const DOCS: &str = r###"## What

The log has areas, in `[areas]` of `declog.toml`, and a record that is open or live names none in `area`. Only records that somebody owns are meant: a handoff is about what it hands over.

## Why

The area of a record says who decides on it, who is to be asked and whose it is when nobody is named. Without one, a decision has no rights to check.

## Bad

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
owner = "alice"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

## Good

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
owner = "alice"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
area: storage
---
# Use PostgreSQL
```
"###;
