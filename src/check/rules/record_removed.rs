//! `record-removed`: a record that was in force is gone.

use super::{Adopted, Rule, Scope};
use crate::check::findings::Findings;
use crate::check::mend::shell;
use crate::check::steps::{self, is_spared};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::frozen::{Breach, Loss};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "record-removed",
        group: steps::GROUP,
        level: Level::Deny,
        summary: "A record that was in force is gone",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for breach in &index.facts.breaches {
        let of = (breach.kind.as_str(), &breach.id);
        if !is_spared(index, of, breach.commit.as_ref().map(|_| breach.day)) {
            findings.extend(finding(index, breach));
        }
    }
}

fn finding(index: &Index, breach: &Breach) -> Option<Diagnostic> {
    let Breach { id, path, .. } = breach;
    let settings = &index.log.file.path;
    let commit = breach.commit.as_ref();
    let gone = || {
        let when = steps::when(index, commit);
        format!("`{id}` was in force, and is gone ({when})")
    };
    // In a folder below, git would look for the path from there.
    let path_of_all = match index.log.root.is_empty() {
        true => shell(path),
        false => format!(":/{}", shell(path)),
    };
    let (message, help) = match (&breach.what, commit) {
        (Loss::Record, Some(commit)) => {
            let commit = steps::short(commit);
            (
                gone(),
                format!("git restore --source={commit}^ -- {path_of_all}"),
            )
        }
        (Loss::Record, None) => (
            gone(),
            format!("git restore --source=HEAD -- {path_of_all}"),
        ),
        (Loss::Unread, _) => (
            format!("`{id}` was in force, and is not read any more"),
            match index.ignored.iter().any(|file| file.path == *path) {
                true => format!("take its file out of `[log] ignore` in {settings}"),
                false => format!("give its folder back to a kind: `[kinds]` in {settings}"),
            },
        ),
        (Loss::Changed { .. } | Loss::Entry(_), _) => return None,
    };
    let found = Diagnostic::new(RULE.card.id, path.as_str(), message);
    Some(found.with_id(id).with_help(help))
}

const DOCS: &str = r###"## What

A record that was in force at some time is not in the log any more: its file was removed, or is none that is read. A record that moved, or got another number and has the old one under `aliases`, is still there.

## Why

What was decided stays readable, also when it is over: other records, code and commits name it. A decision that is not wanted any more is superseded or deprecated; a proposal that was never in force may go.

This rule cannot be allowed inside a record.

## Bad

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: accepted
date: 2026-11-20
created: 2026-11-18
decision-makers: [Ana]
---
# Use PostgreSQL

## Context and Problem Statement

Orders are kept in files.

## Considered Options

* PostgreSQL
* SQLite

## Decision Outcome

Chosen: PostgreSQL, because several machines write, and SQLite wants one.
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: proposed
date: 2026-11-20
created: 2026-11-20
owner: Ana
---
# Write in Rust
```

Ana <ana@example.com> commits:

```gone docs/decisions/0001-use-postgresql.md
```

## Good

Ana <ana@example.com> commits:

```toml declog.toml
format = 1
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
created: 2026-11-18
owner: Ana
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: proposed
date: 2026-11-20
created: 2026-11-20
owner: Ana
---
# Write in Rust
```

Ana <ana@example.com> commits:

```gone docs/decisions/0001-use-postgresql.md
```
"###;
