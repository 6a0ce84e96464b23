//! `unknown-record`: a reference that names no record, or several.

use super::{Adopted, Rule, Scope};
use crate::check::close;
use crate::check::findings::{Findings, edit, on};
use crate::index::{Edge, Index, Target};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unknown-record",
        group: "References",
        level: Level::Deny,
        summary: "A reference names no record of the log",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for edge in index.edges_from(at) {
        let finding = match &edge.to {
            Target::Record(_) => continue,
            Target::Unknown => {
                let meant = findings.suggest(|| close::reference(index, &edge.written));
                unknown(record, edge, meant.as_deref())
            }
            Target::Several(all) => several(index, record, edge, all),
        };
        findings.add(finding);
    }
}

fn unknown(record: &Record, edge: &Edge, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{}` names no record", edge.written);
    let finding = on(record, RULE.card.id, message)
        .with_span(edge.span)
        .with_help(help(record, edge, meant));
    match meant {
        Some(meant) => finding.with_label(format!("did you mean `{meant}`?")),
        None => finding,
    }
}

fn several(index: &Index, record: &Record, edge: &Edge, all: &[usize]) -> Diagnostic {
    let first: Vec<_> = all
        .iter()
        .take(2)
        .map(|&at| format!("`{}`", index.records[at].source.path))
        .collect();
    let message = format!(
        "`{}` names {} records, among them {}",
        edge.written,
        all.len(),
        first.join(" and ")
    );
    on(record, RULE.card.id, message)
        .with_span(edge.span)
        .with_help("declog explain duplicate-id")
}

/// A command, where the word can be typed as it stands and a key of the front matter holds it.
fn help(record: &Record, edge: &Edge, meant: Option<&str>) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    let key = edge.relation.name();
    let listed = record
        .node(key)
        .is_some_and(|node| node.span.start <= edge.span.start && edge.span.end <= node.span.end);
    if !listed || edge.section.is_some() || !edge.written.bytes().all(plain) {
        return edit(record);
    }
    let take_out = format!("declog set {} {key}-={}", record.id, edge.written);
    match meant {
        Some(meant) if meant.bytes().all(plain) => format!("{take_out} {key}+={meant}"),
        _ => take_out,
    }
}

const DOCS: &str = r###"## What

A reference in the front matter (`supersedes`, `amends`, `depends-on` and so on) names no record of this log, or an id that two files claim. A reference is an id (`DEC-12`), a number of the same kind, or a file name.

## Why

Relations say what is in force. A decision that supersedes one that is not there supersedes nothing, and the one that was meant goes on being in force.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
depends-on: [DEC-7]
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
depends-on: [DEC-2]
---
# Use PostgreSQL
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
---
# Keep the ledger in one place
```
"###;
