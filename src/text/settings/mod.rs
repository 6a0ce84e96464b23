//! `declog.toml` into settings, with every unknown key at its line and a suggestion beside it.

mod change;
mod custom;
mod meaning;
mod party;

use std::collections::HashMap;

use serde_json::Value as Json;

use super::table::{self, Written};
use crate::model::kind::Kind;
use crate::model::settings::Settings;
use crate::model::source::{Source, Span};

pub use super::table::{Refusal, lines, place};
pub use change::set;

/// Reads `declog.toml` of a log that has those kinds.
pub fn parse(source: &Source, kinds: &[Kind]) -> Result<Settings, Refusal> {
    let written = Written::new(source, "declog.toml");
    let (settings, table) = written.read::<Settings>(&schema())?;
    let problems = meaning::check(&settings, kinds, &table, &written);
    if problems.is_empty() {
        Ok(settings)
    } else {
        Err(Refusal::Wrong(problems))
    }
}

/// The JSON Schema of `declog.toml`.
#[must_use]
pub fn schema() -> Json {
    schemars::schema_for!(Settings).to_value()
}

/// Where each value stands, by its dotted name; items of lists stand behind it as `[0]`.
#[must_use]
pub fn places(source: &Source) -> HashMap<String, Span> {
    table::places(source).into_iter().collect()
}
