//! What git and the file system know: fetched by `store`, and only when a rule, query or page asks.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::event::Event;
use super::frozen::{Breach, Edit};
use super::id::Id;
use super::source::{Source, Span};
use super::taken::Taken;

/// A commit, as far as anybody shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The whole object id in hexadecimal.
    pub id: String,
    /// The author's name, through `.mailmap`.
    pub author: String,
    /// The author's mail, through `.mailmap`.
    pub email: String,
    /// Seconds since 1970 of the author's date.
    pub time: i64,
    /// First line of the message.
    pub subject: String,
}

/// How many characters of a commit's id are shown.
const SHORT: usize = 10;

impl Commit {
    /// As much of the id as is shown.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.id[..SHORT.min(self.id.len())]
    }
}

/// One version of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its place in `History::commits`.
    pub commit: usize,
    /// The content's object id in hexadecimal; none where the commit removed the file.
    pub blob: Option<String>,
}

/// The commits that touched the record folders, and what they did to each file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Newest first.
    pub commits: Vec<Commit>,
    /// By path from the repository's root; newest first.
    pub versions: BTreeMap<String, Vec<Version>>,
    /// The clone is shallow: what lies before its border is unknown, not absent.
    pub shallow: bool,
}

impl History {
    /// The commit that first brought a path, unless the clone's border may hide an older one.
    #[must_use]
    pub fn first(&self, path: &str) -> Option<&Commit> {
        if self.shallow {
            return None;
        }
        let oldest = self.versions.get(path)?.last()?;
        self.commits.get(oldest.commit)
    }

    /// The commit that last touched a path.
    #[must_use]
    pub fn last(&self, path: &str) -> Option<&Commit> {
        let newest = self.versions.get(path)?.first()?;
        self.commits.get(newest.commit)
    }
}

/// What a path of the repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A folder.
    Folder,
    /// A file; the anchors of its headings where somebody asked for them.
    File(Option<Vec<String>>),
    /// Nothing.
    Missing,
}

/// What a version of a record changed, as the site tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day, in the log's zone.
    pub date: Date,
    /// Who wrote it.
    pub author: String,
    /// The handle of the person with the author's mail, where the log knows people.
    pub person: Option<String>,
    /// Short object id.
    pub commit: String,
    /// The state after it, where it differs from the one before.
    pub state: Option<String>,
    /// What happened to the text.
    pub words: Words,
}

/// A version of a record, to be compared with the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its front matter: each key, and the value as written.
    pub fields: Vec<(String, String)>,
    /// What stands below; none where it is too long to be compared.
    pub body: Option<String>,
}

impl Edition {
    /// How many are kept of a record: those that are shown, and the one before them.
    pub const MOST: usize = 11;

    /// The longest body that is compared, in bytes.
    pub const LONGEST: usize = 64 * 1024;
}

/// What a version did to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first version of the record.
    First,
    /// The body is what it was.
    Same,
    /// Lines added and lines taken out of the body.
    Lines(usize, usize),
}

/// Everything fetched for one run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The clone is shallow: what git says of the past may be less than there was.
    pub shallow: bool,
    /// Set where somebody asked for history.
    pub history: Option<History>,
    /// What the targets of links are, by path from the repository's root; set where somebody asked.
    pub targets: Option<HashMap<String, Entry>>,
    /// Every file that git knows or that lies in the working tree, by its path from the repository's root, and every
    /// submodule with a `/` behind it, sorted; set where somebody asked.
    pub paths: Option<Vec<String>>,
    /// The revisions named by records that no branch and no tag leads to; none where nobody asked, or nobody knows.
    pub lost: HashSet<String>,
    /// The story of each record, by path, newest first; set where somebody asked.
    pub stories: Option<HashMap<String, Vec<Change>>>,
    /// What became of every record, also of those that are gone: newest first, what is not committed before all else; set
    /// where somebody asked, and told by the places of `history`.
    pub events: Option<Vec<Event>>,
    /// Ids that several records claim on different branches; set where somebody asked.
    pub clashes: Vec<Clash>,
    /// The steps taken on the checked line, oldest first; set where somebody asked.
    pub taken: Option<Vec<Taken>>,
    /// The files and ids of records that were there before what is checked; empty where nobody asked.
    pub known: HashSet<String>,
    /// The files that name records which are not there, by path; set where somebody asked.
    pub citing: Vec<Citing>,
    /// What was to stay on the checked line and did not, by record; empty where nobody asked.
    pub breaches: Vec<Breach>,
    /// The versions that changed what was frozen, amended or not, each record's oldest first; empty where nobody asked.
    pub edits: Vec<Edit>,
    /// The newest versions of each record that has several, by path, newest first, as many as `Edition::MOST`; set where
    /// somebody asked.
    pub editions: Option<HashMap<String, Vec<Edition>>>,
}

/// A file that names records which are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citing {
    /// The file.
    pub source: Source,
    /// The ids, each with its place.
    pub ids: Vec<(Id, Span)>,
}

/// An id that records of several branches claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The id.
    pub id: Id,
    /// Who claims it, those of this working tree first.
    pub claimants: Vec<Claimant>,
    /// The file of the one that keeps it, where it is on the branch that all are merged into.
    pub settled: Option<String>,
}

/// A record that claims an id, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claimant {
    /// The branches that have it; none where it lies in this working tree.
    pub branches: Vec<String>,
    /// Its file, from the repository's root.
    pub path: String,
}
