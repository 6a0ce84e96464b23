//! `criterion-not-measurable`: a sign of success that nobody can check.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::placeholder::is_placeholder;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::kind::covers;
use crate::model::measure::Measure;
use crate::model::record::{Record, Section};
use crate::model::rule::RuleCard;
use crate::model::words::names;

/// The id of the section that says how anybody will know.
const CRITERIA: &str = "criteria";

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "criterion-not-measurable",
        group: "Content",
        level: Level::Deny,
        summary: "A success criterion has no number, no date and no named measure",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let asked = record.kind.section(CRITERIA).is_some_and(|section| {
        record
            .state()
            .is_some_and(|state| covers(&section.required_in, state))
    });
    let Some(section) = record.section(CRITERIA).filter(|_| asked) else {
        return;
    };
    let measures = record.measures();
    for (at, item) in section.items.iter().enumerate() {
        let text = whole(record, section, at);
        if is_placeholder(text) || is_measurable(text, &measures) {
            continue;
        }
        let message = "the criterion has no number, no date and no name of a measure";
        findings.add(
            on(record, RULE.card.id, message)
                .with_span(item.span)
                .with_help(edit(record)),
        );
    }
}

/// A number is written with digits, and a date is numbers.
fn is_measurable(text: &str, measures: &[Measure]) -> bool {
    text.contains(char::is_numeric) || measures.iter().any(|measure| names(text, &measure.name))
}

/// An item with all that stands under it: up to the next one, or to a paragraph that is none of it.
fn whole<'a>(record: &'a Record, section: &Section, at: usize) -> &'a str {
    let text = &record.source.text;
    let start = section.items[at].span.start;
    let next = section.items.get(at + 1);
    let end = next.map_or(section.body.end, |next| next.span.start);
    let text = text.get(start..end).unwrap_or_default();
    let mut length = 0;
    let mut after_blank = false;
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if after_blank && !is_blank && !line.starts_with([' ', '\t']) {
            break;
        }
        after_blank = is_blank;
        length += line.len();
    }
    &text[..length]
}

const DOCS: &str = r###"## What

An item of the list of success criteria has no number, no date and not the name of one of the record's measures. It is asked while the state of the record asks for the section.

## Why

"Checkout is fast" is true for whoever wrote it and false for whoever waits. A number, a day or a named measure makes it something two people can look up and agree on.

## Bad

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* Checkout is fast

## Boundaries

* Nothing is said to be paid that is not.
```

## Good

```markdown docs/briefs/0001-nobody-waits-at-the-checkout.md
---
status: active
date: 2026-11-02
owner: alice
due: 2026-12-31
measures:
  - name: p95 checkout latency
    unit: ms
    baseline: 900
    target: 300
    source: grafana/checkout
---
# Nobody waits at the checkout

## Outcome

Whoever pays is done before they look up.

## Success criteria

* Nineteen of 20 payments are through within 300 ms

## Boundaries

* Nothing is said to be paid that is not.
```
"###;
