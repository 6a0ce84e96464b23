//! `section-order`: the sections do not stand in the order of the kind.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::record::{Record, Section};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "section-order",
        group: "Content",
        level: Level::Warn,
        summary: "The sections do not stand in the order of the kind",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    // A foreign file follows the template of whoever wrote it.
    if !record.is_native() {
        return;
    }
    let known = known(record);
    let in_order = longest_in_order(&known);
    for (place, (section, rank)) in known.iter().enumerate() {
        if in_order.contains(&place) {
            continue;
        }
        let behind = known[..place].iter().find(|(_, other)| other > rank);
        let before = known[place..].iter().rev().find(|(_, other)| other < rank);
        let (found, expected, other) = match (behind, before) {
            (Some((other, _)), _) => ("behind", "before", other),
            (None, Some((other, _))) => ("before", "behind", other),
            (None, None) => continue,
        };
        let message = format!(
            "`{}` stands {found} `{}`, expected {expected} it",
            section.heading.text, other.heading.text
        );
        findings.add(finding(record, section, message));
    }
    findings.extend(behind_the_last(record));
}

/// The sections that the kind knows, each with its place in the kind's order.
fn known(record: &Record) -> Vec<(&Section, usize)> {
    let ranked = record.sections.iter().filter_map(|section| {
        let id = section.id.as_ref()?;
        let mut specs = record.kind.sections.iter();
        Some((section, specs.position(|spec| spec.id == *id)?))
    });
    ranked.collect()
}

/// The places of as many sections as stand in order: all the others are out of it.
///
/// A kind knows a handful of sections and a record has each of them once, so every pair may be looked at.
fn longest_in_order(known: &[(&Section, usize)]) -> Vec<usize> {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for (place, (_, rank)) in known.iter().enumerate() {
        let fits = lines.iter().filter(|line| {
            let last = line.last().map(|&last| known[last].1);
            last.is_none_or(|last| last < *rank)
        });
        // Of lines of the same length the first one stays.
        let mut line: Vec<usize> = Vec::new();
        for fit in fits {
            if fit.len() > line.len() {
                line.clone_from(fit);
            }
        }
        line.push(place);
        lines.push(line);
    }
    let mut longest = Vec::new();
    for line in lines {
        if line.len() > longest.len() {
            longest = line;
        }
    }
    longest
}

/// The first section of no kind behind the one that is the last of every record.
fn behind_the_last(record: &Record) -> Option<Diagnostic> {
    let last = record.kind.sections.last()?;
    let mut sections = record.sections.iter();
    let log = sections.find(|section| section.id.as_ref() == Some(&last.id))?;
    let next = sections.next().filter(|next| next.id.is_none())?;
    let message = format!(
        "`{}` stands behind `{}`, expected before it",
        next.heading.text, log.heading.text
    );
    Some(finding(record, next, message))
}

fn finding(record: &Record, section: &Section, message: String) -> Diagnostic {
    on(record, RULE.card.id, message)
        .with_span(section.heading.span)
        .with_help(edit(record))
}

const DOCS: &str = r###"## What

A section that the kind knows stands before or behind another in a way that the kind does not have it, or something stands behind the Log. Sections of your own may stand anywhere between the others. As few sections as possible are named: those that would have to move.

Files that nobody wrote for declog are left in peace: they follow a template of their own.

## Why

Who reads many records finds the outcome where it always is. And the Log grows at its end of the file: what stands behind it is read as the last thing that was said.

## Bad

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep one ledger

## Decision Outcome

One ledger.

## Context and Problem Statement

Two services write entries.
```

## Good

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Keep one ledger

## Context and Problem Statement

Two services write entries.

## Decision Outcome

One ledger.
```
"###;
