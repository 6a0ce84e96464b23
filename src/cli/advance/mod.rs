//! What an update says of a record, as typed, into changes: its health, its readings, its milestones and measures.

mod measure;
mod milestone;
mod names;

use clap::Args;
use jiff::civil::Date;

use self::names::Names;
use super::failure::{Refused, forbidden, usage};
use super::find;
use super::live::live;
use crate::index::Index;
use crate::model::change::{Change, NewEntry};
use crate::model::kind::{Field, FieldType, UNCHANGED};
use crate::model::record::Record;
use crate::model::state::Phase;
use crate::model::suggest::closest;

/// The word of what is agreed on before a record is live.
const NOTE: &str = "note";

/// What an update says besides its text.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Advance {
    /// How the work goes, in a word of the record's kind; default: what the last update said
    #[arg(long, value_name = "WORD")]
    pub(super) health: Option<String>,
    /// What a measure reads today; `@DATE` behind it for another day (may be repeated)
    #[arg(long, value_name = "NAME=NUMBER")]
    pub(super) reading: Vec<String>,
    /// A milestone that is done today (may be repeated)
    #[arg(long, value_name = "TITLE")]
    pub(super) done: Vec<String>,
    /// When a milestone is due; a title that is not there yet makes a new one (may be repeated)
    #[arg(long, value_name = "TITLE=DATE")]
    pub(super) milestone: Vec<String>,
    /// Keys of a measure, such as `p95; unit=ms; baseline=900; target=300`; a name that is not there yet makes a new one
    /// (may be repeated)
    #[arg(long, value_name = "NAME; KEY=VALUE")]
    pub(super) measure: Vec<String>,
    /// Nothing changed since the last update
    #[arg(long, conflicts_with_all = ["health", "done", "milestone", "measure"])]
    pub(super) nothing_changed: bool,
}

/// An update as a change of the record, and what its author should hear of it.
#[derive(Clone, Debug)]
pub(super) struct Advanced {
    /// All of it.
    pub(super) change: Change,
    /// A line for each thing that was not typed as it is written.
    pub(super) said: Vec<String>,
}

impl Advance {
    /// The update of a record by somebody, with its text.
    pub(super) fn of(
        &self,
        index: &Index,
        at: usize,
        entry: (&str, &str),
    ) -> Result<Advanced, Refused> {
        let record = &index.records[at];
        let word = self.word(index, at)?;
        let today = index.log.as_of;
        let mut draft = Draft::new(record, today);
        for typed in &self.measure {
            draft.measure(typed)?;
        }
        for typed in &self.reading {
            draft.reading(typed)?;
        }
        for typed in &self.milestone {
            draft.milestone(typed)?;
        }
        for typed in &self.done {
            draft.done(typed)?;
        }
        let (person, text) = entry;
        let entry = |word: &str, text: String| {
            Change::Entry(NewEntry {
                date: today,
                word: word.to_owned(),
                person: person.to_owned(),
                text,
            })
        };
        let mut changes = draft.changes;
        let open = self.is_open(record);
        if !draft.amended.is_empty() && !open {
            changes.push(entry("amendment", draft.amended.join("\n\n")));
        }
        if !(open && text.trim().is_empty()) {
            changes.push(entry(&word, text.to_owned()));
        }
        Ok(Advanced {
            change: Change::All(changes),
            said: draft.said,
        })
    }

    /// Says nothing but what there is to measure and to reach, which anybody may do without a word before a record is live.
    fn is_open(&self, record: &Record) -> bool {
        let reports = self.health.is_some() || !self.reading.is_empty() || !self.done.is_empty();
        self.plans() && !reports && record.phase() == Some(Phase::Open)
    }

    /// Says what there is to measure or to reach.
    pub(super) fn plans(&self) -> bool {
        !self.measure.is_empty() || !self.milestone.is_empty()
    }

    /// The word of the entry; a kind without such words has no updates.
    fn word(&self, index: &Index, at: usize) -> Result<String, Refused> {
        let record = &index.records[at];
        let kind = &record.kind;
        if kind.health.is_empty() {
            return Err(forbidden(format!(
                "{} is of kind `{}`, which has no updates",
                record.id, kind.name
            ))
            .with_help(format!("declog note {} -m \"…\"", record.id)));
        }
        if self.is_open(record) {
            return Ok(NOTE.to_owned());
        }
        live(record, "has updates")?;
        if self.nothing_changed {
            return Ok(UNCHANGED.to_owned());
        }
        let words = kind.health.iter().map(|health| health.name.as_str());
        match &self.health {
            None => Ok(index
                .health(at)
                .map_or(UNCHANGED, |health| &health.name)
                .to_owned()),
            Some(word) if kind.health(word).is_some() => Ok(word.clone()),
            Some(word) => {
                let known = find::names(words.clone());
                let refused = usage(format!("`--health` is `{word}`, expected one of {known}"));
                Err(match closest(word, words) {
                    Some(close) => refused.with_help(format!("did you mean `{close}`?")),
                    None => refused.with_help("`--nothing-changed` leaves it as it is"),
                })
            }
        }
    }
}

/// The changes of one update as they come together.
struct Draft<'a> {
    record: &'a Record,
    today: Date,
    measures: Option<Names<'a>>,
    milestones: Option<Names<'a>>,
    changes: Vec<Change>,
    said: Vec<String>,
    /// What an amendment has to say, because it was agreed on.
    amended: Vec<String>,
    /// Milestones that were given a day.
    dated: Vec<String>,
}

impl<'a> Draft<'a> {
    fn new(record: &'a Record, today: Date) -> Self {
        Self {
            record,
            today,
            measures: Names::of(record, FieldType::Measures),
            milestones: Names::of(record, FieldType::Milestones),
            changes: Vec::new(),
            said: Vec::new(),
            amended: Vec::new(),
            dated: Vec::new(),
        }
    }
}

/// The update that gives a record something for that field; none where only the editor does.
pub(super) fn command(record: &Record, field: &Field) -> Option<String> {
    let first = record.kind.fields_of(field.shape).next()?;
    let takes = first.key == field.key && record.is_current() && !record.kind.health.is_empty();
    let words = match field.shape {
        FieldType::Measures => measure::WORDS,
        FieldType::Milestones => milestone::WORDS,
        _ => return None,
    };
    takes.then(|| format!("declog update {} {words}", record.id))
}

/// The refusal of what a kind has no field for.
fn without(record: &Record, what: &str) -> Refused {
    let (id, kind) = (&record.id, &record.kind.name);
    let message = format!("{id} is of kind `{kind}`, which has no {what}s");
    forbidden(message).with_help(format!("say it in words: declog update {id} -m \"…\""))
}

/// A name and what stands behind the last `=`, as a name may have one too.
fn assigned<'t>(typed: &'t str, shape: &str) -> Result<(&'t str, &'t str), Refused> {
    let (name, value) = typed
        .rsplit_once('=')
        .ok_or_else(|| usage(format!("`{typed}` has no `=`")).with_help(shape))?;
    Ok((named(name, shape)?, value.trim()))
}

/// A name of one line that says something.
fn named<'t>(typed: &'t str, shape: &str) -> Result<&'t str, Refused> {
    let name = typed.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(usage(format!("`{name}` is no name")).with_help(shape));
    }
    Ok(name)
}
