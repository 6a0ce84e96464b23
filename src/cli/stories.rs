//! The story of each record: what each version changed, and the newest versions themselves where they are to be compared.

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::facts::Past;
use super::load::Loaded;
use crate::index::Index;
use crate::model::facts::{Change, Edition, History, Words};
use crate::model::record::Record;
use crate::model::source::Content;
use crate::query::lines::changed;
use crate::text::parse;

/// What is told of each record, by path.
type ByPath<T> = HashMap<String, Vec<T>>;

/// What each version of each record changed, newest first, and the newest versions of those that have several.
pub(super) fn told(
    loaded: &Loaded,
    history: &History,
    past: Past,
) -> (ByPath<Change>, ByPath<Edition>) {
    let index = &loaded.index;
    let blobs: Vec<&str> = index
        .records
        .iter()
        .filter_map(|record| history.versions.get(&record.source.path))
        .flatten()
        .filter_map(|version| version.blob.as_deref())
        .collect();
    let contents = loaded.repository.read_blobs(&blobs);
    let by_blob: HashMap<&str, &Content> = blobs.iter().copied().zip(&contents).collect();
    let teller = Teller {
        index,
        history,
        by_blob,
        keeps: past == Past::Editions,
    };
    let all: Vec<_> = index
        .records
        .par_iter()
        .map(|record| (record.source.path.clone(), teller.story(record)))
        .collect();
    let mut stories = HashMap::with_capacity(all.len());
    let mut kept = HashMap::new();
    for (path, (changes, editions)) in all {
        if editions.len() > 1 {
            kept.insert(path.clone(), editions);
        }
        stories.insert(path, changes);
    }
    (stories, kept)
}

struct Teller<'a> {
    index: &'a Index,
    history: &'a History,
    by_blob: HashMap<&'a str, &'a Content>,
    /// The newest versions are kept.
    keeps: bool,
}

/// A version as far as a story is about it.
struct Told {
    state: Option<String>,
    body: String,
    fields: Vec<(String, String)>,
}

impl Teller<'_> {
    /// Both newest first.
    fn story(&self, record: &Record) -> (Vec<Change>, Vec<Edition>) {
        let versions = self.history.versions.get(&record.source.path);
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let mut before: Option<Told> = None;
        let (mut changes, mut editions) = (Vec::new(), Vec::new());
        for (at, version) in versions.iter().enumerate().rev() {
            let blob = version.blob.as_deref();
            let content = blob.and_then(|blob| self.by_blob.get(blob));
            let Some(now) = content.and_then(|content| read(record, content)) else {
                continue;
            };
            changes.push(self.change(version.commit, before.as_ref(), &now));
            if self.keeps && at < Edition::MOST {
                editions.push(edition(&now));
            }
            before = Some(now);
        }
        changes.reverse();
        editions.reverse();
        (changes, editions)
    }

    fn change(&self, commit: usize, before: Option<&Told>, now: &Told) -> Change {
        let commit = &self.history.commits[commit];
        let log = &self.index.log;
        let words = match before {
            None => Words::First,
            Some(before) if before.body == now.body => Words::Same,
            Some(before) => {
                let (came, went) = changed(&before.body, &now.body);
                Words::Lines(came, went)
            }
        };
        let moved = before.is_none_or(|before| before.state != now.state);
        let person = log.directory().with_mail(&commit.email);
        Change {
            date: log.day_of(commit.time),
            author: commit.author.clone(),
            person: person.map(str::to_owned),
            commit: commit.short().to_owned(),
            state: now.state.clone().filter(|_| moved),
            words,
        }
    }
}

fn read(record: &Record, content: &Content) -> Option<Told> {
    let parse::Outcome::Record(record) = parse::parse_again(record, content.clone()).outcome else {
        return None;
    };
    let front = record.front.iter().flat_map(|front| &front.pairs);
    let fields = front.map(|pair| {
        let value = record.source.slice(pair.node.span).trim();
        (pair.key.value.clone(), value.to_owned())
    });
    Some(Told {
        state: record.state().map(|state| state.name.clone()),
        body: record.source.slice(record.body).to_owned(),
        fields: fields.collect(),
    })
}

fn edition(told: &Told) -> Edition {
    let short = told.body.len() <= Edition::LONGEST;
    Edition {
        fields: told.fields.clone(),
        body: short.then(|| told.body.clone()),
    }
}
