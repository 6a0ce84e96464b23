//! `unowned`: a record for which nobody is accountable.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::front::Value;
use crate::model::kind::OWNER;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unowned",
        group: "Ownership",
        level: Level::Warn,
        summary: "Nobody is accountable for a record",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    if !index.is_unowned(at) {
        return;
    }
    // An owner that is no word is a value of the wrong type.
    let written = record.node(OWNER).map(|node| &node.value);
    if matches!(written, Some(Value::List(_) | Value::Map(_))) {
        return;
    }
    let message = match record.kind.owner_else.as_slice() {
        [] => format!("`{OWNER}` is missing"),
        [only] => format!("`{OWNER}` is missing, and `{only}` gives none"),
        several => {
            let several = several.join("` and `");
            format!("`{OWNER}` is missing, and `{several}` give none")
        }
    };
    let place = record.pair(OWNER).map(|pair| pair.key.span);
    findings.add(
        on(record, RULE.card.id, message)
            .with_span(place.unwrap_or_else(|| record.place()))
            .with_help(format!("declog set {} {OWNER}=NAME", record.id)),
    );
}

const DOCS: &str = r###"## What

A record that is open or live names no `owner`, and nobody stands in for one: its area has none, and of a decision no one person is named in `decision-makers`.

## Why

A record that everybody owns is looked after by nobody. Its owner is who is asked when it is doubted, reviews it, and hands it over before they leave.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
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
"###;
