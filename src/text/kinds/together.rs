//! What only a look at all kinds of a log can tell: what two of them share, verbs that are commands already, and kinds
//! that references name.

use toml::de::DeTable;

use super::clashes;
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::{Kind, SAME};
use crate::model::suggest::closest;
use crate::text::table::{Meanings, Written};

/// What is wrong with the kind of that name beside the others, and beside the commands that no verb may be.
pub(super) fn check(
    name: &str,
    (kinds, commands): (&[Kind], &[String]),
    table: &DeTable<'_>,
    written: &Written<'_>,
) -> Vec<Diagnostic> {
    let mut found = Meanings::new(written, table).or_at(&["extends", "name"]);
    for clash in clashes(kinds) {
        if clash.kind == name || clash.other == name {
            found.problem(&[clash.key], clash.message, None);
        }
    }
    if let Some(kind) = kinds.iter().find(|kind| kind.name == name) {
        verbs(kind, commands, &mut found);
        names(kind, kinds, &mut found);
    }
    found.into_problems()
}

fn verbs(kind: &Kind, commands: &[String], found: &mut Meanings<'_>) {
    for (at, step) in kind.steps.iter().enumerate() {
        if commands.contains(&step.verb) {
            let message = format!(
                "`{}` is a command of declog, which no verb may be",
                step.verb
            );
            found.problem(&["steps", &at.to_string(), "verb"], message, None);
        }
    }
}

/// The kinds that the fields of a file name; those it extends name what comes with declog.
fn names(kind: &Kind, kinds: &[Kind], found: &mut Meanings<'_>) {
    let known = || kinds.iter().map(|kind| kind.name.as_str());
    for field in &kind.fields {
        let Some(at) = found.item("fields", "key", &field.key) else {
            continue;
        };
        for (place, name) in field.names.iter().enumerate() {
            if name != SAME && !known().any(|kind| kind == name) {
                let path = ["fields", &at, "names", &place.to_string()];
                let message = format!("there is no kind `{name}`");
                found.problem(&path, message, closest(name, known()));
            }
        }
    }
}
