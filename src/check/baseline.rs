//! What a log was found with before: findings that its baseline counts are not told.

use std::collections::HashMap;

use super::allow;
use crate::index::Index;
use crate::model::baseline::{Baseline, Counts};
use crate::model::diagnostic::Diagnostic;

/// Findings, and which of them are told.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Those that are new, and those beside which something is.
    pub told: Vec<Diagnostic>,
    /// Those that the baseline counts.
    pub silent: Vec<Diagnostic>,
}

/// Holds findings against the baseline of a log.
///
/// Of a file that has no more of a rule than before, none is told. Of one that has more, all are, because nobody can
/// say which one is new.
#[must_use]
pub fn held(index: &Index, findings: Vec<Diagnostic>) -> Held {
    let baseline = &index.log.baseline;
    if baseline.counts.is_empty() {
        return Held {
            told: findings,
            silent: Vec::new(),
        };
    }
    let found = counted(&findings);
    let mut held = Held::default();
    for finding in findings {
        let before = baseline.count(&finding.path, &finding.rule);
        let now = found[finding.path.as_str()][finding.rule.as_ref()];
        match before {
            0 => held.told.push(finding),
            before if now <= before => held.silent.push(finding),
            before => held.told.push(beside(finding, before, now)),
        }
    }
    held
}

/// How many findings there are of each file and rule that a baseline may count.
#[must_use]
pub fn counts(findings: &[Diagnostic]) -> Counts {
    let mut counts = Counts::new();
    for finding in findings.iter().filter(|one| is_countable(&one.rule)) {
        let rules = counts.entry(finding.path.clone()).or_default();
        *rules.entry(finding.rule.clone().into_owned()).or_default() += 1;
    }
    counts
}

/// Whether a baseline may count what a rule finds: what is about baselines and comments is always told.
#[must_use]
pub fn is_countable(rule: &str) -> bool {
    super::rule(rule).is_none_or(|rule| rule.card.group != allow::GROUP)
}

/// What there is more of than a baseline counts: path, rule, and how many more.
#[must_use]
pub fn grown<'a>(baseline: &Baseline, counts: &'a Counts) -> Vec<(&'a str, &'a str, usize)> {
    let rows = counts.iter().flat_map(|(path, rules)| {
        let rows = rules.iter();
        rows.map(move |(rule, count)| (path.as_str(), rule.as_str(), *count))
    });
    let more = rows.filter_map(|(path, rule, count)| {
        let more = count.saturating_sub(baseline.count(path, rule));
        (more > 0).then_some((path, rule, more))
    });
    more.collect()
}

fn counted(findings: &[Diagnostic]) -> HashMap<String, HashMap<String, usize>> {
    let mut counts: HashMap<String, HashMap<String, usize>> = HashMap::new();
    for finding in findings {
        let rules = counts.entry(finding.path.clone()).or_default();
        *rules.entry(finding.rule.clone().into_owned()).or_default() += 1;
    }
    counts
}

/// A finding that is told because there are more of its sort than before.
fn beside(finding: Diagnostic, before: usize, now: usize) -> Diagnostic {
    let are = if before == 1 { "is" } else { "are" };
    let told = format!("{before} of {now} like this {are} in the baseline");
    let help = match &finding.help {
        Some(help) => format!("{help}\n{told}"),
        None => told,
    };
    finding.with_help(help)
}
