//! Two revisions as one word: `A..B`, `A...B`, `A`.

use super::failure::usage;
use crate::store::{Repository, Revision};

/// What is compared.
#[derive(Clone, Debug)]
pub(super) struct Between {
    /// The older side.
    pub(super) base: Revision,
    /// The newer side; none for the working tree.
    pub(super) head: Option<Revision>,
}

impl Between {
    /// Reads `A..B` (`...` from where the two parted), with `HEAD` for a side that is left out, or `A` against the
    /// working tree.
    pub(super) fn read(repository: &Repository, text: &str) -> anyhow::Result<Self> {
        let (base, head, parted) = match (text.split_once("..."), text.split_once("..")) {
            (Some((base, head)), _) => (base, Some(head), true),
            (None, Some((base, head))) => (base, Some(head), false),
            (None, None) => (text, None, false),
        };
        let named = |word: &str| match word {
            "" => repository.resolve("HEAD"),
            word => repository.resolve(word),
        };
        let head = head.map(named).transpose()?;
        let base = named(base)?;
        match &head {
            Some(head) if parted => Ok(Self {
                base: fork(repository, (&base, head), text)?,
                head: Some(head.clone()),
            }),
            _ => Ok(Self { base, head }),
        }
    }
}

fn fork(
    repository: &Repository,
    (base, head): (&Revision, &Revision),
    text: &str,
) -> anyhow::Result<Revision> {
    match repository.fork(&base.id, &head.id)? {
        Some(commit) => Ok(repository.resolve(&commit)?),
        None => {
            let message = format!("`{text}` names two revisions with no history in common");
            let plain = text.replace("...", "..");
            Err(usage(message)
                .with_help(format!("`{plain}` compares them as they are"))
                .into())
        }
    }
}
