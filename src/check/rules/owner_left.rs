//! `owner-left`: what is still owned by somebody who is not there any more.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, in_settings, on};
use crate::check::mend;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::OWNER;
use crate::model::link::AREA;
use crate::model::people::Party;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "owner-left",
        group: "Ownership",
        level: Level::Deny,
        summary: "The owner of a record or of an area has left",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for at in 0..index.records.len() {
        of_record(index, at, findings);
    }
    for (name, area) in &index.log.settings.areas {
        if let Some(owner) = area.owner() {
            of_area(index, (name, owner), findings);
        }
    }
}

fn of_record(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let Some(owned) = index.owned(at).filter(|_| record.is_current()) else {
        return;
    };
    let owner = owned.owner.trim();
    let id = &record.id;
    let Some(message) = gone(index, owner, &format!("`{id}`")) else {
        return;
    };
    let new = stand_in(index, owner).unwrap_or("NAME");
    let set = format!("declog set {id} {OWNER}={new}");
    let help = match hand_over(index, owner, &id.to_string()) {
        Some(command) => format!("`{set}`, or hand it over: `{command}`"),
        None => set,
    };
    let mut finding = on(record, RULE.card.id, message).with_span(owned.span);
    if owned.key != OWNER {
        finding = finding.with_label(format!("its owner by `{}`", owned.key));
    }
    findings.add(finding.with_help(help));
}

fn of_area(index: &Index, (name, owner): (&str, &str), findings: &mut Findings) {
    let Some(message) = gone(index, owner, &format!("area `{name}`")) else {
        return;
    };
    let write = match stand_in(index, owner) {
        Some(handle) => mend::write(handle, index),
        None => format!("write another `{OWNER}` in {}", index.log.file.path),
    };
    let help = match hand_over(index, owner, &format!("{AREA}{name}")) {
        Some(command) => format!("{write}, or hand it over: `{command}`"),
        None => write,
    };
    let key = format!("areas.{name}.{OWNER}");
    let finding = in_settings(index, RULE.card.id, &key, message);
    findings.add(finding.with_help(help));
}

/// What there is to say of an owner who is not there any more.
fn gone(index: &Index, owner: &str, what: &str) -> Option<String> {
    let directory = index.log.directory();
    if !directory.is_gone(owner, index.log.as_of) {
        return None;
    }
    match directory.party(owner)? {
        Party::Person(person) => {
            let day = person.left.as_ref()?.date()?;
            Some(format!("`{owner}` owns {what}, and left on {day}"))
        }
        Party::Team(_) => Some(format!("`{owner}` owns {what}, and everybody in it left")),
    }
}

/// Who stands in for somebody, where that is somebody who is still there.
fn stand_in<'a>(index: &'a Index, owner: &str) -> Option<&'a str> {
    let directory = index.log.directory();
    let Party::Person(person) = directory.party(owner)? else {
        return None;
    };
    let backup = person.backup.as_deref()?;
    let there = directory.party(backup).is_some() && !directory.is_gone(backup, index.log.as_of);
    there.then_some(backup)
}

fn hand_over(index: &Index, from: &str, item: &str) -> Option<String> {
    mend::hand_over(index.log.kinds.iter().map(AsRef::as_ref), from, item)
}

const DOCS: &str = r###"## What

Somebody has a day of leaving in `[people]` of `declog.toml`, that day is over, and they still own a record that is open or live, or an area. Of a team, everybody has left.

An area's owner counts for its records that name none.

## Why

What somebody leaves behind without a word is found a year later, by whoever is in its way. Somebody who has left answers no question and reviews nothing.

## Bad

```toml declog.toml
format = 1

[people.alice]
left = 2026-09-30

[people.bob]
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
left = 2026-09-30

[people.bob]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: bob
consulted: [alice]
---
# Use PostgreSQL
```
"###;
