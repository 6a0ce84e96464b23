//! `id-gap`: a number is left out between two records.

use super::{Adopted, Rule, Scope};
use std::collections::BTreeMap;

use crate::check::close::leading_number;
use crate::check::findings::{Findings, on};
use crate::check::mend::is_plain;
use crate::index::{Index, alias};
use crate::model::diagnostic::Level;
use crate::model::kind::{ALIASES, Kind};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "id-gap",
        group: "Files",
        level: Level::Allow,
        summary: "A number is left out between two records",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for kind in &index.log.kinds {
        let mut before = 0_u64;
        let mut last = None;
        let mut gaps = Vec::new();
        for (number, at) in taken(index, kind) {
            if number > before.saturating_add(1) {
                gaps.push((before + 1, number - 1));
            }
            before = number;
            last = at.or(last);
            // What is no record has no place to point at: the next one has.
            if let Some(at) = at {
                tell(index, at, &mut gaps, findings);
            }
        }
        if let Some(at) = last {
            tell(index, at, &mut gaps, findings);
        }
    }
}

/// The numbers of a kind that are in use: by a record, by one that had it before, or by a file that is none.
fn taken(index: &Index, kind: &Kind) -> BTreeMap<u64, Option<usize>> {
    let mut all = BTreeMap::new();
    let records = index.records.iter().enumerate();
    for (at, record) in records.filter(|(_, record)| record.kind.name == kind.name) {
        let words = record.words(ALIASES);
        let aliases = words.iter().filter_map(|word| alias(record, word.value));
        let aliases = aliases.filter(|id| id.prefix() == kind.prefix);
        for number in aliases.filter_map(|id| id.number()) {
            all.entry(number).or_insert(None);
        }
        if let Some(number) = record.id.number() {
            all.insert(number, Some(at));
        }
    }
    let ignored = index.ignored.iter().map(|file| &file.path);
    let unreadable = index.unreadable.iter().map(|source| &source.path);
    for path in ignored.chain(unreadable) {
        let of_kind = index.log.kind_of(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(number) = leading_number(name)
            && of_kind.is_some_and(|of_kind| of_kind.name == kind.name)
        {
            all.entry(number).or_insert(None);
        }
    }
    all
}

fn tell(index: &Index, at: usize, gaps: &mut Vec<(u64, u64)>, findings: &mut Findings) {
    let record = &index.records[at];
    for (first, last) in gaps.drain(..) {
        let prefix = record.id.prefix();
        let message = match first == last {
            true => format!("no record has the id `{prefix}-{first}`"),
            false => format!("no record has an id from `{prefix}-{first}` to `{prefix}-{last}`"),
        };
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(record.place())
                .with_help(help(index, record)),
        );
    }
}

fn help(index: &Index, record: &Record) -> String {
    let folder = index.log.folder(&record.kind);
    let folder = match is_plain(&folder) {
        true => folder,
        false => format!("'{}'", folder.replace('\'', r"'\''")),
    };
    format!("`git log --diff-filter=D --name-only -- {folder}` lists the files that were taken out")
}

const DOCS: &str = r###"## What

A number is left out between two records of a kind, or before the first. Numbers that a record had before (`aliases`), and those of files that are no records or cannot be read, count as used. The finding stands on the record behind the gap, one for each gap.

It is not reported unless the settings ask for it: a number is taken when a branch begins, and a branch may come to nothing.

## Why

A log that nobody takes anything out of has no gaps. Where that is promised, a missing number is a record that somebody removed.

## Bad

```toml declog.toml
format = 1

[check.levels]
id-gap = "deny"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL
```

```markdown docs/decisions/0004-write-in-rust.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Write in Rust
```

## Good

```toml declog.toml
format = 1

[check.levels]
id-gap = "deny"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
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
