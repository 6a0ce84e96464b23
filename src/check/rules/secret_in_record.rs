//! `secret-in-record`: a key or a token of a service stands in a record.

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rule::RuleCard;
use crate::model::secret::shown;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "secret-in-record",
        group: "Safety",
        level: Level::Deny,
        summary: "A key or a token of a service stands in a record",
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
        for secret in source.secrets() {
            let start = shown(source.slice(secret.span));
            let message = format!("this looks like {}: `{start}…`", secret.what);
            let finding = Diagnostic::new(RULE.card.id, source.path.as_str(), message);
            let finding = finding.with_span(secret.span);
            let revoke = "revoke it, because git keeps every version";
            findings.add(match record {
                Some(record) => finding
                    .with_id(&record.id)
                    .with_help(format!("{revoke}; then {}", edit(record))),
                None => finding.with_help(revoke),
            });
        }
    }
}

const DOCS: &str = r###"## What

A record holds a text that has the shape of a key or token: of AWS, GitHub, GitLab, Slack, Stripe, npm, PyPI, Google, Azure and others, a JSON Web Token, or a private key. Its whole file is looked at, code and comments too, and so are files that cannot be read as records. Of what is found no more than the first four characters are printed, whatever the format.

What is plainly made up is none: a text with `example`, `xxxx` or `your` in it, with `123456` or `abcdef`, or of very few different characters. A key that has no shape of its own, such as a password, cannot be found.

## Why

A record is read by more people than it was written for, on a site, in mails and in every clone. Taking a key out later does not help, because git keeps every version: it has to be revoked where it was issued.

## Bad

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

The backup runs with AKIAZQ3DRSTLW5OPMN6K.
```

## Good

```markdown docs/decisions/0001-use-postgresql.md
---
status: proposed
date: 2026-11-20
owner: alice
---
# Use PostgreSQL

The backup runs with the key `backup` of the vault.
```
"###;
