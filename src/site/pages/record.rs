//! The page of a record: where it stands, its facts, its text, and what others say of it.

use serde::Serialize;

use super::{Draft, Made, data};
use crate::model::state::Phase;
use crate::site::address;
use crate::site::blocks::{self, Block, band::Band, facts::Fact, prose::Summary};
use crate::site::context::Frame;
use crate::site::work::{Heading, Work};

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    id: String,
    title: &'a str,
    band: Band,
    summary: Option<Summary>,
    quiet: bool,
    facts: Vec<Fact>,
    links: Vec<Link>,
    body: Vec<Block<'a>>,
    below: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Link {
    about: &'static str,
    href: String,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let records = 0..work.index.records.len();
    let drafts = records.map(|at| {
        Draft::new(work.addresses.page(at), move |page: &str| {
            let (context, assets) = context(work, at, page);
            let mut made = Made::html(work, "record.html", &context)?;
            made.assets = assets;
            Ok(made)
        })
    });
    drafts.collect()
}

fn context<'w>(
    work: &'w Work<'w>,
    at: usize,
    page: &str,
) -> (Context<'w>, Vec<crate::site::Asset>) {
    let record = &work.index.records[at];
    let body = blocks::of(work, at, page);
    let data = data::path(work, at);
    let heading = Heading {
        title: format!("{}: {}", record.id, record.title()).into(),
        description: match record.summary.trim() {
            "" => record.title().into(),
            summary => summary.into(),
        },
        way: vec![work.bar(&record.kind)],
        under: super::bar(&record.kind),
        json: Some(data.clone()),
        file: Some(&record.source.path),
    };
    let edit = work.addresses.edit(&record.source.path).map(|href| Link {
        about: "edit",
        href,
    });
    let json = Link {
        about: "json",
        href: address::relative(page, &data),
    };
    let over = matches!(record.phase(), Some(Phase::Ended | Phase::Refused));
    let context = Context {
        frame: work.frame(page, heading),
        id: record.id.to_string(),
        title: record.title(),
        band: body.band,
        summary: body.summary,
        quiet: over || !work.index.superseded_by(at).is_empty(),
        facts: body.facts,
        links: edit.into_iter().chain([json]).collect(),
        body: body.beside,
        below: body.below,
    };
    (context, body.assets)
}
