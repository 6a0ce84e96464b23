//! Foreign logs and ours: records in the formats of other tools, and their documents as new records.
//!
//! Everything is text in memory. What a format cannot say is left out and told, never changed in silence. What makes
//! foreign text harmless where it is printed is handed in as [`Safe`].

mod codeowners;
mod csv;
pub mod json_adr;
pub mod native;
mod ndjson;

use crate::index::Index;
use crate::model::view::RecordView;

/// What is to be written in a format of somebody else.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    /// The log.
    pub index: &'a Index,
    /// The records that were chosen, by their places in the index and in its order.
    pub places: &'a [usize],
    /// The same records as programs see them.
    pub views: &'a [RecordView],
    /// What makes foreign text harmless.
    pub safe: Safe,
}

/// How foreign text is made harmless to terminals and to the logs of build services.
#[derive(Clone, Copy)]
pub struct Safe {
    /// A JSON text, whose strings mean what they meant.
    pub json: fn(&str) -> String,
    /// Lines of text, in which what is hidden is shown.
    pub text: fn(&str) -> String,
}

/// A text in a format of somebody else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// All of it.
    pub text: String,
    /// What the format could not say, in a line each.
    pub left_out: Vec<String>,
}

/// What a format is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The records that a query chooses.
    Records,
    /// The areas of the settings, and nothing of a record.
    Areas,
}

/// A format that a log is exported to.
pub struct Format {
    /// The word on the command line.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// What it is made of.
    pub content: Content,
    /// Writes it.
    pub write: fn(&Chosen<'_>) -> Exported,
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        name: "json-adr",
        about: "JSON-ADR 1.0: the records of one kind, for other tools",
        content: Content::Records,
        write: json_adr::write,
    },
    Format {
        name: "csv",
        about: "A row for each record; a cell that a spreadsheet would compute gets a `'` in front",
        content: Content::Records,
        write: csv::write,
    },
    Format {
        name: "ndjson",
        about: "A line of JSON for each record, as `list --json` has it",
        content: Content::Records,
        write: ndjson::write,
    },
    Format {
        name: "codeowners",
        about: "GitHub's CODEOWNERS, from the areas of declog.toml",
        content: Content::Areas,
        write: codeowners::write,
    },
];
