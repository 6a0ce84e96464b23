//! What an export wrote, for a program.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json;

/// What an export wrote.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    /// The format's name.
    pub format: &'a str,
    /// The file that was written, as the user may type it; none where the text was asked for.
    pub file: Option<&'a str>,
    /// All that was exported.
    pub text: &'a str,
    /// What the format could not say.
    pub left_out: &'a [String],
    /// The day that counted as today.
    pub as_of: Date,
    /// The revision read; none for the working tree.
    pub rev: Option<&'a str>,
}

/// What `export --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ExportJson<'a> {
    #[schemars(extend("const" = "declog.export/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    /// The format's name.
    format: &'a str,
    /// The file that was written; null without `--output`.
    file: Option<&'a str>,
    /// What was exported; null where a file was written.
    text: Option<&'a str>,
    /// What the format could not say, in a line each.
    left_out: &'a [String],
}

/// Writes what was exported for a program.
///
/// # Errors
/// What the stream says.
pub fn write_json(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let whole = ExportJson {
        schema: "declog.export/1",
        as_of: export.as_of.to_string(),
        rev: export.rev,
        format: export.format,
        file: export.file,
        text: Some(export.text).filter(|_| export.file.is_none()),
        left_out: export.left_out,
    };
    json::write(&whole, out)
}
