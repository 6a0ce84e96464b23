//! `deprecated-field`: a field goes by a name that is out of use.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::change::Change;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "deprecated-field",
        group: "Front matter",
        level: Level::Warn,
        summary: "A field goes by a name that is out of use",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    // Whoever wrote a foreign file had names of their own.
    let Some(front) = record.front.as_ref().filter(|_| record.is_native()) else {
        return;
    };
    for field in &record.kind.fields {
        let mut named = front.get(&field.key).is_some();
        for old in &field.deprecated {
            let Some(pair) = front.get(old) else {
                continue;
            };
            let key = &field.key;
            let finding = match named {
                true => {
                    let message = format!("`{old}` is not read beside `{key}`");
                    on(record, RULE.card.id, message).with_help(edit(record))
                }
                false => {
                    let message = format!("`{old}` is called `{key}` now");
                    on(record, RULE.card.id, message)
                        .with_help("declog check --fix")
                        .with_fix(Change::Rename(old.clone(), key.clone()))
                }
            };
            findings.add(finding.with_span(pair.key.span));
            named = true;
        }
    }
}

const DOCS: &str = r###"## What

A key of the front matter is an older name of a field, such as `deciders` for `decision-makers`. It is read as the field all the same, unless the field stands there too. Which names are out of use is the kind's to say (`deprecated` of a field in `kind.toml`).

Files that nobody wrote for declog are left in peace: they have names of their own.

## Why

A search for `decision-makers:` does not find what is called `deciders:`. One word for one thing is what makes plain files good to search.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
deciders: [alice, bob]
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
decision-makers: [alice, bob]
---
# Use PostgreSQL
```
"###;
