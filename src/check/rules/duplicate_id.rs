//! `duplicate-id`: two files with one number.

use std::collections::HashMap;

use super::{Adopted, Rule, Scope};
use crate::check::close;
use crate::check::findings::{Findings, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "duplicate-id",
        group: "Files",
        level: Level::Deny,
        summary: "Two files claim the same id",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let mut free = free_numbers(index);
    // Records are in the order of their ids, so those that share one stand side by side.
    for claimants in index.records.chunk_by(|a, b| a.id == b.id) {
        let mut claimants: Vec<&Record> = claimants.iter().collect();
        claimants.sort_by_key(|record| {
            let created = record.date("created");
            (created.is_none(), created, &record.source.path)
        });
        let Some((holder, others)) = claimants.split_first() else {
            continue;
        };
        for record in others {
            let message = format!(
                "`{}` is already the id of `{}`",
                record.id, holder.source.path
            );
            let next = free.entry(record.id.prefix()).or_default();
            findings.add(
                on(record, RULE.card.id, message)
                    .with_span(record.place())
                    .with_help(rename(record, *next)),
            );
            *next = next.saturating_add(1);
        }
    }
}

/// The number above the highest one of each prefix, and above those of files that cannot be read.
fn free_numbers(index: &Index) -> HashMap<&str, u64> {
    let unreadable = index
        .unreadable
        .iter()
        .filter_map(|source| close::leading_number(source.file_name()))
        .max()
        .map_or(1, |highest| highest.saturating_add(1));
    let mut free = HashMap::new();
    for record in &index.records {
        let next = record.id.number().unwrap_or_default().saturating_add(1);
        let highest: &mut u64 = free.entry(record.id.prefix()).or_insert(unreadable);
        *highest = next.max(*highest);
    }
    free
}

/// The command that gives the file another number and leaves the rest of its name.
fn rename(record: &Record, number: u64) -> String {
    let path = &record.source.path;
    let name = record.source.file_name();
    let folder = path.strip_suffix(name).unwrap_or_default();
    // A foreign name may put letters before the number: `ADR-0012-keep.md`.
    let letters = name.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let (before, after) = name.split_at(letters);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let renamed = format!("{folder}{before}{number:0digits$}{}", &after[digits..]);
    format!("git mv {} {}", quoted(path), quoted(&renamed))
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    if word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

const DOCS: &str = r###"## What

Two files of one kind begin with the same number. The finding stands on the one that was created later.

## Why

An id names one record for ever: in other records, in code and in commit messages. With two claimants every such reference is open to doubt. It happens when two branches take the next number on the same day.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
created: 2026-11-20
owner: alice
---
# Use PostgreSQL
```

```markdown docs/decisions/0001-write-in-rust.md
---
status: proposed
date: 2026-11-22
created: 2026-11-22
owner: alice
---
# Write in Rust
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
created: 2026-11-20
owner: alice
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: proposed
date: 2026-11-22
created: 2026-11-22
owner: alice
---
# Write in Rust
```
"###;
