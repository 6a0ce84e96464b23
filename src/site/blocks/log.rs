//! The Log section: what was said later, newest first as written.

use serde::Serialize;

use super::Site;
use crate::model::kind::UNCHANGED;
use crate::model::record::{Entry, Heading, Record, Section};
use crate::model::state::{Icon, Tone};
use crate::model::words::capitalised;
use crate::site::context::{Chip, Day, Who};
use crate::site::markdown::{Document, Writer};

/// The entries of a record.
#[derive(Serialize)]
pub(in crate::site) struct Log<'a> {
    id: String,
    /// `heading`, or `updates` where entries say how the work goes.
    about: &'static str,
    entries: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Option<&'a str>,
    date: Option<Day>,
    state: Chip,
    who: Option<Who>,
    html: String,
}

/// Words of entries that are no step.
const WORDS: [(&str, Tone, Icon); 4] = [
    (UNCHANGED, Tone::Quiet, Icon::Ring),
    ("question", Tone::Open, Icon::HalfCircle),
    ("answer", Tone::Open, Icon::HollowCircle),
    ("amendment", Tone::Quiet, Icon::Ring),
];

/// Whether a section holds the entries.
pub(super) fn is_log(record: &Record, section: &Section) -> bool {
    let mut entries = record.entries.iter();
    entries.any(|entry| section.body.range().contains(&entry.heading.start))
}

/// Where the first entry of the section begins.
pub(super) fn before(record: &Record, section: &Section) -> usize {
    let starts = record.entries.iter().map(|entry| entry.heading.start);
    starts.min().unwrap_or(section.body.end)
}

pub(super) fn block<'w>(
    site: &Site<'w>,
    document: &Document<'_>,
    writer: &mut Writer<'_>,
) -> Option<Log<'w>> {
    let record = site.record;
    let section = record
        .sections
        .iter()
        .find(|section| is_log(record, section))?;
    let mut entries = Vec::new();
    for entry in &record.entries {
        writer.under(2);
        let heading = record
            .headings
            .iter()
            .find(|h| h.span.start == entry.heading.start);
        let person = Some(entry.person.as_str()).filter(|person| !person.is_empty());
        entries.push(Item {
            id: heading.map(|heading| heading.anchor.as_str()),
            date: entry.date.map(Day::from),
            state: chip(record, entry, heading),
            who: person.map(|person| site.work.who(person, &site.page)),
            html: writer.part(document.part(entry.body.start, entry.body.end)),
        });
    }
    Some(Log {
        id: section.heading.anchor.clone(),
        about: match record.kind.health.is_empty() {
            true => "heading",
            false => "updates",
        },
        entries,
    })
}

/// A step is shown by its verb, as it was typed, in the colour of the state it led to; an update as the health it
/// reports, any other word as itself.
fn chip(record: &Record, entry: &Entry, heading: Option<&Heading>) -> Chip {
    let step = record.kind.step(&entry.word);
    if let Some((step, state)) = step.and_then(|step| Some((step, record.kind.state(&step.to)?))) {
        return Chip {
            word: capitalised(&step.verb.replace('-', " ")),
            ..Chip::from(state)
        };
    }
    if let Some(health) = record.kind.health(&entry.word) {
        return Chip::from(health);
    }
    let known = WORDS.iter().find(|(word, ..)| *word == entry.word);
    let (tone, icon) = known.map_or((Tone::Quiet, Icon::Ring), |(_, tone, icon)| (*tone, *icon));
    Chip {
        // A heading that says neither is shown as it stands.
        word: match entry.word.as_str() {
            "" => heading.map_or_else(String::new, |heading| heading.text.clone()),
            word if known.is_some() => capitalised(&word.replace('-', " ")),
            word => capitalised(word),
        },
        tone,
        icon,
    }
}
