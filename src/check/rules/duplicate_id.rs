//! `duplicate-id`: two files with one number.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, on};
use crate::check::mend::shell;
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::facts::{Claimant, Clash};
use crate::model::id::Id;
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
    // Records are in the order of their ids, so those that share one stand side by side.
    for claimants in index.records.chunk_by(|a, b| a.id == b.id) {
        let mut claimants: Vec<&Record> = claimants.iter().collect();
        claimants.sort_by_key(|record| {
            // What was there before a change has its number by right.
            let known = index.facts.known.contains(&record.source.path);
            let created = record.date("created");
            (!known, created.is_none(), created, &record.source.path)
        });
        let Some((holder, others)) = claimants.split_first() else {
            continue;
        };
        for record in others {
            let message = format!(
                "`{}` is already the id of `{}`",
                record.id, holder.source.path
            );
            let found = on(record, RULE.card.id, message).with_span(record.place());
            let found = found.with_subject(record.id.to_string());
            findings.add(found.with_help(mend(&record.id, &record.source.path)));
        }
    }
    for clash in &index.facts.clashes {
        elsewhere(index, clash, findings);
    }
}

/// An id that a record of another branch claims too: told of the record that lies here, where one does.
fn elsewhere(index: &Index, clash: &Clash, findings: &mut Findings) {
    let (here, others): (Vec<&Claimant>, Vec<&Claimant>) = clash
        .claimants
        .iter()
        .partition(|one| one.branches.is_empty());
    let named = |one: &Claimant| format!("`{}` on {}", one.path, quoted(&one.branches));
    let record = here
        .iter()
        .find_map(|one| Some(&index.records[index.at_path(&one.path)?]));
    let Some(record) = record else {
        let Some((first, rest)) = others.split_first() else {
            return;
        };
        let rest: Vec<String> = rest.iter().map(|one| named(one)).collect();
        let message = format!(
            "{} has the id `{}`, and so has {}",
            named(first),
            clash.id,
            rest.join(" and ")
        );
        let found = Diagnostic::new(RULE.card.id, first.path.as_str(), message);
        let help = format!(
            "on the branch that is merged last: {}",
            mend(&clash.id, &first.path)
        );
        findings.add(found.with_help(help));
        return;
    };
    let is_settled = clash.settled.as_ref() == Some(&record.source.path);
    let help = match others.first().filter(|_| is_settled) {
        Some(other) => format!(
            "on the branch that has it: {}",
            mend(&record.id, &other.path)
        ),
        None => mend(&record.id, &record.source.path),
    };
    let others: Vec<String> = others.iter().map(|one| named(one)).collect();
    let message = format!("`{}` is also the id of {}", record.id, others.join(" and "));
    let found = on(record, RULE.card.id, message).with_span(record.place());
    findings.add(found.with_help(help));
}

/// `a`, `b`
fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What gives the record another id.
fn mend(id: &Id, path: &str) -> String {
    match id.number() {
        Some(_) => format!("declog renumber {}", shell(path)),
        None => format!("`git mv` `{path}` to another name"),
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
