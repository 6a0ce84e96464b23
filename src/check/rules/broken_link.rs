//! `broken-link`: a link that leads to no file or heading of the repository.

use super::{Adopted, Rule, Scope};
use crate::check::anchors::{Anchors, Broken};
use crate::check::close;
use crate::check::findings::{Findings, edit, on};
use crate::check::link::{self, Place};
use crate::index::{Edge, Index, Target};
use crate::model::diagnostic::{Diagnostic, Level};
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
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let mut anchors = Anchors::new(index);
    for (at, record) in index.records.iter().enumerate() {
        for link in &record.links {
            let Some(place) = link::read(&link.target, &record.source.path) else {
                continue;
            };
            let found = match anchors.broken(&place) {
                Some(Broken::File) => {
                    let meant = findings.suggest(|| close_file(index, &place));
                    no_file(record, link, &place, meant)
                }
                Some(Broken::Heading) => {
                    let meant = findings.suggest(|| close_heading(&mut anchors, &place));
                    no_heading(record, link, &place, meant)
                }
                None => continue,
            };
            findings.add(found);
        }
        for edge in index.edges_from(at).filter(|edge| edge.written_in == at) {
            if let Some(finding) = broken_section(index, record, edge) {
                findings.add(finding);
            }
        }
    }
}

fn close_file(index: &Index, place: &Place) -> Option<String> {
    let name = link::has_headings(&place.path).then(|| close::file(index, &place.path));
    name.flatten().map(str::to_owned)
}

fn close_heading(anchors: &mut Anchors<'_>, place: &Place) -> Option<String> {
    let known = anchors.of(&place.path)?.iter().copied();
    let meant = close::word(place.fragment.as_deref()?, known)?;
    Some(format!("#{meant}"))
}

fn no_file(record: &Record, link: &Link, place: &Place, meant: Option<String>) -> Diagnostic {
    let message = format!("link leads to `{}`, which does not exist", place.path);
    let finding = on(record, RULE.card.id, message).with_span(link.span);
    suggest(record, finding, meant)
}

fn no_heading(record: &Record, link: &Link, place: &Place, meant: Option<String>) -> Diagnostic {
    let fragment = place.fragment.as_deref().unwrap_or_default();
    let message = format!("`{}` has no heading `#{fragment}`", place.path);
    let finding = on(record, RULE.card.id, message).with_span(link.span);
    suggest(record, finding, meant)
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
    let finding = on(record, RULE.card.id, message).with_span(edge.span);
    let texts = to.headings.iter().map(|heading| heading.text.as_str());
    let meant = close::word(section, texts).map(str::to_owned);
    Some(suggest(record, finding, meant))
}

fn suggest(record: &Record, finding: Diagnostic, meant: Option<String>) -> Diagnostic {
    let finding = finding.with_help(edit(record));
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
owner: alice
---
# Use PostgreSQL

It follows from [one ledger](0002-one-ledger.md).
```

```markdown docs/decisions/0002-keep-the-ledger-in-one-place.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Keep the ledger in one place
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-22
owner: alice
---
# Use PostgreSQL

It follows from [one ledger](0002-keep-the-ledger-in-one-place.md).
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
