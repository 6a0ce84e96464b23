//! The site: an index, its findings and the rules become pages in memory.
//!
//! A page is a typed context and the name of a template, and its fingerprint is the hash of both. Nothing is read or
//! written here, nothing asks the time, and the same index and day give the same bytes whatever the machine. No branch
//! asks for a kind by name: a page asks the kind for its fields, states and sections.

mod address;
mod blocks;
mod chart;
mod context;
mod diff;
mod drawing;
mod engine;
mod escape;
mod feed;
mod holdings;
mod hours;
mod listing;
mod mail;
mod markdown;
mod matrix;
mod pages;
mod paging;
mod past;
mod picture;
mod presence;
mod quorum;
mod relations;
mod search;
mod told;
mod trace;
mod whereabouts;
mod words;
mod work;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::index::Index;
use crate::model::diagnostic::Diagnostic;
use crate::model::judged::Judged;
use crate::model::rule::RuleCard;
use crate::model::view::RecordView;

pub use address::Asset;
pub use drawing::is_still;
pub use escape::visible;
pub use mail::without_mail;

/// The id of the part of a page that holds what it is about. No anchor of a body has a full stop in it.
pub(crate) const MAIN: &str = "page.main";

/// The most bytes a page may have.
pub const MAX_PAGE: usize = 8 * 1024 * 1024;

/// What was read to build the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// declog's version.
    pub version: String,
    /// Short object id of the commit; none where nothing is committed yet.
    pub commit: Option<String>,
    /// The day of the commit, in the log's zone.
    pub commit_date: Option<Date>,
    /// The records differ from the commit's.
    pub dirty: bool,
    /// What `declog index --json` prints, published beside the pages.
    pub index_json: Vec<u8>,
    /// Every record as JSON shows it, in the order of the index.
    pub records: Vec<RecordView>,
    /// The log's own style sheet.
    pub style: Option<String>,
    /// The log's own words, as its file has them.
    pub messages: Option<String>,
    /// What was judged beforehand.
    pub judged: Judged,
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path from the site's root: `decisions/dec-12.html`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// SHA-256 in hexadecimal of all it was made from: a page with the same fingerprint is the same page.
    pub fingerprint: String,
}

/// A whole site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The files, in a fixed order.
    pub pages: Vec<Page>,
    /// The files of the repository that pages show, each once, by path.
    pub assets: Vec<Asset>,
}

/// Why a site could not be built: a fault in declog's own templates or words, or in the log's own words; never in a
/// record.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template.
    #[error("cannot render a template: {0}")]
    Template(#[from] minijinja::Error),
    /// The file of words.
    #[error("cannot read the words of the site: {0}")]
    Words(String),
    /// The file of a log's own words.
    #[error("{0}")]
    Messages(String),
    /// A context.
    #[error("cannot write the context of a page: {0}")]
    Context(String),
    /// The file of the counts of the home page.
    #[error("cannot read the counts of the home page: {0}")]
    Counts(String),
}

/// The counts of the home page: what each is called, and the query that lists its records.
///
/// The status screen shows the same ones.
#[must_use]
pub fn home_queries() -> Vec<(String, String)> {
    let Ok((words, _)) = words::read(None) else {
        return Vec::new();
    };
    let named = |(about, query): (String, String)| (words.home(&about).to_owned(), query);
    listing::counted_queries().into_iter().map(named).collect()
}

/// Builds the site of a log.
///
/// # Errors
/// For a fault in the log's own words; otherwise only for one in the templates, words or queries that declog itself
/// brings.
pub fn build(
    index: &Index,
    findings: &[Diagnostic],
    cards: &[RuleCard<'_>],
    meta: &Meta,
) -> Result<Site, Error> {
    let work = work::Work::new(index, findings, cards, meta)?;
    let drafts: Vec<pages::Draft<'_>> = pages::PAGES.iter().flat_map(|plan| plan(&work)).collect();
    let made: Vec<Result<pages::Made, Error>> = drafts
        .par_iter()
        .map(|draft| (draft.make)(&draft.path))
        .collect();
    let mut site = Site::default();
    for (draft, made) in drafts.iter().zip(made) {
        let made = made?;
        site.assets.extend(made.assets);
        site.pages.push(Page {
            path: draft.path.clone(),
            bytes: made.bytes,
            fingerprint: made.fingerprint,
        });
    }
    site.pages.extend(pages::sitemap(&work, &site.pages));
    site.assets.sort();
    site.assets.dedup();
    Ok(site)
}

/// The text of a record as HTML, without the page around it; its title is left out.
///
/// # Errors
/// Only for a fault in the words that declog itself brings.
pub fn body(index: &Index, at: usize) -> Result<String, Error> {
    let (words, _) = words::read(None)?;
    Ok(blocks::body(index, at, &words.body))
}
