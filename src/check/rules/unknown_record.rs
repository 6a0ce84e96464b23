//! `unknown-record`: a reference that names no record, or several.

use super::{Adopted, Rule, Scope};
use crate::check::close;
use crate::check::findings::{Findings, edit, in_settings, meaning, on};
use crate::check::mend::{self, Wrong};
use crate::index::{Edge, Index, Resolved, Target};
use crate::model::diagnostic::Level;
use crate::model::id::Written;
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
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    for (at, record) in index.records.iter().enumerate() {
        let own = index.edges_from(at).filter(|edge| edge.written_in == at);
        for edge in own.cloned().chain(index.stray_mirrors(at)) {
            if !is_a_link(record, &edge) {
                of_record(index, record, &edge, findings);
            }
        }
    }
    for (name, area) in &index.log.settings.areas {
        for (place, written) in area.guardrails.iter().enumerate() {
            let key = format!("areas.{name}.guardrails[{place}]");
            of_area(index, &key, written, findings);
        }
    }
}

/// Whether a reference that names no record is a link of the body, or leads out of the repository: whether there is
/// anything at its end is not this rule's question.
fn is_a_link(record: &Record, edge: &Edge) -> bool {
    let is_file = matches!(Written::read(&edge.written), Written::File(_));
    let in_body = edge.span.start >= record.body.start && !record.is_native();
    edge.to == Target::Unknown && is_file && (in_body || edge.written.contains("://"))
}

fn of_record(index: &Index, record: &Record, edge: &Edge, findings: &mut Findings) {
    let written = &edge.written;
    let finding = match &edge.to {
        Target::Record(_) => return,
        Target::Unknown => {
            let meant = findings.suggest(|| close::reference(index, written));
            let finding = on(record, RULE.card.id, unknown(written));
            meaning(finding, meant.as_deref()).with_help(help(record, edge, meant.as_deref()))
        }
        Target::Several(all) => {
            let finding = on(record, RULE.card.id, several(index, written, all));
            finding.with_help("declog explain duplicate-id")
        }
    };
    findings.add(finding.with_span(edge.span).with_subject(written));
}

/// A guardrail of an area, which the settings write.
fn of_area(index: &Index, key: &str, written: &str, findings: &mut Findings) {
    let finding = |message| in_settings(index, RULE.card.id, key, message);
    let found = match index.resolve(written, None, None) {
        Resolved::One(_) => return,
        Resolved::Unknown => {
            let meant = findings.suggest(|| close::reference(index, written));
            let finding = meaning(finding(unknown(written)), meant.as_deref());
            finding.with_help(match &meant {
                Some(meant) => mend::write(meant, index),
                None => format!("take it out of {}", index.log.file.path),
            })
        }
        Resolved::Several(all) => {
            let finding = finding(several(index, written, &all));
            finding.with_help("declog explain duplicate-id")
        }
    };
    findings.add(found.with_subject(written));
}

fn unknown(written: &str) -> String {
    format!("`{written}` names no record")
}

fn several(index: &Index, written: &str, all: &[usize]) -> String {
    let first: Vec<_> = all
        .iter()
        .take(2)
        .map(|&at| format!("`{}`", index.records[at].source.path))
        .collect();
    format!(
        "`{written}` names {} records, among them {}",
        all.len(),
        first.join(" and ")
    )
}

/// A command, where the key of the relation holds the word as it stands.
fn help(record: &Record, edge: &Edge, meant: Option<&str>) -> String {
    if edge.section.is_some() {
        return edit(record);
    }
    let wrong = Wrong {
        key: edge.relation.name(),
        written: &edge.written,
        span: edge.span,
    };
    mend::command(record, wrong, meant)
}

const DOCS: &str = r###"## What

A reference in the front matter (`supersedes`, `amends`, `depends-on` and so on), or a guardrail of an area in `declog.toml`, names no record of this log, or an id that two files claim. A reference is an id (`DEC-12`), a number of the same kind, or a file name.

## Why

Relations say what is in force. A decision that supersedes one that is not there supersedes nothing, and the one that was meant goes on being in force.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
depends-on: [DEC-7]
---
# Use PostgreSQL
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
