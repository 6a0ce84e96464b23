//! Records as a list, one file for each format.

mod cell;
mod ids;
mod json;
mod md;
mod plain;
mod table;

use std::io::{self, Write};

use jiff::civil::Date;

use super::json::{Fields, UnknownField};
use super::schema;
use super::style::Style;
use crate::model::view::RecordView;

pub use json::ListJson;
pub(super) use md::escaped as markdown;

/// Records in the order they are shown.
pub struct Records<'a> {
    /// Those that matched.
    pub records: &'a [RecordView],
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// How a list is laid out.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What is shown of each record in table, plain and md.
    pub columns: Columns,
    /// What is shown of each record in json; none for everything.
    pub fields: Option<Fields>,
    /// Cells a line of the table may have; none for as many as it needs.
    pub width: Option<usize>,
    /// Whether the table is coloured.
    pub style: Style,
    /// What ends a record in ids and plain.
    pub end: End,
}

/// What ends a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// A line end.
    #[default]
    Line,
    /// A NUL byte, for `xargs -0`.
    Nul,
}

/// The columns of a list: keys of a record as JSON names them, or of its front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<String>);

/// A way to print a list.
pub struct Format {
    /// The word of `--format`.
    pub name: &'static str,
    /// What it is, for `--help`.
    pub about: &'static str,
    /// It can end its records with a NUL byte.
    pub takes_nul: bool,
    /// Writes it.
    pub write: fn(&Records<'_>, &Layout, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one nobody has to name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "table",
        about: "Columns for people",
        takes_nul: false,
        write: table::write,
    },
    Format {
        name: "plain",
        about: "Values with tabs between them, for scripts",
        takes_nul: true,
        write: plain::write,
    },
    Format {
        name: "ids",
        about: "Ids only",
        takes_nul: true,
        write: ids::write,
    },
    Format {
        name: "md",
        about: "A Markdown table",
        takes_nul: false,
        write: md::write,
    },
    Format {
        name: "json",
        about: "For programs; see `declog schema output list`",
        takes_nul: false,
        write: json::write,
    },
];

impl Default for Columns {
    fn default() -> Self {
        let columns = ["state", "id", "title", "owner", "date"];
        Self(columns.map(str::to_owned).to_vec())
    }
}

impl Columns {
    /// Reads `id,title,review-by`: keys of a record, or one of `fields`, the keys of the log's front matter.
    ///
    /// # Errors
    /// The first word that is neither.
    pub fn read(list: &str, fields: &[&str]) -> Result<Self, UnknownField> {
        let mut known = schema::keys::<RecordView>();
        // The front matter as a whole makes no column; each of its keys does.
        known.retain(|key| key != "fields");
        for field in fields {
            if !known.iter().any(|key| key == field) {
                known.push((*field).to_owned());
            }
        }
        let mut columns = Vec::new();
        for written in list.split(',').map(str::trim).filter(|key| !key.is_empty()) {
            if !known.iter().any(|key| key == written) {
                return Err(UnknownField::new(written, known));
            }
            columns.push(written.to_owned());
        }
        Ok(Self(columns))
    }

    fn names(&self) -> &[String] {
        &self.0
    }
}

impl End {
    fn byte(self) -> &'static [u8] {
        match self {
            Self::Line => b"\n",
            Self::Nul => b"\0",
        }
    }
}
