//! What a command writes is written down first, for `declog undo`.

use super::env::Env;
use super::plan::Plan;
use crate::report::change::Undo;
use crate::report::safe::visible;
use crate::store::{Deed, Entry, Journal, Repository, Stage};

/// What is known of a command that is at work.
pub(super) struct Memory {
    /// Where it is written down; nowhere where the user has no folder for such things, or it cannot be written.
    place: Option<(Journal, Entry)>,
    deed: Deed,
}

/// The journal of a working tree, where the user has a folder for such things.
pub(super) fn journal(repository: &Repository, env: &Env) -> Option<Journal> {
    Some(repository.journal(&env.state_folder()?))
}

impl Memory {
    /// Writes down what a plan is about to write; tells of an earlier command that was interrupted. To be called by
    /// whoever has the lock.
    pub(super) fn begin(repository: &Repository, plan: &Plan, stage: Stage, env: &Env) -> Self {
        let deed = Deed::new(&plan.subject, plan.kept(), stage);
        let journal = journal(repository, env);
        let place = journal.and_then(|journal| {
            tell_interrupted(&journal, env);
            let entry = journal.begin(&deed).ok()?;
            Some((journal, entry))
        });
        Self { place, deed }
    }

    /// Writes nothing down.
    pub(super) fn none(plan: &Plan) -> Self {
        Self {
            place: None,
            deed: Deed::new(&plan.subject, Vec::new(), Stage::Writing),
        }
    }

    /// Nothing was written after all.
    pub(super) fn forget(self) {
        if let Some((journal, entry)) = self.place {
            journal.forget(entry);
        }
    }

    /// These folders were made for the files.
    pub(super) fn made(&mut self, folders: Vec<String>) {
        if folders.is_empty() {
            return;
        }
        self.deed.folders = folders;
        if let Some((journal, entry)) = &self.place {
            let _ = journal.write(*entry, &self.deed);
        }
    }

    /// It is done, with that commit where one was made.
    pub(super) fn end(mut self, commit: Option<String>) -> Undo {
        self.deed.stage = commit.map_or(Stage::Written, Stage::Committed);
        match self.place {
            Some((journal, entry)) if journal.write(entry, &self.deed).is_ok() => Undo::Kept,
            _ => Undo::Unknown,
        }
    }
}

/// Tells that the command before this one did not end.
fn tell_interrupted(journal: &Journal, env: &Env) {
    if let Some((_, deed)) = journal.last().filter(|(_, deed)| deed.is_unfinished()) {
        let subject = visible(&deed.subject);
        env.say(&format!("the last command was interrupted: {subject}"));
    }
}
