//! What a shallow clone hides: rules that ask history say nothing of what lies before its border, and that is said once.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::safe::visible;
use crate::report::words::{counted, listed};

/// How many rules are named in a sentence before the rest is counted.
const NAMED: usize = 3;

/// The command that brings what is hidden.
const COMMAND: &str = "git fetch --unshallow";

/// What nobody can tell in this clone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Unknown {
    /// The rules that would judge what is hidden, by id.
    rules: Vec<String>,
    /// Why it is hidden.
    reason: String,
    /// What brings it.
    command: String,
}

impl Unknown {
    /// What lies before the border of a shallow clone, where some rules ask for it.
    #[must_use]
    pub fn before_the_border(rules: Vec<String>) -> Self {
        Self {
            rules,
            reason: "the clone is shallow, and nobody knows what lies before its border".to_owned(),
            command: COMMAND.to_owned(),
        }
    }

    /// Whether a rule is one of those.
    pub(super) fn hides(&self, rule: &str) -> bool {
        self.rules.iter().any(|hidden| hidden == rule)
    }

    /// The rules, by id.
    pub(super) fn rules(&self) -> &[String] {
        &self.rules
    }

    /// What brings what is hidden.
    pub(super) fn command(&self) -> &str {
        &self.command
    }

    /// `the clone is shallow, …, so 7 rules cannot judge it: a, b, c and 4 more`
    pub(super) fn sentence(&self) -> String {
        let mut named: Vec<String> = self
            .rules
            .iter()
            .take(NAMED)
            .map(|rule| format!("`{}`", visible(rule)))
            .collect();
        let more = self.rules.len() - named.len();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        let rules = counted(self.rules.len(), "rule");
        let reason = &self.reason;
        format!("{reason}: {rules} cannot judge it ({})", listed(&named))
    }

    /// One line for people.
    pub(super) fn note(&self) -> String {
        format!("note: {}; help: {COMMAND}", self.sentence())
    }
}
