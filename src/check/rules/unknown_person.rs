//! `unknown-person`: a handle that is nobody's, in a log that says who there is.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, in_settings, meaning, on};
use crate::check::mend::{self, Wrong};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::FieldType;
use crate::model::measure::milestone_owners;
use crate::model::record::Record;
use crate::model::rule::RuleCard;
use crate::model::settings::Settings;
use crate::model::suggest;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "unknown-person",
        group: "References",
        level: Level::Deny,
        summary: "A name is not that of a person or team of the log",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    if !index.log.directory().knows_people() {
        return;
    }
    for record in &index.records {
        for wrong in written(record) {
            of_record(index, record, wrong, findings);
        }
    }
    for (key, handle) in named(&index.log.settings) {
        of_settings(index, &key, handle, findings);
    }
}

/// Everybody that a record names in its front matter.
fn written(record: &Record) -> Vec<Wrong<'_>> {
    let mut all = Vec::new();
    for field in &record.kind.fields {
        let key = field.key.as_str();
        let words = match field.shape {
            shape if shape.names_people() => record.words(key),
            FieldType::Milestones => {
                let node = record.node(key);
                node.map_or_else(Vec::new, |node| milestone_owners(node).collect())
            }
            _ => continue,
        };
        all.extend(words.into_iter().map(|word| Wrong {
            key,
            written: word.value,
            span: word.span,
        }));
    }
    all
}

/// Everybody that the settings name, by the key that does.
fn named(settings: &Settings) -> Vec<(String, &str)> {
    let mut all = Vec::new();
    for (handle, person) in &settings.people {
        one(&mut all, format!("people.{handle}.backup"), &person.backup);
    }
    for (handle, team) in &settings.teams {
        several(&mut all, &format!("teams.{handle}.members"), &team.members);
        one(&mut all, format!("teams.{handle}.lead"), &team.lead);
    }
    for (name, area) in &settings.areas {
        let key = |key: &str| format!("areas.{name}.{key}");
        one(&mut all, key("owner"), &area.owner);
        one(&mut all, key("backup"), &area.backup);
        several(&mut all, &key("decides"), &area.decides);
        several(&mut all, &key("consult"), &area.consult);
        several(&mut all, &key("inform"), &area.inform);
        one(&mut all, key("escalate"), &area.escalate);
    }
    several(&mut all, "rights.bots", &settings.rights.bots);
    all
}

fn one<'a>(all: &mut Vec<(String, &'a str)>, key: String, handle: &'a Option<String>) {
    all.extend(handle.as_deref().map(|handle| (key, handle)));
}

fn several<'a>(all: &mut Vec<(String, &'a str)>, key: &str, handles: &'a [String]) {
    let handles = handles.iter().enumerate();
    all.extend(handles.map(|(at, handle)| (format!("{key}[{at}]"), handle.as_str())));
}

fn of_record(index: &Index, record: &Record, wrong: Wrong<'_>, findings: &mut Findings) {
    let directory = index.log.directory();
    let handle = wrong.written.trim();
    if handle.is_empty() || directory.party(handle).is_some() {
        return;
    }
    let meant = findings.suggest(|| suggest::party(&directory, handle));
    let help = match meant {
        Some(_) => mend::command(record, wrong, meant),
        None => format!("{}, or `{}`", add(index, handle), edit(record)),
    };
    let finding = on(record, RULE.card.id, message(handle)).with_span(wrong.span);
    findings.add(meaning(finding, meant).with_help(help));
}

fn of_settings(index: &Index, key: &str, handle: &str, findings: &mut Findings) {
    let directory = index.log.directory();
    if handle.trim().is_empty() || directory.party(handle).is_some() {
        return;
    }
    let meant = findings.suggest(|| suggest::party(&directory, handle));
    let help = match meant {
        Some(meant) => mend::write(meant, index),
        None => format!("{}, or name somebody else", add(index, handle)),
    };
    let finding = in_settings(index, RULE.card.id, key, message(handle));
    findings.add(meaning(finding, meant).with_help(help));
}

fn message(handle: &str) -> String {
    format!("`{handle}` is not a person or team of this log")
}

/// What makes somebody known.
fn add(index: &Index, handle: &str) -> String {
    let table = mend::table("people", handle);
    format!("add {table} to {}", index.log.file.path)
}

const DOCS: &str = r###"## What

The log says who there is, in `[people]` and `[teams]` of `declog.toml`, and something names somebody else: a field of people in the front matter, the `owner` of a milestone, or `declog.toml` itself where it says who stands in, who is in a team, who owns or decides in an area, and who is a bot.

## Why

What waits on nobody gets no answer. A misspelt owner has no inbox and no page, and a misspelt name among those who decide lets nobody decide.

## Bad

```toml declog.toml
format = 1

[people.alice]
name = "Alice Ng"
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alise
---
# Use PostgreSQL
```

## Good

```toml declog.toml
format = 1

[people.alice]
name = "Alice Ng"

[teams.platform]
members = ["alice"]
```

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
consulted: [platform]
---
# Use PostgreSQL
```
"###;
