//! The addresses of earlier ids, each leading to the record that has it now.

use std::collections::HashSet;

use serde::Serialize;

use super::{Draft, Made};
use crate::model::id::{Id, Written};
use crate::site::address;
use crate::site::context::{Frame, Segment, fill};
use crate::site::work::{Heading, Work};

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    old: String,
    href: String,
    sentence: Vec<Segment>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let lists = work.listings.iter().map(|list| list.path.as_str());
    let mut taken: HashSet<String> = lists.map(str::to_owned).collect();
    let mut drafts = Vec::new();
    for (at, record) in work.index.records.iter().enumerate() {
        for alias in record.words("aliases") {
            let old = match Written::read(alias.value) {
                Written::Prefixed(id) => id,
                Written::Number(number) => Id::new(record.kind.prefix.clone(), number),
                _ => continue,
            };
            let folder = address::folder(&record.kind.plural);
            let path = format!("{folder}/{}.html", address::slug(&old.slug()));
            if !work.addresses.taken().contains(&path) && taken.insert(path.clone()) {
                let old = old.to_string();
                drafts.push(Draft::new(path, move |page: &str| {
                    Made::html(work, "redirect.html", &context(work, at, &old, page))
                }));
            }
        }
    }
    drafts
}

fn context<'w>(work: &'w Work<'w>, at: usize, old: &str, page: &str) -> Context<'w> {
    let record = &work.index.records[at];
    let heading = Heading {
        title: old.to_owned().into(),
        description: record.title().into(),
        way: Vec::new(),
        under: String::new(),
        json: None,
        file: None,
    };
    let href = work.href(at, page);
    let values = [
        ("old", vec![Segment::plain(old).mono()]),
        (
            "record",
            vec![
                work.segment(at, page),
                Segment::plain(" "),
                Segment::link(record.title(), href.clone()),
            ],
        ),
    ];
    Context {
        frame: work.frame(page, heading),
        old: old.to_owned(),
        href,
        sentence: fill(&work.words.redirect.sentence, &values),
    }
}
