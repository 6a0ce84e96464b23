//! Versions of records as far as steps are about them: each file of a commit read once, many at a time.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use crate::index::Log;
use crate::model::frozen::Frozen;
use crate::model::id::{Id, Written};
use crate::model::link::Relation;
use crate::model::record::Record;
use crate::model::source::{Content, File, Span};
use crate::model::taken::Subject;
use crate::rights;
use crate::store::Repository;
use crate::text::frozen;
use crate::text::kinds::LOG;
use crate::text::parse::{self, Outcome};

/// What names a record for life: the name of its kind, and its id.
pub(super) type Key = (String, Id);

/// A version of a record.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The record.
    pub(super) key: Key,
    /// The name of its state; none where the word is not known.
    pub(super) state: Option<String>,
    /// Its state and the day of it, as written: what a step writes and taking one back restores.
    pub(super) stamp: (String, String),
    /// Ids that it had before.
    pub(super) aliases: Vec<Id>,
    /// The records that it says took its place, as written.
    pub(super) replaced_by: Vec<String>,
    /// Its title.
    pub(super) title: String,
    /// What decides who may take its steps.
    pub(super) subject: Subject,
    /// Its title and its sections but for the Log.
    pub(super) text: [u8; 32],
    /// The same and its fields.
    pub(super) whole: [u8; 32],
    /// What may not change any more.
    pub(super) frozen: Frozen,
}

impl Seen {
    /// What is seen of a record.
    pub(super) fn of(record: &Record) -> Self {
        let mut text = Sha256::new();
        text.update(record.title());
        let lead = record
            .sections
            .first()
            .map(|first| first.heading.span.start);
        let lead = Span::new(record.body.start, lead.unwrap_or(record.body.end));
        text.update(record.source.slice(lead).trim());
        for section in &record.sections {
            if section.id.as_deref() != Some(LOG) {
                text.update([0]);
                text.update(&section.heading.text);
                text.update([0]);
                text.update(record.source.slice(section.body).trim());
            }
        }
        let mut whole = text.clone();
        for pair in record.pairs() {
            let value = pair.node.scalars().map(|word| word.value);
            whole.update([1]);
            whole.update(&pair.key.value);
            whole.update([0]);
            whole.update(value.collect::<Vec<_>>().join("\0"));
            whole.update(record.source.slice(pair.node.span).trim());
        }
        Self {
            key: (record.kind.name.clone(), record.id.clone()),
            state: record.state().map(|state| state.name.clone()),
            stamp: (
                record
                    .status
                    .as_ref()
                    .map_or_else(String::new, |status| status.value.clone()),
                record.text("date").unwrap_or_default().trim().to_owned(),
            ),
            aliases: aliases(record),
            replaced_by: replaced_by(record),
            title: record.title().to_owned(),
            subject: rights::subject(record),
            text: text.finalize().into(),
            whole: whole.finalize().into(),
            frozen: frozen::read(record),
        }
    }
}

fn replaced_by(record: &Record) -> Vec<String> {
    let mirrors = record.mirrors.iter().filter(|_| !record.is_native());
    let superseded = mirrors.filter(|mirror| mirror.relation == Relation::Supersedes);
    superseded.map(|mirror| mirror.to.value.clone()).collect()
}

fn aliases(record: &Record) -> Vec<Id> {
    let aliases = record.words("aliases").into_iter();
    let aliases = aliases.filter_map(|word| match Written::read(word.value) {
        Written::Prefixed(id) => Some(id),
        Written::Number(number) => Some(Id::new(&record.kind.prefix, number)),
        Written::File(_) | Written::Other(_) => None,
    });
    aliases.collect()
}

/// A file of some commit, in the era that its commit made.
#[derive(Clone)]
pub(super) struct Wanted<'a> {
    /// The log as its commit makes it.
    pub(super) log: &'a Log,
    /// From the repository's root.
    pub(super) path: &'a str,
    /// Its content.
    pub(super) blob: &'a str,
}

impl<'a> Wanted<'a> {
    fn name(&self) -> Name<'a> {
        (address(self.log), self.path, self.blob)
    }
}

/// What tells versions apart: where the log lies in memory, the path and the blob.
type Name<'a> = (usize, &'a str, &'a str);

fn address(log: &Log) -> usize {
    std::ptr::from_ref(log).addr()
}

/// Every version that was asked for.
pub(super) struct Versions<'a>(HashMap<Name<'a>, Option<Arc<Seen>>>);

impl<'a> Versions<'a> {
    /// Reads them, each once.
    pub(super) fn read(repository: &Repository, wanted: &[Wanted<'a>]) -> Self {
        /// How many are held in memory at once.
        const AT_ONCE: usize = 2000;
        let mut known: HashSet<Name<'a>> = HashSet::new();
        let once: Vec<&Wanted<'a>> = wanted
            .iter()
            .filter(|one| known.insert(one.name()))
            .collect();
        let mut all = HashMap::with_capacity(once.len());
        for some in once.chunks(AT_ONCE) {
            let blobs: Vec<&str> = some.iter().map(|one| one.blob).collect();
            let contents = repository.read_blobs(&blobs);
            let pairs: Vec<(&&Wanted<'a>, &Content)> = some.iter().zip(&contents).collect();
            let read: Vec<_> = pairs
                .par_iter()
                .map(|(one, content)| seen(one, Content::clone(content)).map(Arc::new))
                .collect();
            all.extend(some.iter().map(|one| one.name()).zip(read));
        }
        Self(all)
    }

    /// A version; none where the file is no record.
    pub(super) fn get(&self, log: &Log, path: &str, blob: Option<&str>) -> Option<Arc<Seen>> {
        let name = (address(log), path, blob?);
        self.0.get(&name)?.clone()
    }
}

fn seen(wanted: &Wanted<'_>, content: Content) -> Option<Seen> {
    let kind = wanted.log.kind_of(wanted.path)?;
    let file = File {
        path: wanted.path.to_owned(),
        content,
    };
    match parse::parse(kind, file).outcome {
        Outcome::Record(record) => Some(Seen::of(&record)),
        _ => None,
    }
}
