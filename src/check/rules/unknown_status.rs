//! `unknown-status`: a state that the kind does not have.

use super::{Adopted, Rule, Scope};
use crate::check::close;
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::source::Spanned;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unknown-status",
        group: "Front matter",
        level: Level::Deny,
        summary: "The state is not one that the kind has",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    if record.state.is_some() {
        return;
    }
    let finding = match &record.status {
        Some(status) => unknown(record, status),
        None if record.is_native() => return,
        None => unwritten(record),
    };
    findings.add(if record.is_native() {
        finding
    } else {
        finding.with_level(Level::Warn)
    });
}

fn unknown(record: &Record, status: &Spanned<String>) -> Diagnostic {
    let kind = &record.kind;
    let states: Vec<_> = kind
        .states
        .iter()
        .map(|state| state.name.as_str())
        .collect();
    let meant = close::word(&status.value, words(kind)).and_then(|word| state_of(kind, word));
    let message = format!("`{}` is not a state of kind `{}`", status.value, kind.name);
    let label = match meant {
        Some(state) => format!("did you mean `{state}`?"),
        None => format!("expected one of `{}`", states.join("`, `")),
    };
    let help = if record.is_native() {
        edit(record)
    } else {
        format!(
            "say what it means in declog.toml: [kinds.{}] statuses.\"{}\" = \"{}\"",
            kind.name,
            status.value.escape_default(),
            meant.unwrap_or("STATE")
        )
    };
    on(record, RULE.card.id, message)
        .with_span(status.span)
        .with_label(label)
        .with_help(help)
}

fn unwritten(record: &Record) -> Diagnostic {
    let states = record.kind.states.iter().map(|state| state.name.as_str());
    let states = states.collect::<Vec<_>>().join("`, `");
    on(
        record,
        RULE.card.id,
        "the file names no state, so it is unknown",
    )
    .with_span(record.place())
    .with_help(format!(
        "write `status:` and one of `{states}`: {}",
        edit(record)
    ))
}

/// Every word that means a state.
fn words(kind: &Kind) -> impl Iterator<Item = &str> {
    let own = kind.states.iter().flat_map(|state| {
        std::iter::once(state.name.as_str()).chain(state.synonyms.iter().map(String::as_str))
    });
    own.chain(kind.statuses.iter().map(|(written, _)| written.as_str()))
}

fn state_of<'a>(kind: &'a Kind, word: &str) -> Option<&'a str> {
    let own = kind
        .states
        .iter()
        .find(|state| state.name == word || state.synonyms.iter().any(|other| other == word))
        .map(|state| state.name.as_str());
    own.or_else(|| {
        let mut statuses = kind.statuses.iter();
        statuses
            .find(|(written, _)| written == word)
            .map(|(_, name)| name.as_str())
    })
}

const DOCS: &str = r###"## What

The word after `status:` is neither a state of the kind nor another word for one. In a folder that somebody else wrote this is a warning, and so is a record without any state.

## Why

Nobody can say of a record in an unknown state whether it is in force: it is counted and shown, and left out of every answer. Most of these words are misspelt. Words that a log has always used can be given a meaning in the settings.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: propsed
date: 2026-11-22
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL
```

A word of the log's own, with a meaning:

```toml declog.toml
format = 1

[kinds.decision]
statuses."Last Call" = "proposed"
```

```markdown docs/decisions/0002-write-in-rust.md
---
status: Last Call
date: 2026-11-22
owner: alice
---
# Write in Rust
```
"###;
