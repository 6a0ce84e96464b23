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
        let known = schema::keys::<T>();
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

/// Writes a value and a line end.
///
/// # Errors
/// What the stream says.
pub fn write<T: Serialize + ?Sized>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", safe::json(&text))
}
