//! Where rules put what they find.

use std::borrow::Cow;

use super::Emptiness;
use crate::index::Index;
use crate::model::diagnostic::Diagnostic;
use crate::model::record::Record;

/// Keeps a log of ten thousand broken references as quick to check as one of a few.
const MOST_SUGGESTIONS: usize = 300;

/// The findings of a run so far, and the options that rules may ask for.
#[derive(Debug)]
pub(super) struct Findings {
    /// What is said of a log without records.
    pub(super) allow_empty: Emptiness,
    suggestions: usize,
    all: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn new(allow_empty: Emptiness) -> Self {
        Self {
            allow_empty,
            suggestions: 0,
            all: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, finding: Diagnostic) {
        self.all.push(finding);
    }

    /// Adds what there is.
    pub(super) fn extend(&mut self, all: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(all);
    }

    /// What somebody may have meant, as long as not too many have asked: each answer looks at every record.
    pub(super) fn suggest<T>(&mut self, search: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.suggestions == MOST_SUGGESTIONS {
            return None;
        }
        self.suggestions += 1;
        search()
    }

    pub(super) fn into_all(self) -> Vec<Diagnostic> {
        self.all
    }
}

/// A finding of a rule on a record, at no place yet.
pub(super) fn on(
    record: &Record,
    rule: impl Into<Cow<'static, str>>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(rule, &record.source.path, message).with_id(&record.id)
}

/// A finding of a rule on the settings, at the value of a key written as in `Log::places`.
pub(super) fn in_settings(
    index: &Index,
    rule: &'static str,
    key: &str,
    message: impl Into<String>,
) -> Diagnostic {
    let finding = Diagnostic::new(rule, &index.log.file.path, message);
    match index.log.places.get(key) {
        Some(span) => finding.with_span(*span),
        None => finding,
    }
}

/// A finding with what may have been meant beside it.
pub(super) fn meaning(finding: Diagnostic, meant: Option<&str>) -> Diagnostic {
    match meant {
        Some(meant) => finding.with_label(format!("did you mean `{meant}`?")),
        None => finding,
    }
}

/// The command that mends what can be mended without asking.
pub(super) const FIX: &str = "declog check --fix";

/// The command that opens a record, for a finding that only its writer can mend.
pub(super) fn edit(record: &Record) -> String {
    format!("declog edit {}", record.id)
}
