//! `broken-link`: a link that leads to no file or heading of the repository.

use super::{Adopted, Rule, Scope};
use crate::check::close;
use crate::check::findings::{Findings, edit, on};
use crate::check::link::{self, Place};
use crate::index::{Edge, Index, Target};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::facts::Entry;
use crate::model::link::Link;
use crate::model::record::Record;
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "broken-link",
        group: "References",
        level: Level::Deny,
        summary: "A link leads to no file or heading of the repository",
        docs: DOCS,
    },
    adopted: Adopted::Warned,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    let record = &index.records[at];
    for link in &record.links {
        let broken = link::read(&link.target, &record.source.path)
            .and_then(|place| broken(index, record, link, &place));
        if let Some(finding) = broken {
            findings.add(finding);
        }
    }
    for edge in index.edges_from(at) {
        if let Some(finding) = broken_section(index, record, edge) {
            findings.add(finding);
        }
    }
}

fn broken(index: &Index, record: &Record, link: &Link, place: &Place) -> Option<Diagnostic> {
    if let Some(at) = index.at_path(&place.path) {
        let to = &index.records[at];
        let fragment = place.fragment.as_deref()?;
        let anchors: Vec<_> = to.headings.iter().map(|heading| &*heading.anchor).collect();
        return (!has_anchor(to, fragment)).then(|| no_heading(record, link, place, &anchors));
    }
    match index.facts.targets.as_ref()?.get(&place.path)? {
        Entry::Missing => Some(no_file(index, record, link, place)),
        Entry::File(Some(anchors)) if link::has_headings(&place.path) => {
            let fragment = place.fragment.as_deref()?;
            let anchors: Vec<_> = anchors.iter().map(String::as_str).collect();
            (!anchors.contains(&fragment)).then(|| no_heading(record, link, place, &anchors))
        }
        Entry::Folder | Entry::File(_) => None,
    }
}

/// `DEC-4#Consequences` names a section of another record by its words.
fn broken_section(index: &Index, record: &Record, edge: &Edge) -> Option<Diagnostic> {
    let (Target::Record(to), Some(section)) = (&edge.to, &edge.section) else {
        return None;
    };
    let to = &index.records[*to];
    let wanted = section.trim().to_lowercase();
    let mut headings = to.headings.iter();
    if headings.any(|heading| heading.text.to_lowercase() == wanted || heading.anchor == wanted) {
        return None;
    }
    let message = format!("`{}` has no section `{section}`", to.id);
    let finding = on(record, RULE.card.id, message)
        .with_span(edge.span)
        .with_help(edit(record));
    let texts = to.headings.iter().map(|heading| heading.text.as_str());
    Some(suggest(finding, close::word(section, texts)))
}

/// A heading's own anchor, or one that the text sets by hand in HTML.
fn has_anchor(record: &Record, fragment: &str) -> bool {
    let text = &record.source.text;
    let mut headings = record.headings.iter();
    headings.any(|heading| heading.anchor == fragment)
        || ["id", "name"]
            .iter()
            .any(|key| text.contains(&format!("{key}=\"{fragment}\"")))
}

fn no_file(index: &Index, record: &Record, link: &Link, place: &Place) -> Diagnostic {
    let message = format!("link leads to `{}`, which does not exist", place.path);
    let finding = on(record, RULE.card.id, message)
        .with_span(link.span)
        .with_help(edit(record));
    let meant = link::has_headings(&place.path)
        .then(|| close::file(index, &place.path))
        .flatten();
    suggest(finding, meant)
}

fn no_heading(record: &Record, link: &Link, place: &Place, anchors: &[&str]) -> Diagnostic {
    let fragment = place.fragment.as_deref().unwrap_or_default();
    let message = format!("`{}` has no heading `#{fragment}`", place.path);
    let finding = on(record, RULE.card.id, message)
        .with_span(link.span)
        .with_help(edit(record));
    let meant = close::word(fragment, anchors.iter().copied()).map(|anchor| format!("#{anchor}"));
    suggest(finding, meant.as_deref())
}

fn suggest(finding: Diagnostic, meant: Option<&str>) -> Diagnostic {
    match meant {
        Some(meant) => finding.with_label(format!("did you mean `{meant}`?")),
        None => finding,
    }
}

const DOCS: &str = r###"## What

A link or an image leads to a file of this repository that is not there, or to a heading that the file does not have. So does a relation that names a section (`amends: DEC-4#Consequences`). A path that begins with `/` starts at the repository's root. Links to other sites are not followed.

## Why

The file was renamed or never committed, and the reader who needs it most finds nothing. A link to a heading breaks silently when somebody words the heading better.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
---
# Use PostgreSQL

It follows from [one ledger](0002-one-ledger.md).
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
---
# Keep the ledger in one place
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
---
# Use PostgreSQL

It follows from [one ledger](0002-keep-the-ledger-in-one-place.md).
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
---
# Keep the ledger in one place
```
"###;
