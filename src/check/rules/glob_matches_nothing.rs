//! `glob-matches-nothing`: a pattern of paths matches no file of the repository.

use std::collections::BTreeMap;

use super::{Adopted, Rule, Scope};
use crate::check::findings::{Findings, edit, in_settings, on};
use crate::check::globs::{Place, Written, written};
use crate::check::mend::{self, Wrong};
use crate::index::Index;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::glob::{Globs, is_pattern};
use crate::model::rule::RuleCard;

/// The rule.
pub(super) static RULE: Rule = Rule {
    card: RuleCard {
        id: "glob-matches-nothing",
        group: "Ownership",
        level: Level::Warn,
        summary: "A pattern of paths matches no file of the repository",
        docs: DOCS,
    },
    adopted: Adopted::Spared,
    scope: Scope::Log(check),
};

fn check(index: &Index, findings: &mut Findings) {
    let Some(paths) = &index.facts.paths else {
        return;
    };
    let all = written(index);
    let mut patterns: Vec<&str> = all.iter().map(|one| one.pattern).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let matched = matched(&patterns, paths);
    let modules: Vec<&String> = paths.iter().filter(|path| path.ends_with('/')).collect();
    for one in &all {
        let place = patterns.binary_search(&one.pattern);
        let is_matched = place.is_ok_and(|place| matched[place]);
        if !is_matched && !is_elsewhere(one.pattern, &modules) {
            findings.add(finding(index, one));
        }
    }
}

/// Which of the patterns match a path. Each is held only against what lies in the folder that it names.
fn matched(patterns: &[&str], paths: &[String]) -> Vec<bool> {
    let mut by_folder: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, pattern) in patterns.iter().enumerate() {
        by_folder.entry(folder(pattern)).or_default().push(place);
    }
    let mut matched = vec![false; patterns.len()];
    for (folder, places) in by_folder {
        let start = paths.partition_point(|path| path.as_str() < folder);
        let inside = paths[start..].partition_point(|path| path.starts_with(folder));
        let paths = &paths[start..start + inside];
        if !paths.is_empty() {
            let own: Vec<&str> = places.iter().map(|place| patterns[*place]).collect();
            for (place, is_matched) in places.into_iter().zip(hit(&own, paths)) {
                matched[place] = is_matched;
            }
        }
    }
    matched
}

/// The folder in which everything lies that a pattern can match, with its `/`; nothing where it is the whole tree.
fn folder(pattern: &str) -> &str {
    let inner = pattern.strip_suffix('/').unwrap_or(pattern);
    if !inner.contains('/') {
        return "";
    }
    let from_root = inner.trim_start_matches('/');
    let plain = from_root
        .find(['*', '?', '[', '{', '\\'])
        .unwrap_or(from_root.len());
    let end = from_root[..plain].rfind('/').map_or(0, |slash| slash + 1);
    &from_root[..end]
}

/// Which of the patterns match one of those paths.
fn hit(patterns: &[&str], paths: &[String]) -> Vec<bool> {
    let mut globs = Globs::new(patterns.iter().map(|pattern| [*pattern]));
    if !globs.is_whole() {
        // One pattern that is too much for the memory they may take keeps nothing from being said of the others.
        return match patterns.split_at(patterns.len() / 2) {
            ([], _) => vec![true],
            (first, rest) => [hit(first, paths), hit(rest, paths)].concat(),
        };
    }
    let mut hit = vec![false; patterns.len()];
    let mut left = patterns.len();
    for path in paths {
        if left == 0 {
            break;
        }
        for (pattern, _) in globs.of_file(path) {
            left -= usize::from(!hit[pattern]);
            hit[pattern] = true;
        }
    }
    hit
}

/// Whether a pattern is about another repository inside of this one, whose files are not known.
fn is_elsewhere(pattern: &str, modules: &[&String]) -> bool {
    let pattern = pattern.trim_start_matches('/');
    let mut modules = modules.iter();
    modules.any(|module| pattern.starts_with(module.as_str()))
}

fn finding(index: &Index, one: &Written<'_>) -> Diagnostic {
    let pattern = one.pattern;
    let message = match is_pattern(pattern) {
        true => format!("`{pattern}` matches no file of the repository"),
        false => format!("`{pattern}` is no pattern of paths"),
    };
    match &one.place {
        Place::Record { at, key, span } => {
            let record = &index.records[*at];
            let wrong = Wrong {
                key,
                written: pattern,
                span: *span,
            };
            // A shell would read the stars.
            let help = match mend::is_plain(pattern) {
                true => mend::command(record, wrong, None),
                false => edit(record),
            };
            on(record, RULE.card.id, message)
                .with_span(*span)
                .with_help(help)
        }
        Place::Settings(key) => in_settings(index, RULE.card.id, key, message)
            .with_help(format!("correct it in {}", index.log.file.path)),
    }
}

const DOCS: &str = r###"## What

A pattern under `governs` of a record that is open or in force, or under `paths` of an area, matches no file that git knows or that lies in the working tree. Patterns are written as in `.gitignore`, from the repository's root. What lies in a submodule is not known, and nothing is said of it.

## Why

`declog why PATH` tells which decisions bind a file, and an area owns what its patterns match. A folder that was renamed takes both away, and nobody is told.

## Bad

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
governs: ["src/ledgers/**"]
---
# Keep one ledger
```

```rust src/ledger/lib.rs
pub fn post() {}
```

## Good

```markdown docs/decisions/0001-keep-one-ledger.md
---
status: proposed
date: 2026-11-20
owner: alice
governs: ["src/ledger/**"]
---
# Keep one ledger
```

```rust src/ledger/lib.rs
pub fn post() {}
```
"###;
