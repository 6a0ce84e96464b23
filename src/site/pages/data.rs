//! The files that are no pages: looks, script, and the log as data.

use serde::Serialize;

use super::{Draft, Made};
use crate::site::Error;
use crate::site::work::Work;

/// The looks; a log's own stand behind them.
const STYLE: &str = include_str!("../../../templates/site/style.css");

/// The list of all pages, for search engines.
pub(super) const SITEMAP: &str = "sitemap.xml";

/// What every page does beyond being read.
const SCRIPT: &str = include_str!("../../../templates/site/site.js");

/// The sign of the site in a browser's bar.
const ICON: &str = include_str!("../../../templates/site/icon.svg");

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let script = Draft::new("site.js", |_: &str| Ok(Made::plain(work, stripped(SCRIPT))));
    let icon = Draft::new("icon.svg", |_: &str| Ok(Made::plain(work, ICON)));
    let style = Draft::new("style.css", |_: &str| {
        let own = work.meta.style.as_deref().unwrap_or_default();
        Ok(Made::plain(work, format!("{STYLE}{own}")))
    });
    let robots = Draft::new("robots.txt", |_: &str| Ok(Made::plain(work, robots(work))));
    let index = Draft::new("index.json", |_: &str| {
        Ok(Made::plain(work, work.meta.index_json.as_slice()))
    });
    let records = (0..work.meta.records.len()).map(move |at| {
        Draft::new(path(work, at), move |_: &str| {
            Ok(Made::plain(work, json(&work.meta.records[at])?))
        })
    });
    [script, icon, style, robots, index]
        .into_iter()
        .chain(records)
        .collect()
}

/// A script without its comments and the white space before its lines.
pub(super) fn stripped(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Everything may be read; where the log says where its site stands, all of it is listed.
fn robots(work: &Work<'_>) -> String {
    let sitemap = work.canonical(SITEMAP);
    let sitemap = sitemap.map_or_else(String::new, |url| format!("Sitemap: {url}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}")
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

fn json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec(value).map_err(|error| Error::Context(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
