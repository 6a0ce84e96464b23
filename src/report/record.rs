//! One record: where it stands in one sentence, its relations both ways, and its text.

use std::collections::HashMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::fields;
use super::json::Fields;
use super::safe::{self, visible};
use super::style::{Role, Style};
use super::words::{day, listed, person};
use crate::model::record::Record;
use crate::model::standing::Standing;
use crate::model::view::{RecordView, RelationView};
use crate::model::words::{capitalised, uncapitalised};

/// A record to be shown.
pub struct Shown<'a> {
    /// The record as it was read.
    pub record: &'a Record,
    /// The record as programs see it.
    pub view: &'a RecordView,
    /// Where it stands.
    pub standing: &'a Standing,
    /// The titles of the records it names or is named by, by id.
    pub titles: &'a HashMap<String, String>,
    /// The body of its file, without front matter.
    pub body: &'a str,
    /// The sections of the body.
    pub sections: Vec<Section>,
}

/// One H2 of the body and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Section {
    /// The kind's word for it; null for a section the kind does not know.
    pub id: Option<String>,
    /// The heading.
    pub title: String,
    /// What stands under it, as written.
    pub text: String,
}

/// What `show --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RecordJson<'a> {
    #[schemars(extend("const" = "declog.record/1"))]
    schema: &'static str,
    record: &'a RecordView,
    sections: &'a [Section],
}

impl Section {
    /// The sections of a record, in the order written.
    #[must_use]
    pub fn of(record: &Record) -> Vec<Self> {
        let sections = record.sections.iter().map(|section| Self {
            id: section.id.clone(),
            title: section.heading.text.clone(),
            text: record.source.slice(section.body).trim().to_owned(),
        });
        sections.collect()
    }
}

/// Where a record stands, as a sentence without a full stop: `In force since 3 February 2026, decided by Ana Ng`.
#[must_use]
pub fn sentence(standing: &Standing) -> String {
    let on = |date: &Option<_>| date.map_or_else(String::new, |date| format!(" on {}", day(date)));
    match standing {
        Standing::Live { .. } => live(standing),
        Standing::Superseded { by, on: date } => {
            let ids: Vec<_> = by
                .iter()
                .map(|other| visible(&other.id).into_owned())
                .collect();
            format!("Not in force: superseded by {}{}", listed(&ids), on(date))
        }
        Standing::Expired { on } => format!("Not in force: expired on {}", day(*on)),
        Standing::Open {
            state,
            since,
            not_yet,
            ..
        } => {
            let not_yet = not_yet
                .as_ref()
                .map_or_else(String::new, |word| format!(", not {}", visible(word)));
            format!("{}{}{not_yet}", capitalised(&visible(state)), on(since))
        }
        Standing::Refused {
            state, on: date, ..
        }
        | Standing::Ended {
            state,
            says: None,
            on: date,
        } => format!("{}{}", capitalised(&visible(state)), on(date)),
        Standing::Ended {
            state,
            says: Some(says),
            on: date,
        } => format!("{}: {}{}", visible(says), visible(state), on(date)),
        Standing::Unknown { as_written: None } => "State unknown: none is written".into(),
        Standing::Unknown {
            as_written: Some(written),
        } => format!("State unknown: `{}` is written", visible(written)),
    }
}

/// `In force since 3 February 2026, decided by Ana Ng`; `At risk, active since …, due …` where updates say how it goes.
fn live(standing: &Standing) -> String {
    let Standing::Live {
        state,
        says,
        since,
        until,
        by,
        health,
        due,
    } = standing
    else {
        return String::new();
    };
    let on = |word: &str, date: &Option<_>| {
        date.map_or_else(String::new, |date| format!("{word} {}", day(date)))
    };
    let (lead, state) = match (says, health) {
        (Some(says), _) => (says, String::new()),
        (None, Some(health)) => (health, format!(", {}", visible(state))),
        (None, None) => (state, String::new()),
    };
    let by = by.as_ref().map_or_else(String::new, |signed| {
        let names: Vec<_> = signed.people.iter().map(|who| person(&who.name)).collect();
        let label = uncapitalised(&visible(&signed.label));
        format!(", {label} {}", listed(&names))
    });
    format!(
        "{}{state}{}{}{}{by}",
        capitalised(&visible(lead).replace('-', " ")),
        on(" since", since),
        on(" until", until),
        on(", due", due)
    )
}

/// Writes a record for a person.
///
/// # Errors
/// What the stream says.
pub fn write(shown: &Shown<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let view = shown.view;
    let role = Role::of_tone(view.tone).unwrap_or(Role::Strong);
    writeln!(out, "{}", style.paint(role, &sentence(shown.standing)))?;
    let path = format!("{} · {}", visible(&view.id), visible(&view.path));
    writeln!(out, "{}", style.paint(Role::Quiet, &path))?;
    for line in fields::lines(shown.record, shown.standing, style) {
        writeln!(out, "{line}")?;
    }
    if !view.relations.is_empty() {
        writeln!(out)?;
    }
    for relation in &view.relations {
        writeln!(out, "{}", related(shown, relation))?;
    }
    writeln!(out)?;
    if !shown.body.lines().any(|line| line.starts_with("# ")) {
        let title = visible(&view.title);
        writeln!(out, "{}\n", style.paint(Role::Strong, &title))?;
    }
    body(shown.body, style, out)
}

/// Writes a record for a program; `fields` narrows the record to some of its keys.
///
/// # Errors
/// What the stream says.
pub fn write_json(
    shown: &Shown<'_>,
    fields: Option<&Fields>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let whole = RecordJson {
        schema: "declog.record/1",
        record: shown.view,
        sections: &shown.sections,
    };
    let Some(fields) = fields else {
        return super::json::write(&whole, out);
    };
    let mut value = serde_json::to_value(&whole)?;
    if let Some(record) = value.get_mut("record") {
        *record = fields.narrow(record.take());
    }
    super::json::write(&value, out)
}

/// `amends DEC-4#Consequences Keep the ledger`, and from the other side `amended by DEC-9 Split it (about Consequences)`
fn related(shown: &Shown<'_>, relation: &RelationView) -> String {
    let name = relation.name.replace('-', " ");
    let title = shown.titles.get(&relation.to);
    let title = title.map_or_else(String::new, |title| format!(" {}", visible(title)));
    let (at, about) = match relation.section.as_deref().map(visible) {
        None => (String::new(), String::new()),
        Some(section) if relation.derived => (String::new(), format!(" (about {section})")),
        Some(section) => (format!("#{section}"), String::new()),
    };
    format!(
        "{} {}{at}{title}{about}",
        visible(&name),
        visible(&relation.to)
    )
}

/// Markdown as written, with its headings strong; blank lines at both ends are left out.
pub(super) fn body(text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut fence: Option<&str> = None;
    for line in safe::block(text).trim_matches('\n').lines() {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        if fence.is_none() && is_heading(line) {
            writeln!(out, "{}", style.paint(Role::Strong, line))?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn is_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&marks) && line[marks..].starts_with(' ')
}
