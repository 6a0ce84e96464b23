//! `unused-allow`: a comment that lets a rule pass which finds nothing.

use super::{Adopted, Rule, Scope};
use crate::check::allow;
use crate::check::findings::{Findings, edit, on};
use crate::check::found::Found;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unused-allow",
        group: allow::GROUP,
        level: Level::Deny,
        summary: "A `declog-allow` comment is about something that is not there",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Found(check),
};

fn check(index: &Index, found: &Found<'_>, findings: &mut Findings) {
    let places = found.places();
    let with_allows = index
        .records
        .iter()
        .filter(|record| !record.allows.is_empty());
    for record in with_allows {
        let path = record.source.path.as_str();
        let first = allow::allows(index, record);
        let sound = record.allows.iter();
        for one in sound.filter(|one| allow::fault(index, one).is_none()) {
            let rule = one.rule.value.as_str();
            let message = if !first.contains(&one) {
                format!("`{rule}` is let pass above already")
            } else if found.is_judged(index, rule) && !places.contains(&(path, rule)) {
                format!("`{rule}` finds nothing here")
            } else {
                continue;
            };
            let help = format!("take the comment out: {}", edit(record));
            let finding = on(record, RULE.card.id, message);
            findings.add(finding.with_span(one.span).with_help(help));
        }
    }
}

const DOCS: &str = r###"## What

A record has a comment `<!-- declog-allow: rule-id because … -->`, and the rule finds nothing in it, or another comment above says the same.

A rule that is not asked in a run, because it is at `allow` or others are named by `--only`, tells nothing of its comments.

## Why

A comment that outlives its reason lets pass what nobody meant: the next mistake of the same sort would go unseen.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL

<!-- declog-allow: unowned because the new team names its people in January -->
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
