//! `wrong-kind`: a reference to a record of another kind than its field may name.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::mend::{self, Wrong};
use crate::index::{Edge, Index, Target};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::{Field, SAME};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "wrong-kind",
        group: "References",
        level: Level::Deny,
        summary: "A reference names a record of a kind that its field does not take",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for edge in index.edges_from(at).filter(|edge| edge.written_in == at) {
        let field = record.kind.field(edge.relation.name());
        if let (Target::Record(to), Some(field)) = (&edge.to, field) {
            let other = &index.records[*to];
            if !record.kind.may_name(field, &other.kind) {
                findings.add(finding(record, field, (edge, other)));
            }
        }
    }
}

fn finding(record: &Record, field: &Field, (edge, other): (&Edge, &Record)) -> Diagnostic {
    let expected = field.names.iter().map(|name| match name.as_str() {
        SAME => record.kind.name.as_str(),
        name => name,
    });
    let message = format!(
        "`{}` is of kind `{}`, and `{}` takes `{}`",
        other.id,
        other.kind.name,
        field.key,
        expected.collect::<Vec<_>>().join("` or `")
    );
    let wrong = Wrong {
        key: &field.key,
        written: &edge.written,
        span: edge.span,
    };
    let help = match edge.section {
        Some(_) => edit(record),
        None => mend::command(record, wrong, None),
    };
    on(record, RULE.card.id, message)
        .with_span(edge.span)
        .with_help(help)
}

const DOCS: &str = r###"## What

A reference names a record of a kind that the field is not for: `serves` names an outcome, `supersedes` and `amends` a record of the same kind.

## Why

A relation means something because of what stands at both of its ends. An outcome is reached, not replaced by a decision, and a page that says so misleads.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
serves: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Keep the ledger in one place
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
depends-on: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Keep the ledger in one place
```
"###;
