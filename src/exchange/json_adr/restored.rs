//! Records of ours that come back as they went: the text that an export left in a document.

use std::sync::Arc;

use super::adr::Adr;
use super::numbers::Given;
use super::texts::NewRecord;
use super::{Problem, TEXT};
use crate::model::change::{Change, NewValue};
use crate::model::id::{Id, Written};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::model::source::{Content, File};
use crate::text::edit::edit;
use crate::text::parse::{Outcome, parse};

/// Takes a text away that is no record of the kind, so that the fields count.
pub(super) fn without_useless_text(kind: &Arc<Kind>, adr: &mut Adr) -> Option<Problem> {
    let text = adr.text.take()?;
    let record = readable(kind, &text);
    if record.is_ok_and(|record| record.pair("status").is_some()) {
        adr.text = Some(text);
        return None;
    }
    let what = kind.with_article();
    Some(Problem {
        at: format!("{}/custom_sections/{TEXT}", adr.at),
        message: format!("found no text of {what} that says its state: the fields count"),
    })
}

/// The record that a text makes, or why it makes none.
pub(super) fn readable(kind: &Arc<Kind>, text: &str) -> Result<Record, String> {
    let file = File {
        path: "1-x.md".to_owned(),
        content: Content::Bytes(text.as_bytes().to_vec()),
    };
    let parsed = parse(kind, file);
    match (parsed.outcome, parsed.problems.first()) {
        (Outcome::Record(record), _) => Ok(*record),
        (_, Some(problem)) => Err(problem.message.clone()),
        (_, None) => Err("it is ignored".to_owned()),
    }
}

/// The file as declog exported it, under the name it had; references follow to new numbers, and nothing else changes.
pub(super) fn restored(
    kind: &Arc<Kind>,
    adr: &Adr,
    (text, number): (&str, u64),
    given: &Given,
) -> (NewRecord, Option<Problem>) {
    let record = readable(kind, text);
    let title = record.as_ref().map_or("", Record::title);
    let renumbered = record
        .as_ref()
        .ok()
        .and_then(|record| edit(record, &renumbering(record, given)).ok());
    let problem = renumbered.is_none().then(|| Problem {
        at: adr.at.clone(),
        message: "its references cannot follow to new numbers, and stay".to_owned(),
    });
    let text = renumbered.unwrap_or_else(|| text.to_owned());
    let record = NewRecord::new(kind, adr, (number, title), text);
    (record, problem)
}

/// The changes of references to records that have another number now.
fn renumbering(record: &Record, given: &Given) -> Change {
    let mut changes = Vec::new();
    let fields = record.kind.fields.iter();
    for field in fields.filter(|field| field.relation().is_some()) {
        let words = record.words(&field.key);
        let ours = words
            .iter()
            .map(|word| reference(&record.kind, word.value, given));
        let ours: Vec<String> = ours.collect();
        if words
            .iter()
            .zip(&ours)
            .any(|(theirs, ours)| theirs.value != ours)
        {
            changes.push(Change::Set(field.key.clone(), NewValue::List(ours)));
        }
    }
    Change::All(changes)
}

/// A reference to a record of the kind, with the number that record has in our log.
fn reference(kind: &Kind, written: &str, given: &Given) -> String {
    let (id, section) = match written.find('#') {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let theirs = match Written::read(id) {
        Written::Prefixed(id) if id.prefix() == kind.prefix => id.number(),
        Written::Number(number) => Some(number),
        _ => None,
    };
    let Some(theirs) = theirs else {
        return written.to_owned();
    };
    match given.ours(theirs) {
        ours if ours == theirs => written.to_owned(),
        ours => format!("{}{section}", Id::new(kind.prefix.as_str(), ours)),
    }
}
