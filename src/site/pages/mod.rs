//! The pages of the site: one file and one row of `PAGES` for each sort of page.

mod area;
mod board;
mod changes;
mod data;
mod feeds;
mod health;
mod home;
mod list;
mod map;
mod outcomes;
mod people;
mod person;
mod record;
mod redirect;
mod rights;
mod roadmap;
mod rules;
mod search;
mod versions;

use serde::Serialize;

use super::address::Asset;
use super::escape;
use super::listing;
use super::work::Work;
use super::{Error, Page};
use crate::model::kind::Kind;

/// The page of everybody.
pub(super) const PEOPLE: &str = "people/index.html";

/// The page of who may decide what.
pub(super) const RIGHTS: &str = "rights.html";

/// The page of how outcomes stand.
pub(super) const OUTCOMES: &str = "outcomes.html";

/// The page of what changes hands.
pub(super) const BOARD: &str = "board.html";

/// The page of when outcomes are due.
pub(super) const ROADMAP: &str = "roadmap.html";

/// The page of what rests on what.
pub(super) const MAP: &str = "map.html";

/// The page of what changed, day by day.
pub(super) const CHANGES: &str = "changes.html";

/// The page of how complete the log is.
pub(super) const HEALTH: &str = "health.html";

/// The page under which the records of a kind stand in the bar on top.
pub(super) fn bar(kind: &Kind) -> String {
    match (kind.health.is_empty(), kind.moving_step()) {
        (false, _) => OUTCOMES.to_owned(),
        (true, Some(_)) => BOARD.to_owned(),
        (true, None) => listing::home(kind),
    }
}

/// Makes a page that knows its path.
type Make<'w> = dyn Fn(&str) -> Result<Made, Error> + Send + Sync + 'w;

/// A page that is planned and not made yet.
pub(super) struct Draft<'w> {
    /// Its path from the site's root.
    pub(super) path: String,
    pub(super) make: Box<Make<'w>>,
}

/// A page that is made.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    pub(super) fingerprint: String,
    pub(super) assets: Vec<Asset>,
}

/// Every sort of page, as the function that says which pages of the sort a log has.
pub(super) static PAGES: [for<'w> fn(&'w Work<'w>) -> Vec<Draft<'w>>; 19] = [
    home::plan,
    list::plan,
    record::plan,
    versions::plan,
    redirect::plan,
    people::plan,
    person::plan,
    rights::plan,
    area::plan,
    outcomes::plan,
    board::plan,
    changes::plan,
    feeds::plan,
    map::plan,
    roadmap::plan,
    health::plan,
    rules::plan,
    search::plan,
    data::plan,
];

/// The list of all pages that say something, where the log says where its site stands.
pub(super) fn sitemap(work: &Work<'_>, pages: &[Page]) -> Option<Page> {
    work.canonical(data::SITEMAP)?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages.iter().filter(|page| page.path.ends_with(".html")) {
        let url = work.canonical(&page.path).unwrap_or_default();
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escape::to_html(&url)
        ));
    }
    xml.push_str("</urlset>\n");
    let fingerprint = work.engine.fingerprint(data::SITEMAP, xml.as_bytes());
    Some(Page {
        path: data::SITEMAP.to_owned(),
        bytes: xml.into_bytes(),
        fingerprint,
    })
}

impl<'w> Draft<'w> {
    fn new(
        path: impl Into<String>,
        make: impl Fn(&str) -> Result<Made, Error> + Send + Sync + 'w,
    ) -> Self {
        Self {
            path: path.into(),
            make: Box::new(make),
        }
    }
}

impl Made {
    /// A page from its template and typed context.
    fn html(work: &Work<'_>, template: &str, context: &impl Serialize) -> Result<Self, Error> {
        let (html, fingerprint) = work.engine.render(template, context)?;
        Ok(Self {
            bytes: html.into_bytes(),
            fingerprint,
            assets: Vec::new(),
        })
    }

    /// A file that is its own content.
    fn plain(work: &Work<'_>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self {
            fingerprint: work.engine.fingerprint("", &bytes),
            bytes,
            assets: Vec::new(),
        }
    }
}

pub(super) use versions::href as version_href;

/// The page of a rule, from the site's root.
pub(super) fn rule_path(work: &Work<'_>, rule: &str) -> String {
    rules::path(work, rule)
}
