//! `mirror-disagrees`: a record says of a relation what the other side does not.

use super::{Adopted, Rule, Scope};
use std::collections::HashSet;

use crate::check::findings::{Findings, edit, on};
use crate::index::{Index, Resolved, Target};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::link::{Reference, Relation};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "mirror-disagrees",
        group: "References",
        level: Level::Deny,
        summary: "A record says of a relation what the other side does not",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let mut written = None;
    for (at, record) in index.records.iter().enumerate() {
        if record.mirrors.is_empty() {
            continue;
        }
        let written = written.get_or_insert_with(|| Written::read(index));
        for mirror in &record.mirrors {
            let path = Some(record.source.path.as_str());
            let found = index.resolve(&mirror.to.value, Some(&record.kind), path);
            // What names nothing is another rule's business.
            if let Resolved::One(other) = found {
                findings.extend(unanswered(index, (at, other), mirror, written));
            }
        }
        for relation in Relation::ALL {
            findings.extend(left_out(index, at, relation));
        }
    }
}

/// The relations as the records that have them write them.
struct Written {
    all: HashSet<(usize, Relation, usize)>,
    some: HashSet<(usize, Relation)>,
}

impl Written {
    fn read(index: &Index) -> Self {
        let own = index
            .edges()
            .iter()
            .filter(|edge| edge.written_in == edge.from);
        let to = own.clone().filter_map(|edge| match edge.to {
            Target::Record(to) => Some((edge.from, edge.relation, to)),
            _ => None,
        });
        Self {
            all: to.collect(),
            some: own.map(|edge| (edge.from, edge.relation)).collect(),
        }
    }
}

/// A record that is said to have a relation to this one, and does not say so.
fn unanswered(
    index: &Index,
    (at, other): (usize, usize),
    mirror: &Reference,
    written: &Written,
) -> Option<Diagnostic> {
    let (record, by) = (&index.records[at], &index.records[other]);
    let relation = mirror.relation;
    // In a foreign log one side is enough, and a list of one's own that leaves this record out is not.
    let speaks = record.is_native() || written.some.contains(&(other, relation));
    if other == at || !speaks || written.all.contains(&(other, relation, at)) {
        return None;
    }
    let message = format!(
        "`{}` names `{}`, whose `{}` does not name this record",
        relation.derived_name(),
        by.id,
        relation.name()
    );
    let finding = on(record, RULE.card.id, message).with_span(mirror.to.span);
    let field = by.kind.field(relation.name());
    let fits = field.is_some_and(|field| by.kind.may_name(field, &record.kind));
    Some(match record.is_native() {
        true if fits => {
            let name = relation.name();
            finding.with_help(format!("declog link {} {name} {}", by.id, record.id))
        }
        true => finding.with_help(edit(record)),
        false => finding.with_help(edit(record)).with_level(Level::Warn),
    })
}

/// Records that have a relation to this one, which lists others that do and not them.
fn left_out(index: &Index, at: usize, relation: Relation) -> Option<Diagnostic> {
    let record = &index.records[at];
    let key = relation.derived_name();
    let pair = record.front.as_ref()?.get(key)?;
    if !record.is_native() || !record.kind.may_mirror(relation) || !pair.node.says_something() {
        return None;
    }
    let said = said(index, record, relation);
    let mut others = index.naming(at, relation);
    others.retain(|other| !said.contains(other));
    let first = others.first()?;
    let message = format!(
        "`{key}` leaves `{}` out, whose `{}` names this record",
        index.records[*first].id,
        relation.name()
    );
    let help = format!(
        "take `{key}` out, which is known from the other side: {}",
        edit(record)
    );
    Some(
        on(record, RULE.card.id, message)
            .with_span(pair.key.span)
            .with_help(help),
    )
}

/// The records that a record says have a relation to it.
fn said(index: &Index, record: &Record, relation: Relation) -> HashSet<usize> {
    let path = Some(record.source.path.as_str());
    let of = record.mirrors.iter().filter(|one| one.relation == relation);
    let found = of.map(|one| index.resolve(&one.to.value, Some(&record.kind), path));
    found
        .filter_map(|found| match found {
            Resolved::One(other) => Some(other),
            _ => None,
        })
        .collect()
}

const DOCS: &str = r###"## What

A record says by hand what another record has to do with it, such as `superseded-by: DEC-9`, and that other one does not write the relation; or such a list leaves out a record that does. What counts is the side that has the relation: `supersedes: [DEC-4]` in `DEC-9`.

In a folder that was adopted one side is enough, whichever it is. There it is a warning, where the other record lists what it replaces and leaves this one out.

## Why

Two copies of one fact drift apart, and then each reader believes the one they see. Lists and pages go by the side that has the relation; a line in the other file that nobody follows is a trap.

## Bad

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: superseded
date: 2026-11-20
decision-makers: [alice]
superseded-by: DEC-2
---
# Keep two ledgers

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
---
# Keep one ledger

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

## Good

```markdown docs/decisions/0001-keep-two-ledgers.md
---
status: superseded
date: 2026-11-20
decision-makers: [alice]
---
# Keep two ledgers

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```

```markdown docs/decisions/0002-keep-one-ledger.md
---
status: accepted
date: 2026-11-20
decision-makers: [alice]
supersedes: [DEC-1]
---
# Keep one ledger

## Context and Problem Statement

Two services write entries, and their sums differ.

## Considered Options

* One ledger
* Reconcile every night

## Decision Outcome

Chosen option: "One ledger", because nothing is left to reconcile.
```
"###;
