//! A row for each record as RFC 4180 has it: UTF-8, rows end in CRLF, a cell with a comma, a quote or a line end stands
//! in quotes.
//!
//! The columns are the keys of a record's JSON, in their order. Lists are joined by `; `, people stand as
//! `decision-makers: alice`, relations as `supersedes DEC-4`, the front matter as JSON; what is unknown is an empty cell.
//!
//! A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-` or `@`, also behind a tab or a line end. Such
//! a cell gets a `'` in front, and so does one that begins with a `'`, so that one `'` less is always what was meant.

use ::csv::{Terminator, WriterBuilder};
use serde_json::Value;

use super::{Chosen, Exported, Safe};
use crate::model::view::{FindingCount, RecordView};

/// What stands in a column of a record.
type Cell = fn(&RecordView, Safe) -> String;

/// The columns, by their names.
const COLUMNS: [(&str, Cell); 19] = [
    ("id", |record, _| record.id.clone()),
    ("log", |record, _| record.log.clone()),
    ("kind", |record, _| record.kind.clone()),
    ("title", |record, _| record.title.clone()),
    ("state", |record, _| known(&record.state)),
    ("phase", |record, _| {
        let phase = record.phase.map(|phase| phase.name().to_owned());
        known(&phase)
    }),
    ("in_force", |record, _| {
        known(&record.in_force.map(|is| is.to_string()))
    }),
    ("status_as_written", |record, _| {
        known(&record.status_as_written)
    }),
    ("path", |record, _| record.path.clone()),
    ("owner", |record, _| known(&record.owner)),
    ("area", |record, _| record.area.join(BETWEEN)),
    ("people", |record, _| people(record)),
    ("date", |record, _| known(&record.date)),
    ("created", |record, _| known(&record.created)),
    ("summary", |record, _| record.summary.clone()),
    ("tags", |record, _| record.tags.join(BETWEEN)),
    ("fields", fields),
    ("relations", |record, _| relations(record)),
    ("findings", |record, _| {
        let counted =
            |count: FindingCount| format!("deny: {}{BETWEEN}warn: {}", count.deny, count.warn);
        known(&record.findings.map(counted))
    }),
];

/// What stands between the items of a list.
const BETWEEN: &str = "; ";

pub(super) fn write(chosen: &Chosen<'_>) -> Exported {
    let mut rows = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let heads = COLUMNS.map(|(name, _)| name.to_owned());
    let records = chosen.views.iter().map(|record| {
        COLUMNS.map(|(_, cell)| harmless((chosen.safe.text)(&cell(record, chosen.safe))))
    });
    for row in std::iter::once(heads).chain(records) {
        rows.write_record(&row)
            .expect("every row has the same columns, and a vector takes everything");
    }
    let bytes = rows.into_inner().expect("a vector takes everything");
    Exported {
        text: String::from_utf8(bytes).expect("cells are text"),
        left_out: Vec::new(),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) {
        format!("'{cell}")
    } else {
        cell
    }
}

fn known(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn people(record: &RecordView) -> String {
    let mut all = Vec::new();
    for (role, names) in &record.people {
        let names = names.as_array().map_or(&[][..], Vec::as_slice);
        let names = names.iter().filter_map(Value::as_str);
        all.extend(names.map(|name| format!("{role}: {name}")));
    }
    all.join(BETWEEN)
}

/// The front matter as JSON, in which what is hidden is escaped and not changed.
fn fields(record: &RecordView, safe: Safe) -> String {
    let fields = serde_json::to_string(&record.fields).expect("front matter has keys of text");
    (safe.json)(&fields)
}

fn relations(record: &RecordView) -> String {
    let relations = record.relations.iter().map(|relation| {
        let section = relation.section.as_ref();
        let section = section.map_or_else(String::new, |section| format!("#{section}"));
        format!("{} {}{section}", relation.name, relation.to)
    });
    relations.collect::<Vec<_>>().join(BETWEEN)
}
