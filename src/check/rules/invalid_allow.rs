//! `invalid-allow`: a comment that was to let a rule pass, and does not.

use super::{Adopted, Rule, Scope};
use crate::check::allow::{self, Fault};
use crate::check::findings::{Findings, edit, meaning, on};
use crate::index::Index;
use crate::model::allow::Allow;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "invalid-allow",
        group: allow::GROUP,
        level: Level::Deny,
        summary: "A `declog-allow` comment lets nothing pass",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for allow in &record.allows {
        if let Some(fault) = allow::fault(index, allow) {
            let finding = finding(index, record, (allow, fault), findings);
            findings.add(finding);
        }
    }
}

fn finding(
    index: &Index,
    record: &Record,
    (allow, fault): (&Allow, Fault),
    findings: &mut Findings,
) -> Diagnostic {
    let rule = &allow.rule.value;
    let shape = match rule.as_str() {
        "" => "rule-id",
        rule => rule,
    };
    let told = |message: String| on(record, RULE.card.id, message).with_span(allow.rule.span);
    let write = format!(
        "write `<!-- declog-allow: {shape} because … -->`: {}",
        edit(record)
    );
    match fault {
        Fault::Ruleless => told("the comment names no rule".to_owned()).with_help(write),
        Fault::Reasonless => told(format!("no reason is given for `{rule}`")).with_help(write),
        Fault::Unknown => {
            let settings = &index.log.settings;
            let close = findings.suggest(|| super::super::close_to(rule, settings));
            let finding = told(format!("there is no rule `{rule}`"));
            meaning(finding, close).with_help("`declog explain` lists the rules")
        }
        Fault::Forbidden => told(format!("`{rule}` cannot be let pass inside a record"))
            .with_help(format!("take the comment out: {}", edit(record))),
    }
}

const DOCS: &str = r###"## What

A comment `<!-- declog-allow: rule-id because … -->` in the body of a record lets pass whatever that rule finds in this record. This finding is about one that does not: it names no rule, or one that there is not, or gives no reason; or the rule is one that no record can let pass. Those are the rules under *Steps and rights*, *Safety* and *Suppression*.

A comment in a code block or in the front matter is none of a record's. What a rule finds in another file, or in the settings, is not meant.

## Why

An exception is a decision too, and whoever comes later needs to know what it was made for. Rights are not a writer's own to waive: a record could declare itself accepted. A log that wants less of a rule says so for everybody, under `[check.levels]`.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL

<!-- declog-allow: unowned -->
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
---
# Use PostgreSQL

<!-- declog-allow: unowned because the new team names its people in January -->
```
"###;
