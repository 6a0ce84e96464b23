//! What a log was found with when it began to be checked: how much of it there is, by file and rule.

use std::collections::BTreeMap;

use super::source::{Source, Span};

/// How many findings there are by the path of their file and the id of their rule.
pub type Counts = BTreeMap<String, BTreeMap<String, usize>>;

/// The baseline of a log, as its file has it.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The file.
    pub file: Option<Source>,
    /// By path, then by rule.
    pub counts: BTreeMap<String, BTreeMap<String, Count>>,
}

/// How many findings of a rule a file had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub count: usize,
    /// Where the rule stands in the file of the baseline.
    pub span: Span,
}

impl Baseline {
    /// How many findings of a rule a file had.
    #[must_use]
    pub fn count(&self, path: &str, rule: &str) -> usize {
        let rules = self.counts.get(path);
        let count = rules.and_then(|rules| rules.get(rule));
        count.map_or(0, |count| count.count)
    }

    /// Every path and rule with its count, by path and rule.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, Count)> {
        self.counts.iter().flat_map(|(path, rules)| {
            let rows = rules.iter();
            rows.map(move |(rule, count)| (path.as_str(), rule.as_str(), *count))
        })
    }
}
