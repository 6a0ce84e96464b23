//! A finding: what is wrong in a document, where, and what to do about it.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::Change;
use super::id::Id;
use super::source::Span;

/// How much a finding matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported.
    Warn,
    /// Reported, and `check` says no.
    Deny,
}

impl Level {
    /// The word in settings and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule's id: one that comes with declog, or a log's own.
    pub rule: Cow<'static, str>,
    /// How much it matters here.
    pub level: Level,
    /// What is wrong, in one line.
    pub message: String,
    /// The file, from the repository's root.
    pub path: String,
    /// The record, where the file is one.
    pub id: Option<Id>,
    /// The bytes it is about; none for a file without text.
    pub span: Option<Span>,
    /// A few words at the span.
    pub label: Option<String>,
    /// What to do, with the command to type where there is one.
    pub help: Option<String>,
    /// A change that mends it and can be made without asking.
    pub fix: Option<Change>,
}

impl Diagnostic {
    /// A finding of a rule on a file; the other parts are added by the `with_` functions.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            level: Level::Deny,
            message: message.into(),
            path: path.into(),
            id: None,
            span: None,
            label: None,
            help: None,
            fix: None,
        }
    }

    /// At that level.
    #[must_use]
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// About that record.
    #[must_use]
    pub fn with_id(mut self, id: &Id) -> Self {
        self.id = Some(id.clone());
        self
    }

    /// At that place.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// With a few words at the place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: Change) -> Self {
        self.fix = Some(fix);
        self
    }
}
