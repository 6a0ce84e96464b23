//! Rules that a log writes itself, as data: what `[[check.custom]]` asks of one field of its records.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::diagnostic::Level;
use super::kind::{Kind, Stage};

/// `[[check.custom]]`: a rule of the log's own. Each test that is written is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CustomRule {
    /// Its name, which no other rule has: lower-case letters, digits and `-`.
    pub id: String,
    /// The kinds it is asked of, and those that extend them; default: every kind that has the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Words>,
    /// What it looks at: a key of the front matter, or `title`, `summary`, `body` (the text under the title),
    /// `file-name`, `sections` (the H2 headings), `keys` (of the front matter).
    pub field: String,
    /// Asked only where all of that is so: a key, and the value or values it may have; `status` takes states and
    /// phases.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<String, Words>,
    /// How bad a finding is.
    #[serde(default = "deny")]
    pub level: Level,
    /// What a finding says, in words of the log's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What to do about a finding, in words of the log's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// It has to be there: always, or in those states and phases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Required>,
    /// It has to be there where all of that is so, written as in `when`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub required_when: BTreeMap<String, Words>,
    /// The values it may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<String>>,
    /// A regular expression for each of its values, or several of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Patterns>,
    /// Fewest characters of a text, or items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<usize>,
    /// Most characters of a text, or items of a list; 0 where it may not be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// The order in which those of these sections or keys stand that are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<String>>,
    /// The states and phases that the records it names may have: in a list, or by the state or phase of the record that
    /// names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires_status: Option<Standings>,
}

/// One word or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Words {
    /// `"ERC"`
    One(String),
    /// `["Core", "ERC"]`
    Several(Vec<String>),
}

/// Where something has to be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Required {
    /// In every record, or nowhere.
    Always(bool),
    /// In those states and phases.
    In(Vec<Stage>),
}

/// What the values of a field have to match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Patterns {
    /// Every value does.
    Each(String),
    /// Several patterns, each for another share of the values.
    Several(PatternTable),
}

/// `pattern = { each = "…", some = "…", none = "…" }`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PatternTable {
    /// Every value matches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// At least one value matches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub some: Option<String>,
    /// No value has anything in it that matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<String>,
}

/// The states of records that a record may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Standings {
    /// The same whatever the state of the record that names them.
    Any(Vec<Stage>),
    /// By the state or phase of the record that names them; others may name any.
    ByOwn(BTreeMap<String, Vec<Stage>>),
}

/// How much of a field's values a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Every value matches.
    Each,
    /// At least one value matches.
    Some,
    /// No value has anything in it that matches.
    None,
}

/// What a rule of the log's own looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect<'a> {
    /// `title:`, else the first H1.
    Title,
    /// `summary:`, else the first sentence of the leading section.
    Summary,
    /// The text under the title.
    Body,
    /// The file's name without its folders.
    FileName,
    /// The H2 headings, in the order they stand.
    Sections,
    /// The keys of the front matter, in the order they stand.
    Keys,
    /// The value of a key of the front matter.
    Key(&'a str),
}

impl<'a> Aspect<'a> {
    /// The words that name something else than a key.
    pub const WORDS: [&'static str; 6] =
        ["title", "summary", "body", "file-name", "sections", "keys"];

    /// What a word names.
    #[must_use]
    pub fn named(word: &'a str) -> Self {
        match word {
            "title" => Self::Title,
            "summary" => Self::Summary,
            "body" => Self::Body,
            "file-name" => Self::FileName,
            "sections" => Self::Sections,
            "keys" => Self::Keys,
            key => Self::Key(key),
        }
    }
}

impl CustomRule {
    /// The kinds it names, and those that extend them; every kind where it names none.
    pub fn kinds<'k>(&self, all: impl Iterator<Item = &'k Kind>) -> Vec<&'k Kind> {
        let named = |kind: &&Kind| match &self.kind {
            Some(names) => names.all().any(|name| kind.is_a(name)),
            None => true,
        };
        all.filter(named).collect()
    }

    /// Its patterns, and how much of the values each is for.
    #[must_use]
    pub fn patterns(&self) -> Vec<(Share, &str)> {
        let table = match &self.pattern {
            None => return Vec::new(),
            Some(Patterns::Each(pattern)) => return vec![(Share::Each, pattern)],
            Some(Patterns::Several(table)) => table,
        };
        let all = [
            (Share::Each, &table.each),
            (Share::Some, &table.some),
            (Share::None, &table.none),
        ];
        all.into_iter()
            .filter_map(|(share, pattern)| Some((share, pattern.as_deref()?)))
            .collect()
    }

    /// Whether any test is written.
    #[must_use]
    pub fn asks_for_something(&self) -> bool {
        let required = !matches!(&self.required, None | Some(Required::Always(false)));
        required
            || !self.required_when.is_empty()
            || self.one_of.is_some()
            || !self.patterns().is_empty()
            || self.min_length.is_some()
            || self.max_length.is_some()
            || self.order.is_some()
            || self.requires_status.is_some()
    }
}

impl Words {
    /// Every word.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let words = match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Several(words) => words,
        };
        words.iter().map(String::as_str)
    }
}

impl Share {
    /// The key that writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Some => "some",
            Self::None => "none",
        }
    }
}

fn deny() -> Level {
    Level::Deny
}
