//! The pages of the site: one file and one row of `PAGES` for each sort of page.

mod area;
mod data;
mod health;
mod home;
mod list;
mod people;
mod person;
mod record;
mod redirect;
mod rights;
mod rules;
mod versions;

use serde::Serialize;

use super::Error;
use super::address::Asset;
use super::work::Work;

/// The page of everybody.
pub(super) const PEOPLE: &str = "people/index.html";

/// The page of who may decide what.
pub(super) const RIGHTS: &str = "rights.html";

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
pub(super) static PAGES: [for<'w> fn(&'w Work<'w>) -> Vec<Draft<'w>>; 12] = [
    home::plan,
    list::plan,
    record::plan,
    versions::plan,
    redirect::plan,
    people::plan,
    person::plan,
    rights::plan,
    area::plan,
    health::plan,
    rules::plan,
    data::plan,
];

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
