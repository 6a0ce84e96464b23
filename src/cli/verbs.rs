//! The verbs of kinds as commands: what each does, in a line and in its own help.

use crate::model::kind::Kind;
use crate::model::words::capitalised;
use crate::report::safe::visible;

/// Every verb of those kinds once, with what it does; of one that several kinds have, what it does to each.
pub(super) fn verbs(kinds: &'static [Kind]) -> Vec<Verbal> {
    let mut found: Vec<Verbal> = Vec::new();
    for kind in kinds {
        for step in &kind.steps {
            let verbal = found.iter_mut().find(|verbal| verbal.verb == step.verb);
            match verbal {
                Some(verbal) => verbal.of.push((kind, &step.about)),
                None => found.push(Verbal {
                    verb: &step.verb,
                    of: vec![(kind, &step.about)],
                }),
            }
        }
    }
    found
}

/// A verb, and the kinds that have it with what it does to their records.
pub(super) struct Verbal {
    /// As it is typed.
    pub(super) verb: &'static str,
    of: Vec<(&'static Kind, &'static str)>,
}

impl Verbal {
    /// The line in the list of commands.
    pub(super) fn about(&self) -> String {
        match self.of.as_slice() {
            [(_, about)] => visible(about).into_owned(),
            several => {
                let kinds: Vec<String> = several
                    .iter()
                    .map(|(kind, _)| kind.with_article())
                    .collect();
                let (last, others) = kinds.split_last().expect("a verb is some kind's");
                let verb = capitalised(self.verb);
                format!("{verb} {} or {last}", others.join(", "))
            }
        }
    }

    /// What its own help begins with.
    pub(super) fn long_about(&self) -> Option<String> {
        let lines = self
            .of
            .iter()
            .map(|(kind, about)| format!("  {}: {}", kind.name, visible(about)));
        let lines: Vec<String> = lines.collect();
        (lines.len() > 1).then(|| format!("{}\n\n{}", self.about(), lines.join("\n")))
    }
}
