//! `hidden-characters`: characters that nobody sees stand in a record.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit};
use crate::check::unseen::{Run, runs};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::hidden::tagged;
use crate::model::rule::RuleCard;
use crate::model::source::Source;

/// How many lines of a file are told: whoever sees so many looks at all of them.
const MOST: usize = 50;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "hidden-characters",
        group: "Safety",
        level: Level::Deny,
        summary: "Characters that nobody sees stand in a record",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let records = index
        .records
        .iter()
        .map(|record| (&record.source, Some(record)));
    let unreadable = index.unreadable.iter().map(|source| (source, None));
    for (source, record) in records.chain(unreadable) {
        let runs = runs(&source.text);
        for (place, run) in runs.iter().enumerate().take(MOST) {
            let rest = runs.len() - MOST.min(runs.len());
            let more = match rest {
                _ if place + 1 < MOST => String::new(),
                0 => String::new(),
                rest => format!("; {rest} more of the file's lines have such characters"),
            };
            let message = format!("{}{more}", told(source, run));
            let finding = Diagnostic::new(RULE.card.id, source.path.as_str(), message);
            let finding = finding.with_span(run.span);
            findings.add(match record {
                Some(record) => finding.with_id(&record.id).with_help(edit(record)),
                None => finding.with_help(format!("declog explain {}", RULE.card.id)),
            });
        }
    }
}

/// What they are, and what tags say: a text for machines that people do not see.
fn told(source: &Source, run: &Run) -> String {
    /// How many are named.
    const NAMED: usize = 3;
    let text = source.slice(run.span);
    let mut names: Vec<String> = text
        .chars()
        .take(NAMED)
        .map(|c| format!("`U+{:04X}`", u32::from(c)))
        .collect();
    let count = text.chars().count();
    if count > NAMED {
        names.push(format!("{} more", count - NAMED));
    }
    let tags: String = text.chars().filter_map(tagged).take(60).collect();
    let mut told = match count {
        1 => format!("a hidden character: {}", names.join(", ")),
        _ => format!("hidden characters: {}", names.join(", ")),
    };
    if !tags.is_empty() {
        told.push_str(&format!(", which say `{tags}`"));
    }
    if run.others > 0 {
        told.push_str(&format!("; {} more on this line", run.others));
    }
    told
}

const DOCS: &str = concat!(
    r###"## What

A file holds characters that are not seen: those that turn the direction of text round, that have no width, that control a terminal, or the tag characters, in which a whole text can hide. The whole file is looked at, code and comments too. A line is told once, at its first such character.

What a script needs is in order: joiners in Arabic, Persian and the scripts of India, spaces without width in Thai and Khmer, marks of direction on a line with Hebrew or Arabic, joiners and flags in emoji. So is a byte order mark at the start of the file.

## Why

What people see and what machines read is then not the same. A decision can show one thing and say another, a word is not found by a search, and a text that only a program reads can tell it what to do.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

Access is for ad"###,
    "\u{200b}",
    r###"mins only.
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

Access is for admins only. 👩‍💻
```
"###
);
