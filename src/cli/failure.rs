//! Errors into words and an exit code: what, where, and the next command to type.
//!
//! No other file decides how a failure is told.

use std::fmt;

use crate::model::diagnostic::Diagnostic;
use crate::model::source::Source;
use crate::query::QueryError;
use crate::report::failure::{Excerpt, Failure};
use crate::report::json::UnknownField;
use crate::store::StoreError;
use crate::text::edit::Refusal;

/// Wrong words on the command line, in a query or in the settings.
pub(super) const USAGE: u8 = 2;
/// The surroundings do not let us.
pub(super) const SURROUNDINGS: u8 = 3;
/// No such record, or several.
pub(super) const NOT_FOUND: u8 = 4;
/// The kind, a right or missing content forbids it.
pub(super) const FORBIDDEN: u8 = 5;
/// A bug of ours.
pub(super) const BUG: u8 = 70;

/// What a refusal of a write ends with.
const NOTHING: &str = "nothing was written";

/// A failure on its way up.
#[derive(Clone, Debug)]
pub(super) struct Refused(pub(super) Box<Failure>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// With what to do about it.
    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// With the rule that finds the same, where it is done by hand.
    pub(super) fn of_rule(mut self, rule: &'static str) -> Self {
        self.0.rule = Some(rule.to_owned());
        self
    }

    /// With one more line of help: that nothing was written, where none says so yet.
    pub(super) fn writing_nothing(mut self) -> Self {
        let mut help = self.0.help.take().unwrap_or_default();
        if !help.contains(NOTHING) {
            if !help.is_empty() {
                help.push('\n');
            }
            help.push_str(NOTHING);
        }
        self.with_help(help)
    }

    /// With what may have been meant.
    pub(super) fn with_candidates(mut self, candidates: Vec<String>) -> Self {
        self.0.candidates = candidates;
        self
    }
}

fn refused(code: u8, message: impl Into<String>) -> Refused {
    Refused(Box::new(Failure {
        code,
        message: message.into(),
        ..Failure::default()
    }))
}

/// Wrong words.
pub(super) fn usage(message: impl Into<String>) -> Refused {
    refused(USAGE, message)
}

/// Something around us does not let us.
pub(super) fn surroundings(message: impl Into<String>) -> Refused {
    refused(SURROUNDINGS, message)
}

/// No such record, or several.
pub(super) fn not_found(message: impl Into<String>) -> Refused {
    refused(NOT_FOUND, message)
}

/// The kind, a right or missing content forbids it.
pub(super) fn forbidden(message: impl Into<String>) -> Refused {
    refused(FORBIDDEN, message)
}

/// A finding that stands in the way, at its place.
pub(super) fn finding(code: u8, finding: &Diagnostic, source: Option<&Source>) -> Refused {
    let excerpt = source.zip(finding.span).map(|(source, span)| Excerpt {
        source: source.clone(),
        span,
        label: finding.label.clone(),
    });
    let message = match excerpt {
        Some(_) => finding.message.clone(),
        None => format!("{}: {}", finding.path, finding.message),
    };
    Refused(Box::new(Failure {
        code,
        rule: Some(finding.rule.clone().into_owned()),
        message,
        candidates: Vec::new(),
        help: finding.help.clone(),
        excerpt,
    }))
}

/// A query that cannot be read, with its own text under it.
pub(super) fn query(text: &str, error: QueryError) -> Refused {
    // A label that suggests a word has it between the first two backticks.
    let meant = error.label.as_deref().and_then(|label| {
        let rest = label.strip_prefix("did you mean `")?;
        rest.split('`').next()
    });
    Refused(Box::new(Failure {
        code: USAGE,
        rule: None,
        message: error.message,
        candidates: meant.map(str::to_owned).into_iter().collect(),
        help: error.help,
        excerpt: Some(Excerpt {
            source: Source::new("", text),
            span: error.span,
            label: error.label,
        }),
    }))
}

/// The failure that an error is told as.
pub(super) fn told(error: anyhow::Error) -> Failure {
    let error = match error.downcast::<Refused>() {
        Ok(refused) => return *refused.0,
        Err(error) => error,
    };
    if let Some(error) = error.downcast_ref::<StoreError>() {
        return store(error);
    }
    if let Some(error) = error.downcast_ref::<UnknownField>() {
        let help = format!("known: {}", error.known.join(", "));
        return *usage(error.to_string()).with_help(help).0;
    }
    if let Some(error) = error.downcast_ref::<Refusal>() {
        let help = match error {
            Refusal::Dialect(..) | Refusal::NoPlace(_) => {
                "`declog convert ID` gives the file front matter; `declog edit ID` opens it"
            }
            _ => "change it in your editor: `declog edit ID`",
        };
        return *forbidden(error.to_string()).with_help(help).0;
    }
    if let Some(error) = error.downcast_ref::<std::io::Error>() {
        return *surroundings(error.to_string()).0;
    }
    let message = format!("{error:#}");
    *refused(BUG, message)
        .with_help("this is a bug in declog: please report it with the command you typed")
        .0
}

fn store(error: &StoreError) -> Failure {
    let code = match error {
        StoreError::ResolveRevision { .. } => USAGE,
        StoreError::ForeignFolder { .. } | StoreError::LeaveRepository { .. } => USAGE,
        _ => SURROUNDINGS,
    };
    let mut failure = refused(code, error.to_string());
    if let StoreError::NoLog { below, .. } = error {
        failure = failure.with_candidates(below.clone());
    }
    if let StoreError::ForeignFolder { .. } = error {
        failure = failure.with_help("name a new or an empty folder: `declog site -o DIR`");
    }
    match error.next() {
        Some(command) => *failure.with_help(format!("`{command}`")).0,
        None => *failure.0,
    }
}
