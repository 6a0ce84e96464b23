//! Who is asked for everything: records from before `strict-from` are not.

use jiff::civil::Date;

use crate::index::Index;
use crate::model::kind::Dialect;
use crate::model::settings::StrictFrom;

/// The log's `strict-from`, ready to be asked about files.
#[derive(Debug)]
pub(super) struct Strictness<'a> {
    index: &'a Index,
    from: Option<&'a StrictFrom>,
}

impl<'a> Strictness<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let from = index.log.settings.check.strict_from.as_ref();
        Self { index, from }
    }

    pub(super) fn index(&self) -> &'a Index {
        self.index
    }

    /// Whether a file was there before, and is spared what only new records are asked for.
    pub(super) fn spares(&self, path: &str) -> bool {
        let Some(from) = self.from else {
            return false;
        };
        if self.is_new(path) {
            return false;
        }
        match self.index.at_path(path) {
            Some(at) => {
                let record = &self.index.records[at];
                let day = self.index.created(at).or_else(|| self.uncommitted(path));
                !from.covers(&record.kind.name, &record.id, day)
            }
            None => {
                let unreadable = &self.index.unreadable;
                let read_in_vain = unreadable
                    .binary_search_by(|source| source.path.as_str().cmp(path))
                    .is_ok();
                read_in_vain && is_adopted(self.index, path) && !self.covers_file(from, path)
            }
        }
    }

    /// Whether a file came with the change that is checked, whatever day it says that it is of.
    fn is_new(&self, path: &str) -> bool {
        let known = &self.index.facts.known;
        let id = self
            .index
            .at_path(path)
            .map(|at| self.index.records[at].id.to_string());
        !known.is_empty() && !known.contains(path) && id.is_none_or(|id| !known.contains(&id))
    }

    /// The same question for a file that gave no record: it has no id and no `created`.
    fn covers_file(&self, from: &StrictFrom, path: &str) -> bool {
        if matches!(from, StrictFrom::Ids(_)) {
            return false;
        }
        let history = self.index.facts.history.as_ref();
        let first = history
            .and_then(|history| history.first(path))
            .map(|commit| self.index.log.day_of(commit.time))
            .or_else(|| self.uncommitted(path));
        match (from.day(), first) {
            (Some(from), Some(first)) => first >= from,
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// Today for a file that git has never seen; none where it has, or where that cannot be known.
    fn uncommitted(&self, path: &str) -> Option<Date> {
        let history = self.index.facts.history.as_ref()?;
        let unseen = !history.shallow && !history.versions.contains_key(path);
        unseen.then_some(self.index.log.as_of)
    }
}

/// Whether a file lies in the folder of a kind whose files somebody else wrote.
pub(super) fn is_adopted(index: &Index, path: &str) -> bool {
    let kind = index.log.kind_of(path);
    kind.is_some_and(|kind| kind.dialect == Dialect::Auto)
}
