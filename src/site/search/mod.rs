//! The index of the search page and of the filters of lists, as script files.
//!
//! `search/records.js` says in one file what lists show of each record. What else a query may ask, and the words of the
//! bodies, are parts that are loaded once somebody asks. A part is named by the stamp of the whole index, so that one
//! that a browser kept from an older site is not mistaken for a part of this one. Classic scripts, because a page that is
//! opened from a disk may load nothing else.

mod column;
mod keys;
mod records;
mod script;
mod words;

use super::Error;
use super::work::Work;

/// A file of the index.
pub(super) struct File {
    /// Its path from the site's root.
    pub(super) path: String,
    /// What is in it.
    pub(super) text: String,
}

/// Every file of the index of a log.
pub(super) fn files(work: &Work<'_>) -> Result<Vec<File>, Error> {
    let keys = keys::Keys::new(work);
    let shards = words::shards(work.index);
    let mut parts: Vec<(String, String)> = keys.parts()?;
    for (at, shard) in shards.iter().enumerate() {
        parts.push((format!("words-{at}"), shard.script()?));
    }
    let starts = shards.iter().map(|shard| shard.start.as_str()).collect();
    let records = records::records(work, &keys, starts)?;
    let whole: String = [records.as_str()]
        .into_iter()
        .chain(parts.iter().map(|(_, part)| part.as_str()))
        .collect();
    let mut stamp = work.engine.fingerprint("", whole.as_bytes());
    stamp.truncate(8);
    let named = |(name, part): (String, String)| File {
        path: format!("search/{name}.js"),
        text: format!("declogSearch.parts[\"{stamp}/{name}\"]={part}\n"),
    };
    let first = File {
        path: "search/records.js".to_owned(),
        text: format!(
            "var declogSearch={{\"stamp\":\"{stamp}\",\"parts\":{{}},\"records\":{records}}}\n"
        ),
    };
    Ok([first]
        .into_iter()
        .chain(parts.into_iter().map(named))
        .collect())
}
