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
    /// What it is about, where the message also says what may change without it; else the message.
    pub subject: Option<String>,
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
            subject: None,
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

    /// About that, whatever else the message counts or names.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// What it is about, in words that stay when others of its kind come and go.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.subject.as_deref().unwrap_or(&self.message)
    }

    /// What makes a finding of two readings of a log the same one: its rule, its record (else its file), and what it is
    /// about; never a line.
    #[must_use]
    pub fn key(&self) -> (String, String, String) {
        let about = self
            .id
            .as_ref()
            .map_or_else(|| self.path.clone(), ToString::to_string);
        (
            self.rule.clone().into_owned(),
            about,
            self.subject().to_owned(),
        )
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
