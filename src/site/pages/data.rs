//! The files that are no pages: looks, script, and the log as data.

use rayon::prelude::*;
use serde::Serialize;

use super::{Draft, Made};
use crate::model::kind::FORMAT;
use crate::model::view::RecordView;
use crate::site::Error;
use crate::site::work::Work;

/// Copied as they are.
const FILES: [(&str, &str); 3] = [
    (
        "style.css",
        include_str!("../../../templates/site/style.css"),
    ),
    ("theme.js", include_str!("../../../templates/site/theme.js")),
    ("icon.svg", include_str!("../../../templates/site/icon.svg")),
];

/// `index.json`: what `declog index --json` prints.
#[derive(Serialize)]
struct IndexFile {
    format: u32,
    records: Vec<RecordView>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let files = FILES
        .iter()
        .map(|&(path, text)| Draft::new(path, move |_: &str| Ok(Made::plain(work, text))));
    let robots = Draft::new("robots.txt", |_: &str| {
        Ok(Made::plain(work, "User-agent: *\nAllow: /\n"))
    });
    let index = Draft::new("index.json", |_: &str| {
        let records = (0..work.index.records.len()).into_par_iter();
        let file = IndexFile {
            format: FORMAT,
            records: records.map(|at| view(work, at)).collect(),
        };
        Ok(Made::plain(work, json(&file)?))
    });
    let records = (0..work.index.records.len()).map(move |at| {
        Draft::new(path(work, at), move |_: &str| {
            Ok(Made::plain(work, json(&view(work, at))?))
        })
    });
    files.chain([robots, index]).chain(records).collect()
}

/// The file of a record as data: `records/dec-12.json`, with the number its page has where two claim one id.
pub(super) fn path(work: &Work<'_>, at: usize) -> String {
    let page = work.addresses.page(at);
    let name = page.rsplit('/').next().unwrap_or(page);
    format!(
        "records/{}.json",
        name.strip_suffix(".html").unwrap_or(name)
    )
}

fn view(work: &Work<'_>, at: usize) -> RecordView {
    let path = &work.index.records[at].source.path;
    let count = work.counts.get(path).copied().unwrap_or_default();
    work.index.view(at, Some(count))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec(value).map_err(|error| Error::Context(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
