//! `unknown-area`: the name of an area that the log does not have.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, meaning, on};
use crate::check::mend::{self, Wrong};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::FieldType;
use crate::model::link::AREA;
use crate::model::rule::RuleCard;
use crate::model::suggest;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unknown-area",
        group: "References",
        level: Level::Deny,
        summary: "A name is not that of an area of the log",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    if index.log.settings.areas.is_empty() {
        return;
    }
    let record = &index.records[at];
    for field in &record.kind.fields {
        let before = match field.shape {
            FieldType::Areas => "",
            FieldType::Items => AREA,
            _ => continue,
        };
        for word in record.words(&field.key) {
            if let Some(area) = word.value.trim().strip_prefix(before) {
                let wrong = Wrong {
                    key: &field.key,
                    written: word.value,
                    span: word.span,
                };
                of_word(index, at, (before, area.trim(), wrong), findings);
            }
        }
    }
}

fn of_word(
    index: &Index,
    at: usize,
    (before, area, wrong): (&str, &str, Wrong<'_>),
    findings: &mut Findings,
) {
    let record = &index.records[at];
    let directory = index.log.directory();
    if directory.areas.contains_key(area) {
        return;
    }
    if area.is_empty() {
        // An empty word of `area` is one that is left out.
        if !before.is_empty() {
            let finding = on(record, RULE.card.id, format!("`{before}` names no area"));
            findings.add(finding.with_span(wrong.span).with_help(edit(record)));
        }
        return;
    }
    let meant = findings.suggest(|| suggest::area(&directory, area));
    let meant = meant.map(|meant| format!("{before}{meant}"));
    let help = match &meant {
        Some(meant) => mend::command(record, wrong, Some(meant)),
        None => format!(
            "add {} to {}, or `{}`",
            mend::table("areas", area),
            index.log.file.path,
            edit(record)
        ),
    };
    let message = format!("`{area}` is not an area of this log");
    let finding = on(record, RULE.card.id, message).with_span(wrong.span);
    findings.add(meaning(finding, meant.as_deref()).with_help(help));
}

const DOCS: &str = r###"## What

The log has areas, in `[areas]` of `declog.toml`, and `area` names another, or a record hands over `area:x` where there is no `x`.

## Why

An area says who owns and who decides. A record of an area that is not there has neither, and is in no list of what belongs together.

## Bad

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
owner = "alice"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
area: storge
---
# Use PostgreSQL
```

## Good

```toml declog.toml
format = 1

[people.alice]

[areas.storage]
owner = "alice"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
area: storage
---
# Use PostgreSQL
```
"###;
