//! `stale-baseline`: the baseline counts more than there is.

use super::{Adopted, Rule, Scope};
use crate::check::allow;
use crate::check::baseline;
use crate::check::findings::Findings;
use crate::check::found::Found;
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "stale-baseline",
        group: allow::GROUP,
        level: Level::Deny,
        summary: "The baseline counts more findings than there are",
        docs: DOCS,
    },
    adopted: Adopted::Judged,
    scope: Scope::Found(check),
};

fn check(index: &Index, found: &Found<'_>, findings: &mut Findings) {
    let baseline = &index.log.baseline;
    let Some(file) = &baseline.file else {
        return;
    };
    let now = baseline::counts(found.told);
    let told = baseline.all().filter_map(|(path, rule, before)| {
        let count = now.get(path).and_then(|rules| rules.get(rule)).copied();
        let count = count.unwrap_or(0);
        let fewer = count < before.count && found.is_judged(index, rule);
        fewer.then(|| {
            let message = format!(
                "`{path}` has {count} of `{rule}`, and the baseline counts {}",
                before.count
            );
            Diagnostic::new(RULE.card.id, file.path.as_str(), message)
                .with_span(before.span)
                .with_help("declog check --write-baseline")
        })
    });
    findings.extend(told);
}

const DOCS: &str = r###"## What

A log that was full of findings when it began to be checked may have a baseline, `.declog/baseline.toml`: how many there were of each file, by rule. `check` is silent about those. This finding is about a file that has fewer by now, or that is gone.

A file with more of a rule than its baseline counts is told with all of them: nobody can say which is new.

Anything may be counted but what is about the baseline itself, and about comments that let something pass. The file is reviewed like any other: what it takes in about rights, somebody else has seen.

## Why

A baseline may only shrink. Where it counts more than there is, the next mistake of the same sort would go unseen. `declog check --write-baseline` writes it anew, and refuses to let it grow; only what belongs to files that are gone may come again in others, because files get other names.

## Bad

```toml .declog/baseline.toml
format = 1

[counts]
"docs/decisions/0001-use-postgresql.md".unowned = 1
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

```toml .declog/baseline.toml
format = 1

[counts]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```
"###;
