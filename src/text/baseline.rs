//! The file of a baseline: a line for each path and rule, so that what is done on two branches rarely clashes in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use super::table::{self, Refusal, Written};
use crate::model::baseline::{Baseline, Count, Counts};
use crate::model::kind::FORMAT;
use crate::model::source::Source;

/// What the file is called in messages.
const NAME: &str = "baseline.toml";

/// The table of the counts.
const COUNTS: &str = "counts";

/// The file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct File {
    /// Version of this file's format; 1.
    #[serde(rename = "format")]
    _format: u32,
    /// How many findings there were, by path and rule.
    #[serde(default)]
    counts: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Reads the file of a baseline.
///
/// # Errors
/// What is wrong in it.
pub fn parse(source: &Source) -> Result<Baseline, Refusal> {
    let written = Written::new(source, NAME);
    let schema = schemars::schema_for!(File).to_value();
    let (file, table) = written.read::<File>(&schema)?;
    let mut counts = BTreeMap::new();
    for (path, rules) in file.counts {
        let count = |(rule, count): (String, usize)| {
            let at = table::key_in(&table, &[COUNTS, &path, &rule]);
            let span = written.span(at.unwrap_or(0..0));
            (rule, Count { count, span })
        };
        let rules: BTreeMap<String, Count> = rules.into_iter().map(count).collect();
        counts.insert(path, rules);
    }
    Ok(Baseline {
        file: Some(source.clone()),
        counts,
    })
}

/// The file that says those counts, by path and rule.
#[must_use]
pub fn written(counts: &Counts) -> String {
    let mut text = format!(
        "# What `declog check` is silent about: so many findings of each file, by rule. It may only shrink.\n\
         # Made by `declog check --write-baseline`.\n\
         format = {FORMAT}\n\n[{COUNTS}]\n"
    );
    for (path, rules) in counts {
        for (rule, count) in rules {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{}.{rule} = {count}", quoted(path));
        }
    }
    text
}

/// A key of TOML between quotes, whatever is in it.
fn quoted(path: &str) -> String {
    toml::Value::String(path.replace(['\n', '\r'], "\u{fffd}")).to_string()
}
