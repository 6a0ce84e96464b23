//! `date-in-future`: a day that has been is said to lie in the future.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::check::items::items;
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::front::Node;
use crate::model::kind::FieldType;
use crate::model::record::{Record, read_date};
use crate::model::rule::RuleCard;
use crate::model::source::{Span, Spanned};
use jiff::civil::Date;

/// The fields whose days have been. Those by which something is expected lie in the future by their nature.
const PAST: [&str; 2] = ["date", "created"];

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "date-in-future",
        group: "Front matter",
        level: Level::Warn,
        summary: "A day that has been is said to lie in the future",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    let today = index.log.as_of;
    let fields = PAST.into_iter().filter_map(|key| {
        let day = Spanned::new(record.date(key)?, record.node(key)?.span);
        Some((format!("`{key}`"), day))
    });
    let all = fields.chain(entries(record)).chain(in_items(record));
    for (what, day) in all.filter(|(_, day)| day.value > today) {
        let message = format!("{what} is {}, and today is {today}", day.value);
        let finding = on(record, RULE.card.id, message).with_help(edit(record));
        // What stands in a file beside the record has no place in it.
        findings.add(match day.span == Span::default() {
            true => finding,
            false => finding.with_span(day.span),
        });
    }
}

fn entries(record: &Record) -> impl Iterator<Item = (String, Spanned<Date>)> {
    record.entries.iter().filter_map(|entry| {
        let day = entry.date?;
        let heading = record.source.slice(entry.heading);
        let start = entry.heading.start + heading.find(&day.to_string())?;
        let span = Span::new(start, start + day.to_string().len());
        Some(("the day of this entry".to_owned(), Spanned::new(day, span)))
    })
}

/// The days of readings, and those on which milestones were done.
fn in_items(record: &Record) -> impl Iterator<Item = (String, Spanned<Date>)> {
    let measures = items(record, FieldType::Measures);
    let pairs = measures.filter_map(|item| item.node("readings").and_then(Node::pairs));
    let readings = pairs.flatten().filter_map(|pair| {
        let day = Spanned::new(read_date(&pair.key.value)?, pair.key.span);
        Some(("the day of this reading".to_owned(), day))
    });
    let milestones = items(record, FieldType::Milestones);
    let done = milestones.filter_map(|item| {
        let node = item.node("done")?;
        Some((
            "`done`".to_owned(),
            Spanned::new(read_date(node.scalar()?)?, node.span),
        ))
    });
    readings.chain(done)
}

const DOCS: &str = r###"## What

A day that can only have been lies in the future: `date`, `created`, the day of an entry of the Log, that of a reading of a measure, or the one on which a milestone was done. Today is the day in the log's time zone, or the one that `--as-of` names.

Days by which something is expected (`due`, `review-by`, `respond-by`, `expires`) are not meant.

## Why

Since when something is in force, how long it has been open and which reading is the newest are all told by such days. A year that somebody mistyped puts a record on top of every list for a year.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2027-11-20
owner: alice
---
# Use PostgreSQL
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
review-by: 2027-11-20
---
# Use PostgreSQL
```
"###;
