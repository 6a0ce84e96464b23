//! `raw-html`: hTML stands in a record, which the site shows as text.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, on};
use crate::index::Index;
use crate::model::diagnostic::Level;
use crate::model::rule::RuleCard;
use crate::model::source::Span;

/// The elements that people write by hand. `Vec<String>` and `<your name>` are shown as they are meant.
const ELEMENTS: [&str; 72] = [
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "raw-html",
        group: "Safety",
        level: Level::Warn,
        summary: "HTML stands in a record, which the site shows as text",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Record(check),
};

fn check(index: &Index, at: usize, findings: &mut Findings) {
    // A log that lets HTML through shows what the sanitiser leaves of it.
    if index.log.settings.site.raw_html {
        return;
    }
    let record = &index.records[at];
    for html in &record.html {
        let Some((tag, name)) = first_tag(record.source.slice(*html)) else {
            continue;
        };
        let span = Span::new(html.start + tag.start, html.start + tag.end);
        let help = format!("write it in Markdown: {}", edit(record));
        findings.add(
            on(
                record,
                RULE.card.id,
                format!("the site shows `<{name}>` as text"),
            )
            .with_span(span)
            .with_help(help),
        );
    }
}

/// The first tag that opens an element of HTML, and the element's name.
fn first_tag(html: &str) -> Option<(Span, String)> {
    let mut opened = html.match_indices('<');
    opened.find_map(|(at, _)| {
        let rest = &html[at + 1..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let name = rest[..end].to_ascii_lowercase();
        ELEMENTS.binary_search(&name.as_str()).ok()?;
        let close = html[at..]
            .find('>')
            .map_or(html.len(), |close| at + close + 1);
        Some((Span::new(at, close), name))
    })
}

const DOCS: &str = r###"## What

The body holds an element of HTML. Pages of the site show it as text, as it was typed. A comment is left out of the page and is in order, so are `<br>` in a line, code, and words in brackets that are no element (`Vec<String>`). Elements that follow each other without a gap are told once.

## Why

HTML of a contributor is code in the browser of whoever reads the site, so none is let through. Everybody else's tools show it in a way of their own. What Markdown cannot say is seldom missed in a record.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

<details><summary>The numbers</summary>

A load test of three hours.

</details>
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

### The numbers

A load test of three hours.

<!-- of the 20th -->
```
"###;
