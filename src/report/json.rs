//! JSON as every command prints it: indented, safe, and narrowed to the keys somebody chose.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::safe;
use super::schema;
use crate::model::suggest::closest;

/// The keys of `--json=FIELDS`, each one known to be a key of what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields(Vec<String>);

/// A key that what is printed does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The key as written.
    pub written: String,
    /// The key that was probably meant.
    pub close: Option<String>,
    /// Every key there is.
    pub known: Vec<String>,
}

impl Fields {
    /// Reads `id,title` as keys of `T`.
    ///
    /// # Errors
    /// The first key that `T` does not have.
    pub fn of<T: JsonSchema>(list: &str) -> Result<Self, UnknownField> {
        Self::among(list, schema::keys::<T>())
    }

    /// Reads `id,title` as what `--json=id,title` means to a command: keys of each record for `list` and `show`, of each
    /// finding for `check`, and of the whole for every other command of [`schema::output`].
    ///
    /// # Errors
    /// The first key that is not there.
    pub fn for_command(command: &str, list: &str) -> Result<Self, UnknownField> {
        Self::among(list, schema::choosable(command))
    }

    fn among(list: &str, known: Vec<String>) -> Result<Self, UnknownField> {
        let mut chosen: Vec<String> = Vec::new();
        for written in list.split(',').map(str::trim).filter(|key| !key.is_empty()) {
            if !known.iter().any(|key| key == written) {
                return Err(UnknownField::new(written, known));
            }
            if !chosen.iter().any(|key| key == written) {
                chosen.push(written.to_owned());
            }
        }
        Ok(Self(chosen))
    }

    /// The object with the chosen keys only, in the order they were chosen.
    pub(super) fn narrow(&self, value: Value) -> Value {
        match value {
            Value::Object(mut object) => {
                let chosen = self
                    .0
                    .iter()
                    .filter_map(|key| Some((key.clone(), object.remove(key)?)));
                Value::Object(chosen.collect())
            }
            other => other,
        }
    }
}

impl UnknownField {
    /// A word that is none of those known.
    pub(super) fn new(written: &str, known: Vec<String>) -> Self {
        let close = closest(written, known.iter().map(String::as_str)).map(str::to_owned);
        Self {
            written: written.to_owned(),
            close,
            known,
        }
    }
}

impl std::fmt::Display for UnknownField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no field `{}`", self.written)?;
        match &self.close {
            Some(close) => write!(f, "; did you mean `{close}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownField {}

/// Writes what a command printed as JSON again, with `schema` and the chosen keys of the whole only.
///
/// # Errors
/// What the stream says, or that what was printed is no JSON.
pub fn write_narrowed(printed: &[u8], fields: &Fields, out: &mut dyn Write) -> io::Result<()> {
    let whole: Value = serde_json::from_slice(printed)?;
    let schema = whole.get("schema").cloned();
    let mut narrow = fields.narrow(whole);
    if let (Value::Object(object), Some(schema)) = (&mut narrow, schema) {
        object.shift_insert(0, "schema".into(), schema);
    }
    write(&narrow, out)
}

/// Writes a value and a line end.
///
/// # Errors
/// What the stream says.
pub fn write<T: Serialize + ?Sized>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", safe::json(&text))
}
