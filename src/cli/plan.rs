//! What a command is about to write: new texts, files that go, and what to call the commit.

use crate::model::id::Id;
use crate::model::record::Record;
use crate::store::Kept;

/// New texts, and what to call the commit.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The files, in the order they are told.
    pub(super) files: Vec<Planned>,
    /// Files that are to go.
    pub(super) gone: Vec<Gone>,
    /// Files that are as they are to be, and are to be committed with the others.
    pub(super) settled: Vec<String>,
    /// First line of the commit's message, without `declog: `.
    pub(super) subject: String,
    /// Trailers of the commit's message.
    pub(super) trailers: Vec<String>,
}

impl Plan {
    /// A plan of one file that is no record.
    pub(super) fn of_file(path: &str, old: Option<String>, new: String) -> Self {
        Self {
            files: vec![Planned::of_file(path, old, new)],
            ..Self::default()
        }
    }

    /// A plan of one record that is not there yet.
    pub(super) fn of_new(record: &Record) -> Self {
        let file = Planned {
            id: Some(record.id.clone()),
            path: record.source.path.clone(),
            old: None,
            new: record.source.text.clone(),
            from: None,
            to: record.state().map(|state| state.name.clone()),
        };
        Self {
            files: vec![file],
            gone: Vec::new(),
            settled: Vec::new(),
            subject: format!("new {} {}", record.id, record.title()),
            trailers: vec![format!("Declog-Record: {}", record.id)],
        }
    }

    /// A plan of one record whose state stays.
    pub(super) fn of(record: &Record, new: String, verb: &str) -> Self {
        let state = record.state().map(|state| state.name.clone());
        let file = Planned {
            id: Some(record.id.clone()),
            path: record.source.path.clone(),
            old: Some(record.source.text.clone()),
            new,
            from: state.clone(),
            to: state,
        };
        Self {
            files: vec![file],
            gone: Vec::new(),
            settled: Vec::new(),
            subject: format!("{verb} {} {}", record.id, record.title()),
            trailers: vec![format!("Declog-Record: {}", record.id)],
        }
    }

    /// Whether a file is in it already.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// The record that goes from one place to another, where the plan is about one that does: what goes, and what comes.
    pub(super) fn moved(&self) -> Option<(&Gone, &Planned)> {
        let [gone] = self.gone.as_slice() else {
            return None;
        };
        let new = self.files.iter().find(|file| file.old.is_none())?;
        Some((gone, new))
    }

    /// Every file that is written or goes, from the repository's root.
    pub(super) fn paths(&self) -> Vec<String> {
        let files = self.files.iter().map(|file| &file.path);
        let gone = self.gone.iter().map(|file| &file.path);
        files.chain(gone).chain(&self.settled).cloned().collect()
    }

    /// Every file before and after.
    pub(super) fn kept(&self) -> Vec<Kept> {
        let files = self.files.iter().map(|file| Kept {
            path: file.path.clone(),
            old: file.old.clone(),
            new: Some(file.new.clone()),
        });
        let gone = self.gone.iter().map(|file| Kept {
            path: file.path.clone(),
            old: Some(file.old.clone()),
            new: None,
        });
        files.chain(gone).collect()
    }
}

/// One file as it is to be.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// The record; none for a file that is none.
    pub(super) id: Option<Id>,
    /// From the repository's root.
    pub(super) path: String,
    /// What is there; none for a new file.
    pub(super) old: Option<String>,
    /// What is to be there.
    pub(super) new: String,
    /// The state before.
    pub(super) from: Option<String>,
    /// The state after.
    pub(super) to: Option<String>,
}

impl Planned {
    /// A file that is no record.
    pub(super) fn of_file(path: &str, old: Option<String>, new: String) -> Self {
        Self {
            id: None,
            path: path.to_owned(),
            old,
            new,
            from: None,
            to: None,
        }
    }
}

/// A file that is to go.
#[derive(Clone, Debug)]
pub(super) struct Gone {
    /// The record; none for a file that is none.
    pub(super) id: Option<Id>,
    /// From the repository's root.
    pub(super) path: String,
    /// What is there.
    pub(super) old: String,
    /// The state that the record is in.
    pub(super) from: Option<String>,
}
