//! A list for programs.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Layout, Records};
use crate::model::view::RecordView;

/// What `list --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ListJson<'a> {
    #[schemars(extend("const" = "declog.list/1"))]
    schema: &'static str,
    /// The day that counted as today.
    as_of: String,
    /// The revision read; null for the working tree.
    rev: Option<&'a str>,
    records: &'a [RecordView],
}

pub(super) fn write(list: &Records<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    let whole = ListJson {
        schema: "declog.list/1",
        as_of: list.as_of.to_string(),
        rev: list.rev,
        records: list.records,
    };
    let Some(fields) = &layout.fields else {
        return crate::report::json::write(&whole, out);
    };
    let records = list.records.iter().map(|record| {
        let value = serde_json::to_value(record)?;
        Ok(fields.narrow(value))
    });
    let records: Vec<Value> = records.collect::<io::Result<_>>()?;
    let narrow = json!({
        "schema": whole.schema,
        "as_of": whole.as_of,
        "rev": whole.rev,
        "records": records,
    });
    crate::report::json::write(&narrow, out)
}
