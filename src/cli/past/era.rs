//! What was in force at the commits of the checked line: settings, kinds and who is who.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cli::env::Now;
use crate::cli::kinds;
use crate::cli::load::{SETTINGS, below, log};
use crate::index::Log;
use crate::model::source::Source;
use crate::model::taken::Table;
use crate::store::{Basis, Chain, Identity, Names, Places, Repository, Revision};

/// Settings, kinds and `.mailmap` that were in force together.
pub(in crate::cli) struct Era {
    /// What made its kinds.
    kinds: Option<String>,
    /// The log as they make it, without records.
    pub(super) log: Log,
    /// Who may do what.
    pub(super) table: Arc<Table>,
    names: Names,
}

impl Era {
    /// The handle of somebody whom a commit names; where the table knows people and not them, nobody.
    pub(super) fn person(&self, identity: &Identity) -> Option<String> {
        let mapped = self.mapped(identity);
        let directory = self.table.directory();
        match directory.people.is_empty() {
            true => Some(mapped.name),
            false => directory.with_mail(&mapped.email).map(str::to_owned),
        }
    }

    /// Whether files are read in both alike.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.table.settings, &other.table.settings);
        self.kinds == other.kinds && mine.kinds == theirs.kinds && mine.log.ids == theirs.log.ids
    }

    /// The folders of its kinds, from the repository's root.
    pub(super) fn folders(&self) -> Vec<String> {
        let kinds = self.log.kinds.iter();
        kinds.map(|kind| self.log.folder(kind)).collect()
    }

    /// Somebody as `.mailmap` has them.
    pub(super) fn mapped(&self, identity: &Identity) -> Identity {
        self.names.resolve(identity)
    }

    /// The same in words.
    pub(super) fn name(&self, identity: &Identity) -> String {
        let mapped = self.mapped(identity);
        format!("{} <{}>", mapped.name, mapped.email)
    }
}

/// The eras of a chain, by what made them; what cannot be read has none.
pub(super) struct Eras(HashMap<Basis, Option<Arc<Era>>>);

impl Eras {
    /// Reads every era of a chain once.
    pub(super) fn read(repository: &Repository, root: &str, chain: &Chain) -> anyhow::Result<Self> {
        let mut all = HashMap::new();
        for (basis, commit) in chain.bases() {
            let era = match basis.settings {
                Some(_) => era(repository, root, (basis, &repository.resolve(&commit)?)),
                None => None,
            };
            all.insert(basis.clone(), era.map(Arc::new));
        }
        Ok(Self(all))
    }

    /// The era of a basis.
    pub(super) fn of(&self, basis: &Basis) -> Option<&Arc<Era>> {
        self.0.get(basis)?.as_ref()
    }

    /// The folders of every kind of every era, from the repository's root.
    pub(super) fn folders(&self) -> Vec<String> {
        let eras = self.0.values().flatten();
        let mut folders: Vec<String> = eras.flat_map(|era| era.folders()).collect();
        folders.sort();
        folders.dedup();
        folders
    }
}

/// Where the settings of the log at that root are.
pub(in crate::cli) fn places(root: &str) -> (String, String) {
    (below(root, SETTINGS), below(root, kinds::FOLDER))
}

/// What is in force at `HEAD`; none before the first commit, and where it cannot be read.
pub(in crate::cli) fn at_head(repository: &Repository, root: &str) -> anyhow::Result<Option<Era>> {
    match repository.head()? {
        Some(head) => at(repository, root, &repository.resolve(&head.id)?),
        None => Ok(None),
    }
}

/// What is in force at a revision; none where it cannot be read.
pub(super) fn at(
    repository: &Repository,
    root: &str,
    revision: &Revision,
) -> anyhow::Result<Option<Era>> {
    let (settings, kinds) = places(root);
    let places = Places {
        settings: &settings,
        kinds: &kinds,
    };
    let basis = repository.basis_at(places, revision)?;
    Ok(match basis.settings {
        Some(_) => era(repository, root, (&basis, revision)),
        None => None,
    })
}

/// Settings that nobody could read are nobody's table.
fn era(repository: &Repository, root: &str, (basis, at): (&Basis, &Revision)) -> Option<Era> {
    let path = below(root, SETTINGS);
    let text = repository.read_text(&path, Some(at)).ok()??;
    let kinds = kinds::read(repository, root, Some(at)).ok()?;
    let now = Now::Moment(jiff::Timestamp::UNIX_EPOCH);
    let log = log(Source::new(path, text), root.to_owned(), &kinds, &now).ok()?;
    Some(Era {
        kinds: basis.kinds.clone(),
        table: Arc::new(Table {
            settings: log.settings.clone(),
            kinds: log.kinds.clone(),
        }),
        log,
        names: repository.people(basis.mailmap.as_deref()),
    })
}
