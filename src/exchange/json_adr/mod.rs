//! JSON-ADR 1.0, the format in which the `adrs` tool exports and imports decisions.
//!
//! A document is a bundle of decisions (`adrs`), one of them (`adr`), or one without anything around it. The published
//! schema allows no other keys than its own. Where schema and tool disagree, what is written here is good for both: the
//! schema wants `consequences` as a list and the tool reads it as a text, so they stay in `decision`, below their
//! heading. What the format has no key for stands in `custom_sections`, which holds any texts:
//!
//! - each section of a record that has no key of its own, by its heading,
//! - the whole text of the record as `x-declog-text`, and a digest of all else that is said of it as `x-declog-digest`.
//!
//! A reader that finds the digest unbroken takes the text as it stands, and nothing is lost. Where it is broken somebody
//! changed the document: then the fields count, and the text does not.
//!
//! The format numbers one kind of record, so that is what a document holds.

mod adr;
mod body;
mod document;
mod links;
mod numbers;
mod reader;
mod restored;
mod texts;
mod write;

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

pub use numbers::Numbers;
pub use texts::{Import, NewRecord, texts};
pub(super) use write::write;

/// Where the published schema is.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/joshrotenberg/adrs/main/schema/json-adr/v1.json";
/// The version that is written; any 1.x is read.
const VERSION: &str = "1.0.0";
/// The custom section that holds the text of a record.
const TEXT: &str = "x-declog-text";
/// The custom section that holds the digest of everything else.
const DIGEST: &str = "x-declog-digest";

/// The largest number that the format's own tool can read.
const MAX_NUMBER: u64 = u32::MAX as u64;

/// What is wrong at a place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A JSON pointer: `/adrs/3/title`; empty for the whole document.
    pub at: String,
    /// What was found and expected.
    pub message: String,
}

impl Problem {
    /// The place of the decision it is about, by which problems are sorted; those of the whole document come first.
    fn place(&self) -> Option<usize> {
        let mut parts = self.at.split('/').skip(1).take(2);
        parts.find_map(|part| part.parse().ok())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at.as_str() {
            "" => f.write_str(&self.message),
            at => write!(f, "`{at}`: {}", self.message),
        }
    }
}

/// The digest of a decision as a document has it, in which the order of keys does not count.
fn digest(adr: &Value) -> String {
    let mut sorted = adr.clone();
    sorted.sort_all_objects();
    let sum = Sha256::digest(sorted.to_string());
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The title of a section, and what it is called in a kind that has no such section.
struct Known {
    id: &'static str,
    title: &'static str,
}

/// The sections that the format has keys for, besides the leading one of a kind.
const DRIVERS: Known = Known {
    id: "drivers",
    title: "Decision Drivers",
};
const OPTIONS: Known = Known {
    id: "options",
    title: "Considered Options",
};
const OUTCOME: Known = Known {
    id: "outcome",
    title: "Decision Outcome",
};
