//! Rules that a log writes itself: one field of each record, held against the tests that the settings name.
//!
//! The settings were read before, so every pattern compiles and every word means something. What is judged here is the
//! records alone.

mod card;
mod condition;
mod length;
mod order;
mod presence;
mod standing;
mod subject;
mod value;

use std::collections::HashSet;

use super::Options;
use super::findings::{Findings, edit, on};
use crate::index::{Index, Log};
use crate::model::custom::{Aspect, CustomRule, Share};
use crate::model::diagnostic::Diagnostic;
use crate::model::kind::Kind;
use crate::model::pattern::Pattern;
use crate::model::record::Record;
use crate::model::source::Span;

use subject::Subject;

pub use card::{OwnCard, own_cards};

/// The tests of what is there; whether it is there at all is asked first.
const TESTS: [fn(&Case<'_>) -> Vec<Found>; 5] = [
    value::one_of,
    value::matches,
    length::within,
    order::in_order,
    standing::settled,
];

/// A rule ready to be asked.
struct Asked<'a> {
    rule: &'a CustomRule,
    aspect: Aspect<'a>,
    /// The kinds that may have the field.
    kinds: Vec<&'a Kind>,
    patterns: Vec<(Share, &'a str, Pattern)>,
}

/// One rule asked of one record.
struct Case<'a> {
    index: &'a Index,
    at: usize,
    record: &'a Record,
    asked: &'a Asked<'a>,
    subject: Subject<'a>,
}

/// What a test found.
#[derive(Debug, Default)]
struct Found {
    message: String,
    /// None where the file's name is meant.
    span: Option<Span>,
    /// What may have been meant.
    label: Option<String>,
    /// What to do, where that is not to edit the record.
    help: Option<String>,
}

/// Asks every own rule that somebody wants.
pub(super) fn run(index: &Index, options: &Options, findings: &mut Findings) {
    for rule in &index.log.settings.check.custom {
        if options.wants(index, &rule.id) {
            let asked = Asked::new(index, rule);
            for (at, record) in index.records.iter().enumerate() {
                if asked.is_for(record) {
                    judge(index, at, &asked, findings);
                }
            }
        }
    }
}

fn judge(index: &Index, at: usize, asked: &Asked<'_>, findings: &mut Findings) {
    let record = &index.records[at];
    let case = Case {
        index,
        at,
        record,
        asked,
        subject: Subject::of(record, asked.aspect),
    };
    let mut found: Vec<Found> = presence::missing(&case).into_iter().collect();
    if found.is_empty() && case.subject.is_there {
        found = TESTS.iter().flat_map(|test| test(&case)).collect();
    }
    if asked.rule.message.is_some() {
        // The same words at the same place say nothing new.
        let mut places = HashSet::new();
        found.retain(|found| places.insert(found.span));
    }
    for found in found {
        findings.add(case.told(found));
    }
}

impl<'a> Asked<'a> {
    fn new(index: &'a Index, rule: &'a CustomRule) -> Self {
        let compiled = |(share, written): (Share, &'a str)| {
            let pattern = Pattern::read(written).ok()?;
            Some((share, written, pattern))
        };
        Self {
            rule,
            aspect: Aspect::named(&rule.field),
            kinds: kinds(&index.log, rule),
            patterns: rule.patterns().into_iter().filter_map(compiled).collect(),
        }
    }

    fn is_for(&self, record: &Record) -> bool {
        let of_kind = self.kinds.iter().any(|kind| kind.name == record.kind.name);
        of_kind && condition::holds(record, &self.rule.when)
    }
}

/// The kinds that a rule is asked of: of those it names, the ones with the field. A key that is no field of any may
/// stand in records of all of them.
fn kinds<'a>(log: &'a Log, rule: &CustomRule) -> Vec<&'a Kind> {
    let named = rule.kinds(log.kinds.iter().map(AsRef::as_ref));
    let Aspect::Key(key) = Aspect::named(&rule.field) else {
        return named;
    };
    let having = |kind: &&Kind| kind.field(key).is_some();
    match named.iter().any(having) {
        true => named.into_iter().filter(having).collect(),
        false => named,
    }
}

impl Case<'_> {
    /// A finding in the words of the log where it has some; then what was found stands at the place.
    fn told(&self, found: Found) -> Diagnostic {
        let rule = self.asked.rule;
        let (message, label) = match &rule.message {
            Some(own) => (own.clone(), found.label.or(Some(found.message))),
            None => (found.message, found.label),
        };
        let help = rule.help.clone().or(found.help);
        let mut finding = on(self.record, rule.id.clone(), message)
            .with_level(rule.level)
            .with_help(help.unwrap_or_else(|| edit(self.record)));
        finding.span = found.span;
        finding.label = label;
        finding
    }
}
