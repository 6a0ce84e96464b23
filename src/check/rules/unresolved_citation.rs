//! `unresolved-citation`: code or a document names a record that is not there.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, meaning};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::facts::Citing;
use crate::model::id::Id;
use crate::model::rule::{Preset, RuleCard, RuleOption};
use crate::model::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unresolved-citation",
        group: "References",
        level: Level::Warn,
        summary: "Code or a document names a record that is not there",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

/// The files that are not looked into.
pub(in crate::check) static IGNORE: RuleOption = RuleOption {
    rule: "unresolved-citation",
    key: "ignore",
    preset: Preset::Patterns,
    about: "files that are not looked into, from the repository's root",
};

fn check(index: &Index, findings: &mut Findings) {
    for citing in &index.facts.citing {
        for (id, span) in &citing.ids {
            // Of a short number any other is close.
            let is_long = id.number().is_none_or(|number| number > 99);
            let close = || index.close_to(&id.to_string()).first().copied();
            let meant = findings.suggest(|| close().filter(|_| is_long));
            findings.add(finding(index, citing, (id, *span), meant));
        }
    }
}

fn finding(
    index: &Index,
    Citing { source, .. }: &Citing,
    (id, span): (&Id, Span),
    meant: Option<&Id>,
) -> Diagnostic {
    let written = source.slice(span);
    let found = Diagnostic::new(
        RULE.card.id,
        source.path.as_str(),
        format!("`{written}` names no record"),
    );
    let found = match index.at_path(&source.path) {
        Some(at) => found.with_id(&index.records[at].id),
        None => found,
    };
    let meant = meant.map(ToString::to_string);
    let help = match &meant {
        Some(meant) => format!(
            "`declog show {meant}` tells whether that is meant; write it, or take `{written}` out"
        ),
        None => "`declog list` names the records there are".to_owned(),
    };
    let found = found.with_span(span).with_subject(id.to_string());
    meaning(found, meant.as_deref()).with_help(help)
}

const DOCS: &str = r###"## What

A file of the repository, or the body of a record, has an id of this log in it, such as `DEC-12`, that is the id of no record and the former id of none. Files that git ignores, binary files, files over 1 MiB, hidden folders and what belongs to another log are not looked into; neither are ids of another log (`billing:DEC-12`).

## Why

Ids are written into code and documents so that whoever comes by can read why it is so. One that leads nowhere was mistyped, or belongs to a record that was never merged.

## Bad

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

```rust src/ledger.rs
// One connection for each writer, see DEC-7.
```

## Good

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

```rust src/ledger.rs
// One connection for each writer, see DEC-1.
```
"###;
