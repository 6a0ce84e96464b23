//! What of a record was changed although its state had frozen it: when, by whom, and the amendment that says so.

use serde::Serialize;

use super::{Ids, Site};
use crate::model::facts::Commit;
use crate::model::frozen::{Breach, Edit, Fate, Loss, Part};
use crate::model::record::Record;
use crate::site::context::{Day, Segment, Who, fill};
use crate::site::pages::version_href;

/// The changes of a record that was frozen, oldest first.
#[derive(Serialize)]
pub(in crate::site) struct Edited {
    pub(super) id: String,
    pub(super) title: String,
    rows: Vec<Row>,
    /// How many of them no amendment speaks for.
    pub(super) bare: usize,
}

#[derive(Serialize)]
struct Row {
    date: Day,
    what: Vec<String>,
    who: Option<Who>,
    commit: Option<String>,
    compared: Option<String>,
    /// `amended`, `put-back` or `bare`.
    fate: &'static str,
    amendment: Vec<Segment>,
}

pub(super) fn block(site: &Site<'_>, ids: &Ids) -> Option<Edited> {
    let path = &site.record.source.path;
    let edits = site.work.trace.edits(path);
    let breaches = site.work.trace.breaches(path).iter();
    let lost = breaches.filter_map(|breach| match &breach.what {
        Loss::Entry(heading) => Some(entry(site, breach, heading)),
        _ => None,
    });
    let rows = edits.iter().map(|edit| row(site, edit));
    let rows: Vec<Row> = rows.chain(lost).collect();
    let words = &site.work.words.edited;
    let state = edits.first().map(|edit| edit.state.as_str());
    let known = state.and_then(|state| words.title.get(state));
    (!rows.is_empty()).then(|| Edited {
        id: ids.free("edited"),
        title: match (known, state) {
            (Some(title), _) => title.clone(),
            (None, Some(state)) => words.since.replace("{state}", &state.replace('-', " ")),
            (None, None) => words.log.clone(),
        },
        bare: rows.iter().filter(|row| row.fate == "bare").count(),
        rows,
    })
}

fn row(site: &Site<'_>, edit: &Edit) -> Row {
    let mut what: Vec<String> = Vec::new();
    for part in &edit.parts {
        let name = name(site, part);
        if !what.contains(&name) {
            what.push(name);
        }
    }
    let (fate, amendment) = match edit.fate {
        Fate::Amended(start) => ("amended", amendment(site, start)),
        Fate::PutBack => ("put-back", Vec::new()),
        Fate::Stands => ("bare", Vec::new()),
    };
    Row {
        date: Day::from(edit.day),
        what,
        who: author(site, edit.commit.as_ref()),
        commit: edit.commit.as_ref().map(|commit| commit.short().to_owned()),
        compared: compared(site, edit.commit.as_ref()),
        fate,
        amendment,
    }
}

/// An entry of the Log that is gone, or says something else.
fn entry(site: &Site<'_>, breach: &Breach, heading: &str) -> Row {
    let pattern = &site.work.words.edited.entry;
    Row {
        date: Day::from(breach.day),
        what: vec![pattern.replace("{heading}", heading)],
        who: author(site, breach.commit.as_ref()),
        commit: breach
            .commit
            .as_ref()
            .map(|commit| commit.short().to_owned()),
        compared: compared(site, breach.commit.as_ref()),
        fate: "bare",
        amendment: Vec::new(),
    }
}

fn author(site: &Site<'_>, commit: Option<&Commit>) -> Option<Who> {
    let commit = commit?;
    let directory = site.work.index.log.directory();
    let named = directory.with_mail(&commit.email).unwrap_or(&commit.author);
    (!named.is_empty()).then(|| site.work.who(named, &site.page))
}

fn compared(site: &Site<'_>, commit: Option<&Commit>) -> Option<String> {
    version_href(site.work, site.at, commit?.short(), &site.page)
}

/// The amendment whose heading begins there: an entry of the Log by its day and its author, else the heading.
fn amendment(site: &Site<'_>, start: usize) -> Vec<Segment> {
    let record = site.record;
    let words = &site.work.words.edited;
    let mut entries = record.entries.iter();
    let entry = entries.find(|entry| entry.heading.start == start);
    let mut headings = record.headings.iter();
    let Some(heading) = headings.find(|heading| heading.span.start == start) else {
        return Vec::new();
    };
    let href = format!("#{}", heading.anchor);
    let Some(day) = entry.and_then(|entry| entry.date) else {
        return vec![Segment::link(heading.text.as_str(), href)];
    };
    let person = entry.map_or("", |entry| entry.person.as_str());
    let pattern = match person {
        "" => &words.amendment,
        _ => &words.amendment_by,
    };
    let link = Segment::link(Day::from(day).text, href);
    let who = site.work.who(person, &site.page).segment();
    fill(pattern, &[("date", vec![link]), ("who", vec![who])])
}

/// The part in words.
fn name(site: &Site<'_>, part: &Part) -> String {
    let words = &site.work.words.edited;
    let record = site.record;
    match part {
        Part::Title => words.whole_title.clone(),
        Part::Rest => words.rest.clone(),
        Part::Section(key) | Part::Task(key, _) => section(record, key),
        Part::Field(key) => {
            let field = record.kind.field(key);
            field.map_or_else(|| key.clone(), |field| field.label.clone())
        }
        Part::Item(_, name, key) => words.item.replace("{name}", name).replace("{key}", key),
    }
}

fn section(record: &Record, key: &str) -> String {
    let known = record.kind.section(key).map(|known| known.title.clone());
    let here = || {
        let mut sections = record.sections.iter();
        let here = sections.find(|one| one.heading.text.trim().to_lowercase() == key);
        here.map(|section| section.heading.text.clone())
    };
    known.or_else(here).unwrap_or_else(|| key.to_owned())
}
