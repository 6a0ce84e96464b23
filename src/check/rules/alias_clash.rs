//! `alias-clash`: an alias is another record's id or alias.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::check::mend::{self, Wrong};
use crate::index::{Index, alias};
use crate::model::diagnostic::Level;
use crate::model::id::Id;
use crate::model::kind::ALIASES;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "alias-clash",
        group: "Files",
        level: Level::Deny,
        summary: "An alias is another record's id or alias",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for word in record.words(ALIASES) {
        let id = alias(record, word.value).filter(|id| *id != record.id);
        let Some((other, what)) = id.and_then(|id| claimed(index, at, &id)) else {
            continue;
        };
        let path = &index.records[other].source.path;
        let message = format!("the alias `{}` is {what} of `{path}`", word.value);
        let wrong = Wrong {
            key: ALIASES,
            written: word.value,
            span: word.span,
        };
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(word.span)
                .with_help(mend::command(record, wrong, None)),
        );
    }
}

/// Another record with that id, or one that has had it for longer, and which of the two.
fn claimed(index: &Index, at: usize, id: &Id) -> Option<(usize, &'static str)> {
    if let Some(&other) = index.with_id(id).first() {
        return Some((other, "the id"));
    }
    let holder = index.with_alias(id).iter().min_by_key(|&&one| {
        let record = &index.records[one];
        let created = record.date("created");
        (created.is_none(), created, &record.source.path)
    });
    let holder = holder.filter(|&&holder| holder != at)?;
    Some((*holder, "also an alias"))
}

const DOCS: &str = r###"## What

A record says under `aliases` that it had an id which is another record's id, or an alias of a record that was written before it. Its own id among its aliases is no clash.

## Why

`aliases` keeps old references alive: whoever follows `DEC-9` in an old commit should come to the record that was `DEC-9`. Where two records claim it, one of them is not found, or neither is.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
aliases: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Write in Rust
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
aliases: [DEC-9]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Write in Rust
```
"###;
