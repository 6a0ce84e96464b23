//! The versions of a record: all of them in a table, and what the newest changed, word by word.

use serde::Serialize;

use super::{Draft, Made};
use crate::model::facts::{Change, Edition};
use crate::model::record::Record;
use crate::site::address;
use crate::site::blocks::history::{Row, row};
use crate::site::context::{Day, Frame, Who};
use crate::site::diff::{Diff, diff};
use crate::site::listing;
use crate::site::mail::without_mail;
use crate::site::work::{Heading, Work};

/// The most versions of the table.
const MOST: usize = 500;

/// The most characters of a field's value.
const VALUE: usize = 600;

#[derive(Serialize)]
struct Context<'a> {
    frame: Frame<'a>,
    id: String,
    title: &'a str,
    record: String,
    compared: Vec<Compared<'a>>,
    rows: Vec<Row<'a>>,
    older: usize,
    path: &'a str,
}

/// A version beside the one before it.
#[derive(Serialize)]
struct Compared<'a> {
    id: String,
    date: Day,
    who: Option<Who>,
    commit: &'a str,
    fields: Vec<Changed>,
    /// What changed below the fields; none where it is too long to be compared.
    text: Option<Diff>,
}

#[derive(Serialize)]
struct Changed {
    label: String,
    before: Option<String>,
    after: Option<String>,
}

pub(super) fn plan<'w>(work: &'w Work<'w>) -> Vec<Draft<'w>> {
    let records = 0..work.index.records.len();
    let paths = records.filter_map(|at| Some((at, work.addresses.versions(at)?)));
    let drafts = paths.map(|(at, path)| {
        Draft::new(path, move |page: &str| {
            Made::html(work, "versions.html", &context(work, at, page))
        })
    });
    drafts.collect()
}

/// The anchor of a version on the page.
pub(in crate::site) fn anchor(commit: &str) -> String {
    format!("v-{commit}")
}

fn context<'w>(work: &'w Work<'w>, at: usize, page: &str) -> Context<'w> {
    let record = &work.index.records[at];
    let path = record.source.path.as_str();
    let facts = &work.index.facts;
    let changes = facts.stories.as_ref().and_then(|all| all.get(path));
    let changes = changes.map_or(&[][..], Vec::as_slice);
    let editions = facts.editions.as_ref().and_then(|all| all.get(path));
    let editions = editions.map_or(&[][..], Vec::as_slice);
    let id = record.id.to_string();
    let words = &work.words.versions;
    let heading = Heading {
        title: words.title.replace("{id}", &id).into(),
        description: words.about.replace("{title}", record.title()).into(),
        way: vec![
            (record.kind.plural_title(), listing::home(&record.kind)),
            (id.clone(), work.addresses.page(at).to_owned()),
        ],
        under: listing::home(&record.kind),
        json: None,
        file: Some(path),
    };
    let pairs = changes.iter().zip(editions.windows(2));
    Context {
        frame: work.frame(page, heading),
        id,
        title: record.title(),
        record: work.href(at, page),
        compared: pairs
            .map(|(change, pair)| compared(work, record, (change, &pair[1], &pair[0]), page))
            .collect(),
        rows: changes
            .iter()
            .take(MOST)
            .map(|change| row(work, at, change, page))
            .collect(),
        older: changes.len().saturating_sub(MOST),
        path,
    }
}

fn compared<'w>(
    work: &'w Work<'w>,
    record: &Record,
    (change, old, new): (&'w Change, &Edition, &Edition),
    page: &str,
) -> Compared<'w> {
    let who = change.person.as_deref().unwrap_or(&change.author);
    Compared {
        id: anchor(&change.commit),
        date: Day::from(change.date),
        who: (!who.is_empty()).then(|| work.who(who, page)),
        commit: &change.commit,
        fields: fields(record, old, new),
        text: old
            .body
            .as_deref()
            .zip(new.body.as_deref())
            .and_then(|(old, new)| diff(old, new)),
    }
}

/// The fields that differ, in the order of the newer version; those that are gone come last.
fn fields(record: &Record, old: &Edition, new: &Edition) -> Vec<Changed> {
    let of = |edition: &Edition, key: &str| {
        let found = edition.fields.iter().find(|(known, _)| known == key);
        found
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let gone = old.fields.iter().filter(|(key, _)| of(new, key).is_none());
    let keys = new.fields.iter().chain(gone).map(|(key, _)| key.as_str());
    let changed = keys.filter_map(|key| {
        let (before, after) = (of(old, key), of(new, key));
        let label = record.kind.field(key).map(|field| field.label.as_str());
        (before != after).then(|| Changed {
            label: label.unwrap_or(key).to_owned(),
            before: before.map(shortened),
            after: after.map(shortened),
        })
    });
    let mut all: Vec<Changed> = changed.collect();
    all.dedup_by(|one, other| one.label == other.label);
    all
}

fn shortened(value: String) -> String {
    let mut value = without_mail(&value);
    if let Some((end, _)) = value.char_indices().nth(VALUE) {
        value.truncate(end);
        value.push('…');
    }
    value
}

/// The page of a record's versions and the anchor of one of them, seen from another page; none where it is not compared.
pub(in crate::site) fn href(
    work: &Work<'_>,
    at: usize,
    commit: &str,
    page: &str,
) -> Option<String> {
    let path = work.addresses.versions(at)?;
    let record = work.index.records[at].source.path.as_str();
    let changes = work.index.facts.stories.as_ref()?.get(record)?;
    let place = changes.iter().position(|change| change.commit == commit)?;
    let editions = work.index.facts.editions.as_ref()?.get(record)?.len();
    let href = address::relative(page, path);
    (place + 1 < editions).then(|| format!("{href}#{}", anchor(commit)))
}
