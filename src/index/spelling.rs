//! How a reference to a record is spelled.

use super::{Index, Resolved};
use crate::model::id::Written;

impl Index {
    /// The id of the record that a reference in the record at a place names, where it names one as it is called today:
    /// an id that a record had before stays as it is.
    #[must_use]
    pub fn spelled(&self, at: usize, written: &str) -> Option<String> {
        let record = &self.records[at];
        let path = Some(record.source.path.as_str());
        let Resolved::One(to) = self.resolve(written, Some(&record.kind), path) else {
            return None;
        };
        let id = &self.records[to].id;
        let is_own = match Written::read(written) {
            Written::Prefixed(named) => named == *id,
            Written::Number(number) => id.number() == Some(number),
            Written::File(_) | Written::Other(_) => true,
        };
        is_own.then(|| id.to_string())
    }
}
